"""The pages of the site."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="home.html"), name="home"),
    path("accounts/login/", auth.LoginView.as_view(), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("accounts/password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("calendar/", TemplateView.as_view(template_name="calendar.html"), name="calendar"),
    path("admin/", admin.site.urls),
]

"""The pages of the library."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="catalogue.html"), name="catalogue"),
    path("login/", auth.LoginView.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("loans/", TemplateView.as_view(template_name="loans.html"), name="loans"),
    path("admin/", admin.site.urls),
]

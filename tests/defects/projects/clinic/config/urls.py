"""The pages of the clinic's site."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="index.html"), name="index"),
    path("staff/login/", auth.LoginView.as_view(), name="staff-login"),
    path("staff/logout/", auth.LogoutView.as_view(), name="staff-logout"),
    path("patients/", include("patients.urls")),
    path("backoffice/", admin.site.urls),
]

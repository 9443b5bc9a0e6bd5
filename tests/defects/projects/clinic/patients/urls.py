"""The pages about patients."""

from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [path("", TemplateView.as_view(template_name="patients.html"), name="patients")]

"""Who works at the clinic."""

from django.contrib.auth.models import AbstractUser


class Employee(AbstractUser):
    """Someone who works here."""

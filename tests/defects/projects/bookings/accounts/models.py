"""Who books rooms."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Member(AbstractUser):
    """Someone with an account."""

    phone = models.CharField(max_length=30, blank=True)

"""Which authentication backends, user models and password hashers the rules name.

Sources: `backends.py`, `base_user.py`, `models.py` and `hashers.py` in `django/contrib/auth`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MODEL: Final = "django.contrib.auth.backends.ModelBackend"
REMOTE_USER: Final = "django.contrib.auth.backends.RemoteUserBackend"

BASE_USER: Final = "django.contrib.auth.base_user.AbstractBaseUser"
ABSTRACT_USER: Final = "django.contrib.auth.models.AbstractUser"
USER: Final = "django.contrib.auth.models.User"
PERMISSIONS: Final = "django.contrib.auth.models.PermissionsMixin"
"""What gives a user model its groups and permissions, whose way back (`user_set`) only one model can have."""

ALLOW_ALL_USERS: Final[Mapping[str, str]] = {
    "django.contrib.auth.backends.AllowAllUsersModelBackend": "django.contrib.auth.backends.ModelBackend",
    "django.contrib.auth.backends.AllowAllUsersRemoteUserBackend": "django.contrib.auth.backends.RemoteUserBackend",
}
"""Backends that accept inactive users, each with the one that does not but is otherwise the same."""

PBKDF2: Final = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
"""The hasher that stores passwords where PASSWORD_HASHERS is not set."""

BCRYPT: Final = "django.contrib.auth.hashers.BCryptPasswordHasher"
BCRYPT_OF_DIGEST: Final = "django.contrib.auth.hashers.BCryptSHA256PasswordHasher"

WEAK_HASHERS: Final = frozenset(
    f"django.contrib.auth.hashers.{name}"
    for name in (
        "CryptPasswordHasher",
        "MD5PasswordHasher",
        "SHA1PasswordHasher",
        "UnsaltedMD5PasswordHasher",
        "UnsaltedSHA1PasswordHasher",
    )
)
"""Hashers that are made in an instant, which makes guessing fast; Django 5.1 has only that of MD5 left, for tests."""

STARTPROJECT_VALIDATORS: Final = tuple(
    f"django.contrib.auth.password_validation.{name}"
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
)
"""What `startproject` writes into AUTH_PASSWORD_VALIDATORS, in `django/conf/project_template/project_name/settings.py-tpl`."""

"""Which authentication backends and password hashers the rules name.

Sources: `django/contrib/auth/backends.py` and `django/contrib/auth/hashers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ALLOW_ALL_USERS: Final[Mapping[str, str]] = {
    "django.contrib.auth.backends.AllowAllUsersModelBackend": "django.contrib.auth.backends.ModelBackend",
    "django.contrib.auth.backends.AllowAllUsersRemoteUserBackend": "django.contrib.auth.backends.RemoteUserBackend",
}
"""Backends that accept inactive users, each with the one that does not but is otherwise the same."""

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

"""What Django thinks of a secret key: `django/core/checks/security/base.py`, `_check_secret_key`, in each version since 4.1."""

from __future__ import annotations

from typing import Final

INSECURE_PREFIX: Final = "django-insecure-"
MIN_LENGTH: Final = 50
MIN_UNIQUE_CHARACTERS: Final = 5


def weakness(key: str) -> str | None:
    """What is wrong with a key, in words that do not tell it: "has 12 characters"; None if nothing is."""
    if key.startswith(INSECURE_PREFIX):
        return f"begins with {INSECURE_PREFIX}"
    if len(key) < MIN_LENGTH:
        return f"has {len(key)} character{'' if len(key) == 1 else 's'}, fewer than {MIN_LENGTH}"
    if len(set(key)) < MIN_UNIQUE_CHARACTERS:
        return "repeats a few characters"
    return None

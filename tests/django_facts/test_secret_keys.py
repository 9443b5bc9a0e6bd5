"""What is weak for Django's own check is weak here."""

import pytest

from djauthlint.django_facts.secret_keys import weakness

STRONG = "sSh3kTn0wZcQ8fYx5LpVbR2mJgDa7eUiHoWkNyXtCrBqMvFzPl"
KEYS = {
    "a": "has 1 character, fewer than 50",
    "change-me": "has 9 characters, fewer than 50",
    STRONG[:49]: "has 49 characters, fewer than 50",
    "abcd" * 13: "repeats a few characters",
    "abcde" * 10: None,
    f"django-insecure-{STRONG}": "begins with django-insecure-",
    STRONG: None,
}


@pytest.mark.parametrize(("key", "words"), KEYS.items())
def test_weakness(key: str, words: str | None) -> None:
    base = pytest.importorskip("django.core.checks.security.base")
    assert weakness(key) == words
    assert base._check_secret_key(key) == (words is None)

"""What the session engines of Django do with the settings."""

import pytest

from djauthlint.django_facts import sessions

BACKENDS = "django.contrib.sessions.backends"


@pytest.mark.parametrize(
    ("engine", "at_browser_close", "adds"),
    [
        (f"{BACKENDS}.db", True, True),
        (f"{BACKENDS}.cached_db", False, True),
        (f"{BACKENDS}.cache", False, True),
        (f"{BACKENDS}.cache", True, False),
        (f"{BACKENDS}.signed_cookies", True, False),
        ("redis_sessions.session", False, False),
        ([f"{BACKENDS}.db"], False, False),
    ],
)
def test_who_adds_the_age_to_the_present_time(engine: object, at_browser_close: bool, adds: bool) -> None:
    assert sessions.adds_age_to_now("5.2", engine, at_browser_close) is adds

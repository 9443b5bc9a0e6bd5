"""The order of MIDDLEWARE as the table of constraints sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from djauthlint.django_facts import middleware_table, ordering
from djauthlint.django_facts.middleware import AUTHENTICATION, SESSION
from djauthlint.django_facts.middleware_table import UNKNOWN, Condition
from djauthlint.settings import Scenario, Settings, Undetermined
from tests.rules.harness import settings_of

MIDDLEWARE = """
import os, acme
MIDDLEWARE = [
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    acme.MIDDLEWARE,
    "middleware.Sessions",
    "acme.Unknown",
    3,
]
CSRF_USE_SESSIONS = "on" if acme.X else ""
MESSAGE_STORAGE = "middleware.Storage"
UNKNOWN = acme.Y
"""

CLASSES = """
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.middleware import SessionMiddleware
class Sessions(SessionMiddleware): ...
class Storage(SessionStorage): ...
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "middleware.py").write_text(CLASSES)
    (tmp_path / "settings.py").write_text(MIDDLEWARE)
    found, evaluation = settings_of(tmp_path / "settings.py")
    return found.within(Scenario(evaluation.worlds, (), 64))


def test_what_elements_do(settings: Settings) -> None:
    authentication, unknown, session, stranger, number = settings["MIDDLEWARE"].works
    assert AUTHENTICATION in authentication.does
    assert unknown == UNKNOWN
    assert {SESSION, "middleware.Sessions"} <= session.does
    assert session.unknown is None
    assert stranger.unknown is not None
    assert number.does == frozenset()


def test_the_table_is_asked_about_a_setting(settings: Settings) -> None:
    rules = [each for each in middleware_table.constraints() if each.condition is None]
    (found,) = ordering.violations(settings["MIDDLEWARE"].works, rules)
    assert found.constraint.name == "dj-session-auth"
    elements = settings["MIDDLEWARE"].elements
    assert elements[found.wrong].value == AUTHENTICATION
    assert elements[found.other].value == "middleware.Sessions"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(("CSRF_USE_SESSIONS",)), True),
        (Condition(("SECURE_SSL_REDIRECT",)), False),
        (Condition(("SOME_PACKAGE_IS_ON",)), False),
        (Condition(("SOME_PACKAGE_IS_ON", "CSRF_USE_SESSIONS")), True),
        (Condition(("UNKNOWN",)), None),
        (Condition(("UNKNOWN", "CSRF_USE_SESSIONS")), True),
        (Condition(("UNKNOWN", "DEBUG")), None),
        (Condition(("MESSAGE_STORAGE",), ("django.contrib.messages.storage.session.SessionStorage",)), True),
        (Condition(("MESSAGE_STORAGE",), ("django.contrib.messages.storage.cookie.CookieStorage",)), False),
        (Condition(("DEBUG",), ("django.contrib.messages.storage.cookie.CookieStorage",)), False),
    ],
)
def test_conditions(settings: Settings, condition: Condition, expected: bool | None) -> None:
    if expected is None:
        with pytest.raises(Undetermined):
            settings.holds(condition)
    else:
        assert settings.holds(condition) is expected

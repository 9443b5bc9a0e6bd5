"""What SILENCED_SYSTEM_CHECKS hides from `manage.py check` is hidden here, too, unless it breaks the login."""

from pathlib import Path

import pytest

from djauthlint import registry
from djauthlint.diagnostics import Diagnostic
from djauthlint.rule import run
from tests.rules.harness import settings_of

INSECURE = 'MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]\n'
APP = 'INSTALLED_APPS = ["django.contrib.sessions"]\n'


def found(folder: Path, code: str, text: str) -> list[Diagnostic]:
    path = folder / "settings.py"
    path.write_text(text, encoding="utf-8")
    rule = registry.find(code)
    assert rule is not None
    return run(rule, settings_of(path)[0])


@pytest.mark.parametrize(
    ("silenced", "is_hidden"),
    [
        ("[]", False),
        ('["security.W012"]', True),
        ('("urls.W005", "security.W012")', True),
        ('["security.W016"]', False),
        ("unknown()", False),
        ('["security.W012", *unknown()]', True),
    ],
)
def test_what_does_not_break_the_login(tmp_path: Path, silenced: str, is_hidden: bool) -> None:
    text = f"from acme import unknown\n{INSECURE}{APP}SILENCED_SYSTEM_CHECKS = {silenced}\n"
    assert [each.code for each in found(tmp_path, "DJA301", text)] == ([] if is_hidden else ["DJA301"])


def test_the_check_that_speaks_of_these_settings(tmp_path: Path) -> None:
    both = found(tmp_path, "DJA301", f"{INSECURE}{APP}")
    assert [each.checks for each in both] == [("security.W012",)]
    without_app = f'{INSECURE}INSTALLED_APPS = []\nSILENCED_SYSTEM_CHECKS = ["security.W012"]\n'
    assert [each.checks for each in found(tmp_path, "DJA301", without_app)] == [("security.W011",)]


def test_under_a_condition(tmp_path: Path) -> None:
    text = f"""import os
{INSECURE}{APP}SILENCED_SYSTEM_CHECKS = []
if "QUIET" in os.environ:
    SILENCED_SYSTEM_CHECKS += ["security.W012"]
"""
    assert [each.when for each in found(tmp_path, "DJA301", text)] == [(("env QUIET is not set",),)]


def test_what_breaks_the_login_is_shown_with_the_place(tmp_path: Path) -> None:
    text = 'CSRF_TRUSTED_ORIGINS = ["example.com"]\nSILENCED_SYSTEM_CHECKS = ["urls.W005", "4_0.E001"]\n'
    (diagnostic,) = found(tmp_path, "DJA410", text)
    (label,) = diagnostic.related
    assert (text[label.span.start : label.span.end], label.message) == (
        '"4_0.E001"',
        "keeps manage.py check from saying so",
    )


def test_a_diagnostic_that_no_check_makes(tmp_path: Path) -> None:
    text = 'SESSION_COOKIE_AGE = 0\nSILENCED_SYSTEM_CHECKS = ["security.W012"]\n'
    assert [each.related for each in found(tmp_path, "DJA319", text)] == [()]

"""What diagnostics refer to: where a setting was set, and what a rule says of other places."""

from __future__ import annotations

from pathlib import Path

from djauthlint import registry
from djauthlint.diagnostics import Diagnostic
from djauthlint.rule import run
from tests.rules.harness import settings_of

APPLY = """
def apply(values, module):
    for name, value in values.items():
        setattr(module, name, value)
"""


def found(folder: Path, code: str, text: str) -> Diagnostic:
    path = folder / "settings.py"
    path.write_text(text)
    rule = registry.find(code)
    assert rule is not None
    (diagnostic,) = run(rule, settings_of(path)[0])
    return diagnostic


def said(diagnostic: Diagnostic) -> list[tuple[str, str]]:
    """The text that each label is about, and what it says."""
    return [
        (label.span.path.read_text()[label.span.start : label.span.end], label.message) for label in diagnostic.related
    ]


def test_a_call_that_sets_whatever_it_is_given_is_not_where_a_value_comes_from(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text(APPLY)
    text = "import sys\nfrom helpers import apply\nAGE = 0\napply({'SESSION_COOKIE_AGE': AGE}, sys.modules[__name__])\n"
    diagnostic = found(tmp_path, "DJA319", text)
    assert text[diagnostic.span.start : diagnostic.span.end] == "0"
    assert said(diagnostic) == []


def test_a_call_that_changes_a_setting_is(tmp_path: Path) -> None:
    (tmp_path / "base.py").write_text("MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']\n")
    (tmp_path / "settings.py").write_text("from base import *\nMIDDLEWARE.append('b.X')\n")
    steps = settings_of(tmp_path / "settings.py")[0]["MIDDLEWARE"].provenance
    assert [(step.action, step.by_call) for step in steps] == [("set", False), ("appended to", False)]


def test_what_a_rule_says_of_a_statement_is_said_alone(tmp_path: Path) -> None:
    text = "AUTHENTICATION_BACKENDS = [\n    'a.Backend',\n]\nDEBUG = False\nAUTHENTICATION_BACKENDS = ['b.Backend']\n"
    (label,) = found(tmp_path, "DJA815", text).related
    assert label.message == "set here, to no effect"

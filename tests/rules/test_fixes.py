"""The fixes of each rule make of its fixtures what stands beside them."""

import importlib.util
import io
import os
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from djauthlint import registry
from djauthlint.fixer import Outcome, save
from djauthlint.project import Project
from tests.rules.fixing import expected_texts, fixed
from tests.rules.harness import cases, copied, expected
from tests.rules.importing import Django, NotImported, django
from tests.rules.test_django import is_between

# What names a package, a module or a function that nobody has. They are compared by djauthlint's own evaluation only.
NOT_IMPORTED = {
    "DJA108-unknown_switch",
    "DJA313-login_unknown",
    "DJA326-alias",
    "DJA327-split",
    "DJA328-split",
    "DJA333-serializer_unknown",
    "DJA603-unknown_urls",
    "DJA802-unknown_value",
    "DJA809-default_of_cast",
}
FIRING = [case for case in cases() if expected(case)]
# The first ones of each rule that are fixed, and that are not, are enough to measure coverage.
MEASURED = {(case.parent.name, bool(expected_texts(case))): case for case in reversed(FIRING)}.values()


def differences(django: Django, entry: Path, outcome: Outcome, name: str) -> list[str]:
    """What real Django sees that the fix does not say, of settings that can be imported."""
    try:
        found = django.differences(entry, outcome)
    except NotImported:
        rule = registry.find(name.partition("-")[0])
        assert rule is not None
        if name in NOT_IMPORTED or not is_between(rule.since, rule.until):
            return []
        raise
    return [*found, *(["it can be imported"] if name in NOT_IMPORTED else [])]


def _comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


@pytest.fixture(scope="module")
def real_django() -> Iterator[Django | None]:
    """A process that imports settings with Django, None where there is none."""
    if importlib.util.find_spec("django") is None or not hasattr(os, "fork"):
        yield None
    else:
        with django() as process:
            yield process


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=[] if case in MEASURED else [pytest.mark.broad]) for case in FIRING],
    ids=lambda case: f"{case.parent.name}-{case.stem}",
)
def test_fix(case: Path, tmp_path: Path, real_django: Django | None) -> None:
    entry = copied(case, tmp_path)
    base = entry.parent.resolve()
    outcome = fixed(entry, case.parent.name)
    texts = {path.relative_to(base).as_posix(): file.text for path, file in outcome.after.items()}
    assert texts == expected_texts(case)
    for path, file in outcome.after.items():
        compile(file.text, str(path), "exec")
        assert _comments(outcome.before[path].text) <= _comments(file.text)
    if texts and real_django is not None:
        assert differences(real_django, entry, outcome, f"{case.parent.name}-{case.stem}") == []
    if texts:
        # With one rule less is proved, so nothing is fixed with all of them where nothing is with one.
        rule = registry.find(case.parent.name)
        assert rule is not None
        again = fixed(entry, case.parent.name, rules=[rule])
        if again.after:
            save(Project.open([entry], cwd=entry.parent).files, again.after, again.before)
            assert fixed(entry, case.parent.name).after == {}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", []),
        ("DEBUG = False\n", ["DEBUG was True, is False"]),
        ("del DEBUG\n", ["DEBUG was True, is ABSENT"]),
        ("SESSION_COOKIE_SECURE = False\n", ["nothing changes: set SESSION_COOKIE_SECURE = True"]),
        ("import nowhere\n", ["ModuleNotFoundError: No module named 'nowhere'"]),
        ("INSTALLED_APPS = None\n", ["ImproperlyConfigured: The INSTALLED_APPS setting must be a list or a tuple."]),
    ],
)
def test_real_django_sees_what_else_a_fix_does(
    more: str, told: list[str], tmp_path: Path, real_django: Django | None
) -> None:
    if real_django is None:
        pytest.skip("Django is not installed, or there is no fork")
    path = tmp_path / "settings.py"
    path.write_text("INSTALLED_APPS = ['django.contrib.sessions']\nDEBUG = True\nSESSION_COOKIE_SECURE = False\n")
    outcome = fixed(path, "DJA301")
    (file,) = outcome.after.values()
    wrong = replace(outcome, after={path: replace(file, text=file.text + more)})
    found = real_django.differences(path, wrong)
    assert found[: len(told)] == told if told else found == []

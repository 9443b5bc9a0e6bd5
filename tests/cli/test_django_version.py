"""Where the version of Django comes from, and what it decides."""

import json
from pathlib import Path
from typing import Any

import pytest

from djauthlint import django_facts
from tests.cli.conftest import SHOP, Run, Write

LOCK = '[[package]]\nname = "django"\nversion = "5.2.3"\n'
CONFIGURED = '[tool.djauthlint]\ndjango-version = "4.2"\n'
DECLARED = '[project]\nname = "shop"\ndependencies = ["django>=4.2,<5.1"]\n'


def django(run: Run, *options: str) -> dict[str, Any]:
    assert run("settings", "settings.py", "--format", "json", "--all", *options) == 0
    entry: dict[str, Any] = json.loads(run.out)["entry_modules"][0]
    return entry


@pytest.mark.parametrize(
    ("files", "options", "expected"),
    [
        (
            {"uv.lock": LOCK, "pyproject.toml": CONFIGURED},
            ["--django-version", "6.0"],
            ("6.0", "6.0", "--django-version"),
        ),
        ({"uv.lock": LOCK, "pyproject.toml": CONFIGURED}, [], ("4.2", "4.2", "the configuration")),
        ({"uv.lock": LOCK, "pyproject.toml": DECLARED}, [], ("5.2", "5.2", "uv.lock:3")),
        ({"pyproject.toml": DECLARED}, [], ("4.2", "5.0", "pyproject.toml:3")),
        ({"pyproject.toml": DECLARED, "requirements.txt": "Django==5.0.2\n"}, [], ("5.0", "5.0", "requirements.txt:1")),
        ({"requirements.txt": "Django>7,<6\n"}, [], None),
        ({"requirements.txt": "Django\n"}, [], None),
        ({}, [], None),
    ],
)
def test_what_says_so(
    write: Write, run: Run, files: dict[str, str], options: list[str], expected: tuple[str, str, str] | None
) -> None:
    write({"settings.py": "DEBUG = True\n", **files})
    newest = django_facts.newest()
    oldest, last, source = expected or (newest, newest, "the newest that djauthlint knows; nothing says which")
    assert django(run, *options)["django"] == {"oldest": oldest, "newest": last, "source": source}


def test_it_is_said(write: Write, run: Run) -> None:
    write({"settings.py": "INSTALLED_APPS = []\n", "pyproject.toml": DECLARED})
    assert run("settings", "settings.py") == 0
    assert run.out.splitlines()[1] == "Django 4.2 to 5.0 (pyproject.toml:3)"
    assert run("settings.py", "-v", "--select", "DJA103") == 0
    assert "note: settings is taken to run with Django 4.2 to 5.0 (pyproject.toml:3)\n" in run.err


def test_defaults_that_versions_do_not_share_are_unknown(write: Write, run: Run) -> None:
    write({"settings.py": "DEBUG = True\n", "pyproject.toml": DECLARED})
    told = django(run)["settings"]
    assert told["USE_TZ"]["value"] == {
        "$type": "unknown",
        "reason": "the default of USE_TZ is not the same in Django 4.2 to 5.0",
    }
    assert told["APPEND_SLASH"]["value"] is True
    assert django(run, "--django-version", "5.0")["settings"]["USE_TZ"]["value"] is True
    assert "SECURE_CSP" not in told


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        (">=4.2,<5.1", {"A": True, "B": "conditional", "C": False, "D": True, "E": False, "F": "conditional"}),
        ("==4.2.7", {"A": True, "B": False, "C": False, "D": True, "E": False, "F": True}),
        ("==5.2.*", {"A": True, "B": True, "C": False, "D": False, "E": True, "F": True}),
        ("", {"A": "conditional", "B": "conditional", "C": "conditional", "D": "conditional", "E": "conditional"}),
    ],
)
def test_settings_that_ask_for_the_version(write: Write, run: Run, specifier: str, expected: dict[str, object]) -> None:
    source = """
import django
A = django.VERSION >= (4, 0)
B = django.VERSION >= (5, 0)
C = django.VERSION >= (6, 1, 2)
D = django.VERSION[:2] < (5, 1)
E = django.VERSION[:2] > (5, 0)
F = (django.VERSION[0] == 4) or django.VERSION > (5, 1)
"""
    write({"settings.py": source, "requirements.txt": f"Django{specifier}\n"})
    told = django(run)["settings"]
    assert {name: told[name].get("value", told[name]["status"]) for name in expected} == expected


@pytest.mark.parametrize(
    ("specifier", "reported"),
    [("==5.2", True), (">=5.0", True), (">=4.2", False), ("<5", False), ("==9.0", False), ("==8.9", True)],
)
def test_rules_speak_about_every_version_or_not_at_all(
    shop: Path, write: Write, run: Run, specifier: str, reported: bool
) -> None:
    """The rule about the cookie holds from 5.0 on, and no longer in 9.0."""
    write({**SHOP, "requirements.txt": f"Django{specifier}\n"})
    assert run("config/settings/prod.py", "--select", "DJA301") == int(reported)


def test_each_entry_module_has_its_own(write: Write, run: Run) -> None:
    write(
        {
            "a/settings.py": "INSTALLED_APPS = []\n",
            "a/requirements.txt": "Django==4.2\n",
            "b/settings.py": "INSTALLED_APPS = []\n",
            "b/poetry.lock": LOCK,
        }
    )
    assert run("a/settings.py", "b/settings.py", "-v", "--select", "DJA103") == 0
    assert "Django 4.2 (a/requirements.txt:1)" in run.err
    assert "Django 5.2.3 (b/poetry.lock:3)" in run.err


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("3.2", "Django 3.2 (--django-version; taken for 4.2, the oldest that djauthlint knows)"),
        (
            "99.1",
            f"Django 99.1 (--django-version; taken for {django_facts.newest()}, the newest that djauthlint knows)",
        ),
        ("5.2", "Django 5.2 (--django-version)"),
    ],
)
def test_one_that_djauthlint_has_no_facts_about(write: Write, run: Run, version: str, said: str) -> None:
    write({"settings.py": "DEBUG = True\n"})
    assert run("settings", "settings.py", "--django-version", version) == 0
    assert said in run.out.splitlines()

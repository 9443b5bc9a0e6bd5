"""Which packages a project declares, by all of its files together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from djauthlint.project import Declared, Project
from djauthlint.project.packages import UNREADABLE
from tests.project.conftest import Write


def declared(write: Write, files: dict[str, str]) -> Declared:
    root = write({".git/HEAD": "", **files})
    return Project.open([root], cwd=root).packages


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Django", "django"),
        ("Django==4.2.7", "django"),
        ("django >= 4.2, < 5", "django"),
        ("psycopg[binary,pool]~=3.2", "psycopg"),
        ("zope.interface", "zope-interface"),
        ("typing_extensions>=4", "typing-extensions"),
        ('tzdata; sys_platform == "win32"', "tzdata"),
        ("redis (>=6)", "redis"),
        ("redis==6.4.0 --hash=sha256:12ab", "redis"),
        ("redis  # for sessions", "redis"),
        ("requests[security]", UNREADABLE),
        ("-e .", UNREADABLE),
        ("--editable .", UNREADABLE),
        ("./accounts", UNREADABLE),
        ("accounts @ https://example.org/accounts.tar.gz", UNREADABLE),
        ("git+https://example.org/accounts.git", UNREADABLE),
    ],
)
def test_requirements(line: str, name: str, write: Write) -> None:
    assert declared(write, {"requirements.txt": f"# all\n-r base.txt\n\n{line}\n"}) == Declared(
        frozenset({name}), frozenset()
    )


FILES: Mapping[str, tuple[str, set[str]]] = {
    "requirements/base.txt": ("redis", {"redis"}),
    "backend/requirements-dev.in": ("redis", {"redis"}),
    "pyproject.toml": (
        '[project]\ndependencies = ["Django"]\n[project.optional-dependencies]\nmore = ["redis", "six"]\n'
        '[dependency-groups]\ndev = ["pytest", {include-group = "more"}]',
        {"django", "redis", "six", "pytest"},
    ),
    "site/pyproject.toml": (
        '[tool.poetry.dependencies]\npython = "^3.12"\nDjango = "^5.2"\n[tool.poetry.group.dev.dependencies]\npytest = "*"',
        {"django", "pytest"},
    ),
    "uv/pyproject.toml": ('[project]\ndynamic = ["dependencies"]', {UNREADABLE}),
    "bad/pyproject.toml": ("[project", {UNREADABLE}),
    "Pipfile": ('[packages]\ndjango = "*"\n[dev-packages]\npytest = "*"', {"django", "pytest"}),
    "setup.cfg": (
        "[options]\ninstall_requires =\n    Django\n    redis>=6  # sessions\n[options.extras_require]\nx =\n    six",
        {"django", "redis", "six"},
    ),
    "setup.py": ("setup(install_requires=['django'])", {UNREADABLE}),
    "environment.yml": ("dependencies:\n  - django", {UNREADABLE}),
    "notes.txt": ("redis", set()),
}


@pytest.mark.parametrize("path", FILES)
def test_other_files(path: str, write: Write) -> None:
    text, names = FILES[path]
    assert declared(write, {path: text}).names == names


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("asgiref==3.9\nDjango==5.2\nsqlparse==0.5\nredis==6.4\n", {"asgiref", "django", "sqlparse", "redis"}),
        ("asgiref==3.9\nDjango==5.2\nsqlparse==0.5\nredis\n", set()),
        ("Django==5.2\nredis==6.4\n", set()),
    ],
)
def test_what_is_frozen_is_complete(text: str, complete: set[str], write: Write) -> None:
    assert declared(write, {"requirements.txt": text}).complete == complete


@pytest.mark.parametrize(
    ("files", "locked"),
    [
        ({"uv.lock": '[[package]]\nname = "django"\n'}, True),
        ({"Pipfile.lock": '{"default": {"django": {}}}'}, True),
        ({"site/poetry.lock": '[[package]]\nname = "Django"\n'}, True),
        ({"uv.lock": '[[package]]\nname = "django"\n', "site/uv.lock": '[[package]]\nname = "flask"\n'}, False),
        ({"other/uv.lock": '[[package]]\nname = "django"\n'}, False),
        ({}, False),
    ],
)
def test_the_nearest_lock_counts(files: dict[str, str], locked: bool, write: Write) -> None:
    root = write({".git/HEAD": "", "site/settings.py": "", **files})
    assert Project.open([root], cwd=root).is_locked(root.resolve() / "site") is locked


@pytest.mark.parametrize(
    ("path", "is_read"),
    [("Dockerfile", True), ("deploy/install.sh", True), ("setup.py", True), ("README.md", False), ("a.py", False)],
)
def test_where_a_package_may_be_named(path: str, is_read: bool, write: Write) -> None:
    root = write({".git/HEAD": "", path: "pip install Argon2-CFFI"})
    assert Project.open([root], cwd=root).names_package("argon2") is is_read

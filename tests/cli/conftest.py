"""A small project on disk and a few rules that do not change when the catalogue does."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from djauthlint.cli import main
from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.project import Profile
from djauthlint.rule import Rule
from djauthlint.settings import Settings

Write = Callable[[Mapping[str, str]], Path]

SHOP = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")\n',
    "config/__init__.py": "",
    "config/wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")\n',
    "config/settings/__init__.py": "",
    "config/settings/base.py": 'INSTALLED_APPS = ["a"]\nLOGIN_URL = "bad"\n',
    "config/settings/prod.py": 'from .base import *\n\nSESSION_COOKIE_NAME = "bad"\n',
    "config/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
    "shop/models.py": "import os\n",
}


def rule(module: str, code: str, text: str, **more: object) -> Rule:
    """A rule whose documentation is this text."""
    made = ModuleType(module, text)
    sys.modules[module] = made
    return Rule(module, code, **more)  # type: ignore[arg-type]


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Rule]]:
    """The rules that there are."""
    before = set(sys.modules)
    login = rule("catalogue.urls.bad_login_url", "DJA601", "The login URL is bad.\n\nIt is.", severity=Severity.ERROR)
    cookie = rule(
        "catalogue.session.bad_cookie_name",
        "DJA301",
        "The cookie's name is bad.",
        severity=Severity.WARNING,
        profile=Profile.PRODUCTION,
        since=(5, 0),
        until=(9, 0),
        django_check="security.W999",
        url="https://example.com/",
    )
    tidy = rule("catalogue.session.untidy", "DJA399", "It is untidy.", severity=Severity.INFO, priority="P2")

    @login.check
    def bad_login_url(settings: Settings) -> Iterator[Diagnostic]:
        if settings["LOGIN_URL"].value == "bad":
            yield login.diagnostic(settings["LOGIN_URL"], "the login URL is bad", help="choose a good one")

    @cookie.check
    def bad_cookie_name(settings: Settings) -> Iterator[Diagnostic]:
        if settings["SESSION_COOKIE_NAME"].value == "bad":
            yield cookie.diagnostic(settings["SESSION_COOKIE_NAME"], "the name of the cookie is bad")

    @tidy.check
    def untidy(settings: Settings) -> Iterator[Diagnostic]:
        yield tidy.diagnostic(settings["INSTALLED_APPS"], "this is untidy")

    rules = [cookie, tidy, login]
    monkeypatch.setattr("djauthlint.registry.rules", lambda: tuple(rules))
    yield rules
    for module in set(sys.modules) - before:
        if module.startswith("catalogue."):
            del sys.modules[module]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files below a folder that is the project and the working directory."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def written(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture
def shop(write: Write, catalogue: list[Rule]) -> Path:
    """A project with two entry modules over one base."""
    return write(SHOP)


class Run:
    """Runs the command line and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        code = main(arguments)
        self.out, self.err = self._capsys.readouterr()
        return code


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)

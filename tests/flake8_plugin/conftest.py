"""flake8 itself in this process, with the plugin as its entry point names it."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import flake8.utils
import pytest
from flake8.main.cli import main

from djauthlint.cli import main as djauthlint

SHOP = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")\n',
    "config/__init__.py": "",
    "config/wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")\n',
    "config/settings/__init__.py": "",
    "config/settings/base.py": """\
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
""",
    "config/settings/prod.py": """\
import os
from .base import *
SECRET_KEY = os.environ["KEY"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = ["shop.example.com"]
""",
    "config/settings/dev.py": "from .base import *\nDEBUG = True\nSECRET_KEY = 'x'\n",
    "shop/views.py": "SESSION_COOKIE_SAMESITE = 'None'\n",
}
BASE = "config/settings/base.py:4:5: DJA103"
PROD = "config/settings/prod.py:5:25: DJA410"

Write = Callable[[Mapping[str, str]], Path]


class Run(NamedTuple):
    """What flake8 printed: the places and codes of what it found, its whole output, and that to standard error."""

    found: list[str]
    out: str
    err: str


Flake8 = Callable[..., Run]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in the working directory."""
    for name, text in SHOP.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Flake8:
    """Run flake8 with options; only what djauthlint says is looked at."""

    def started(*words: str, stdin: bytes = b"") -> Run:
        flake8.utils.stdin_get_value.cache_clear()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        main(["-j1", *words])
        printed = capsys.readouterr()
        lines = [line.removeprefix("./") for line in printed.out.splitlines() if ": DJA" in line]
        return Run([" ".join(line.split(" ")[:2]) for line in lines], printed.out, printed.err)

    return started


@pytest.fixture
def of_command_line(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """What `djauthlint` finds, in the form of flake8."""

    def started(*words: str) -> list[str]:
        djauthlint(["--output=json", "--no-cache", *words])
        document = json.loads(capsys.readouterr().out)
        return sorted(
            f"{each['path']}:{each['line']}:{each['column']}: {each['code']}"
            for each in document["diagnostics"]
            if not each["suppressed"]
        )

    return started

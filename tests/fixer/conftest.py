"""Small projects on disk, and what fixing them comes to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from djauthlint import registry
from djauthlint.config import Word, load
from djauthlint.evaluator import Given
from djauthlint.fixer import Outcome, Prover, fix
from djauthlint.linter import entry_modules
from djauthlint.project import Project

Fixing = Callable[..., Outcome]

SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
APPS = 'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]\n'
STAGES = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")\n',
    "shop/wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.prod")\n',
    "shop/settings/base.py": (
        f'{APPS}MIDDLEWARE = [\n    "{SESSION}",\n    "{AUTHENTICATION}",\n]\n'
        'SECRET_KEY = "x" * 60\nSESSION_COOKIE_SECURE = False\n'
    ),
    "shop/settings/prod.py": 'from .base import *\n\nDEBUG = False\nALLOWED_HOSTS = ["example.com"]\n',
    "shop/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
}
"""A project whose development takes its settings from where production does."""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Writes files below a folder that is the project."""
    (tmp_path / ".git").mkdir()

    def write(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return tmp_path

    return write


@pytest.fixture
def fixing(written: Callable[[Mapping[str, str]], Path]) -> Fixing:
    """What fixing files comes to, in memory."""

    def run(files: Mapping[str, str], *codes: str, unsafe: bool = True) -> Outcome:
        root = written(files)
        project = Project.open([], cwd=root)
        config = replace(load(root), select=tuple(Word(code, "a test") for code in codes))
        prover = Prover(project, entry_modules(project, config), config, Given(), registry.rules())
        return fix(prover, lambda diagnostic: diagnostic.code in codes, unsafe=unsafe)

    return run

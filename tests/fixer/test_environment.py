"""Secrets go into the environment, with the reader that the settings have already."""

import pytest

from tests.fixer.conftest import Fixing

MANAGE = {"manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'}
KEY = '"Tz5kQwX8mNf3LbYv7JdRc2HsPg9UaEo4WxKt6MiBnVq1ZyFh0C"'
HEAD = 'DEBUG = False\nALLOWED_HOSTS = ["example.com"]\n'


@pytest.mark.parametrize(
    ("imports", "read"),
    [
        ("import environ\n\nenv = environ.Env()\n", 'env("DJANGO_SECRET_KEY")'),
        ("from environs import Env\n\nenv = Env()\n", 'env("DJANGO_SECRET_KEY")'),
        ("from decouple import config\n", 'config("DJANGO_SECRET_KEY")'),
        ("import os\n", 'os.environ["DJANGO_SECRET_KEY"]'),
        ('"""Settings."""\nfrom __future__ import annotations\n\nimport os\n', 'os.environ["DJANGO_SECRET_KEY"]'),
    ],
)
def test_literal(fixing: Fixing, imports: str, read: str) -> None:
    outcome = fixing({**MANAGE, "settings.py": f"{imports}{HEAD}SECRET_KEY = {KEY}\n"}, "DJA704")
    assert [file.text for file in outcome.after.values()] == [f"{imports}{HEAD}SECRET_KEY = {read}\n"]


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("", "import os\n\n"),
        ('"""Settings."""\n', '"""Settings."""\n\nimport os\n'),
        ("import sys\n", "import os\nimport sys\n"),
        ("# first\nfrom sys import path\n", "import os\n# first\nfrom sys import path\n"),
    ],
)
def test_import(fixing: Fixing, imports: str, expected: str) -> None:
    outcome = fixing({**MANAGE, "settings.py": f"{imports}{HEAD}SECRET_KEY = {KEY}\n"}, "DJA704")
    (file,) = outcome.after.values()
    read = 'SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]\n'
    assert sorted(file.text.replace(HEAD, "").replace(read, "").splitlines()) == sorted(expected.splitlines())


@pytest.mark.parametrize(
    ("imports", "before", "after"),
    [
        ("import os\n", f'os.environ.get("KEY", {KEY})', 'os.environ["KEY"]'),
        ("import os\n", f'os.getenv("KEY", {KEY})', 'os.environ["KEY"]'),
        ("from os import getenv\n", f'getenv("KEY", {KEY})', 'os.environ["KEY"]'),
        ("import environ\n\nenv = environ.Env()\n", f'env("KEY", default={KEY})', 'env("KEY")'),
        ("import environ\n\nenv = environ.Env()\n", f'env.str("KEY", {KEY})', 'env.str("KEY")'),
        ("from decouple import config\n", f'config("KEY", default={KEY}, cast=str)', 'config("KEY", cast=str)'),
    ],
)
def test_fallback(fixing: Fixing, imports: str, before: str, after: str) -> None:
    outcome = fixing({**MANAGE, "settings.py": f"{imports}{HEAD}SECRET_KEY = {before}\n"}, "DJA705")
    (file,) = outcome.after.values()
    assert f"SECRET_KEY = {after}\n" in file.text


def test_names_wherever_they_are_set(fixing: Fixing) -> None:
    text = f'{HEAD}SECRET_KEY = {KEY}\nCSRF_TRUSTED_ORIGIN = ["https://a.example.com"]\n'
    more = 'CSRF_TRUSTED_ORIGIN += ["https://b.example.com"]\nCSRF_TRUSTED_ORIGIN.append("https://c.example.com")\n'
    outcome = fixing({**MANAGE, "settings.py": text + more}, "DJA805")
    (file,) = outcome.after.values()
    assert file.text == (text + more).replace("CSRF_TRUSTED_ORIGIN", "CSRF_TRUSTED_ORIGINS")

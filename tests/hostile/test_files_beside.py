"""Whatever stands in the files beside the settings, these are linted, and soon."""

import time
from pathlib import Path

import pytest

from djauthlint.cli import main

NAMES = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n'
SETTINGS = """\
SECRET_KEY = ""
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
FOO_BAR = 1
"""
DIGITS = "9" * 5000
LONGEST = 20
"""Seconds; each of these files took minutes or more."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "manage.py").write_text(NAMES)
    (tmp_path / "settings.py").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _lint(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["--select", "all", "--profile", "production", "--output", "concise", "--no-cache"])
    printed = capsys.readouterr()
    assert "crashed" not in printed.err
    return code, printed.out


ODD = {
    "a key without a value that goes on": ("[pytest]\npythonpath\n  src\n", ["setup.cfg", "tox.ini", "pytest.ini"]),
    "a number of many digits": (f"a = {DIGITS}\n", ["Pipfile", "fly.toml", "railway.toml"]),
    "a version of many digits": (f"django~={DIGITS}.{DIGITS}\n", ["requirements.txt", "dev-requirements.in"]),
    "a locked version of many digits": (
        f'[[package]]\nname = "django"\nversion = "{DIGITS}"\n',
        ["uv.lock", "poetry.lock"],
    ),
    "a version of many digits in JSON": (
        f'{{"default": {{"django": {{"version": "~{DIGITS}.1"}}}}}}',
        ["Pipfile.lock"],
    ),
}


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for text, names in ODD.values() for name in names], ids=lambda each: each[:20]
)
def test_odd_values(text: str, name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / name).write_text(text)
    code, out = _lint(capsys)
    assert code == 1
    assert "settings.py:1:14: DJA701" in out


LONG = {
    "a key of many names": (f"{'.'.join('a' * 20_000)} = 1\n", "Pipfile"),
    "a table of many names": (f"[{'.'.join('a' * 100_000)}]\n", "fly.toml"),
    "one file included again and again": ("-r base.txt\n" * 200_000, "requirements.txt"),
    "a specifier of many clauses": ("django" + ",".join(f">={each}" for each in range(50_000)), "requirements.txt"),
    "a requirement said again and again": (
        "".join(f'django>={each}\ndjango<{each}; python_version<"3"\n' for each in range(20_000)),
        "requirements.txt",
    ),
    "a requirement with much space": (f"django{' ' * 100_000}x\n", "requirements.txt"),
    "many empty lines": ("\n" * 500_000, "tox.ini"),
    "a command of many words": (f"web: {'exec ' * 200_000}", "Procfile"),
    "a command of many brackets": (f"web: {'(' * 1_000_000}", "Procfile"),
    "many servers": ("web: gunicorn shop.wsgi -w 3\n" * 60_000, "Procfile"),
    "many stages of an image": (
        "".join(f"FROM s{each} AS s{each + 1}\nENV A{each}=1\n" for each in range(20_000)),
        "Dockerfile",
    ),
    "a variable of many letters": (f"FROM python\nENV {'a' * 500_000}\n", "Dockerfile"),
    "many servers of nginx": ("server { proxy_pass x; }\n" * 60_000, "nginx.conf"),
    "many headers and ways of nginx": (
        f"server {{ {'proxy_set_header A b; ' * 9_000} {'location / { proxy_pass http://web; } ' * 9_000} }}",
        "nginx.conf",
    ),
    "variables of nginx without an end": (f"proxy_pass {{{'${' * 500_000}", "nginx.conf"),
    "many sites of Caddy": ("a.com {\n reverse_proxy x\n}\n" * 60_000, "Caddyfile"),
    "a variable named again and again": ("DJANGO_SETTINGS_MODULE@" * 80_000, "Procfile"),
    "modules without an end": (f"{'DJANGO_SETTINGS_MODULE=' + 'a-' * 500_000}$\n", "Procfile"),
    "a text that ends in a backslash": ("INSTALLED_APPS = [\n" + "'\\" * 500_000, "x.py"),
    "a pattern of many question marks": ("?" * 1_000_000, ".gitignore"),
    "a pattern of many stars": ("*a" * 500_000, ".gitignore"),
    "an import with much space": (f"INSTALLED_APPS = []\nfrom{chr(9) * 200_000}", "x.py"),
}


@pytest.mark.broad
@pytest.mark.parametrize("what", LONG)
def test_long_files(what: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, name = LONG[what]
    (project / name).write_text(text)
    began = time.process_time()
    code, out = _lint(capsys)
    assert time.process_time() - began < LONGEST
    assert code == (2 if name == "x.py" else 1)
    assert "settings.py:1:14: DJA701" in out


@pytest.mark.parametrize("name", ["pyproject.toml", "djauthlint.toml"])
def test_a_configuration_with_a_number_of_many_digits(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / name).write_text(f"[tool.djauthlint.deployment]\nport = {DIGITS}\n")
    assert main([]) == 2
    assert f"{name}: it has a number that is too long to be read" in capsys.readouterr().err


def test_a_reader_whose_argument_has_many_digits(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "setup.cfg").write_text(f"[djauthlint:environment-readers]\na.b = variable = {DIGITS}\n")
    assert main([]) == 2
    assert "setup.cfg:2: variable of a.b must be the name of an argument or its number" in capsys.readouterr().err

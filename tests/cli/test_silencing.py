"""`--add-ignores`: comments stand where they work, and a second run adds none."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Write

BASE = "config/settings/base.py"
PROD = "config/settings/prod.py"


def both(shop: Path) -> tuple[str, str]:
    return (shop / BASE).read_bytes().decode(), (shop / PROD).read_bytes().decode()


def test_a_comment_for_each(shop: Path, run: Run) -> None:
    assert run("--add-ignores", "--reason", "as  ever") == 0
    assert run.err == "note: silenced 2 diagnostics in 2 files\n"
    assert both(shop) == (
        'INSTALLED_APPS = ["a"]\nLOGIN_URL = "bad"  # djauthlint: ignore[DJA601] as ever\n',
        'from .base import *\n\nSESSION_COOKIE_NAME = "bad"  # djauthlint: ignore[DJA301] as ever\n',
    )
    assert run("--require-reason") == 0
    texts = both(shop)
    assert run("--add-ignores") == 0
    assert both(shop) == texts
    assert run.err == "note: silenced 0 diagnostics in 0 files\n"


@pytest.mark.parametrize("options", [["--require-reason"], ["--select", "all"]])
def test_comments_have_to_say_why(options: list[str], shop: Path, run: Run) -> None:
    texts = both(shop)
    assert run("--add-ignores", *options) == 2
    assert run.err == "error: --add-ignores needs --reason TEXT: a comment that does not say why is reported (DJA004)\n"
    assert both(shop) == texts
    assert run("--add-ignores", *options, "--reason", "as ever") == run(*options) == 0


def test_as_a_patch(shop: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from djauthlint.cli import main

    texts = both(shop)
    assert main(["--add-ignores", "--diff"]) == 1
    assert b'+LOGIN_URL = "bad"  # djauthlint: ignore[DJA601]\n' in capfdbinary.readouterr().out
    assert main(["--add-ignores", "--diff", "--exit-zero"]) == 0
    assert both(shop) == texts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('LOGIN_URL = "bad"  # why?\r\n', 'LOGIN_URL = "bad"  # why?  # djauthlint: ignore[DJA601]\r\n'),
        ('LOGIN_URL = "bad"', 'LOGIN_URL = "bad"  # djauthlint: ignore[DJA601]'),
        (
            f'LOGIN_URL = "bad"  # {"x" * 80}\n',
            f'# djauthlint: ignore[DJA601]\nLOGIN_URL = "bad"  # {"x" * 80}\n',
        ),
        (
            f'if 1:\r\n    LOGIN_URL = "bad"  # {"x" * 80}\r\n',
            f'if 1:\r\n    # djauthlint: ignore[DJA601]\r\n    LOGIN_URL = "bad"  # {"x" * 80}\r\n',
        ),
        (
            'LOGIN_URL = "bad"  # djauthlint: ignore[DJA301] x\n',
            'LOGIN_URL = "bad"  # djauthlint: ignore[DJA301, DJA601] x\n',
        ),
        ('LOGIN_URL = \\\n    "bad"\n', 'LOGIN_URL = \\\n    "bad"  # djauthlint: ignore[DJA601]\n'),
        ('LOGIN_URL = """\\\nbad"""\n', 'LOGIN_URL = """\\\nbad"""  # djauthlint: ignore[DJA601]\n'),
        ('LOGIN_URL = (\n    "bad"\n)\n', 'LOGIN_URL = (\n    "bad"  # djauthlint: ignore[DJA601]\n)\n'),
    ],
)
def test_where(shop: Path, run: Run, before: str, after: str) -> None:
    (shop / BASE).write_bytes(before.encode())
    assert run("--add-ignores", "--select", "DJA601") == 0
    assert both(shop)[0] == after
    assert run("--select", "DJA601,DJA003") == 0


LONG = "x" * 56


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("import os\n", "import os  # djauthlint: ignore[DJA301, DJA401, DJA514, DJA515]\n"),
        (f"import {LONG}\n", f"# djauthlint: ignore[DJA301, DJA401, DJA514, DJA515]\nimport {LONG}\n"),
        (
            f"from a import {LONG[:30]}\n",
            f"# djauthlint: ignore[DJA514, DJA515, DJA301, DJA401]\nfrom a import {LONG[:30]}\n",
        ),
        (
            f"from a import {LONG[:30]}  # djauthlint: ignore[DJA301]\n",
            f"from a import {LONG[:30]}  # djauthlint: ignore[DJA301, DJA401, DJA514, DJA515]\n",
        ),
        (
            f"import os  # noqa\nfrom a import {LONG[:30]}\n",
            f"import os  # noqa\n# djauthlint: ignore[DJA514, DJA515, DJA301, DJA401]\nfrom a import {LONG[:30]}\n",
        ),
    ],
)
def test_what_a_file_lacks(head: str, after: str, write: Write, run: Run) -> None:
    text = 'INSTALLED_APPS = ["django.contrib.sessions"]\nSECRET_KEY = open("key").read()\nALLOWED_HOSTS = ["a.org"]\n'
    middleware = ("middleware.security.Security", "contrib.sessions.middleware.Session", "middleware.csrf.CsrfView")
    text += f"MIDDLEWARE = {[f'django.{each}Middleware' for each in middleware]}\n"
    root = write({"settings.py": head + text})
    options = ("--select", "DJA301,DJA401,DJA514,DJA515,DJA002", "--profile", "production")
    assert run("--add-ignores", *options) == 0
    assert (root / "settings.py").read_text() == after + text
    assert run(*options) == 0


def test_the_width_of_the_project(shop: Path, run: Run, write: Write) -> None:
    write({"pyproject.toml": "[tool.ruff]\nline-length = 40\n"})
    assert run("--add-ignores", "--select", "DJA601") == 0
    assert both(shop)[0].endswith('\n# djauthlint: ignore[DJA601]\nLOGIN_URL = "bad"\n')

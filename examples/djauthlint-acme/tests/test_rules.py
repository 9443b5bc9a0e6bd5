"""What the rules report, through the command: `pip install .` first."""

import json
from pathlib import Path

import pytest

from djauthlint.cli import main

INSTALLED = 'INSTALLED_APPS = ["django.contrib.sessions"]\n'


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        ("SESSION_COOKIE_AGE = 86400\n", [2]),
        ("SESSION_COOKIE_AGE = 8 * 60 * 60\n", []),
        ("", [1]),
        ("SESSION_EXPIRE_AT_BROWSER_CLOSE = True\n", []),
        ("import acme\nSESSION_COOKIE_AGE = acme.shift()\n", []),
    ],
)
def test_session_outlives_shift(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: str, lines: list[int]
) -> None:
    path = tmp_path / "settings.py"
    path.write_text(INSTALLED + settings, encoding="utf-8")
    code = main(["--select", "ACM101", "--profile", "production", "--output", "json", str(path)])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [(each["code"], each["line"]) for each in found] == [("ACM101", line) for line in lines]
    assert code == (1 if lines else 0)

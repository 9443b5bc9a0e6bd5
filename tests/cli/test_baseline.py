"""`--baseline` and `--write-baseline`, and what decides the exit code."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FILE = "djauthlint-baseline.json"
ALL = ("--baseline", FILE)


@pytest.fixture
def baseline(shop: Path, run: Run) -> Path:
    assert run("--write-baseline") == 0
    return shop / FILE


def test_what_is_known_is_not_reported(baseline: Path, run: Run) -> None:
    assert "note: djauthlint-baseline.json: 2 diagnostics\n" in run.err
    entries = json.loads(baseline.read_text())["diagnostics"]
    assert [(each["file"], each["rule"], each["setting"], each["count"]) for each in entries] == [
        ("config/settings/base.py", "DJA601", "LOGIN_URL", 1),
        ("config/settings/prod.py", "DJA301", "SESSION_COOKIE_NAME", 1),
    ]
    assert run(*ALL) == 0
    assert run.out == "All checks passed in 2 entry modules; 2 in the baseline.\n"
    assert run(*ALL, "--no-ignores") == 1


def test_lines_move_and_more_of_the_same_is_new(baseline: Path, shop: Path, run: Run) -> None:
    path = shop / "config/settings/prod.py"
    path.write_text("# moved\n\n" + path.read_text())
    assert run(*ALL) == 0
    text = baseline.read_text()
    assert run("--write-baseline") == 0
    assert baseline.read_text() == text
    path.write_text(path.read_text().replace("SESSION_COOKIE_NAME", "LOGIN_URL"))
    assert run(*ALL) == 1
    assert "DJA601" in run.out


def test_what_is_gone_is_told(baseline: Path, shop: Path, run: Run) -> None:
    (shop / "config/settings/prod.py").write_text("from .base import *\n")
    assert run(*ALL) == 0
    gone = f"note: {FILE}: 1 diagnostic gone (DJA301 in config/settings/prod.py); --write-baseline takes them out\n"
    assert run.err == gone
    assert run(*ALL, "--strict", "--quiet") == 1
    assert run.err == "error: strict: the baseline lists what is gone; --write-baseline takes it out\n"
    run(*ALL, "--select", "DJA601")
    assert run.err == ""
    run(*ALL, "config/settings/base.py")
    assert run.err == ""
    assert run(*ALL, "--write-baseline") == 0
    assert len(json.loads(baseline.read_text())["diagnostics"]) == 1


def test_what_was_not_looked_at_stays(baseline: Path, run: Run) -> None:
    text = baseline.read_text()
    assert run(*ALL, "--write-baseline", "--select", "DJA601") == 0
    assert run(*ALL, "--write-baseline", "config/settings/prod.py") == 0
    assert baseline.read_text() == text


def test_the_configuration_names_it(baseline: Path, shop: Path, run: Run) -> None:
    (shop / "djauthlint.toml").write_text(f'baseline = "{FILE}"\n')
    assert run() == 0
    (shop / "djauthlint.toml").write_text("baseline = 1\n")
    assert run() == 2
    assert (
        'djauthlint.toml:1: baseline must be the name of a file, like baseline = "djauthlint-baseline.json"' in run.err
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{\n"version": 1,\n<<<<<<< main\n', ":3: it is not JSON"),
        ("[]", ":1: it is no baseline"),
        ('{"version": 2, "diagnostics": []}', ":1: its version is 2"),
        ('{"version": 1, "diagnostics": [\n\n{"file": "a"}]}', ':3: an entry needs a text "rule"'),
        ('{"version": 1, "diagnostics": [\n{"count": 0}]}', ':2: "count" must be a number above 0'),
        ('{"version": 1, "diagnostics": [\n3]}', ':2: "count" must be a number above 0'),
    ],
)
def test_one_that_is_none(shop: Path, run: Run, text: str, place: str) -> None:
    (shop / FILE).write_text(text)
    assert run(*ALL) == 2
    assert f"error: {FILE}{place}" in run.err
    assert "repair it, or delete it and run djauthlint --write-baseline" in run.err


def test_one_that_is_missing(shop: Path, run: Run) -> None:
    assert run(*ALL) == 2
    assert run.err == f"error: {FILE}: there is no such file; djauthlint --write-baseline makes it\n"
    assert run(*ALL, "--baseline", "config") == 2
    assert run.err == "error: config: it is a folder, not a file that djauthlint --write-baseline made\n"


def test_it_holds_no_secret(baseline: Path, shop: Path, run: Run) -> None:
    text = baseline.read_text()
    path = shop / "config/settings/base.py"
    path.write_text(path.read_text().replace('"bad"', "'bad'"))
    assert run("--write-baseline") == 0
    assert baseline.read_text() == text
    assert "bad" not in text.replace("bad-", "")


def test_the_exit_code(shop: Path, run: Run) -> None:
    prod = "config/settings/prod.py"
    assert run(prod, "--select", "DJA301") == 1
    assert run(prod, "--select", "DJA301", "--fail-on", "error") == 0
    assert run(prod, "--fail-on", "error") == 1
    assert run(prod, "--exit-zero") == 0
    assert run(prod, "--fail-on", "fatal") == 2


def test_statistics(shop: Path, run: Run) -> None:
    assert run("--statistics") == 1
    assert run.out.endswith("    1 DJA301 bad-cookie-name\n    1 DJA601 bad-login-url\n")
    assert run("--statistics", "--output", "json") == 1
    assert json.loads(run.out)["version"] == 1
    assert "note: 1 DJA301 bad-cookie-name\n" in run.err

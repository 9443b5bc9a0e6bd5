"""`djauthlint init`: what is proposed, and what is written."""

from pathlib import Path

import pytest

from djauthlint.cli.screen import Screen
from djauthlint.config import load_file
from tests.cli.conftest import Run

PROFILES = [("config.settings.dev", "development"), ("config.settings.prod", "production")]


def profiles(path: Path) -> list[tuple[str, str]]:
    return [(word.text, profile) for word, profile in load_file(path).profile]


def test_nothing_is_written_unasked(shop: Path, run: Run) -> None:
    assert run("init") == 0
    assert '"config.settings.prod" = "production"  # found by config/wsgi.py:2\n' in run.out
    assert run.err == "note: nothing is written; --yes writes this to djauthlint.toml\n"
    assert not (shop / "djauthlint.toml").exists()


def test_a_file_of_its_own(shop: Path, run: Run) -> None:
    (shop / "requirements.txt").write_text("Django==5.2.1\n")
    (shop / "Procfile").write_text("web: gunicorn config.wsgi --workers 3\n")
    assert run("init", "--yes") == 0
    path = shop / "djauthlint.toml"
    assert profiles(path) == PROFILES
    assert path.read_text().startswith("# Django 5.2.1 (requirements.txt:1)\n\n[profile]\n")
    assert "\n# workers = 3  # taken from Procfile:1; need not be said again\n" in path.read_text()
    assert path.read_text() == run.out


def test_pyproject_keeps_its_text(shop: Path, run: Run) -> None:
    path = shop / "pyproject.toml"
    path.write_bytes(b"[project]\r\nname = 'shop'  # mine")
    assert run("init", "--yes") == 0
    assert path.read_bytes().startswith(b"[project]\r\nname = 'shop'  # mine\r\n\r\n[tool.djauthlint]\r\n")
    assert profiles(path) == PROFILES
    text = path.read_bytes()
    assert run("init", "--yes") == 0
    assert run.err == "note: pyproject.toml has a configuration already; it stays, add what you miss\n"
    assert "production" not in run.out
    assert path.read_bytes() == text


def test_with_a_baseline(shop: Path, run: Run) -> None:
    assert run("init", "--yes", "--baseline") == 0
    assert (shop / "djauthlint-baseline.json").is_file()
    assert run() == 0
    assert "2 in the baseline" in run.out


def test_a_baseline_beside_a_configuration_that_is_there(shop: Path, run: Run) -> None:
    (shop / "djauthlint.toml").write_text('baseline = "known.json"\n')
    assert run("init", "--baseline") == 0
    assert "note: nothing is written; --yes writes what is found today to known.json\n" in run.err
    assert not (shop / "known.json").exists()
    assert run("init", "--baseline", "--yes") == 0
    assert (shop / "djauthlint.toml").read_text() == 'baseline = "known.json"\n'
    assert run() == 0
    assert "2 in the baseline" in run.out


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("n", False), ("", False)])
def test_asking(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool) -> None:
    monkeypatch.setattr(Screen, "is_answered", True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert run("init") == 0
    assert (shop / "djauthlint.toml").exists() == is_written


def test_what_can_not_be_added_to(shop: Path, run: Run) -> None:
    path = shop / "pyproject.toml"
    path.write_text("tool = {}\n")
    assert run("init", "--yes") == 2
    assert "add it by hand" in run.err
    path.write_text("not toml\n")
    assert run("init", "--yes") == 2
    assert path.read_text() == "not toml\n"

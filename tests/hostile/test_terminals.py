"""What is printed as it is for programs has nothing in it that a terminal would obey."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.fixer.patch import patch
from djauthlint.source import SourceFile

NAMES = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n'
SETTINGS = (
    'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions"]\n'
    "SESSION_COOKIE_SECURE = False  # \x1b[2J\x9b\u202e\x1b]0;x\x07\n"
)
EVIL = "a\x1b[31m\x9b\u202e\n::error::pwned\r.py"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "wsgi.py").write_text(NAMES)
    (tmp_path / "settings.py").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("what", ["--unsafe-fixes", "--add-ignores"])
@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_patch(
    is_terminal: bool, what: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    monkeypatch.setenv("NO_COLOR", "1")
    main(["--diff", "--profile", "production", "--select", "DJA301", what])
    printed = capsys.readouterr().out
    assert printed.startswith("--- a/settings.py")
    assert any(character in printed for character in "\x1b\x07\x9b\u202e") is not is_terminal


def test_names_in_a_patch(tmp_path: Path) -> None:
    path = tmp_path / EVIL
    before, after = (SourceFile(path, text, "utf-8") for text in ("A = 1\n", "A = 2\n"))
    lines = [*patch({path: before}, {path: after}, tmp_path)]
    assert lines[0] == '--- "a/a\\033[31m\\302\\233\\342\\200\\256\\012::error::pwned\\015.py"\n'
    assert len(lines) == 5


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_a_file_that_can_not_be_parsed(form: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / EVIL).write_text("INSTALLED_APPS = [\n")
    assert main([f"--output={form}", EVIL]) == 2
    printed = capsys.readouterr()
    assert not {*"\x1b\x07\x9b\u202e\r"} & {*printed.out, *printed.err}
    assert "\n::error::pwned" not in printed.out + printed.err
    if form == "junit":
        assert len(ET.fromstring(printed.out).findall("*/*/error")) == 1


@pytest.mark.parametrize(
    "words",
    [
        *(
            ["{}"],
            ["--config", "{}"],
            ["--env-file", "{}"],
            ["--select", "{}"],
            ["--cache-dir", "{}\0", "-v"],
            ["--{}"],
        ),
        *(["compare", "settings.py", "{}"], ["verify", "{}"], ["settings", "{}"], ["symptoms", "{}"], ["rule", "{}"]),
    ],
)
def test_words_that_are_wrong(words: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([word.format(EVIL) for word in words])
    printed = capsys.readouterr()
    assert not {*"\x1b\x07\x9b\u202e\r"} & {*printed.out, *printed.err}
    assert "crashed" not in printed.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_comparison(form: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / EVIL).write_text(f"INSTALLED_APPS = ['django.contrib.auth', {EVIL!r}]\nLOGIN_URL = {EVIL!r}\n")
    assert main(["compare", "settings.py", EVIL, "--output", form]) == 1
    printed = capsys.readouterr()
    assert not {*"\x1b\x07\x9b\u202e\r"} & {*printed.out, *printed.err}

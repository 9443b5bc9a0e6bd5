"""Whatever lies in a project, the message names the file, the other files are still linted, and nothing reaches the terminal raw."""

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.disk import SIZE_LIMIT

Broken = Callable[[Path], object]

NAMES = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "{}"\n'
SETTINGS = 'SECRET_KEY = ""\nINSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two entry modules: `good`, and `bad` with its base."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name, text in {
        "manage.py": NAMES.format("good"),
        "wsgi.py": NAMES.format("bad"),
        "good.py": SETTINGS,
        "bad.py": "from base import *\n",
        "base.py": SETTINGS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def _replaced(make: Broken) -> Broken:
    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


BROKEN: dict[str, Broken] = {
    "null bytes": lambda path: path.write_bytes(b"X = 1\0\n"),
    "bytes of no encoding": lambda path: path.write_bytes(b"X = '\xff\xfe'\n"),
    "an encoding that does not exist": lambda path: path.write_bytes(b"# coding: klingon\nX = 1\n"),
    "no Python": lambda path: path.write_text("X = (\n"),
    "brackets within brackets": lambda path: path.write_text(f"X = {'[' * 20_000}{']' * 20_000}\n"),
    "a long chain": lambda path: path.write_text(f"X = a{'.b' * 50_000}\n"),
    "too large": lambda path: path.write_text(f"X = '{'x' * SIZE_LIMIT}'\n"),
    "a FIFO": _replaced(os.mkfifo),
    "a link to itself": _replaced(lambda path: path.symlink_to(path)),
    "a link out of the project": _replaced(lambda path: path.symlink_to("/etc/hostname")),
    "a folder": _replaced(lambda path: path.mkdir()),
}
LIKE_MISSING = {"a link to itself", "a folder", "a FIFO", "a link out of the project"}
"""What Python finds no module in: the entry module can't be imported, which is the project's fault and no failure."""


@pytest.mark.parametrize("kind", BROKEN)
def test_the_others_are_linted(kind: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    BROKEN[kind](project / "base.py")
    code = main(["--select", "DJA701", "--output", "json"])
    report = json.loads(capsys.readouterr().out)
    assert "good.py" in {found["path"] for found in report["diagnostics"]}
    if kind in LIKE_MISSING:
        assert code in {1, 2}
    else:
        assert code == 2
        assert "base.py" in {error["path"] for error in report["errors"]}


def test_a_file_that_vanishes(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from djauthlint import disk

    read = disk.read

    def vanishing(path: str, *more: int, **options: bool) -> bytes:
        content = read(path, *more, **options)
        if path.endswith("bad.py"):
            (project / "base.py").unlink(missing_ok=True)
        return content

    monkeypatch.setattr(disk, "read", vanishing)
    assert main(["--select", "DJA701", "--output", "json"]) in {1, 2}
    assert "good.py" in {found["path"] for found in json.loads(capsys.readouterr().out)["diagnostics"]}


def test_settings_that_are_a_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "settings.py").mkdir()
    assert main(["--select", "DJA701"]) == 1
    assert main(["settings.py"]) in {0, 1}
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["[tool.djauthlint", "\0", "[tool]\ndjauthlint = 3\n", '[tool.djauthlint]\nselect = ["("]\n']
)
def test_a_configuration_that_is_none(text: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text(text)
    assert main([]) == 2
    printed = capsys.readouterr()
    assert "pyproject.toml" in printed.out + printed.err


def test_patterns_do_not_run_away(project: Path) -> None:
    """A glob is no regular expression that backtracks."""
    (project / f"{'a' * 200}.py").write_text(SETTINGS)
    assert main(["--exclude", f"{'*a' * 40}b", "--select", "DJA701"]) == 1


EVIL = "a \x1b[31m\x07\u202eü\n::error::pwned\r"
FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with names and texts that a terminal would obey."""
    folder = tmp_path / EVIL / "project"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "manage.py").write_text(NAMES.format("settings"))
    (folder / "settings.py").write_text(
        f"{SETTINGS}LOGIN_URL = '\\x1b[31m{EVIL[1:7]}'.strip() # \x1b[31m\nLANGUAGE_CODE = {EVIL!r}\nTEMPLATE_DEBUG = True # \x1b[2J\n"
    )
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return folder


@pytest.mark.parametrize(
    "words", [[f"--output={each}"] for each in FORMATS] + [["--verbose"], ["--statistics"], ["--diff"]]
)
def test_nothing_reaches_the_terminal_raw(words: list[str], evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--select", "all", *words, str(evil)]) in {1, 2}
    printed = capsys.readouterr()
    out = printed.out if "--diff" not in words else ""
    for character in "\x1b\x07\r\u202e":
        assert character not in out + printed.err
    if words == ["--output=github"]:
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in out.splitlines())
    if words == ["--output=junit"]:
        ET.fromstring(out)


@pytest.mark.parametrize(
    "words",
    [
        ["settings", "settings.py"],
        ["symptoms", "login-loop"],
        ["init"],
        ["verify", "settings.py", "--login-url", "/x/"],
    ],
)
def test_nor_by_other_commands(words: list[str], evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) in {0, 1}
    printed = capsys.readouterr()
    for character in "\x1b\x07\r\u202e":
        assert character not in printed.out + printed.err


def test_names_that_are_not_utf_8(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / os.fsdecode(b"caf\xe9.py")).write_text(SETTINGS)
    assert main(["--select", "DJA701", "--output", "json"]) == 1
    json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("words", [["settings"], ["compare", "good.py"]])
def test_json_about_names_that_are_not_utf_8(
    words: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    (project / name).write_text(SETTINGS)
    assert main([*words, name, "--format" if words == ["settings"] else "--output", "json"]) in {0, 1}
    json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False).encode("utf-8")


def test_a_script_about_a_name_with_an_escape_sequence(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a\x1b[31m.py").write_text(SETTINGS)
    assert main(["verify", "a\x1b[31m.py"]) == 0
    assert "\x1b" not in capsys.readouterr().out

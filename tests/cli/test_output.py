"""`--output FORMAT[:FILE]`: several reports of one run, where they go, and what is in them when it fails."""

import io
import json
import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from djauthlint import linter
from djauthlint.reporters.formats import FORMATS
from tests.cli.conftest import Run, Write
from tests.cli.test_fix import BASE, FILES, MOVED, PROD, SECURE
from tests.reporters.schemas import COMMAND, READERS, json_report, sarif_report

BOTH = ("--select", "DJA103,DJA301")


@pytest.fixture
def project(write: Write) -> Path:
    return write(FILES)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(name: str, shop: Path, run: Run) -> None:
    assert run("--output", name) == 1
    if name in READERS:
        READERS[name](run.out)
    if name == "github":
        assert all(re.fullmatch(COMMAND, line) for line in run.out.splitlines())
    if name == "concise":
        assert "config/settings/base.py:2:13: DJA601 the login URL is bad\n" in run.out


def test_several_in_one_run(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated: list[str] = []
    resolve = linter.resolve
    monkeypatch.setattr(linter, "resolve", lambda *rest: (evaluated.append(rest[1].module), resolve(*rest))[1])
    files = [f"{name}:report-{name}" for name in FORMATS]
    assert run("--output", "concise", *(word for file in files for word in ("--output", file))) == 1
    assert len(evaluated) == len(set(evaluated)) == 2
    assert run.out.count("\n") == run.out.count(": DJA")
    assert run.err.splitlines() == [f"note: {name} report: report-{name}" for name in FORMATS]
    for name, reader in READERS.items():
        reader((shop / f"report-{name}").read_text(encoding="utf-8"))
    assert (shop / "report-concise").read_text(encoding="utf-8") == run.out
    assert (shop / "report-text").read_text(encoding="utf-8").startswith("DJA601 [bad-login-url]")
    assert not list(shop.glob(".djauthlint-*"))


def test_a_file_only(shop: Path, run: Run) -> None:
    (shop / "report.json").write_text("an earlier one", encoding="utf-8")
    (shop / "report.json").chmod(0o600)
    assert run("--output", "json:report.json", "-q") == 1
    assert (run.out, run.err) == ("", "")
    assert json_report((shop / "report.json").read_text(encoding="utf-8"))["diagnostics"]
    assert (shop / "report.json").stat().st_mode & 0o777 == 0o600


def test_a_link_that_leads_to_itself(shop: Path, run: Run) -> None:
    (shop / "report.json").symlink_to("report.json")
    assert run("--output", "json:report.json") == 1
    assert json_report((shop / "report.json").read_text(encoding="utf-8"))["diagnostics"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["xml"], "--output xml: there is no format xml; there are text, concise, json, sarif, github, gitlab, junit"),
        (["jsn:x"], "did you mean json?"),
        (["json:"], "--output json:: name the file, like json:report.json"),
        (["json:gone/x"], "make it first"),
        (["sarif:config"], "config is a folder; name a file in it"),
        ([f"json:{'x' * 5000}"], "there can't be such a file: File name too long"),
        (
            ["json", "sarif"],
            "only one report can go to standard output; give one of them a file, like sarif:report.sarif",
        ),
        (["json:a", "sarif:a"], "another report goes to this file; name another file"),
    ],
)
def test_what_can_not_be_had(words: list[str], said: str, shop: Path, run: Run) -> None:
    assert run(*(each for word in words for each in ("--output", word))) == 2
    assert said in run.err
    assert run.out == ""


def test_a_file_that_can_not_be_written(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert run("--output", "json:report.json", "--output", "concise") == 2
    assert "report.json can't be written: No space left on device\n" in run.err
    assert "DJA601" in run.out


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs /dev/fd")
def test_a_pipe_of_the_shell(shop: Path, run: Run) -> None:
    reader, writer = os.pipe()
    assert run("--output", f"json:/dev/fd/{writer}") == 1
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as stream:
        assert json_report(stream.read())["diagnostics"]


def test_what_the_configuration_says(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "djauthlint.toml").write_text('output = ["concise", "json:report.json"]\n', encoding="utf-8")
    monkeypatch.chdir(shop / "config")
    assert run() == 1
    assert "settings/base.py:2:13: DJA601" in run.out
    json_report((shop / "report.json").read_text(encoding="utf-8"))
    assert run("--output", "github") == 1
    assert run.out.startswith("::")
    (shop / "djauthlint.toml").write_text('strict = true\noutput = ["jsn"]\n', encoding="utf-8")
    assert run() == 2
    assert re.search(r"djauthlint.toml:2: output: jsn: there is no format jsn; did you mean json\?", run.err)


@pytest.mark.parametrize("reader", READERS)
class TestFailures:
    """Whatever happens, a program gets a report that says so."""

    def test_a_file_that_is_no_python(self, reader: str, shop: Path, run: Run) -> None:
        (shop / "config/settings/base.py").write_text("A = (\n", encoding="utf-8")
        assert run("--output", reader) == 2
        READERS[reader](run.out)
        assert "base.py" in run.out

    def test_a_configuration_that_is_wrong(self, reader: str, shop: Path, run: Run) -> None:
        (shop / "djauthlint.toml").write_text("\nselct = []\n", encoding="utf-8")
        assert run("--output", reader) == 2
        READERS[reader](run.out)
        assert "unknown key selct" in run.out

    def test_a_crash(self, reader: str, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        (shop / "djauthlint.toml").write_text(f'output = ["{reader}", "text:report.txt"]\n', encoding="utf-8")
        monkeypatch.setattr("djauthlint.cli.work.lint", crash)
        assert run() == 2
        READERS[reader](run.out)
        assert "this is a bug in djauthlint" in run.out
        assert "this is a bug in djauthlint" in (shop / "report.txt").read_text(encoding="utf-8")


def edited(fix: dict[str, Any], text: str) -> str:
    """A text with the edits of a fix made, as a program makes them."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in sorted(fix["edits"], key=lambda each: (each["start_line"], each["start_column"]), reverse=True):
        start = starts[edit["start_line"] - 1] + edit["start_column"] - 1
        end = starts[edit["end_line"] - 1] + edit["end_column"] - 1
        text = text[:start] + edit["text"] + text[end:]
    return text


def test_the_fixes_are_those_that_are_made(project: Path, run: Run) -> None:
    assert run(*BOTH, "--output", "json", "--output", "sarif:report.sarif") == 1
    fixes = {each["code"]: each["fix"] for each in json.loads(run.out)["diagnostics"]}
    assert {code: fix["applicability"] for code, fix in fixes.items()} == {"DJA103": "safe", "DJA301": "unsafe"}
    assert edited(fixes["DJA103"], BASE) == MOVED
    assert edited(fixes["DJA301"], PROD) == SECURE
    results = sarif_report((project / "report.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [len(each["fixes"]) for each in results] == [1, 1]


def test_a_fix_that_can_not_be_made_is_not_shown(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PROD.encode()), isatty=lambda: False))
    assert run(*BOTH, "--output", "json", "-", "--stdin-filename", "config/prod.py") == 1
    fixes = {each["code"]: each["fix"] for each in json.loads(run.out)["diagnostics"]}
    assert fixes["DJA103"] is None
    assert edited(fixes["DJA301"], PROD) == SECURE


def test_a_comment_that_silences_nothing(project: Path, run: Run) -> None:
    text = "DEBUG = False  # djauthlint: ignore[DJA301] why\n"
    (project / "config/prod.py").write_text(PROD.replace("False", "True") + text, encoding="utf-8")
    assert run("--select", "DJA002,DJA301", "--output", "json") == 1
    (found,) = json.loads(run.out)["diagnostics"]
    assert (found["code"], found["fix"]["applicability"]) == ("DJA002", "safe")
    assert (
        edited(found["fix"], PROD.replace("False", "True") + text) == PROD.replace("False", "True") + "DEBUG = False\n"
    )


def test_what_is_left_after_fixing(project: Path, run: Run) -> None:
    assert run(*BOTH, "--fix", "--output", "json") == 1
    (left,) = json.loads(run.out)["diagnostics"]
    assert left["code"] == "DJA301"
    assert edited(left["fix"], PROD) == SECURE


def test_a_patch_is_no_report(project: Path, run: Run) -> None:
    for option in ("--diff", "--fix-only"):
        assert run(option, "--output", "json:x") == 2
        assert f"--output is for the report, which {option} leaves out" in run.err

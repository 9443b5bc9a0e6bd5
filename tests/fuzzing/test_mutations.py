"""A slice of `python -m fuzz.mutations`, and that it would find something."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from fuzz.mutations import Fault, Linted, Tally, check, damaged, main, searched, seeds_in

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TEXT = "DEBUG = True\nSESSION_COOKIE_SAMESITE = 'None'\nINSTALLED_APPS = ['django.contrib.auth']\n"


@pytest.mark.broad
def test_the_first_damages_show_no_fault() -> None:
    seeds = seeds_in([FIXTURES / "examples", FIXTURES / "DJA103", FIXTURES / "DJA410"])
    tally = Tally()
    faults = [(number, str(fault)) for number, _, fault in searched(seeds, iter(range(12)), tally, lambda: False)]
    assert faults == []
    assert tally.files == 12
    assert tally.codes[1]
    assert tally.codes[2]


def test_damages_differ_and_are_the_same_for_the_same_seed() -> None:
    texts = [damaged(Random(seed), TEXT, "X = 1\n") for seed in range(200)]
    assert texts == [damaged(Random(seed), TEXT, "X = 1\n") for seed in range(200)]
    assert len(set(texts)) > 100
    assert damaged(Random(1), "", "") is not None


def _faults(tmp_path: Path) -> str:
    path = tmp_path / "settings.py"
    path.write_text(TEXT)
    for number in range(20):
        try:
            check(Random(number), seeds_in([tmp_path])[0], TEXT, Tally())
        except Fault as fault:
            return str(fault)
    return "none"


def test_an_exception_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> int:
        raise RuntimeError("inside")

    monkeypatch.setattr("fuzz.mutations.djauthlint", crash)
    assert "RuntimeError: inside" in _faults(tmp_path)


@pytest.mark.parametrize(
    ("printed", "code", "fault"),
    [
        (["", ""], 3, "the exit code is 3"),
        (["usage: unrecognized arguments", ""], 2, "the exit code is 2"),
        (["DJA000 the rule crashed", ""], 1, "a rule crashed"),
        (["one", "two"], 0, "two lints differ"),
    ],
)
def test_what_no_file_may_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: list[str], code: int, fault: str
) -> None:
    lines = iter(printed * 50)

    def lint(_: object) -> int:
        print(next(lines))
        return code

    monkeypatch.setattr("fuzz.mutations.djauthlint", lint)
    assert fault in _faults(tmp_path)


def test_fixes_that_go_on_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lint(words: list[str]) -> int:
        if "--fix" in words:
            with Path(words[0]).open("a") as file:
                file.write("X = 1\n")
        return 1

    monkeypatch.setattr("fuzz.mutations.djauthlint", lint)
    assert "fixes what the first has left" in _faults(tmp_path)


def test_reports_that_are_none_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lint(words: list[str]) -> int:
        Path(next(word for word in words if word.startswith("json:")).removeprefix("json:")).write_text("{")
        return 0

    monkeypatch.setattr("fuzz.mutations.djauthlint", lint)
    assert "no JSON" in _faults(tmp_path)


def test_lints_are_compared() -> None:
    one = Linted(0, "a\nb", {"json": "{}"})
    assert one.unlike(Linted(0, "a\nb", {"json": "{}"})) is None
    assert one.unlike(Linted(0, "a\nc", {"json": "{}"})) == "b\nc"
    assert one.unlike(Linted(0, "a\nb", {"json": "{}\n"})) == "one goes on where the other ends"


def test_the_command_keeps_what_shows_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.py").write_text(TEXT)
    monkeypatch.setattr("fuzz.mutations.djauthlint", lambda _: 7)
    assert main([str(tmp_path), "--files", "2", "--seed", "5", "--keep", str(tmp_path / "kept")]) == 1
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["5.py", "6.py"]
    assert "2 faults" in capsys.readouterr().out

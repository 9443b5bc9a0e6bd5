"""A slice of `python -m fuzz.differential`, and that it would find something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from djauthlint.evaluator import Evaluation
from fuzz.differential import Case, Counts, main, searched, shown
from fuzz.reduction import reduced


@pytest.mark.broad
def test_the_first_programs_show_no_difference() -> None:
    counts = Counts()
    found = list(searched(iter(range(30)), counts, lambda: False))
    assert [shown(*each) for each in found] == []
    assert counts.programs > 20
    assert counts.executions > 400
    assert counts.entangled < counts.executions / 10
    assert counts.undetermined < counts.given / 5


TEXT = """import os
L1 = ['a']
if os.environ.get('HOST') == 'x':
    S1 = 'x'
    L1.append('b')
"""
ENVIRONMENTS = [{}, {"HOST": "x"}, {"HOST": "y"}]


class Deceived(Case):
    """The evaluator gets another text than Python."""

    old = new = ""

    def evaluated(self, root: Path, **given: Any) -> Evaluation:
        path = root / "settings.py"
        path.write_text(path.read_text().replace(self.old, self.new))
        return super().evaluated(root, **given)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("== 'x'", "== 'y'", "L1"),
        ("S1 = 'x'", "S1 = 'y'", "S1"),
        ("append('b')", "insert(0, 'b')", "L1"),
        ("if os", "S2 = 1\nif os", "S2"),
        ("L1.append", "raise ValueError\n    L1.append", "import fails"),
    ],
)
def test_what_python_does_not_do_is_told(old: str, new: str, wrong: str) -> None:
    assert Case({"settings.py": TEXT}, ENVIRONMENTS).difference() is None
    case = Deceived({"settings.py": TEXT}, ENVIRONMENTS)
    case.old, case.new = old, new
    assert wrong in (case.difference() or "")


def test_a_crash_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("fuzz.differential.evaluate", crash)
    assert "stops with RuntimeError: inside" in (Case({"settings.py": TEXT}, ENVIRONMENTS).difference() or "")


def test_what_is_undetermined_is_no_difference() -> None:
    case = Deceived({"settings.py": TEXT}, ENVIRONMENTS)
    case.old, case.new = "['a']", "__import__('nobody_has_this').something"
    assert case.difference() is None
    assert case.counts.undetermined == 1


def test_a_program_is_made_smaller() -> None:
    texts = {"settings.py": TEXT, "base.py": "S2 = 1\n"}
    small = reduced(texts, lambda texts: "append('b')" in texts["settings.py"])
    assert small == {"settings.py": "L1.append('b')\n"}


def test_the_command_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--executions", "1", "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    assert "from seed 3 on" in printed
    assert "0 differences" in printed


def test_a_value_that_holds_itself_is_not_compared() -> None:
    case = Case({"settings.py": "D1 = {}\nD1['own'] = D1\nS1 = 'x'\n"}, ENVIRONMENTS)
    assert case.difference() is None
    assert case.counts.values > 0

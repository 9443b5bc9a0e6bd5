"""Statements that fail in some worlds: those worlds are ruled out, or what the statement binds is unknown in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from djauthlint.conditions import leaves, restrict
from djauthlint.values import ABSENT, Known
from tests.evaluator.rendering import UNKNOWN, resolve_files

CONVERSION = """
import os
def strtobool(text):
    text = text.lower()
    if text in ("y", "yes", "t", "true", "on", "1"):
        return 1
    elif text in ("n", "no", "f", "false", "off", "0"):
        return 0
    else:
        raise ValueError(text)
"""


@pytest.mark.parametrize("count", [1, 4, 12])
def test_no_setting_is_said_to_be_absent_where_reading_it_failed(tmp_path: Path, count: int) -> None:
    """However many conversions may fail, a world in which one did is either ruled out or its setting is undetermined."""
    lines = [f"A{n} = bool(strtobool(os.environ.get('V{n}') or 'False'))" for n in range(count)]
    evaluation = resolve_files(tmp_path, CONVERSION + "\n".join(lines)).evaluation
    for number in range(count):
        found = leaves(restrict(evaluation.namespace.names[f"A{number}"], evaluation.worlds))
        assert ABSENT not in found


def test_many_flags_that_refuse_other_words_leave_nothing_open(tmp_path: Path) -> None:
    """Label Studio reads some seventy, each by three names: what a world holds in which the last one failed is of no interest."""
    flags = 40
    text = (
        CONVERSION
        + """
def flag(name):
    for each in ("COMPANY_" + name, "SITE_" + name, name):
        if each in os.environ:
            return strtobool(os.environ[each])
    return 1
"""
    )
    text += "".join(f"A{n} = flag('V{n}')\n" for n in range(flags))
    evaluation = resolve_files(tmp_path, text + "LAST = bool(flag('LAST'))\n").evaluation
    found = [*leaves(restrict(evaluation.namespace.names["LAST"], evaluation.worlds))]
    assert all(isinstance(leaf, Known) for leaf in found)
    assert {leaf.value for leaf in found if isinstance(leaf, Known)} == {True, False}


def test_members_of_an_enumeration_survive_what_can_not_be_followed(tmp_path: Path) -> None:
    """They can't be assigned to, so a call that is given up leaves them as they are."""
    text = """
from enum import Enum
class Scope(Enum):
    READ = 1
    WRITE = 2
def endless(scopes):
    return endless(scopes)
GIVEN_UP = endless((Scope.READ,))
NAMES = [scope.name for scope in Scope]
MEMBERS = list(Scope.__members__)
"""
    settings = resolve_files(tmp_path, text)
    assert (settings["NAMES"], settings["MEMBERS"]) == (["READ", "WRITE"], ["READ", "WRITE"])


UNREADABLE = {
    "not in the encoding that it declares": b"# -*- coding: utf-8 -*-\nA = '\xff'\n",
    "an unknown encoding": b"# -*- coding: klingon -*-\nA = 1\n",
    "not Python": b"A = = 1\n",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize(
    "reads",
    [
        "from other import *",
        "import other\nA = other.A",
        "from split_settings.tools import include\ninclude('other.py')",
    ],
)
def test_a_file_that_can_not_be_read_leaves_open_what_it_sets(tmp_path: Path, content: bytes, reads: str) -> None:
    (tmp_path / "other.py").write_bytes(content)
    settings = resolve_files(tmp_path, f"B = 1\n{reads}\n")
    assert settings.values.get("A", UNKNOWN) == UNKNOWN
    assert "A" in settings.values or settings.evaluation.namespace.opened
    assert settings.evaluation.problems


def test_a_file_that_executes_itself_ends(tmp_path: Path) -> None:
    settings = resolve_files(tmp_path, "A = 1\nexec(open(__file__).read())\nB = 2\n")
    assert settings.values.get("A", UNKNOWN) in (1, UNKNOWN)


def test_a_text_that_is_not_python_leaves_open_what_it_sets(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("A = = 1\n")
    text = "from pathlib import Path\nexec(Path(__file__).with_name('other.py').read_text())\n"
    settings = resolve_files(tmp_path, text)
    assert settings.evaluation.namespace.opened
    assert [problem.path.name for problem in settings.evaluation.problems] == ["other.py"]

"""Statements that fail in some worlds: those worlds are ruled out, or what the statement binds is unknown in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from djauthlint.conditions import leaves, restrict
from djauthlint.values import ABSENT
from tests.evaluator.rendering import resolve_files

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

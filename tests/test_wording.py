"""Conditions in words."""

from __future__ import annotations

import pytest

from djauthlint.conditions import OTHERWISE, UNSET, Variables, Worlds, both, choice, either, holds, is_case, is_none_of
from djauthlint.wording import described, scenarios

VARIABLES = Variables()
MODE = VARIABLES.get(("env", "MODE"), "env MODE", boolean=False)
LOWER = VARIABLES.get(("lower", "MODE"), "env MODE.lower()", boolean=False)
NUMBER = VARIABLES.get(("int", "MODE"), "int(env MODE) is true")
MODEL = VARIABLES.get(("env", "MODEL"), "env MODEL", boolean=False)
IS_SET = is_none_of(MODE, [UNSET])
HAS_TEXT = is_none_of(MODE, [UNSET, ""])


@pytest.mark.parametrize(
    ("answers", "cases", "words"),
    [
        ((UNSET,), (), "env MODE is not set"),
        (("",), (), "env MODE is empty"),
        ((UNSET, ""), (), "env MODE is not set or empty"),
        (("a",), (), 'env MODE == "a"'),
        ((True,), (), "env MODE == True"),
        (("a", "b", 'c"'), (), 'env MODE is "a", "b" or "c\\""'),
        ((UNSET, "a"), (), 'env MODE is not set or "a"'),
        ((OTHERWISE,), (UNSET,), "env MODE is set"),
        ((OTHERWISE,), (UNSET, ""), "env MODE is set and not empty"),
        ((OTHERWISE,), (UNSET, "a", "b"), 'env MODE is set and not "a" or "b"'),
        ((OTHERWISE,), ("a", "b", "c"), 'env MODE is not "a", "b" or "c"'),
        ((OTHERWISE, "a"), (UNSET, "a"), "env MODE is set"),
        ((OTHERWISE, UNSET), (UNSET, "a"), 'env MODE is not "a"'),
    ],
)
def test_answers_in_words(answers: tuple[object, ...], cases: tuple[object, ...], words: str) -> None:
    assert described(MODE, answers, cases) == words


@pytest.mark.parametrize(
    ("worlds", "expected"),
    [
        (True, [()]),
        (False, []),
        (either(is_case(MODE, UNSET), is_case(MODE, "")), [("env MODE is not set or empty",)]),
        (both(HAS_TEXT, is_case(LOWER, "a")), [('env MODE.lower() == "a"',)]),
        (
            both(HAS_TEXT, is_none_of(LOWER, ["a"])),
            [("env MODE is set and not empty", 'env MODE.lower() is not "a"')],
        ),
        (both(IS_SET, is_none_of(LOWER, ["a"])), [('env MODE.lower() is not "a"',)]),
        (both(IS_SET, holds(NUMBER)), [("int(env MODE) is true",)]),
        (both(IS_SET, choice(NUMBER, {True: False}, True)), [("int(env MODE) is not true",)]),
        (
            both(HAS_TEXT, choice(NUMBER, {True: False}, True)),
            [("env MODE is set and not empty", "int(env MODE) is not true")],
        ),
        (both(IS_SET, is_case(MODEL, "a")), [("env MODE is set", 'env MODEL == "a"')]),
        (both(is_none_of(MODE, ["a"]), is_case(LOWER, "b")), [('env MODE is not "a"', 'env MODE.lower() == "b"')]),
    ],
)
def test_scenarios_in_words(worlds: Worlds, expected: list[tuple[str, ...]]) -> None:
    assert list(scenarios(worlds)) == expected

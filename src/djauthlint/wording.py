"""Conditions in words: the answers to a question, and the scenarios that a set of worlds is made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from djauthlint.conditions import OTHERWISE, UNSET, Choice, Variable, Worlds

_Literal: TypeAlias = tuple[Variable, tuple[Hashable, ...], tuple[Hashable, ...]]
"""A question, the answers that a condition leaves, and the cases that it has besides "otherwise" where it is asked."""

_OPPOSITES: Final = {
    " has items": " has no items",
    " is ": " is not ",
    " exists": " does not exist",
    " has ": " has no ",
    " in ": " not in ",
    " == ": " != ",
    " >= ": " < ",
    " > ": " <= ",
}


def scenarios(worlds: Worlds) -> Iterator[tuple[str, ...]]:
    """The worlds of a set as conjunctions of conditions in words; answers that lead to the same are told together.

    Questions about several values of which nothing is known may have the same words, which are said once.
    """
    for literals in _conjunctions(worlds):
        said = (described(*literal) for literal in literals if not any(_implies(other, literal) for other in literals))
        yield tuple(dict.fromkeys(said))


def described(variable: Variable, answers: Collection[Hashable], cases: Iterable[Hashable] = ()) -> str:
    """What it means that a question has one of these answers: `env DEBUG is not set or empty`.

    Arguments:
        variable: the question.
        answers: the answers; true or false for a question that has only these.
        cases: the answers that an "otherwise" among them does not stand for.
    """
    if variable.boolean:
        return variable.text if True in answers else _negated(variable.text)
    if OTHERWISE in answers:
        return f"{variable.text} {_none_of([case for case in cases if case not in answers])}"
    return f"{variable.text} {_one_of(answers)}"


def _one_of(cases: Collection[Hashable]) -> str:
    words, literals = _words(cases)
    if len(literals) == 1 and not words:
        return f"== {literals[0]}"
    return f"is {_or([*words, *literals])}"


def _none_of(cases: Collection[Hashable]) -> str:
    words, literals = _words(cases)
    excluded = [word for word in words if word == "empty"] + literals
    if UNSET not in cases:
        return f"is not {_or(excluded)}"
    return f"is set and not {_or(excluded)}" if excluded else "is set"


def _or(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _words(cases: Collection[Hashable]) -> tuple[list[str], list[str]]:
    words = ["not set"] if UNSET in cases else []
    words += ["empty"] if "" in cases else []
    return words, [_quoted(case) for case in cases if case is not UNSET and case != ""]


def _quoted(case: Hashable) -> str:
    return '"' + case.replace('"', '\\"') + '"' if isinstance(case, str) else repr(case)


def _negated(text: str) -> str:
    for positive, negative in _OPPOSITES.items():
        if text.count(positive) == 1:
            return text.replace(positive, negative)
    return f"not ({text})" if " " in text else f"not {text}"


def _conjunctions(worlds: Worlds) -> Iterator[tuple[_Literal, ...]]:
    if worlds is True:
        yield ()
    elif isinstance(worlds, Choice):
        variable = worlds.variable
        together: dict[int, tuple[Worlds, list[Hashable]]] = {}
        for case, subset in worlds.children():
            answer = False if variable.boolean and case is OTHERWISE else case
            together.setdefault(id(subset), (subset, []))[1].append(answer)
        for subset, answers in together.values():
            for literals in _conjunctions(subset):
                yield (variable, tuple(answers), tuple(worlds.cases)), *literals


def _implies(other: _Literal, literal: _Literal) -> bool:
    """Whether another question is asked only where the variable of a condition is set, which is all that the condition says.

    What is asked about a text that is not empty gives away that it is not.
    """
    asked, given, _ = other
    variable, answers, cases = literal
    if answers != (OTHERWISE,) or asked is variable or UNSET not in cases or set(cases) - {UNSET, ""}:
        return False
    if "" in cases and (OTHERWISE in given or False in given):
        return False
    return re.search(rf"{re.escape(variable.text)}(?!\w)", asked.text) is not None

"""Whether what the evaluator says fits what Python did, given the environment in which it did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import PurePath
from typing import Any

from djauthlint.conditions import OTHERWISE, UNSET, Choice, Variable, Worlds
from djauthlint.values import (
    ABSENT,
    NONE_KEY,
    Dict,
    EnvironmentString,
    Hole,
    Known,
    List,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)

Assignment = dict[Variable, Any]
KINDS = {
    "str": str,
    "bool": bool,
    "int": int,
    "list": list,
    "dict": dict,
    "tuple": tuple,
    "bytes": bytes,
    "float": float,
}
GUESSES = 12
"""Questions that no environment answers (whether an unknown call fails) and that are tried both ways."""


class Unanswered(Exception):
    """A question is about something else than the environment."""


def answer(symbol: Any, environment: Mapping[str, str]) -> Any:
    """What a question amounts to in an environment.

    Raises:
        Unanswered: the environment does not tell.
    """
    match symbol:
        case ("env", str(name)):
            return environment.get(name, UNSET)
        case ("value", inner):
            return answer(inner, environment)
        case ("truth", inner):
            return bool(answer(inner, environment))
        case ("method", receiver, str(name), tuple(arguments)):
            text = answer(receiver, environment)
            if isinstance(text, str):
                return getattr(text, name)(*arguments)
        case ("cast", "int", receiver):
            return int(answer(receiver, environment))
    raise Unanswered


def variables_of(tree: Any, found: dict[Variable, set[Any]], seen: set[int]) -> None:
    """All questions in a value, however deep, with the answers that are told apart."""
    if id(tree) in seen:
        return
    seen.add(id(tree))
    if isinstance(tree, Choice):
        found.setdefault(tree.variable, set()).update(tree.cases)
        for _, child in tree.children():
            variables_of(child, found, seen)
    elif isinstance(tree, (List, Tuple)):
        for item in tree.items:
            variables_of(item, found, seen)
    elif isinstance(tree, tuple):
        for item in tree:
            variables_of(item, found, seen)
    elif isinstance(tree, Splice):
        variables_of(tree.tree, found, seen)
    elif isinstance(tree, (Dict, Set)):
        for entry in tree.entries.values():
            variables_of(entry.value, found, seen)


def assignments(trees: list[Any], environment: Mapping[str, str]) -> Iterator[Assignment]:
    """Every way to answer the questions in these trees that the environment allows."""
    found: dict[Variable, set[Any]] = {}
    seen: set[int] = set()
    for tree in trees:
        variables_of(tree, found, seen)
    fixed: Assignment = {}
    free: dict[Variable, list[Any]] = {}
    for variable, cases in found.items():
        try:
            fixed[variable] = answer(variable.symbol, environment)
        except (Unanswered, TypeError, ValueError):
            free[variable] = [True, False] if variable.boolean else [*cases, OTHERWISE]
    guessed = list(free)[:GUESSES]
    for answers in product(*(free[variable] for variable in guessed)):
        yield {**fixed, **dict(zip(guessed, answers, strict=True))}


def follow(tree: Any, assignment: Assignment) -> Any:
    """The leaf of a tree."""
    while isinstance(tree, Choice):
        case = assignment.get(tree.variable, OTHERWISE)
        tree = tree.cases.get(case, tree.otherwise)
    return tree


def holds(worlds: Worlds, assignment: Assignment) -> bool:
    return bool(follow(worlds, assignment))


def fits(tree: Any, python: Any, assignment: Assignment, environment: Mapping[str, str]) -> bool:
    """Whether a Python object is one of those that a tree of values stands for."""
    value = follow(tree, assignment)
    match value:
        case Known(value=PurePath() as path):
            return isinstance(python, PurePath) and str(path) == str(python)
        case Known():
            return type(value.value) is type(python) and (value.value == python or value.value != value.value)
        case EnvironmentString():
            return bool(environment.get(value.name) == python)
        case Unknown():
            return value.kind not in KINDS or isinstance(python, KINDS[value.kind])
        case List() | Tuple():
            kind = list if isinstance(value, List) else tuple
            return (type(python) is kind or hasattr(python, "_fields")) and _fit_items(
                value.items, python, assignment, environment
            )
        case Dict():
            return isinstance(python, dict) and _fit_entries(value, python, assignment, environment)
        case Set():
            if not isinstance(python, (set, frozenset)):
                return False
            there = {_key(key) for key, entry in value.entries.items() if follow(entry.value, assignment) is not ABSENT}
            return there <= python if value.open is not None else there == python
        case Value():
            return True
    return value is python is ABSENT


def _key(key: Any) -> Any:
    return None if key is NONE_KEY else key


def _fit_entries(value: Dict, python: dict[Any, Any], assignment: Assignment, environment: Mapping[str, str]) -> bool:
    there = {
        _key(key): entry.value for key, entry in value.entries.items() if follow(entry.value, assignment) is not ABSENT
    }
    for key, tree in there.items():
        unknown = value.open is not None and type(follow(tree, assignment)) is Unknown
        if key not in python:
            if not unknown:
                return False
        elif not fits(tree, python[key], assignment, environment):
            return False
    return value.open is not None or value.reordered or list(there) == list(python)


def _fit_items(items: Any, python: Any, assignment: Assignment, environment: Mapping[str, str]) -> bool:
    flat = list(flat_items(items, assignment))

    def match(place: int, index: int) -> bool:
        while place < len(flat):
            if isinstance(flat[place], Hole):
                return any(match(place + 1, later) for later in range(index, len(python) + 1))
            if index >= len(python) or not fits(flat[place], python[index], assignment, environment):
                return False
            place, index = place + 1, index + 1
        return index == len(python)

    return match(0, 0)


def flat_items(items: Any, assignment: Assignment) -> Iterator[Any]:
    """The items of a sequence, holes among them."""
    for item in items:
        if isinstance(item, Splice):
            yield from flat_items(follow(item.tree, assignment), assignment)
        else:
            yield item


def is_known(tree: Any, around: tuple[Any, ...] = ()) -> bool:
    """Whether nothing about a value is undetermined; what holds itself is not known to the end."""
    if isinstance(tree, Choice) or any(tree is each for each in around):
        return False
    if isinstance(tree, (List, Tuple)):
        return all(is_known(item, (*around, tree)) for item in tree.items)
    if isinstance(tree, (Dict, Set)):
        return tree.open is None and all(is_known(entry.value, (*around, tree)) for entry in tree.entries.values())
    return isinstance(tree, Known)


class _Open(Exception):
    """A question has come up that has no answer yet."""

    def __init__(self, variable: Variable) -> None:
        self.variable = variable


class _Answers(dict[Variable, Any]):
    """Answers so far; those that the environment gives are found when they are asked for."""

    def __init__(self, environment: Mapping[str, str], answers: Mapping[Variable, Any]) -> None:
        super().__init__(answers)
        self.environment = environment

    def get(self, variable: Variable, default: Any = None) -> Any:
        if variable not in self:
            try:
                self[variable] = answer(variable.symbol, self.environment)
            except (Unanswered, TypeError, ValueError):
                raise _Open(variable) from None
        return self[variable]


class Search:
    """Looks for answers to the open questions with which every value is one that Python may have made.

    A question is answered when it comes up, one way after the other, and the first value that does not fit ends a way.

    Arguments:
        worlds: when the import succeeds.
        trees: the values by name.
        right: whether a value, by name, fits under some answers.
        environment: that in which Python ran.
    """

    STEPS = 20_000
    """Ways after which a program is too entangled to be judged."""

    def __init__(
        self,
        worlds: Worlds,
        trees: Mapping[str, Any],
        right: Callable[[str, Assignment], bool],
        environment: Mapping[str, str],
    ) -> None:
        self.worlds = worlds
        self.names = list(trees)
        self.right = right
        self.environment = environment
        self.steps = 0
        self.wrong: str | None = None
        self._furthest = -1
        self._cases: dict[Variable, set[Any]] = {}
        seen: set[int] = set()
        for tree in (worlds, *trees.values()):
            variables_of(tree, self._cases, seen)

    def succeeds(self) -> bool:
        """Whether there are such answers; else `wrong` is the name that none explains, None where the import always fails.

        Raises:
            Unanswered: there are too many questions.
        """
        return self._try(_Answers(self.environment, {}), -1)

    def _try(self, answers: _Answers, index: int) -> bool:
        self.steps += 1
        if self.steps > self.STEPS:
            raise Unanswered
        try:
            if index < 0:
                if not holds(self.worlds, answers):
                    return False
                index = 0
            while index < len(self.names):
                if index > self._furthest:
                    self._furthest, self.wrong = index, self.names[index]
                if not self.right(self.names[index], answers):
                    return False
                index += 1
        except _Open as question:
            variable = question.variable
        else:
            return True
        cases = [True, False] if variable.boolean else [*self._cases[variable], OTHERWISE]
        return any(self._try(_Answers(self.environment, {**answers, variable: case}), index) for case in cases)

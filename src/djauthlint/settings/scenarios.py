"""Scenarios: answers to the questions on which the values that a reader looks at depend."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from djauthlint.conditions import (
    OTHERWISE,
    Choice,
    TooManyWorlds,
    Variable,
    Worlds,
    both,
    is_none_of,
    knowing,
    opposite,
)

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings

R = TypeVar("R")


class Undetermined(Exception):
    """What was asked can't be determined in this scenario."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Scenario:
    """Answers to the questions that were asked.

    Arguments:
        worlds: the worlds that scenarios are made of.
        script: which of its possible answers each question gets, in the order in which they are asked; those that it
            does not reach get the first. None: no question is answered.
    """

    def __init__(self, worlds: Worlds, script: tuple[int, ...] | None = ()) -> None:
        self.script = script
        self.options: list[int] = []
        """How many answers each question had that was asked."""
        self.answers: dict[Variable, _Answer] = {}
        self._left = worlds

    def leaf(self, tree: Any) -> Any:
        """The leaf of a decision tree in this scenario; asks what is still open.

        Raises:
            Undetermined: a question is open, and none is answered.
        """
        while isinstance(tree, Choice):
            below = self.below(tree)
            tree = self._ask(tree) if below is None else below
        return tree

    def below(self, tree: Choice) -> Any:
        """The branch that the answers so far lead to; None where the question is still open."""
        answer = self.answers.get(tree.variable)
        if answer is None:
            return None
        branches = {id(branch): branch for branch, _ in _branches(tree, answer)}
        return next(iter(branches.values())) if len(branches) == 1 else None

    def allows(self, variable: Variable, case: Hashable) -> bool:
        """Whether a variable may have a case, as far as the answers tell."""
        answer = self.answers.get(variable)
        if answer is not None and (case in answer.cases) is answer.excludes:
            return False
        return knowing(self._left, variable, case) is not False

    @property
    def worlds(self) -> Worlds:
        """The worlds that agree with the answers, among all that one can think of."""
        worlds: Worlds = True
        # From the last variable to the first: each step puts one node above what there is.
        for variable, answer in sorted(self.answers.items(), key=lambda known: -known[0].index):
            worlds = both(answer.worlds(variable), worlds)
        return worlds

    def _ask(self, tree: Choice) -> Any:
        if self.script is None:
            raise Undetermined("it depends on " + tree.variable.text)
        possible = [
            (branch, answer, left)
            for branch, answer in _branches(tree, self.answers.get(tree.variable) or _ANY)
            if (left := answer.among(self._left, tree.variable)) is not False
        ]
        taken = 0
        if len(possible) > 1:
            asked = len(self.options)
            self.options.append(len(possible))
            taken = self.script[asked] if asked < len(self.script) else 0
        branch, self.answers[tree.variable], self._left = possible[taken]
        return branch


@dataclass(frozen=True, slots=True)
class _Answer:
    """The cases that a variable may have, or with `excludes` those that it has not."""

    cases: tuple[Hashable, ...]
    excludes: bool = False

    def worlds(self, variable: Variable) -> Worlds:
        """The worlds in which a variable has this answer."""
        worlds = is_none_of(variable, self.cases)
        return worlds if self.excludes else opposite(worlds)

    def among(self, worlds: Worlds, variable: Variable) -> Worlds:
        """What is left of a set of worlds with this answer.

        Raises:
            Undetermined: too many conditions meet.
        """
        if self.excludes:
            return knowing(worlds, variable, OTHERWISE, self.cases)
        if len(self.cases) == 1:
            return knowing(worlds, variable, self.cases[0])
        try:
            return both(worlds, self.worlds(variable))
        except TooManyWorlds:
            raise Undetermined("it depends on too many combinations of conditions") from None


_ANY: Final = _Answer((), excludes=True)


def _branches(tree: Choice, known: _Answer) -> list[tuple[Any, _Answer]]:
    """The branches of a tree that an answer to its question leaves, each with the answers that lead to it."""
    if tree.variable.boolean and known.excludes:
        known = _Answer((True, False))
    listed = known.cases if not known.excludes else [case for case in tree.cases if case not in known.cases]
    found: dict[int, tuple[Any, list[Hashable]]] = {}
    for case in listed:
        branch = tree.cases.get(case, tree.otherwise)
        found.setdefault(id(branch), (branch, []))[1].append(case)
    branches = [(branch, _Answer(tuple(cases))) for branch, cases in found.values()]
    if known.excludes:
        branches.append((tree.otherwise, _Answer((*known.cases, *listed), excludes=True)))
    return branches


class TooManyScenarios(Exception):
    """What was asked depends on more combinations of conditions than the reader allows."""


def explore(
    settings: Settings, worlds: Worlds, look: Callable[[Settings], R], limit: int
) -> Iterator[tuple[Worlds, R]]:
    """What a reader sees in each scenario of what it asks about, with the answers that make it up.

    Arguments:
        settings: what is looked at.
        worlds: the worlds that the scenarios are made of.
        look: the reader.
        limit: how many scenarios there may be.

    Raises:
        TooManyScenarios: there are more.
    """
    scripts: list[tuple[int, ...]] = [()] if worlds is not False else []
    while scripts:
        # Each script that is left is a scenario at least.
        if len(scripts) > limit:
            raise TooManyScenarios
        limit -= 1
        script = scripts.pop()
        scenario = Scenario(worlds, script)
        seen = look(settings.within(scenario))
        yield scenario.worlds, seen
        taken = (*script, *(0 for _ in scenario.options[len(script) :]))
        for asked in range(len(script), len(taken)):
            scripts += [(*taken[:asked], answer) for answer in range(scenario.options[asked] - 1, 0, -1)]

"""Scenarios: answers to the questions on which the values that a reader looks at depend."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from djauthlint.conditions import (
    OTHERWISE,
    Choice,
    Variable,
    Worlds,
    both,
    holds,
    is_case,
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
        if answer.case is not OTHERWISE:
            return tree.cases.get(answer.case, tree.otherwise)
        return tree.otherwise if all(case in answer.excluded for case in tree.cases) else None

    def allows(self, variable: Variable, case: Hashable) -> bool:
        """Whether a variable may have a case, as far as the answers tell."""
        answer = self.answers.get(variable)
        if answer is not None and answer.case is not OTHERWISE:
            return answer.case == case
        if answer is not None and case in answer.excluded:
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
        variable = tree.variable
        known = self.answers.get(variable)
        excluded = () if known is None else known.excluded
        new = tuple(case for case in tree.cases if case not in excluded)
        answers = [_Answer(case) for case in new]
        if variable.boolean:
            answers.append(_Answer(True not in tree.cases))
        else:
            answers.append(_Answer(OTHERWISE, (*excluded, *new)))
        possible = [(answer, knowing(self._left, variable, answer.case, answer.excluded)) for answer in answers]
        possible = [(answer, left) for answer, left in possible if left is not False]
        taken = 0
        if len(possible) > 1:
            asked = len(self.options)
            self.options.append(len(possible))
            taken = self.script[asked] if asked < len(self.script) else 0
        self.answers[variable], self._left = possible[taken]
        return self.below(tree)


@dataclass(frozen=True, slots=True)
class _Answer:
    """The case that a variable has; for `OTHERWISE` those that it has not."""

    case: Hashable
    excluded: tuple[Hashable, ...] = ()

    def worlds(self, variable: Variable) -> Worlds:
        """The worlds in which a variable has this answer."""
        if self.case is OTHERWISE:
            return is_none_of(variable, self.excluded)
        if variable.boolean:
            return holds(variable) if self.case is True else opposite(holds(variable))
        return is_case(variable, self.case)


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

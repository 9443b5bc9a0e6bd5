"""Scenarios: answers to the questions on which the values that a reader looks at depend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from djauthlint.conditions import Choice, TooManyWorlds, Worlds, both, leaves, paths, restrict

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings

R = TypeVar("R")


class Undetermined(Exception):
    """What was asked can't be determined in this scenario."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Scenario:
    """A set of worlds in which what was looked at has one value each.

    Arguments:
        worlds: the worlds that scenarios are made of.
        script: which of the values that are possible each question gets, in the order in which they are asked; those that
            it does not reach get the first. None: no question is answered.
        limit: how many values a question may have, and how many questions there may be.
    """

    def __init__(self, worlds: Worlds, script: tuple[int, ...] | None = (), limit: int = 1) -> None:
        self.script = script
        self.limit = limit
        self.options: list[int] = []
        """How many values each question had that was asked."""
        self.chosen: Worlds = True
        """The worlds that the answers leave, among all that one can think of."""
        self.worlds = worlds
        self._left = worlds

    def leaf(self, tree: Any) -> Any:
        """The leaf of a decision tree in this scenario; asks where there are several.

        Raises:
            Undetermined: there are several, and no question is answered, or too many conditions meet.
            TooManyScenarios: there are more values than a question may have.
        """
        if not isinstance(tree, Choice):
            return tree
        rest = restrict(tree, self._left)
        if not isinstance(rest, Choice):
            return rest
        if self.script is None:
            raise Undetermined("it depends on " + rest.variable.text)
        if len([*islice(leaves(rest), self.limit + 1)]) > self.limit:
            raise TooManyScenarios
        try:
            return self._ask(rest)
        except TooManyWorlds:
            raise Undetermined("it depends on too many combinations of conditions") from None

    def allows(self, worlds: Worlds) -> bool:
        """Whether some of these worlds are left."""
        return both(self._left, worlds) is not False

    def _ask(self, tree: Choice) -> Any:
        possible = [
            (leaf, reached, left) for reached, leaf in paths(tree) if (left := both(self._left, reached)) is not False
        ]
        taken = 0
        if len(possible) > 1:
            asked = len(self.options)
            self.options.append(len(possible))
            if asked >= self.limit:
                # Each question makes one more scenario at least.
                raise TooManyScenarios
            taken = self.script[asked] if self.script is not None and asked < len(self.script) else 0
        leaf, reached, self._left = possible[taken]
        self.chosen = both(self.chosen, reached)
        return leaf


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
    most = limit
    scripts: list[tuple[int, ...]] = [()] if worlds is not False else []
    while scripts:
        # Each script that is left is a scenario at least.
        if len(scripts) > limit:
            raise TooManyScenarios
        limit -= 1
        script = scripts.pop()
        scenario = Scenario(worlds, script, most)
        seen = look(settings.within(scenario))
        yield scenario.chosen, seen
        taken = (*script, *(0 for _ in scenario.options[len(script) :]))
        for asked in range(len(script), len(taken)):
            scripts += [(*taken[:asked], answer) for answer in range(scenario.options[asked] - 1, 0, -1)]

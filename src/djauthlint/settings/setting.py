"""One setting in one scenario: what the project makes of it, and where that was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from djauthlint import django_facts
from djauthlint.conditions import Choice, Worlds, both, either, leaves, paths, restrict
from djauthlint.django_facts import VersionsDiffer
from djauthlint.settings.containers import Container, Element
from djauthlint.settings.places import assigned, is_call, span_in, span_of
from djauthlint.settings.plain import value_of_default
from djauthlint.settings.reading import Step, origin_of
from djauthlint.settings.scenarios import Undetermined
from djauthlint.settings.sequences import SEQUENCES, Place, is_open, items_of, possible
from djauthlint.source import Span
from djauthlint.values import ABSENT, Dict, Event, List, Set, Value


class Setting(Container):
    """One setting in one scenario: the project's value, or Django's default."""

    @property
    def tree(self) -> Any:
        """What the project makes of it: values, `ABSENT` in worlds where it does not set it."""
        trees = self.settings.trees
        if self.name not in trees:
            evaluation = self.settings.evaluation
            tree = evaluation.namespace.get(self.name)
            if self.name in evaluation.defaults:
                tree = ABSENT
            trees[self.name] = restrict(tree, evaluation.worlds)
        return trees[self.name]

    @property
    def is_possible(self) -> bool:
        """Whether the project sets it in any world."""
        tree = self.tree
        return any(leaf is not ABSENT for leaf in leaves(tree)) if isinstance(tree, Choice) else tree is not ABSENT

    @property
    def is_open(self) -> bool:
        """Whether it, or an element of it, is unknown in some world: what is known in others may be a mere default."""
        return is_open(self.tree)

    @property
    def is_set(self) -> bool:
        """Whether the project sets it."""
        return self._own is not ABSENT

    def possible_elements(self) -> Iterator[tuple[Element, Worlds]]:
        """Every element that it has in some world, with those worlds: for who looks at each for itself."""
        found: dict[int, tuple[Place, Value, Worlds]] = {}
        for reached, leaf in paths(self.tree, True):
            if isinstance(leaf, SEQUENCES):
                for place, part, there in possible(items_of(leaf), reached):
                    first, _, before = found.get(id(part), (place, part, False))
                    found[id(part)] = first, part, either(before, there)
        for place, part, there in found.values():
            yield Element(self, place, part), there

    @property
    def span(self) -> Span:
        """Where a cure goes: the text that decides the value, line 1 of the entry module where there is none."""
        leaf = self._own
        event = None if leaf is ABSENT else self._decision
        origin = origin_of(leaf)
        if event is None or event.origin is None or (origin is not None and is_call(event.origin)):
            return span_of(origin) if origin is not None else Span(self.settings.entry.path, 0, 0)
        return span_in(assigned(event.origin), origin)

    @property
    def provenance(self) -> tuple[Step, ...]:
        """How it came to have its value, oldest first, as far as this scenario allows."""
        worlds = self._scenario.chosen
        steps = [
            Step(event.action, None if event.origin is None else span_of(event.origin), both(worlds, event.worlds))
            for event in self.events
        ]
        return tuple(step for step in steps if step.worlds is not False)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was done to it, in whichever worlds."""
        own = self.settings.evaluation.namespace.history.get(self.name, ())
        mutations = [
            event for leaf in leaves(self.tree) if isinstance(leaf, (List, Dict, Set)) for event in leaf.history
        ]
        return (*own, *dict.fromkeys(mutations))

    @property
    def _own(self) -> Any:
        return self._scenario.leaf(self.tree)

    @property
    def leaf(self) -> Any:
        leaf = self._own
        if leaf is not ABSENT:
            return leaf
        try:
            return value_of_default(django_facts.default(self.settings.django_version, self.name))
        except VersionsDiffer as reason:
            raise Undetermined(str(reason)) from None
        except KeyError:
            raise Undetermined(f"{self.name} is not set and Django has no default for it") from None

    @property
    def _decision(self) -> Event | None:
        worlds = self._scenario.chosen
        history = self.settings.evaluation.namespace.history.get(self.name, ())
        return next(
            (event for event in reversed(history) if event.origin and both(worlds, event.worlds) is not False), None
        )

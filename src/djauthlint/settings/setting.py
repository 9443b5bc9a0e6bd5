"""One setting in one scenario: what the project makes of it, and where that was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from djauthlint import django_facts
from djauthlint.conditions import Choice, Worlds, both, either, leaves, paths, restrict
from djauthlint.django_facts import VersionsDiffer
from djauthlint.settings.containers import Container, Element
from djauthlint.settings.places import (
    assigned,
    is_addition_to_itself,
    is_call,
    removal,
    span_in,
    span_of,
    written_items,
)
from djauthlint.settings.plain import plain, value_of_default
from djauthlint.settings.reading import Step, origin_of
from djauthlint.settings.scenarios import Undetermined
from djauthlint.settings.sequences import SEQUENCES, Place, Plain, is_open, items_of, possible
from djauthlint.settings.slips import comma_makes_tuple, is_addition, method_without_result
from djauthlint.source import Span
from djauthlint.values import ABSENT, Characters, Dict, Event, Known, List, Perhaps, Set, Tuple, Unknown, Value, truth

if TYPE_CHECKING:
    from djauthlint.settings.ineffective import Ineffective

_RENAMED: Final = frozenset(("MIDDLEWARE", "TEMPLATES"))
"""What is empty where the project still sets it by a name that was removed: rules would miss what is there."""


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
    def is_conditional(self) -> bool:
        """Whether the project sets it in some worlds only; nothing is asked."""
        tree = self.tree
        return isinstance(tree, Choice) and any(leaf is ABSENT for leaf in leaves(tree))

    @property
    def is_set(self) -> bool:
        """Whether the project sets it."""
        return self.own_leaf is not ABSENT

    @property
    def may_be_on(self) -> bool:
        """Whether the project sets it to what is true, or may be, in some world; nothing is asked."""
        return any(
            leaf is not ABSENT and not isinstance(leaf, Perhaps) and truth(leaf) is not False
            for leaf in leaves(self.tree)
        )

    @property
    def is_off(self) -> bool:
        """Whether it is false where nobody asks for that.

        Of what becomes the text of an environment variable that is set, DJA810 speaks.

        Raises:
            Undetermined: that can't be told.
        """
        becomes_text = any(isinstance(leaf, Unknown) and leaf.kind == "str" for leaf in leaves(self.tree))
        return not self.truthy and not self.is_requested and not (becomes_text and self.environment_default)

    @property
    def is_surely_set(self) -> bool:
        """Whether the project sets it, and not only something that can't be seen may do so.

        Raises:
            Undetermined: it may.
        """
        leaf = self.own_leaf
        if isinstance(leaf, Perhaps):
            raise Undetermined(leaf.reason)
        return leaf is not ABSENT

    def possible_elements(self) -> Iterator[tuple[Element, Worlds]]:
        """Every element that it has in some world, with those worlds: for who looks at each for itself."""
        found: dict[int, tuple[Place, Value | Characters, Worlds]] = {}
        for reached, leaf in paths(self.tree, True):
            if isinstance(leaf, SEQUENCES) and not comma_makes_tuple(self.settings.django_version, self.name, leaf):
                for place, part, there in possible(items_of(leaf), reached):
                    first, _, before = found.get(id(part), (place, part, False))
                    found[id(part)] = first, part, either(before, there)
        for place, part, there in found.values():
            yield Element(self, place, part), there

    @property
    def span(self) -> Span:
        """Where a cure goes: the text that decides the value, line 1 of the entry module where there is none."""
        leaf = self.own_leaf
        if isinstance(leaf, List) and not leaf.items and leaf.history:
            emptied = removal(leaf.history, bool, self._scenario.chosen, written_items(leaf.origin))
            if emptied is not None:
                return span_of(emptied)
        event = None if leaf is ABSENT else self.beginning
        origin = origin_of(leaf)
        if event is None or event.origin is None or (origin is not None and is_call(event.origin)):
            return span_of(origin) if origin is not None else Span(self.settings.entry.path, 0, 0)
        return span_in(assigned(event.origin), origin)

    def lacking(self, test: Callable[[str], bool]) -> Setting:
        """The same setting, placed where elements were taken from it that pass a test, if they were."""
        return Lacking(self, test)

    def misplaced(self, element: Element, test: Callable[[Plain], bool]) -> Element:
        """The same element, placed where it came to stand on the wrong side of one that passes a test."""
        return Misplaced(self, element, test)

    @property
    def provenance(self) -> tuple[Step, ...]:
        """How it came to have its value, oldest first, as far as this scenario allows."""
        worlds = self._scenario.chosen
        steps = (_step(event, both(worlds, event.worlds)) for event in self.events)
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
    def own_leaf(self) -> Any:
        """What the project makes of it in this scenario, `ABSENT` where it does not set it."""
        return self._scenario.leaf(self.tree)

    @property
    def before_comma(self) -> Element | None:
        """Its value, where a comma made a tuple of that; no other reader sees anything of it."""
        leaf = self.own_leaf
        is_slip = comma_makes_tuple(self.settings.django_version, self.name, leaf)
        return Element(self, (0,), leaf.items[0]) if is_slip else None

    @property
    def method_without_result(self) -> str | None:
        """The method that returns None, where its result was assigned; no other reader sees anything of that."""
        leaf = self.own_leaf
        event = self._decision if isinstance(leaf, Known) and leaf.value is None else None
        if event is None or event.origin is None or is_call(event.origin):
            return None
        return method_without_result(assigned(event.origin))

    @property
    def failed_addition(self) -> bool:
        """Whether adding to it is a TypeError, in the statement that would have given it its value."""
        leaf = self.own_leaf
        return isinstance(leaf, Unknown) and leaf.reason == "TypeError" and is_addition(leaf.origin)

    @property
    def old_name(self) -> str | None:
        """The name that it had before Django renamed it, if the project sets it by that name only."""
        if self.name not in _RENAMED or self.is_set:
            return None
        old = map(self.settings.__getitem__, django_facts.former_names(self.name))
        return next((setting.name for setting in old if setting.is_possible and setting.is_set), None)

    def may_be_value_of(self, name: str) -> bool:
        """Whether what the project makes of it is, in every scenario, of the type of Django's default of another setting.

        Arguments:
            name: the other setting.
        """
        try:
            kind = django_facts.default_type(self.settings.django_version, name)
        except (VersionsDiffer, KeyError):
            return True
        sequence = kind in ("list", "tuple")
        types = {"list", "tuple", "set"} if sequence else {kind}
        if "_" in name and (sequence or kind in ("bool", "int")):
            types.add("str")
        found = (leaf.kind if isinstance(leaf, Unknown) else _type_of(leaf) for leaf in leaves(self.tree))
        return kind == "NoneType" or all(each is None or each in types for each in found)

    @property
    def leaf(self) -> Any:
        if self.before_comma is not None or self.method_without_result:
            raise Undetermined(f"{self.name} has a type that nobody means")
        if self.old_name is not None:
            raise Undetermined(f"{self.old_name} is set instead")
        if self.name in self.settings.misspelled.values() and not self.is_set:
            raise Undetermined(f"a name that is nearly {self.name} is set instead")
        if self.ineffective is not None:
            raise Undetermined(f"what looks as if it set {self.name} does not")
        if self.is_overridden and self.settings.overridden[self.name].by_import:
            raise Undetermined(f"{self.name} is set, and an import sets it again")
        return self.resolved

    @property
    def is_overridden(self) -> bool:
        """Whether the module that sets it had set it to something else before, and nobody asks for another value."""
        twice = self.settings.overridden.get(self.name)
        if twice is None or self.is_requested:
            return False
        try:
            return bool(plain(self.resolved, self._scenario) != twice.value)
        except Undetermined:
            return False

    @property
    def ineffective(self) -> Ineffective | None:
        """What looks as if it set it in this scenario and does not."""
        statements = self.settings.ineffective.get(self.name, ())
        return next((each for each in statements if self._scenario.leaf(each.worlds)), None)

    @property
    def resolved(self) -> Any:
        """What it is in this scenario, even where that is a slip of the pen.

        Raises:
            Undetermined: that can't be told.
        """
        leaf = self.own_leaf
        if leaf is not ABSENT:
            return leaf
        elsewhere = self.settings.why_fragment
        if elsewhere is not None:
            raise Undetermined(elsewhere)
        try:
            return value_of_default(django_facts.default(self.settings.django_version, self.name))
        except VersionsDiffer as reason:
            raise Undetermined(str(reason)) from None
        except KeyError:
            raise Undetermined(f"{self.name} is not set and Django has no default for it") from None

    @property
    def _decision(self) -> Event | None:
        return next(self._decisions(), None)

    @property
    def beginning(self) -> Event | None:
        """What decides the value; of a list to which something is added the statement that begins it."""
        found = None
        for event in self._decisions():
            found = event
            if (
                not isinstance(self.own_leaf, SEQUENCES)
                or event.origin is None
                or not is_addition_to_itself(event.origin)
            ):
                break
        return found

    def _decisions(self) -> Iterator[Event]:
        """What was done to it in this scenario, as far as that is written somewhere, the last first."""
        worlds = self._scenario.chosen
        history = self.settings.evaluation.namespace.history.get(self.name, ())
        return (event for event in reversed(history) if event.origin and both(worlds, event.worlds) is not False)


class Lacking(Setting):
    """A setting that has too little, placed where that was taken away.

    Arguments:
        setting: the setting.
        test: whether an element is what it has too little of.
    """

    def __init__(self, setting: Setting, test: Callable[[str], bool]) -> None:
        super().__init__(setting.settings, setting.name)
        self._test = test

    @property
    def span(self) -> Span:
        leaf = self.own_leaf
        if isinstance(leaf, List):
            taken = removal(leaf.history, self._is_surely_it, self._scenario.chosen, written_items(leaf.origin))
            if taken is not None:
                return span_of(taken)
        return super().span

    def _is_surely_it(self, text: str) -> bool:
        try:
            return self._test(text)
        except Undetermined:
            return False


def _added(text: Span, steps: list[Span]) -> int:
    """Which step wrote a text down, -1 where none did."""
    return max((number for number, step in enumerate(steps) if step.covers(text)), default=-1)


class Misplaced(Element):
    """An element on the wrong side of another, placed at that of the two which was added later, or where they changed places.

    Arguments:
        setting: what both are in.
        element: the element.
        test: whether something is the other.
    """

    def __init__(self, setting: Setting, element: Element, test: Callable[[Plain], bool]) -> None:
        super().__init__(setting, element.place, element.leaf)
        self._setting = setting
        self._test = test

    @property
    def span(self) -> Span:
        own = super().span
        other = self._other()
        if other is None:
            return own
        steps = [step.span for step in self._setting.provenance if step.span is not None]
        added, since = _added(own, steps), _added(other.span, steps)
        if added != since:
            return own if added > since else other.span
        as_written = own.path != other.span.path or (own.start < other.span.start) == (self.place < other.place)
        return own if as_written or added + 1 >= len(steps) else steps[-1]

    def _other(self) -> Element | None:
        try:
            return self._setting.first(self._test)
        except Undetermined:
            return None


def _step(event: Event, worlds: Worlds) -> Step:
    if event.origin is None:
        return Step(event.action, None, worlds)
    return Step(event.action, span_of(event.origin), worlds, event.action == "set" and is_call(event.origin))


def _type_of(leaf: Any) -> str | None:
    if isinstance(leaf, Known):
        return type(leaf.value).__name__
    return leaf.type_name if isinstance(leaf, (List, Dict, Set, Tuple)) else None


class Unset(Setting):
    """A setting that a statement does not set, placed there.

    Arguments:
        setting: the setting.
        span: the statement.
    """

    def __init__(self, setting: Setting, span: Span) -> None:
        super().__init__(setting.settings, setting.name)
        self._span = span

    @property
    def span(self) -> Span:
        return self._span

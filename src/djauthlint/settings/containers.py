"""What lists, tuples, sets and dicts hold, however deep: elements and entries, which may hold some themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from json import dumps
from typing import TYPE_CHECKING, Any

from djauthlint.conditions import replaced
from djauthlint.django_facts.middleware_table import UNKNOWN, Work
from djauthlint.settings.places import added, literals, maker_of, removal, span_of, written_at, written_items
from djauthlint.settings.plain import plain
from djauthlint.settings.reading import Reading, Step, origin_of
from djauthlint.settings.scenarios import Undetermined
from djauthlint.settings.sequences import (
    FAILS,
    PASSES,
    SEQUENCES,
    Place,
    Plain,
    between,
    flat,
    items_of,
    openness,
    texts,
    verdicts,
)
from djauthlint.values import ABSENT, NONE_KEY, Characters, Dict, Entry, Hole, Item, Items, Known, List, Unknown, Value

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.source import Span


class Container(Reading):
    """What may have elements or entries, whether it is a setting, an element or an entry itself."""

    @property
    def is_sequence(self) -> bool:
        """Whether it is a list, tuple or set.

        Raises:
            Undetermined: its type is unknown.
        """
        leaf = self.leaf
        if isinstance(leaf, (Unknown, Hole)):
            raise Undetermined(leaf.reason)
        return isinstance(leaf, SEQUENCES)

    @property
    def works(self) -> tuple[Work, ...]:
        """What the classes do that its elements name, as the functions of `django_facts.ordering` take it.

        Raises:
            Undetermined: it is no list, tuple or set.
        """
        return tuple(element.work for element in self._each())

    @property
    def elements(self) -> tuple[Element, ...]:
        """What a list, tuple or set is made of, each with its own place; a stretch of unknown length is one of them.

        Raises:
            Undetermined: it is none of these.
        """
        return tuple(self._each())

    def first(self, test: Callable[[Plain], bool]) -> Element | None:
        """The first element that passes a test, None if none does.

        Raises:
            Undetermined: an element before it may pass.
        """
        each = self._each(lambda item: verdicts(item, test) != FAILS)
        return next((element for element in each if test(element.value)), None)

    def any(
        self, test: Callable[[Plain], bool], *, before: Element | None = None, after: Element | None = None
    ) -> bool:
        """Whether an element passes a test, of those before or after another if one is given.

        Raises:
            Undetermined: none passes, but one that is unknown may.
        """
        low, high = None if after is None else after.place, None if before is None else before.place
        open_items: list[Item] = []
        for item in between(self._sequence(), self._scenario, low, high):
            possible = verdicts(item, test)
            if possible == PASSES:
                return True
            if possible != FAILS:
                open_items.append(item)
        undetermined: Undetermined | None = None
        for _, part in flat(open_items, self._scenario, lambda item: verdicts(item, test) != FAILS):
            try:
                if test(plain(part, self._scenario)):
                    return True
            except Undetermined as reason:
                undetermined = reason
        if undetermined is not None:
            raise undetermined
        return False

    def contains(self, value: Plain) -> bool:
        """Whether a value is one of the elements; `Undetermined` as for `any`."""
        return self.any(lambda element: bool(element == value))

    def index(self, value: Plain) -> int:
        """The place of the first element that equals a value, -1 if there is none; `Undetermined` as for `first`."""
        return next((number for number, element in enumerate(self._each()) if element.value == value), -1)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that its elements may be, in any scenario; nothing is asked.

        Raises:
            Undetermined: it is no sequence.
        """
        return tuple(text for item in self._sequence() for text in texts(item))

    def repeated(self, key: Callable[[str], str] = str) -> Iterator[tuple[Element, Element]]:
        """Every text that is the same as an earlier one, with the first; unknown elements count as different.

        Arguments:
            key: what texts have in common that are the same.

        Raises:
            Undetermined: it is no sequence.
        """
        times = Counter(map(key, self.texts))
        firsts: dict[str, Element] = {}
        for element in self._each(lambda item: any(times[key(text)] > 1 for text in texts(item))):
            if element.is_known and isinstance(element.value, str):
                first = firsts.setdefault(key(element.value), element)
                if first is not element:
                    yield element, first

    def entry(self, key: Plain) -> Part:
        """The entry of a dict under a key, or the absence of it; nothing is asked before it is read."""
        return Part(self, key)

    @property
    def entries(self) -> tuple[Part, ...]:
        """The entries that a dict is known to have; there may be more where `has_all_entries` is false.

        Raises:
            Undetermined: it is no dict, or whether one of them is there can't be told.
        """
        keys = (None if key is NONE_KEY else key for key in self.dict_leaf().entries)
        return tuple(part for part in map(self.entry, keys) if part.is_set)

    @property
    def has_all_entries(self) -> bool:
        """Whether a dict has no further entries than those that are known.

        Raises:
            Undetermined: it is no dict.
        """
        return openness(self.dict_leaf()) is None

    @property
    def is_dict(self) -> bool:
        """Whether it is a dict.

        Raises:
            Undetermined: its type is unknown.
        """
        return self.type_name == "dict"

    def dict_leaf(self) -> Dict:
        """What it is in this scenario, if that is a dict.

        Raises:
            Undetermined: it is none.
        """
        match self.leaf:
            case Dict() as leaf:
                return leaf
            case Unknown(reason=reason) | Hole(reason=reason):
                raise Undetermined(reason)
            case _:
                raise Undetermined(f"{self.name} is no dict")

    def _sequence(self) -> Items:
        leaf = self.leaf
        if isinstance(leaf, (Unknown, Hole)):
            raise Undetermined(leaf.reason)
        if not isinstance(leaf, SEQUENCES):
            raise Undetermined(f"{self.name} is no sequence")
        return items_of(leaf)

    def _each(self, matters: Callable[[Item], bool] = lambda _: True) -> Iterator[Element]:
        """The elements in this scenario, without those that depend on a question that does not matter."""
        for place, part in flat(self._sequence(), self._scenario, matters):
            yield Element(self, place, part)


class Element(Container):
    """One element of a sequence.

    Arguments:
        owner: the sequence.
        place: where in it.
        leaf: what stands there, a `Hole` for any number of elements.
    """

    def __init__(self, owner: Container, place: Place, leaf: Value | Hole) -> None:
        super().__init__(owner.settings, owner.name)
        self.owner = owner
        self.place = place
        self._leaf = leaf

    def within(self, settings: Settings) -> Element:
        """The same element of a setting in a scenario."""
        return Element(settings[self.name], self.place, self._leaf)

    @property
    def tree(self) -> Any:
        """What stands there."""
        return self._leaf

    @property
    def path(self) -> str:
        return f"{self.owner.path}[...]"

    @property
    def is_spelled(self) -> bool:
        """Whether it is a text that was added character by character; no other reader sees anything of it."""
        return isinstance(self._leaf, Characters)

    @property
    def is_written(self) -> bool:
        """Whether it was written as a text, and is not a part of one."""
        return "".join(self.parts) == self.value and bool(self.parts)

    @property
    def is_literal(self) -> bool:
        """Whether it is known, and the same whatever the source leaves open; nothing is asked."""
        return isinstance(self._leaf, Known)

    @property
    def work(self) -> Work:
        """What the class does that it names; nothing is known of what is unknown itself."""
        try:
            value = self.value
        except Undetermined:
            return UNKNOWN
        return self.settings.work_of(value) if isinstance(value, str) else Work(frozenset())

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts that it was written as: several when adjacent literals are joined, none when it is no literal."""
        leaf = self.leaf
        return literals(leaf.origin) if isinstance(leaf, Known) and leaf.origin is not None else ()

    @property
    def span(self) -> Span:
        """Where it was written; where its sequence was, if no text made it."""
        leaf = self.leaf
        if isinstance(leaf, Characters) and leaf.origin is not None:
            return span_of(added(leaf.origin))
        origin = origin_of(leaf)
        if origin is None:
            return self.owner.span
        span = span_of(maker_of(origin))
        return self.owner.span if self.settings.is_of_other_setting(self.name, span) else span


class Part(Container):
    """The value under one key of a dict, `ABSENT` where the dict has no such entry or is not there itself.

    Arguments:
        owner: the dict.
        key: the key as a Python value.
    """

    def __init__(self, owner: Container, key: Plain) -> None:
        super().__init__(owner.settings, owner.name)
        self.owner = owner
        self.key = key

    @property
    def path(self) -> str:
        return f"{self.owner.path}[{dumps(self.key) if isinstance(self.key, str) else self.key}]"

    @property
    def provenance(self) -> tuple[Step, ...]:
        return self.owner.provenance

    @property
    def tree(self) -> Any:
        """What the dict has under the key: values, `ABSENT` in worlds where there is no such entry.

        Raises:
            Undetermined: its owner is no dict, or has entries that are unknown, and this may be one of them.
        """
        entry = self._entry
        return ABSENT if entry is None else entry.value

    @property
    def is_set(self) -> bool:
        """Whether there is such an entry, whatever its value.

        Raises:
            Undetermined: that can't be told.
        """
        return bool(self._scenario.leaf(replaced(self.tree, lambda leaf: leaf is not ABSENT)))

    @property
    def is_requested(self) -> bool:
        return super().is_requested or self.owner.is_requested

    def value_or(self, default: Plain) -> Plain:
        """Its value; what Django takes instead where there is no such entry.

        Raises:
            Undetermined: it may be there, and a part of it is unknown.
        """
        return self.value if self.is_set else default

    @property
    def span(self) -> Span:
        """Where its value was written; where the dict was that lacks it, or that no text of its own made."""
        try:
            entry, leaf = self._entry, self.leaf
        except Undetermined:
            return self.owner.span
        if entry is None or leaf is ABSENT:
            return self._place_of_absence
        text = origin_of(leaf)
        text = None if text is None else maker_of(text)
        written = written_at(self.owner.dict_leaf(), entry, text, self._scenario.chosen)
        if written is not None:
            return written
        origin = text or origin_of(entry.key)
        return self.owner.span if origin is None else span_of(origin)

    def lacking(self, test: Callable[[str], bool]) -> Part:
        """The same part, placed where elements were taken from it that pass a test, if they were."""
        return LackingPart(self, test)

    @property
    def _place_of_absence(self) -> Span:
        owner = self.owner.leaf
        history = owner.history if isinstance(owner, Dict) else ()
        taken = removal(history, lambda text: text == self.key, self._scenario.chosen)
        return self.owner.span if taken is None else span_of(taken)

    @property
    def _entry(self) -> Entry | None:
        owner = self.owner
        if isinstance(owner, Part) and owner.leaf is ABSENT:
            return None
        known = owner.dict_leaf()
        try:
            entry = known.entries.get(NONE_KEY if self.key is None else self.key)
        except TypeError:
            raise Undetermined(f"{self.key!r} can't be a key") from None
        if entry is None and (reason := openness(known)) is not None:
            raise Undetermined(reason)
        return entry


class LackingPart(Part):
    """A list in a dict that has too little, placed where that was taken away.

    Arguments:
        part: the list.
        test: whether an element is what it has too little of.
    """

    def __init__(self, part: Part, test: Callable[[str], bool]) -> None:
        super().__init__(part.owner, part.key)
        self._test = test

    @property
    def span(self) -> Span:
        leaf = self.leaf
        if isinstance(leaf, List):
            taken = removal(leaf.history, self._test, self._scenario.chosen, written_items(leaf.origin))
            if taken is not None:
                return span_of(taken)
        return super().span

"""The items of lists, tuples and sets: which are there in a scenario, and what can be said of them without asking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

from djauthlint.conditions import Choice, Worlds, leaves, paths, replaced
from djauthlint.settings.places import literals
from djauthlint.settings.scenarios import Scenario, Undetermined
from djauthlint.values import (
    ABSENT,
    Characters,
    Dict,
    Hole,
    Item,
    Items,
    Known,
    List,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)

Plain: TypeAlias = Any
"""A Python value as Django would see it."""
Place: TypeAlias = tuple[int, ...]
"""Where an element stands: its number among the items of the sequence, then inside a stretch that differs by condition."""

SEQUENCES: Final = (List, Tuple, Set)
MERGED: Final = frozenset(["dynaconf_merge", "dynaconf_merge_unique"])
"""What a list or a dict in a fragment of settings contains that dynaconf is to merge with that of another file."""
ELSEWHERE: Final = "dynaconf merges it with that of another file"


def items_of(leaf: List | Tuple | Set) -> Items:
    """The items of a sequence, with those of a set that are there under a condition as stretches."""
    if not isinstance(leaf, Set):
        if any(isinstance(item, Known) and item.value in MERGED for item in leaf.items):
            return (*leaf.items, Hole(ELSEWHERE))
        return joined(leaf.items)
    items: list[Item] = []
    for entry in leaf.entries.values():
        if isinstance(entry.value, Choice):
            items.append(Splice(replaced(entry.value, partial(_stretch, entry.key))))
        elif entry.value is not ABSENT:
            items.append(entry.key)
    return (*items, Hole(leaf.open)) if leaf.open is not None else tuple(items)


def joined(items: Items) -> Items:
    """The items, with the characters that a text was added as made one again.

    They are no items that somebody meant: DJA813 speaks of them, and what else is said about each would be the same mistake.
    """
    if not any(isinstance(item, Known) and _is_character(item) for item in items):
        return items
    found: list[Item] = []
    last: Known | None = None
    for item in items:
        is_next = isinstance(item, Known) and last is not None and item.origin is last.origin and _is_character(item)
        if is_next and isinstance(found[-1], Known):
            found[-1] = Characters("a text was added character by character", item.origin)  # type: ignore[union-attr]
        elif not is_next:
            found.append(item)
        last = item if isinstance(item, Known) and _is_character(item) else None
    return tuple(found)


def stretches(splice: Splice) -> Iterator[Items]:
    """What a stretch that differs by condition may be."""
    return map(joined, leaves(splice.tree))


def openness(leaf: Dict) -> str | None:
    """Why a dict may have further entries, None where it has not."""
    return ELSEWHERE if not MERGED.isdisjoint(leaf.entries) else leaf.open


def _is_character(item: Known) -> bool:
    """Whether it is one character of a longer text, and not one that was written as a text of its own."""
    is_one = isinstance(item.value, str) and len(item.value) == 1 and item.origin is not None
    return is_one and literals(item.origin) != (item.value,)  # type: ignore[arg-type]


def _stretch(key: Value, there: object) -> Items:
    return () if there is ABSENT else (key,)


def possible(items: Items, worlds: Worlds, inside: Place = ()) -> Iterator[tuple[Place, Value | Characters, Worlds]]:
    """The elements of a sequence in any world, without the stretches of which nothing is known."""
    for number, item in enumerate(items):
        place = (*inside, number)
        if isinstance(item, Splice):
            for there, stretch in paths(item.tree, worlds):
                yield from possible(joined(stretch), there, place)
        elif isinstance(item, Characters):
            yield place, item, worlds
        elif not isinstance(item, Hole):
            for there, value in paths(item, worlds):
                yield place, value, there


def flat(
    items: Sequence[Item], scenario: Scenario, matters: Callable[[Item], bool] = lambda _: True, inside: Place = ()
) -> Iterator[tuple[Place, Value | Hole]]:
    """The elements of a sequence in a scenario, without those that depend on a question that does not matter."""
    for number, item in enumerate(items):
        place = (*inside, number)
        if not isinstance(item, (Choice, Splice)):
            yield place, item
        elif matters(item):
            if isinstance(item, Splice):
                yield from flat(joined(scenario.leaf(item.tree)), scenario, matters, place)
            else:
                yield place, scenario.leaf(item)


def between(
    items: Items, scenario: Scenario, low: Place | None, high: Place | None, inside: Place = ()
) -> Iterator[Item]:
    """The items behind one place and before another."""
    for number, item in enumerate(items):
        place = (*inside, number)
        if high is not None and place >= high:
            return
        if isinstance(item, Splice) and any(end is not None and end[: len(place)] == place for end in (low, high)):
            yield from between(joined(scenario.leaf(item.tree)), scenario, low, high, place)
        elif low is None or place > low:
            yield item


PASSES: Final = {True}
FAILS: Final = {False}


def verdicts(item: Item, test: Callable[[Plain], bool]) -> set[bool | None]:
    """Whether elements pass a test in any scenario, without a question asked; None where that can't be told so."""
    if isinstance(item, Choice):
        return {verdict for leaf in leaves(item) for verdict in verdicts(leaf, test)}
    if isinstance(item, Splice):
        return {
            False,
            *(verdict for stretch in stretches(item) for part in stretch for verdict in verdicts(part, test)),
        }
    if not isinstance(item, Known):
        return {None}
    try:
        return {bool(test(item.value))}
    except Undetermined:
        return {None}


def is_open(item: Item) -> bool:
    """Whether a part of an item, or of what it holds, is unknown in some world."""
    if isinstance(item, Splice):
        return any(is_open(part) for stretch in stretches(item) for part in stretch)
    return any(
        isinstance(leaf, (Unknown, Hole)) or (isinstance(leaf, SEQUENCES) and any(map(is_open, items_of(leaf))))
        for leaf in leaves(item)
    )


def texts(item: Item) -> Iterator[str]:
    """The known texts that an item may be, or consist of."""
    if isinstance(item, Splice):
        for stretch in stretches(item):
            for part in stretch:
                yield from texts(part)
    else:
        for leaf in leaves(item):
            if isinstance(leaf, Known) and isinstance(leaf.value, str):
                yield leaf.value

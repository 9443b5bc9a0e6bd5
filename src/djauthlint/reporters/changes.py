"""What differs between two values in the encoding of `settings.schema.json`: lists by element, dicts by entry."""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from djauthlint.reporters.settings_json import NOTHING, Json

Kind: TypeAlias = Literal["value", "type", "order", "only_first", "only_second"]
Step: TypeAlias = str | int
Cases: TypeAlias = tuple[tuple[str, ...], ...]
"""Conditions that all hold, for each of several cases; none where it always is so."""


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a setting that the two have not in common.

    Arguments:
        kind: another value; another type of sequence with elements of its own; another order; only one of the two has it.
        path: the keys and positions that lead to it, empty for the setting itself.
        first: what the first has there, or `NOTHING`.
        second: what the second has there, or `NOTHING`.
        positions: of an element of a sequence, counted from 1; 0 where it is not there.
        certain: whether it is one whatever stayed unknown.
        when: in which cases it is one.
    """

    kind: Kind
    path: tuple[Step, ...]
    first: Json
    second: Json
    positions: tuple[int, int] = (0, 0)
    certain: bool = True
    when: Cases = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is about the setting as a whole, not about a part of it."""
        return not self.path and self.positions == (0, 0) and self.kind != "type"


def changes(first: Json, second: Json, path: tuple[Step, ...] = ()) -> Iterator[Change]:
    """What differs between two values in the encoding of `settings.schema.json`."""
    if text_of(first) == text_of(second):
        return
    sequences = sequence(first), sequence(second)
    entries = _entries(first), _entries(second)
    if sequences[0] is not None and sequences[1] is not None:
        yield from _in_sequences(sequences[0], sequences[1], path)
    elif entries[0] is not None and entries[1] is not None:
        yield from _in_dicts(entries[0], entries[1], path)
    elif first is NOTHING or second is NOTHING:
        kind: Kind = "only_second" if first is NOTHING else "only_first"
        yield Change(kind, path, first, second, certain=not (is_unknown_value(first) or is_unknown_value(second)))
    else:
        yield Change("value", path, first, second, certain=_certainly_differ(first, second))


def text_of(value: Json) -> str:
    """What tells a value from all others: Python takes 1 for True."""
    return json.dumps(value, sort_keys=True)


def _certainly_differ(first: Json, second: Json) -> bool:
    """Whether two values that can't be taken apart differ in some scenario, whatever stayed unknown."""
    pairs = list(itertools.product(_leaves(first), _leaves(second)))
    if len(pairs) > 1:
        return any(change.certain for one, other in pairs for change in changes(one, other))
    return not (is_unknown_value(first) or is_unknown_value(second))


def _leaves(value: Json) -> Iterator[Json]:
    if isinstance(value, dict) and value.get("$type") == "choice":
        yield from _leaves(value["then"])
        yield from _leaves(value["else"])
    else:
        yield value


def is_unknown_value(value: Json) -> bool:
    """Whether nothing is known of a value, or of how many there are."""
    return isinstance(value, dict) and value.get("$type") in {"unknown", "hole"}


@dataclass(frozen=True, slots=True)
class Sequenced:
    """The elements of a list, tuple or set; `may_have_more`: there may be others."""

    type: str
    items: Sequence[Json]
    may_have_more: bool


def sequence(value: Json) -> Sequenced | None:
    """A list, tuple or set as elements, None for anything else."""
    if isinstance(value, list):
        return Sequenced("list", value, any(map(_is_hole, value)))
    if isinstance(value, dict) and value.get("$type") in {"tuple", "set", "frozenset"}:
        items = cast("list[Json]", value["items"])
        return Sequenced(str(value["$type"]), items, "open" in value or any(map(_is_hole, items)))
    return None


def _is_hole(value: Json) -> bool:
    return isinstance(value, dict) and value.get("$type") == "hole"


def _in_sequences(one: Sequenced, other: Sequenced, path: tuple[Step, ...]) -> Iterator[Change]:
    if one.type != other.type:
        yield Change("type", path, one.type, other.type)
    left, right, both = _matched(one.items, other.items)
    for here, there in _alike(one.items, other.items, left, right):
        left.remove(here)
        right.remove(there)
        yield from changes(one.items[here], other.items[there], (*path, here))
    for here in left:
        certain = not other.may_have_more and not is_unknown_value(one.items[here])
        yield Change("only_first", path, one.items[here], NOTHING, (here + 1, 0), certain)
    for there in right:
        certain = not one.may_have_more and not is_unknown_value(other.items[there])
        yield Change("only_second", path, NOTHING, other.items[there], (0, there + 1), certain)
    if {one.type, other.type} <= {"list", "tuple"}:
        for here, there in _moved(both):
            yield Change("order", path, one.items[here], other.items[there], (here + 1, there + 1))


def _matched(one: Sequence[Json], other: Sequence[Json]) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """The positions of what only one has, of what only the other has, and of what both have, by the positions in one."""
    places: dict[str, list[int]] = {}
    for there, item in enumerate(other):
        places.setdefault(text_of(item), []).append(there)
    left: list[int] = []
    both: list[tuple[int, int]] = []
    for here, item in enumerate(one):
        found = places.get(text_of(item))
        if found:
            both.append((here, found.pop(0)))
        else:
            left.append(here)
    return left, sorted(there for rest in places.values() for there in rest), both


def _alike(
    one: Sequence[Json], other: Sequence[Json], left: Sequence[int], right: Sequence[int]
) -> list[tuple[int, int]]:
    """Dicts that stand for the same, such as the only entry of TEMPLATES: they have an entry in common, or stand alone."""
    found: list[tuple[int, int]] = []
    free = list(right)
    for here in left:
        entries = _entries(one[here])
        for there in free:
            others = _entries(other[there])
            if entries is None or others is None:
                continue
            if len(one) == len(other) == 1 or any(pair in others.pairs.items() for pair in entries.pairs.items()):
                found.append((here, there))
                free.remove(there)
                break
    return found


def _moved(both: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The fewest elements without which the rest stands in the same order."""
    ends: list[int] = []
    chain: list[int] = []
    before: list[int | None] = []
    for index, (_, there) in enumerate(both):
        place = bisect_left(ends, there)
        before.append(chain[place - 1] if place else None)
        ends[place : place + 1] = [there]
        chain[place : place + 1] = [index]
    kept: set[int] = set()
    last = chain[-1] if chain else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return (pair for index, pair in enumerate(both) if index not in kept)


def have_common_part(one: Json, other: Json) -> bool:
    """Whether two containers have an element, or a key, in common."""
    sequences, entries = (sequence(one), sequence(other)), (_entries(one), _entries(other))
    if sequences[0] is not None and sequences[1] is not None:
        return bool(_matched(sequences[0].items, sequences[1].items)[2])
    return (
        entries[0] is not None and entries[1] is not None and not entries[0].pairs.keys().isdisjoint(entries[1].pairs)
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a dict by key as JSON; `may_have_more`: there may be others."""

    pairs: Mapping[str, Json]
    keys: Mapping[str, Json]
    may_have_more: bool


def _entries(value: Json) -> Entries | None:
    """A dict as entries, None for anything else."""
    if not isinstance(value, dict) or value.get("$type", "dict") != "dict":
        return None
    items = cast("list[list[Json]]", value["items"]) if "$type" in value else [[key, value[key]] for key in value]
    keys = {json.dumps(key): key for key, _ in items}
    return Entries({json.dumps(key): each for key, each in items}, keys, "$type" in value and "open" in value)


def _in_dicts(one: Entries, other: Entries, path: tuple[Step, ...]) -> Iterator[Change]:
    for key in dict.fromkeys((*one.pairs, *other.pairs)):
        shown = {**one.keys, **other.keys}[key]
        inner = (*path, shown if isinstance(shown, (str, int)) else key)
        if key not in other.pairs:
            certain = not other.may_have_more and not is_unknown_value(one.pairs[key])
            yield Change("only_first", inner, one.pairs[key], NOTHING, certain=certain)
        elif key not in one.pairs:
            certain = not one.may_have_more and not is_unknown_value(other.pairs[key])
            yield Change("only_second", inner, NOTHING, other.pairs[key], certain=certain)
        else:
            yield from changes(one.pairs[key], other.pairs[key], inner)

"""Between values and the plain Python objects that stand for them."""

from __future__ import annotations

import datetime
import decimal
import pathlib
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from djauthlint.conditions import Choice, Worlds
from djauthlint.values import (
    ABSENT,
    NONE_KEY,
    PRESENT,
    Dict,
    Entry,
    Globals,
    Hole,
    Instance,
    Known,
    Lazy,
    List,
    Namespace,
    Object,
    Origin,
    Set,
    Slice,
    Splice,
    Tuple,
    Unknown,
    Value,
)


class Undetermined(Exception):
    """A value has no single Python object; `reason` says what blocks it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


LARGEST: Final = 100_000
"""Values that a value may consist of, those that it shares counted at each place, as Python does that looks at all of them."""
DEEPEST: Final = 150
"""Containers inside containers."""
CHARACTERS: Final = 100
"""Characters of a text that count as one value."""
BITS: Final = 2_000
"""The largest number that is followed, which Python may write out and convert."""
TOO_LARGE: Final = "a structure that is too large"


class Room:
    """What is left of `LARGEST` and `DEEPEST` for one look at all of a value; entered for each container inside it.

    Raises:
        Undetermined: nothing is.
    """

    __slots__ = ("depth", "left")

    def __init__(self) -> None:
        self.left = LARGEST
        self.depth = 0

    @property
    def used(self) -> int:
        """What is no longer left of `LARGEST`."""
        return LARGEST - self.left

    def take(self, scalar: Any = None) -> None:
        """One more value."""
        self.left -= 1 + len(scalar) // CHARACTERS if isinstance(scalar, (str, bytes)) else 1
        if self.left < 0:
            raise Undetermined(TOO_LARGE)

    def __enter__(self) -> None:
        self.take()
        self.depth += 1
        if self.depth > DEEPEST:
            raise Undetermined(f"containers are nested deeper than {DEEPEST} levels")

    def __exit__(self, *_: object) -> None:
        self.depth -= 1


def is_huge(number: object) -> bool:
    """Whether a number can't be followed: it has more than `BITS`, or to compare it is an error."""
    if isinstance(number, int):
        return number.bit_length() > BITS
    if not isinstance(number, decimal.Decimal):
        return False
    return number.is_snan() or (number.is_finite() and abs(number.adjusted()) > BITS)


@dataclass(frozen=True, slots=True)
class RecordKey:
    """A dataclass instance as a key: two are equal where the instances are.

    Arguments:
        cls: the class, of which the two must be.
        fields: the keys of the fields that are compared.
    """

    cls: int
    fields: tuple[Hashable, ...]


def to_python(value: Any) -> Any:
    """The Python object that a value stands for: a copy, for containers.

    Raises:
        Undetermined: some part of it is not determined, or it is larger than `LARGEST`.
    """
    return value.value if isinstance(value, Known) else _copy(value, Room())


def _copy(value: Any, room: Room) -> Any:
    if isinstance(value, Known):
        room.take(value.value)
        return value.value
    if isinstance(value, (List, Tuple)):
        with room:
            items = [_copy(item, room) for item in value.items]
        return items if isinstance(value, List) else tuple(items)
    if isinstance(value, Dict):
        if value.open is not None:
            raise Undetermined(value.open)
        if value.reordered:
            raise Undetermined("the order of a dict's keys differs by condition")
        with room:
            return {_hashable(key, room): _copy(entry.value, room) for key, entry in value.entries.items()}
    if isinstance(value, Set):
        if value.open is not None or any(
            entry.value is ABSENT or isinstance(entry.value, Choice) for entry in value.entries.values()
        ):
            raise Undetermined(value.open or "a set that differs by condition")
        elements = {_hashable(key, room) for key in value.entries}
        return frozenset(elements) if value.frozen else elements
    if isinstance(value, Slice):
        with room:
            return slice(*(_copy(bound, room) for bound in value.bounds))
    if isinstance(value, Globals):
        with room:
            return _names(value.namespace, room)
    raise Undetermined(reason_of(value))


def _names(namespace: Namespace, room: Room) -> dict[str, Any]:
    if namespace.missing is not ABSENT or "__module__" in namespace.names:
        raise Undetermined("the names of a class or module")
    return {name: _copy(tree, room) for name, tree in namespace.names.items() if tree is not ABSENT}


def _hashable(key: Any, room: Room) -> Any:
    room.take(key)
    if isinstance(key, (Value, RecordKey)):
        raise Undetermined("an object as a key")
    if isinstance(key, tuple):
        return tuple(_hashable(part, room) for part in key)
    if isinstance(key, frozenset):
        return frozenset(_hashable(part, room) for part in key)
    return None if key is NONE_KEY else key


def key_from_python(key: Any) -> Any:
    """A Python object as the key of an entry."""
    if isinstance(key, tuple):
        return tuple(key_from_python(part) for part in key)
    return NONE_KEY if key is None else key


def reason_of(value: Any) -> str:
    """Why a value is not determined, in words."""
    match value:
        case Unknown() | Hole():
            return value.reason
        case Choice():
            return "a value that differs by condition"
        case Splice():
            return "elements that differ by condition"
        case Object():
            return f"an object of {value.path}"
        case Lazy():
            return "a lazily translated text"
        case Instance():
            return "an object of the project"
    return "a value that can't be determined"


SCALARS = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    decimal.Decimal,
    datetime.timedelta,
    datetime.date,
    pathlib.PurePosixPath,
    re.Pattern,
)


def huge(number: object, origin: Origin | None) -> Unknown:
    """What stands for a number that is too large to be followed."""
    return Unknown(
        "a number that is too large", type(number).__name__ if isinstance(number, int) else None, None, origin
    )


def from_python(value: Any, origin: Origin | None = None, born: Worlds = True) -> Value:
    """The value that stands for a Python object of plain types."""
    if value is None or isinstance(value, SCALARS):
        return Known(value, origin) if not is_huge(value) else huge(value, origin)
    if isinstance(value, list):
        return List(tuple(from_python(item, origin, born) for item in value), origin, born)
    if isinstance(value, tuple):
        return Tuple(tuple(from_python(item, origin, born) for item in value), origin)
    if isinstance(value, Mapping):
        entries = {
            key_from_python(key): Entry(from_python(key, origin, born), from_python(item, origin, born))
            for key, item in value.items()
        }
        return Dict(entries, origin, born)
    if isinstance(value, (set, frozenset)):
        entries = {key_from_python(key): Entry(from_python(key, origin, born), PRESENT) for key in value}
        return Set(entries, origin, born, frozen=isinstance(value, frozenset))
    return Unknown(f"a {type(value).__name__} object", origin=origin)

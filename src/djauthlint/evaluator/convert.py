"""Between values and the plain Python objects that stand for them."""

from __future__ import annotations

import datetime
import decimal
import pathlib
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

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
        Undetermined: some part of it is not determined.
    """
    if isinstance(value, Known):
        return value.value
    if isinstance(value, (List, Tuple)):
        items = [to_python(item) for item in value.items]
        return items if isinstance(value, List) else tuple(items)
    if isinstance(value, Dict):
        if value.open is not None:
            raise Undetermined(value.open)
        if value.reordered:
            raise Undetermined("the order of a dict's keys differs by condition")
        return {_hashable(key): to_python(entry.value) for key, entry in value.entries.items()}
    if isinstance(value, Set):
        if value.open is not None or any(
            entry.value is ABSENT or isinstance(entry.value, Choice) for entry in value.entries.values()
        ):
            raise Undetermined(value.open or "a set that differs by condition")
        elements = {_hashable(key) for key in value.entries}
        return frozenset(elements) if value.frozen else elements
    if isinstance(value, Slice):
        return slice(*map(to_python, value.bounds))
    if isinstance(value, Globals):
        return _names(value.namespace)
    raise Undetermined(reason_of(value))


def _names(namespace: Namespace) -> dict[str, Any]:
    if namespace.missing is not ABSENT or "__module__" in namespace.names:
        raise Undetermined("the names of a class or module")
    return {name: to_python(tree) for name, tree in namespace.names.items() if tree is not ABSENT}


def _hashable(key: Any) -> Any:
    if isinstance(key, (Value, RecordKey)):
        raise Undetermined("an object as a key")
    if isinstance(key, tuple):
        return tuple(_hashable(part) for part in key)
    if isinstance(key, frozenset):
        return frozenset(map(_hashable, key))
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


def from_python(value: Any, origin: Origin | None = None, born: Worlds = True) -> Value:
    """The value that stands for a Python object of plain types."""
    if value is None or isinstance(value, SCALARS):
        return Known(value, origin)
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

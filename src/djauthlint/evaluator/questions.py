"""What makes two questions about values the same question."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final

from djauthlint.values import Dict, Known, List, Object, Set, Tuple, Unknown

DEPTH: Final = 6
"""Containers inside containers that are looked into."""


LARGEST: Final = 2_000
"""Values that a question may be about."""


def identity(value: Any, depth: int = DEPTH) -> Hashable:
    """What a question about a value is keyed by: containers count with what is in them now, everything else by what it stands for.

    Where that is too much, no other question is the same.
    """
    return _identity(value, depth, [LARGEST])


def _identity(value: Any, depth: int, left: list[int]) -> Hashable:
    match value:
        case Known():
            return ("known", value.value)
        case Unknown() | Object():
            return value.key
        case List() | Tuple():
            return ("items", _inner(value.items, depth, left))
        case Dict() | Set():
            return (
                "entries",
                value,
                value.changes,
                _inner([entry.value for entry in value.entries.values()], depth, left),
            )
    return value  # type: ignore[no-any-return]


def _inner(values: Sequence[Any], depth: int, left: list[int]) -> Hashable:
    left[0] -= len(values)
    if not depth or left[0] < 0:
        return object()
    return tuple(_identity(value, depth - 1, left) for value in values)

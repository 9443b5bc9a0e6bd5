"""What makes two questions about values the same question."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from djauthlint.values import Dict, Known, List, Object, Set, Tuple, Unknown

DEPTH: Final = 6
"""Containers inside containers that are looked into."""


def identity(value: Any, depth: int = DEPTH) -> Hashable:
    """What a question about a value is keyed by: containers count with what is in them now, everything else by what it stands for."""
    match value:
        case Known():
            return ("known", value.value)
        case Unknown() | Object():
            return value.key
        case List() | Tuple():
            return ("items", tuple(identity(item, depth - 1) for item in value.items) if depth else object())
        case Dict() | Set():
            inner = [identity(entry.value, depth - 1) for entry in value.entries.values()] if depth else [object()]
            return ("entries", value, value.changes, tuple(inner))
    return value  # type: ignore[no-any-return]

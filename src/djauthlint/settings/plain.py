"""Values as Django would see them, in one scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from djauthlint.settings.scenarios import Scenario, Undetermined
from djauthlint.settings.sequences import Plain, flat, items_of, openness
from djauthlint.values import (
    ABSENT,
    Dict,
    Entry,
    Hole,
    Known,
    Lazy,
    List,
    Object,
    Set,
    Tuple,
    Unknown,
    Value,
    truth,
)

if TYPE_CHECKING:
    from djauthlint.django_facts import JsonValue


def plain(leaf: object, scenario: Scenario) -> Plain:
    try:
        return _plainly(leaf, scenario)
    except RecursionError:
        raise Undetermined("it is nested too deeply, or in itself") from None


def _plainly(leaf: object, scenario: Scenario) -> Plain:
    match leaf:
        case Known(value=value):
            return value
        case Lazy(text=text):
            return _plainly(scenario.leaf(text), scenario)
        case List() | Tuple() | Set():
            parts = [_plainly(part, scenario) for _, part in flat(items_of(leaf), scenario)]
            if isinstance(leaf, List):
                return parts
            if isinstance(leaf, Tuple):
                return tuple(parts)
            return frozenset(parts) if leaf.frozen else set(parts)
        case Dict():
            if (reason := openness(leaf)) is not None:
                raise Undetermined(reason)
            present = ((entry, scenario.leaf(entry.value)) for entry in leaf.entries.values())
            return {_plainly(e.key, scenario): _plainly(value, scenario) for e, value in present if value is not ABSENT}
        case Unknown(reason=reason) | Hole(reason=reason):
            raise Undetermined(reason)
        case Object(path=path):
            raise Undetermined(f"it is an instance of {path}")
        case Value():
            raise Undetermined(f"it is a {leaf.type_name}")
        case _:
            raise Undetermined("it is not set")


def truthy(leaf: object, scenario: Scenario) -> bool:
    answer = truth(leaf) if isinstance(leaf, Value) else None
    if answer is not None:
        return answer
    match leaf:
        case List() | Tuple() | Set():
            holes = []
            for _, part in flat(items_of(leaf), scenario):
                if not isinstance(part, Hole):
                    return True
                holes.append(part.reason)
            if holes:
                raise Undetermined(holes[0])
            return False
        case Dict():
            if any(scenario.leaf(entry.value) is not ABSENT for entry in leaf.entries.values()):
                return True
            if leaf.open is not None:
                raise Undetermined(leaf.open)
            return False
        case _:
            return bool(plain(leaf, scenario))


def value_of_default(default: JsonValue) -> Value:
    """A default of Django as the evaluator would have made it."""
    if isinstance(default, Sequence) and not isinstance(default, str):
        return List(tuple(map(value_of_default, default)))
    if isinstance(default, (bool, int, float, str)) or default is None:
        return Known(default)
    items = default.get("items")
    if default.get("$type") == "tuple" and isinstance(items, Sequence):
        return Tuple(tuple(map(value_of_default, items)))
    if "$type" in default:
        return Unknown(f"a {default['$type']} in Django's defaults")
    return Dict({key: Entry(Known(key), value_of_default(value)) for key, value in default.items()})

"""What is unknown of a setting, and the text that is to blame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint.conditions import leaves
from djauthlint.settings.places import span_of
from djauthlint.settings.sequences import SEQUENCES, items_of, openness, stretches
from djauthlint.values import Dict, EnvironmentString, Hole, Splice, Unknown

if TYPE_CHECKING:
    from djauthlint.settings import Settings
    from djauthlint.source import Span

_DEEPEST: Final = 4
_MOST: Final = 3


class Unsettled(NamedTuple):
    """Something unknown in a setting.

    Arguments:
        reason: why it is unknown.
        span: the text that is to blame, if there is one.
        variable: the environment variable that decides it, if that is what does.
    """

    reason: str
    span: Span | None
    variable: str | None = None


def unsettled(settings: Settings, name: str) -> list[Unsettled]:
    """What is unknown of a setting, and of what it holds: at most a few things."""
    setting = settings[name]
    written = [span_of(event.origin) for event in setting.events if event.origin is not None]
    found: dict[Unsettled, None] = {}
    for each in _within(setting.tree, _DEEPEST):
        # What the environment decides is written nowhere: the statement that asks it is.
        found[each._replace(span=written[-1]) if each.span is None and written else each] = None
        if len(found) == _MOST:
            break
    return list(found)


def _within(tree: Any, depth: int) -> Iterator[Unsettled]:
    for leaf in leaves(tree):
        if isinstance(leaf, Unknown):
            variable = leaf.name if isinstance(leaf, EnvironmentString) else None
            yield Unsettled(leaf.reason, None if leaf.origin is None else span_of(leaf.origin), variable)
        elif isinstance(leaf, Hole):
            yield Unsettled(leaf.reason, None)
        elif depth and isinstance(leaf, SEQUENCES):
            for item in items_of(leaf):
                for stretch in stretches(item) if isinstance(item, Splice) else [(item,)]:
                    for part in stretch:
                        yield from _within(part, depth - 1)
        elif depth and isinstance(leaf, Dict):
            reason = openness(leaf)
            if reason is not None:
                yield Unsettled(reason, None)
            for entry in leaf.entries.values():
                yield from _within(entry.value, depth - 1)

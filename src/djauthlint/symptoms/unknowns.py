"""What is unknown of a setting, and the text that is to blame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint.conditions import leaves
from djauthlint.settings.places import span_of
from djauthlint.settings.sequences import SEQUENCES, items_of, openness, stretches
from djauthlint.values import Dict, Hole, Splice, Unknown

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
    """

    reason: str
    span: Span | None


def unsettled(settings: Settings, name: str) -> list[Unsettled]:
    """What is unknown of a setting, and of what it holds: at most a few things."""
    found: dict[Unsettled, None] = {}
    for each in _within(settings[name].tree, _DEEPEST):
        # What the environment decides is written nowhere: the statement that asks it is.
        found[each if each.span is not None else each._replace(span=written(settings, name))] = None
        if len(found) == _MOST:
            break
    return list(found)


def written(settings: Settings, name: str) -> Span | None:
    """The last text that made a setting what it is, if there is one."""
    origins = [event.origin for event in settings[name].events if event.origin is not None]
    return span_of(origins[-1]) if origins else None


def _within(tree: Any, depth: int) -> Iterator[Unsettled]:
    for leaf in leaves(tree):
        if isinstance(leaf, Unknown):
            yield Unsettled(leaf.reason, None if leaf.origin is None else span_of(leaf.origin))
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

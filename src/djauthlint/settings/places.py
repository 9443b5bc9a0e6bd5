"""Where a value was written, and where a cure goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from djauthlint.conditions import Worlds, both
from djauthlint.source import Span
from djauthlint.values import Dict, Entry, Event, Known, Origin, Value

if TYPE_CHECKING:
    from libcst import CSTNode

_TAKING_AWAY: Final = frozenset(["removed from", "emptied", "item deleted"])
"""What an event of a list says that made it shorter."""


def span_of(origin: Origin) -> Span:
    from djauthlint.evaluator.positions import span_of

    return span_of(origin)


def maker_of(origin: Origin) -> Origin:
    """What made a value as the one who reads a setting sees it: the call of a function that computes it from something.

    What a function spells out is meant itself: a text, a number, a list.
    """
    while origin.call is not None and not _is_spelled_out(origin):
        origin = origin.call
    return origin


def _is_spelled_out(origin: Origin) -> bool:
    import libcst

    shown = (libcst.BaseNumber, libcst.BaseList, libcst.BaseDict, libcst.BaseSet, libcst.Tuple, libcst.Name)
    return isinstance(origin.node, shown) or bool(literals(origin))


def removal(
    history: tuple[Event, ...], test: Callable[[str], bool], worlds: Worlds, had: Iterable[str] = ()
) -> Origin | None:
    """The last statement or call that took something away from a list or a dict.

    Arguments:
        history: what was done to the list or dict.
        test: whether what was taken away is meant.
        worlds: the worlds in which it was.
        had: what was in it at first. Where that was meant, something that names no text may have taken it away, such as `pop(4)`.
    """
    found = [event for event in reversed(history) if event.origin and both(worlds, event.worlds) is not False]
    named = (event.origin for event in found if event.origin and any(map(test, _taken(event.origin))))
    unnamed = (
        event.origin for event in found if event.origin and event.action in _TAKING_AWAY and not _taken(event.origin)
    )
    return next(named, None) or (next(unnamed, None) if any(map(test, had)) else None)


def written_items(origin: Origin | None) -> Iterator[str]:
    """The texts that the brackets of a list have in them."""
    import libcst

    if origin is not None and isinstance(origin.node, libcst.List):
        for element in origin.node.elements:
            yield from _literals(element.value)


def _taken(origin: Origin) -> tuple[str, ...]:
    import libcst

    match origin.node:
        case libcst.Del(target=target):
            return _index(target)
        case libcst.Call(func=libcst.Attribute(attr=libcst.Name("remove" | "pop")), args=[libcst.Arg(value=node), *_]):
            return _literals(node)
        case _:
            return ()


def _index(target: CSTNode) -> tuple[str, ...]:
    """The text that a subscript spells out."""
    import libcst

    match target:
        case libcst.Subscript(slice=[*_, libcst.SubscriptElement(slice=libcst.Index(value=node))]):
            return _literals(node)
        case _:
            return ()


def span_in(place: Origin, text: Origin | None) -> Span:
    """Where a text stands if that is inside a place, else the whole place."""
    whole = span_of(place)
    if text is not None:
        part = span_of(text)
        if whole.covers(part):
            return part
    return whole


def written_at(mapping: Dict, entry: Entry, text: Origin | None, worlds: Worlds) -> Span | None:
    """Where the value of an entry was written down: in an assignment to the key, or in the dict itself; None: elsewhere.

    Arguments:
        mapping: the dict.
        entry: the entry.
        text: what made the value. Where that was not written there, the name that stands for it is meant.
        worlds: the worlds in which the entry has that value.
    """
    import libcst

    for event in reversed(mapping.history):
        if event.origin is None or both(worlds, event.worlds) is False:
            continue
        if text is not None and span_in(event.origin, text) == span_of(text):
            return span_of(text)
        if _assigns_to(event.origin.node, entry.key):
            return span_of(assigned(event.origin))
    if mapping.origin is not None and isinstance(mapping.origin.node, libcst.Dict) and isinstance(entry.key, Known):
        for element in mapping.origin.node.elements:
            if isinstance(element, libcst.DictElement) and entry.key.origin and element.key is entry.key.origin.node:
                return span_in(Origin(mapping.origin.file, element.value), text)
    return None


def _assigns_to(node: CSTNode, key: Value) -> bool:
    """Whether a statement is an assignment to a key that it spells out."""
    import libcst

    if not isinstance(node, libcst.Assign) or not isinstance(key, Known):
        return False
    return any(_index(each.target) == (key.value,) for each in node.targets)


def assigned(origin: Origin) -> Origin:
    """The value of an assignment, the statement itself where it is none."""
    import libcst

    node = origin.node
    if isinstance(node, (libcst.Assign, libcst.AnnAssign, libcst.NamedExpr)) and node.value is not None:
        return Origin(origin.file, node.value)
    return origin


def added(origin: Origin) -> Origin:
    """What an augmented assignment or a method adds, the expression itself where it is neither."""
    import libcst

    match origin.node:
        case libcst.AugAssign(value=value) | libcst.Call(args=[libcst.Arg(value=value)]):
            return Origin(origin.file, value)
        case _:
            return origin


def is_addition_to_itself(origin: Origin) -> bool:
    """Whether a statement is `X += ...`."""
    import libcst

    return isinstance(origin.node, libcst.AugAssign)


def is_call(origin: Origin) -> bool:
    """Whether a name was bound by a call such as `setattr(module, name, value)`: the value was decided elsewhere."""
    import libcst

    return isinstance(origin.node, libcst.Call)


def literals(origin: Origin) -> tuple[str, ...]:
    """The texts that an expression spells out: several when adjacent literals are joined, none when it is no literal."""
    return _literals(origin.node)


def _literals(node: CSTNode) -> tuple[str, ...]:
    import libcst

    from djauthlint.evaluator.expressions import string_of

    nodes = [node]
    while isinstance(nodes[-1], libcst.ConcatenatedString):
        nodes[-1:] = [nodes[-1].left, nodes[-1].right]
    texts = [string_of(each) for each in nodes if isinstance(each, libcst.SimpleString)]
    found = tuple(text for text in texts if isinstance(text, str))
    return found if len(found) == len(nodes) else ()

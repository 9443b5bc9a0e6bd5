"""Where a value was written, and where a cure goes."""

from __future__ import annotations

from djauthlint.source import Span
from djauthlint.values import Dict, Origin


def span_of(origin: Origin) -> Span:
    from djauthlint.evaluator.positions import span_of

    return span_of(origin)


def span_in(place: Origin, text: Origin | None) -> Span:
    """Where a text stands if that is inside a place, else the whole place."""
    whole = span_of(place)
    if text is not None:
        part = span_of(text)
        if part.path == whole.path and whole.start <= part.start and part.end <= whole.end:
            return part
    return whole


def beside(mapping: Dict, key: Origin) -> Origin | None:
    """The expression that was written as the value of a key: in the dict itself, or in an assignment to the key."""
    import libcst

    if mapping.origin is not None and isinstance(mapping.origin.node, libcst.Dict):
        for element in mapping.origin.node.elements:
            if isinstance(element, libcst.DictElement) and element.key is key.node:
                return Origin(mapping.origin.file, element.value)
    statements = (event.origin for event in mapping.history if event.action == "item set")
    return next((assigned(origin) for origin in statements if origin and _contains(origin, key)), None)


def _contains(outer: Origin, inner: Origin) -> bool:
    return span_in(outer, inner) == span_of(inner)


def assigned(origin: Origin) -> Origin:
    """The value of an assignment, the statement itself where it is none."""
    import libcst

    node = origin.node
    if isinstance(node, (libcst.Assign, libcst.AnnAssign, libcst.NamedExpr)) and node.value is not None:
        return Origin(origin.file, node.value)
    return origin


def is_call(origin: Origin) -> bool:
    """Whether a name was bound by a call such as `setattr(module, name, value)`: the value was decided elsewhere."""
    import libcst

    return isinstance(origin.node, libcst.Call)


def literals(origin: Origin) -> tuple[str, ...]:
    import libcst

    parts: list[str] = []
    node: libcst.CSTNode = origin.node
    while isinstance(node, libcst.ConcatenatedString):
        if not isinstance(node.left, libcst.SimpleString) or not isinstance(node.left.evaluated_value, str):
            return ()
        parts.append(node.left.evaluated_value)
        node = node.right
    if not isinstance(node, libcst.SimpleString) or not isinstance(node.evaluated_value, str):
        return ()
    return (*parts, node.evaluated_value)

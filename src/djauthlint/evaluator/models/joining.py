"""`str.join`, `str.format` and `str.format_map`, with parts that may be undetermined."""

from __future__ import annotations

import string
from typing import Any

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, unknown_call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.enumerations import plain_member
from djauthlint.evaluator.interpreter import ITEMS, GaveUp
from djauthlint.evaluator.iteration import flatten, items_of
from djauthlint.evaluator.objects import get_attribute, get_item
from djauthlint.evaluator.operators import boxed
from djauthlint.evaluator.questions import identity
from djauthlint.evaluator.texts import format_value, join_texts
from djauthlint.values import Dict, Globals, Hole, Known, List, Set, Splice, Tuple, Unknown, Value


def join(separator: str | bytes, call: Call) -> Tree[Value]:
    """`separator.join(iterable)`."""
    run = call.run
    if len(call.args) != 1 or call.keywords:
        return run.error("TypeError", "join() takes exactly one argument", call.node)  # type: ignore[no-any-return]
    items = items_of(run, call.args[0], call.node)  # type: ignore[arg-type]
    if not any(isinstance(item, Splice) for item in items):
        return _join_items(separator, items, call)
    return run.lift(lambda leaf: _join_items(separator, leaf.items, call), boxed(flatten(run, items)))  # type: ignore[no-any-return]


def _join_items(separator: str | bytes, items: Any, call: Call) -> Tree[Value]:
    kind = type(separator).__name__
    for item in items:
        if isinstance(item, Hole):
            call.run.may_raise(item.reason, ("join", kind, item), "TypeError")
            return Unknown(item.reason, kind, origin=call.origin)
    parts: list[Tree[Value]] = []
    for item in items:
        if parts and separator:
            parts.append(Known(separator))
        parts.append(
            call.run.lift(lambda leaf: _part(separator, leaf, call), item)
            if isinstance(item, Choice)
            else _part(separator, item, call)
        )
    if not parts:
        return Known(separator[:0], call.origin)
    if all(isinstance(part, Known) for part in parts):
        return join_texts(call.run, parts, call.origin)
    return join_texts(call.run, _merged(parts), call.origin)


def _merged(parts: list[Tree[Value]]) -> list[Tree[Value]]:
    """The parts with neighbours that are known made one."""
    merged: list[Tree[Value]] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, Known) and isinstance(last, Known):
            merged[-1] = Known(last.value + part.value)  # type: ignore[operator]
        else:
            merged.append(part)
    return merged


def _part(separator: str | bytes, leaf: Value, call: Call) -> Value:
    leaf = plain_member(call.run, leaf)
    if isinstance(leaf, Known):
        if not isinstance(leaf.value, type(separator)):
            return call.run.error(
                "TypeError",
                f"expected {type(separator).__name__} instance, {type(leaf.value).__name__} found",
                call.node,
            )  # type: ignore[no-any-return]
    elif isinstance(leaf, (List, Tuple, Dict, Set)):
        return call.run.error("TypeError", f"expected a text, {leaf.type_name} found", call.node)  # type: ignore[no-any-return]
    elif not (isinstance(leaf, Unknown) and leaf.kind == type(separator).__name__):
        call.run.may_raise(reason_of(leaf), ("join", type(separator).__name__, identity(leaf)), "TypeError")
    return leaf


def format_text(text: str, call: Call) -> Tree[Value]:
    """`text.format(*args, **keywords)`."""
    return _Format(call, list(call.args), dict(call.keywords)).text(text, 2)


def format_map(text: str, call: Call) -> Tree[Value]:
    """`text.format_map(mapping)`."""
    if len(call.args) != 1:
        return call.run.error("TypeError", "format_map() takes exactly one argument", call.node)  # type: ignore[no-any-return]
    mapping = call.run.here(call.args[0])
    return _Format(call, [], {}, mapping).text(text, 2)


class _Format:
    """One call of `format`: fields are taken from the arguments as Python does, but never reach into what stands for a value."""

    def __init__(
        self, call: Call, args: list[Tree[Value]], keywords: dict[str, Tree[Value]], mapping: Tree[Value] | None = None
    ) -> None:
        self.call = call
        self.run = call.run
        self.args = args
        self.keywords = keywords
        self.mapping = mapping
        self.automatic: int | None = 0

    def text(self, template: str, depth: int) -> Tree[Value]:
        if depth == 0:
            return self._error("ValueError", "Max string recursion exceeded")
        try:
            fields = list(string.Formatter().parse(template))
        except ValueError as error:
            return self._error("ValueError", str(error))
        if len(fields) > ITEMS:
            raise GaveUp("a format has too many fields")
        parts: list[Tree[Value]] = []
        for literal, name, spec, conversion in fields:
            if literal:
                parts.append(Known(literal))
            if name is None:
                continue
            value = self._field(name)
            if conversion not in (None, "r", "s", "a"):
                return self._error("ValueError", f"Unknown conversion specifier {conversion!r}")
            inner = self.text(spec, depth - 1) if spec else Known("")
            parts.append(format_value(self.run, value, conversion, inner, self.call.node))
        return join_texts(self.run, _merged(parts), self.call.origin) if parts else Known("", self.call.origin)

    def _field(self, name: str) -> Tree[Value]:
        try:
            first, rest = _split(name)
        except ValueError as error:
            return self._error("ValueError", str(error))
        value = self._first(first)
        for is_attribute, key in rest:
            if not is_attribute:
                value = get_item(self.run, value, Known(key), self.call.node)
            elif str(key).startswith("_"):
                value = Unknown(f"the attribute {key} in a format", origin=self.call.origin)
            else:
                value = get_attribute(self.run, value, str(key), self.call.node)
        return value

    def _first(self, key: int | str) -> Tree[Value]:
        if self.mapping is not None:
            if key == "" or isinstance(key, int):
                return self._error("ValueError", "Format string contains positional fields")
            if isinstance(self.mapping, Globals) or not isinstance(self.mapping, Unknown):
                return get_item(self.run, self.mapping, Known(key), self.call.node)
            return unknown_call(self.run, self.mapping, self.call)
        if key == "":
            if self.automatic is None:
                return self._error(
                    "ValueError", "cannot switch from manual field specification to automatic field numbering"
                )
            key, self.automatic = self.automatic, self.automatic + 1
        elif isinstance(key, int):
            if self.automatic:
                return self._error(
                    "ValueError", "cannot switch from automatic field numbering to manual field specification"
                )
            self.automatic = None
        if isinstance(key, int):
            if key < len(self.args):
                return self.args[key]
            return self._error("IndexError", f"Replacement index {key} out of range for positional args tuple")
        if key in self.keywords:
            return self.keywords[key]
        return self._error("KeyError", repr(key))

    def _error(self, name: str, message: str) -> Any:
        return self.run.error(name, message, self.call.node)


def _split(name: str) -> tuple[int | str, list[tuple[bool, int | str]]]:
    """The parts of a field's name: `0.a[b]` is 0, attribute a, item b (as `_string.formatter_field_name_split`).

    Raises:
        ValueError: it is malformed.
    """
    end = min((place for place in (name.find("."), name.find("[")) if place >= 0), default=len(name))
    first, rest = name[:end], name[end:]
    parts: list[tuple[bool, int | str]] = []
    while rest:
        if rest[0] == ".":
            end = min((place for place in (rest.find(".", 1), rest.find("[", 1)) if place >= 0), default=len(rest))
            key, rest = rest[1:end], rest[end:]
            parts.append((True, key))
        elif rest[0] == "[":
            end = rest.find("]")
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key, rest = rest[1:end], rest[end + 1 :]
            parts.append((False, _number(key)))
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not key:
            raise ValueError("Empty attribute in format string")
    return _number(first), parts


def _number(key: str) -> int | str:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else key

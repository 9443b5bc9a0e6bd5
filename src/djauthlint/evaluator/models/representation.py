"""`str(value)` and `repr(value)`: as Python writes values, which is not how it writes what stands for them here."""

from __future__ import annotations

import datetime
import decimal
import enum
import pathlib
import re
from collections.abc import Callable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Room, Undetermined, reason_of
from djauthlint.evaluator.inheritance import find_in_class, is_exception
from djauthlint.evaluator.interpreter import BULK, TEXT, GaveUp, Interpreter
from djauthlint.evaluator.objects import text_of_instance
from djauthlint.values import (
    ABSENT,
    NONE_KEY,
    Builtin,
    Class,
    Dict,
    Instance,
    Known,
    List,
    Object,
    Set,
    Slice,
    Tuple,
    Unknown,
    Value,
)


def str_of(run: Interpreter, tree: Tree[Value], node: cst.CSTNode) -> Tree[Value]:
    """`str(value)`."""
    return run.lift(lambda leaf: _form(run, leaf, node, "str", text), tree)  # type: ignore[no-any-return]


def repr_of(run: Interpreter, tree: Tree[Value], node: cst.CSTNode) -> Tree[Value]:
    """`repr(value)`."""
    return run.lift(lambda leaf: _form(run, leaf, node, "repr", representation), tree)  # type: ignore[no-any-return]


def ascii_of(run: Interpreter, tree: Tree[Value], node: cst.CSTNode) -> Tree[Value]:
    """`ascii(value)`."""
    escape = lambda run, leaf: ascii(_Verbatim(representation(run, leaf)))  # noqa: E731
    return run.lift(lambda leaf: _form(run, leaf, node, "ascii", escape), tree)  # type: ignore[no-any-return]


class _Verbatim:
    """An object that is written as a given text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _form(
    run: Interpreter, leaf: Value, node: cst.CSTNode, name: str, function: Callable[[Interpreter, Value], str]
) -> Any:
    origin = run.origin(node)
    if name == "str":
        if isinstance(leaf, Instance):
            return text_of_instance(run, leaf, node, ("__str__", "__repr__"))
        if isinstance(leaf, Object) and "__str__" in leaf.attributes:
            return call_value(run, leaf.attributes["__str__"], Call(run, node))
        if isinstance(leaf, Unknown) and leaf.kind == "str":
            return leaf
        if isinstance(leaf, Unknown) and leaf.kind == "bool":
            return run.branch(run.truth(leaf), lambda: Known("True", origin), lambda: Known("False", origin))
    if name == "repr" and isinstance(leaf, Instance) and isinstance(leaf.cls, Class) and not is_exception(run, leaf):
        return text_of_instance(run, leaf, node, ("__repr__",))
    try:
        return Known(bounded(function(run, leaf)), origin)
    except Undetermined as undetermined:
        symbol = ("cast", name, leaf.key) if isinstance(leaf, Unknown) else None
        return Unknown(undetermined.reason, "str", symbol, origin)


def bounded(text: str) -> str:
    """A text that is not too long.

    Raises:
        GaveUp: it is.
    """
    if len(text) > TEXT:
        raise GaveUp(f"a string becomes longer than {TEXT} characters")
    return text


def text(run: Interpreter, value: Any) -> str:
    """`str(value)` of a leaf.

    Raises:
        Undetermined: some part of it is not determined.
    """
    if isinstance(value, Known) and not isinstance(value.value, enum.Enum):
        try:
            return str(value.value)
        except ValueError as error:  # an int of more digits than the limit
            raise Undetermined(str(error)) from None
    return representation(run, value)


def representation(run: Interpreter, value: Any) -> str:
    """`repr(value)` of a leaf.

    Raises:
        Undetermined: some part of it is not determined, or there is too much of it.
    """
    room = Room()
    text = _written(run, value, room)
    run.spend(room.used // BULK)
    return text


def _written(run: Interpreter, value: Any, room: Room) -> str:
    if isinstance(value, Choice):
        value = run.here(value)
    if isinstance(value, Known):
        room.take(value.value)
        return _scalar(value.value)
    with room:
        return _container(run, value, room)


def _container(run: Interpreter, value: Any, room: Room) -> str:
    match value:
        case List():
            return f"[{_items(run, value.items, room)}]"
        case Tuple(fields=()):
            items = _items(run, value.items, room)
            return f"({items},)" if len(value.items) == 1 else f"({items})"
        case Dict(open=None, reordered=False) if not hasattr(value, "class_path"):
            parts = []
            for entry in value.entries.values():
                there = run.here(entry.value)
                if there is not ABSENT:
                    parts.append(f"{_written(run, entry.key, room)}: {_written(run, there, room)}")
            return "{" + ", ".join(parts) + "}"
        case Slice():
            return f"slice({_items(run, value.bounds, room)})"
        case Set(open=None):
            return _set(run, value, room)
        case Instance(cls=Builtin() as cls):
            own = cls.attributes.get("__repr__") is None and "builtins.BaseException" in cls.bases
            if own and "builtins.BaseExceptionGroup" not in cls.bases:
                return f"{cls.name.rpartition('.')[2]}({_items(run, value.arguments, room)})"
        case Instance(cls=Class() as project_class) if is_exception(run, value):
            if find_in_class(run, project_class, "__repr__") is ABSENT:
                return f"{project_class.name}({_items(run, value.arguments, room)})"
        case _:
            pass
    raise Undetermined(reason_of(value))


def _items(run: Interpreter, items: Any, room: Room) -> str:
    return ", ".join([_written(run, item, room) for item in items])


def _set(run: Interpreter, value: Set, room: Room) -> str:
    elements = [entry.key for entry in value.entries.values() if run.here(entry.value) is not ABSENT]
    if len(elements) > 1:
        raise Undetermined("the order of a set's elements")
    inner = _items(run, elements, room)
    if any(isinstance(run.here(entry.value), Choice) for entry in value.entries.values()):
        raise Undetermined("a set that differs by condition")
    if value.frozen:
        return f"frozenset({{{inner}}})" if inner else "frozenset()"
    return f"{{{inner}}}" if inner else "set()"


_OWN_TEXT: Final = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    decimal.Decimal,
    datetime.timedelta,
    datetime.date,
    re.Pattern,
)


def _scalar(value: Any) -> str:
    if isinstance(value, enum.Enum):
        raise Undetermined("the text of a member of an enumeration")
    if isinstance(value, pathlib.PurePath):
        return f"PosixPath({str(value)!r})"
    if value is None or value is NONE_KEY:
        return "None"
    if isinstance(value, _OWN_TEXT):
        try:
            return repr(value)
        except ValueError as error:  # an int of more digits than the limit
            raise Undetermined(str(error)) from None
    raise Undetermined(f"the text of a {type(value).__name__} object")

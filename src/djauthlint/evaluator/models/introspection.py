"""Builtins that tell what objects are: `isinstance`, `issubclass`, `type`, `callable`, `hash`, `id`, `super`."""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import enum
import numbers
import pathlib
import re
from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Choice, Worlds, either
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.expressions import from_worlds
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.iterables import Stream, View
from djauthlint.evaluator.models.scalars import KINDS
from djauthlint.evaluator.models.scalars import class_of as scalar_class
from djauthlint.evaluator.questions import identity
from djauthlint.evaluator.records import Record
from djauthlint.values import (
    Bound,
    Builtin,
    Class,
    Dict,
    Function,
    Globals,
    Hole,
    Instance,
    Known,
    Lazy,
    Library,
    List,
    Module,
    Object,
    Set,
    Slice,
    Splice,
    Super,
    Tuple,
    Unknown,
    Value,
)

PLAIN: Final[dict[str, type]] = {
    **{
        f"builtins.{cls.__name__}": cls
        for cls in (
            object,
            bool,
            int,
            float,
            complex,
            str,
            bytes,
            bytearray,
            list,
            tuple,
            dict,
            set,
            frozenset,
            type,
            range,
            slice,
        )
    },
    "types.NoneType": type(None),
    "decimal.Decimal": decimal.Decimal,
    "datetime.datetime": datetime.datetime,
    "datetime.date": datetime.date,
    "datetime.timedelta": datetime.timedelta,
    "re.Pattern": re.Pattern,
    "typing.Pattern": re.Pattern,
    **{f"pathlib.{name}": pathlib.PurePosixPath for name in ("Path", "PosixPath", "PurePath", "PurePosixPath")},
    **{f"numbers.{name}": getattr(numbers, name) for name in numbers.__all__},
    **{
        f"collections.abc.{name}": getattr(collections.abc, name)
        for name in collections.abc.__all__
        if name != "ByteString"
    },
}
"""Classes by which plain values are told apart, by dotted path."""
for _name in (
    "Callable",
    "Collection",
    "Container",
    "Hashable",
    "Iterable",
    "Iterator",
    "Mapping",
    "MutableMapping",
    "Sequence",
    "Sized",
):
    PLAIN[f"typing.{_name}"] = PLAIN[f"collections.abc.{_name}"]
for _name in ("List", "Dict", "Set", "Tuple"):
    PLAIN[f"typing.{_name}"] = PLAIN[f"builtins.{_name.lower()}"]

EXAMPLES: Final[dict[str, Any]] = {
    "str": "",
    "int": 2,
    "float": 0.5,
    "bool": True,
    "bytes": b"",
    "list": [],
    "tuple": (),
    "dict": {},
    "path": pathlib.PurePosixPath(),
}
"""An object of each kind of unknown."""

NOTHING: Final = object()


def example(value: Value) -> Any:
    """A Python object that is an instance of the same plain classes as a leaf; `NOTHING` when there is none."""
    match value:
        case Known():
            return value.value
        case List():
            return []
        case Tuple():
            return ()
        case Dict() | Globals():
            return {}
        case Set():
            return frozenset() if value.frozen else set()
        case Slice():
            return slice(None)
        case View(path="builtins.range"):
            return range(0)
        case View(path="builtins.dict_keys"):
            return {}.keys()
        case View(path="builtins.dict_values"):
            return {}.values()
        case View(path="builtins.dict_items"):
            return {}.items()
        case Stream():
            return iter(())
        case Unknown():
            return EXAMPLES.get(value.kind or "", NOTHING)
    return NOTHING


def is_instance(run: Interpreter, value: Value, cls: Value) -> Worlds:
    """The worlds in which a leaf is an instance of a class, or of one of a tuple or union of classes."""
    if isinstance(cls, Tuple):
        return _any_class(run, cls, lambda leaf: is_instance(run, value, leaf))
    _refuse_no_class(run, cls)
    if isinstance(cls, Object) and cls.path == "types.UnionType":
        return is_instance(run, value, cls.attributes["__args__"])  # type: ignore[arg-type]
    path = cls.name if isinstance(cls, Builtin) else cls.path if isinstance(cls, (Unknown, Class)) else None
    if path == "builtins.object":
        return True
    if path in DESCRIPTORS and not isinstance(value, Unknown):
        return isinstance(value, Object) and value.path == path
    if isinstance(value, (Class, Builtin, Function, Bound, Module, Library)):
        return _is_special(run, value, cls, path)
    if isinstance(value, Instance) or (isinstance(value, Record) and isinstance(cls, Class)):
        return _is_subclass(run, value.cls, cls)
    plain = PLAIN.get(path or "")
    found = example(value)
    if plain is not None and found is not NOTHING:
        return isinstance(found, plain)
    if isinstance(cls, Class) and found is not NOTHING:
        return False if isinstance(value, (Known, List, Tuple, Dict, Set)) else _question(run, value, cls)
    if isinstance(value, Object) and path is not None and path == value.path:
        return True
    if isinstance(value, (Object, Lazy)) and path in (
        "builtins.str",
        "builtins.int",
        "builtins.list",
        "builtins.tuple",
        "builtins.dict",
        "builtins.bool",
    ):
        return False if isinstance(value, Lazy) else _question(run, value, cls)
    if isinstance(cls, Builtin) and isinstance(value, Known) and not path_may_be_abstract(path):
        return False
    return _question(run, value, cls)


DESCRIPTORS: Final = frozenset(("builtins.property", "builtins.staticmethod", "builtins.classmethod"))


def path_may_be_abstract(path: str | None) -> bool:
    """Whether a class that is not in `PLAIN` may count plain values among its instances."""
    return path is None or path.startswith(("typing.", "collections.", "os.", "abc.", "types."))


def _is_special(run: Interpreter, value: Value, cls: Value, path: str | None) -> Worlds:
    if path == "builtins.type":
        return isinstance(value, Class) or (isinstance(value, Builtin) and value.is_class)
    if path in ("collections.abc.Callable", "typing.Callable"):
        return not isinstance(value, (Module, Library))
    if path in ("collections.abc.Hashable", "typing.Hashable"):
        return True
    if path == "types.ModuleType":
        return isinstance(value, (Module, Library))
    if path == "types.FunctionType":
        return isinstance(value, Function)
    if path in PLAIN or isinstance(cls, Class):
        return False if not isinstance(value, (Class, Builtin)) or path in PLAIN else _question(run, value, cls)
    return _question(run, value, cls)


def _question(run: Interpreter, value: Value, cls: Value) -> Worlds:
    key = value.key if isinstance(value, (Unknown, Object)) else value
    kind = cls.key if isinstance(cls, (Unknown, Object)) else cls
    name = cls.name.rsplit(".", 1)[-1] if isinstance(cls, (Builtin, Class)) else run.words(cls)
    return run.ask(("isinstance", key, kind), f"isinstance({run.words(value)}, {name})")


def _any_class(run: Interpreter, classes: Tuple, test: Callable[[Value], Worlds]) -> Worlds:
    worlds: Worlds = False
    for item in classes.items:
        if isinstance(item, (Hole, Splice)):
            return either(worlds, run.ask(("isinstance", item, classes), "an object is of one of some classes"))
        worlds = either(worlds, run.lift(test, item))
        if worlds is True:
            break
    return worlds


def _refuse_no_class(run: Interpreter, cls: Value) -> None:
    """Raises TypeError where the second argument of isinstance() or issubclass() is none."""
    if isinstance(cls, (Known, List, Dict, Set, Slice, Function, Bound)) or (
        isinstance(cls, Builtin) and cls.name.startswith("builtins.") and not cls.is_class
    ):
        run.error("TypeError", "arg 2 must be a class, a tuple of classes, or a union")


def _is_subclass(run: Interpreter, cls: Value, other: Value) -> Worlds:
    from djauthlint.evaluator.inheritance import ancestors

    if isinstance(other, Tuple):
        return _any_class(run, other, lambda leaf: _is_subclass(run, cls, leaf))
    _refuse_no_class(run, other)
    if isinstance(other, Object) and other.path == "types.UnionType":
        return _is_subclass(run, cls, other.attributes["__args__"])  # type: ignore[arg-type]
    path = other.name if isinstance(other, Builtin) else None
    if path == "builtins.object" or cls is other:
        return True
    undetermined = False
    for ancestor in ancestors(run, cls):
        if ancestor is other:
            return True
        if isinstance(ancestor, Builtin):
            if path is not None and path in (ancestor.name, *ancestor.bases):
                return True
            plain, wanted = PLAIN.get(ancestor.name), PLAIN.get(path or "")
            if plain is not None and wanted is not None and issubclass(plain, wanted):
                return True
        elif not isinstance(ancestor, Class):
            if isinstance(other, Unknown) and other.path is not None and other.path == getattr(ancestor, "path", None):
                return True
            undetermined = True
    if isinstance(other, Class) or (path is not None and not path_may_be_abstract(path)):
        return _question(run, cls, other) if undetermined else False
    return _question(run, cls, other)


def _isinstance(call: Call) -> Any:
    if len(call.args) != 2 or call.keywords:
        return call.run.error("TypeError", f"isinstance expected 2 arguments, got {len(call.args)}", call.node)
    return from_worlds(call.run, is_instance(call.run, call.args[0], call.args[1]), call.origin)  # type: ignore[arg-type]


def _issubclass(call: Call) -> Any:
    run = call.run
    if len(call.args) != 2 or call.keywords:
        return run.error("TypeError", f"issubclass expected 2 arguments, got {len(call.args)}", call.node)
    cls: Any = call.args[0]
    if isinstance(call.args[1], Tuple) and not call.args[1].items:
        return Known(False, call.origin)
    if isinstance(cls, Unknown):
        run.may_raise(cls.reason, ("issubclass", cls.key), "TypeError")
        return from_worlds(run, _question(run, cls, call.args[1]), call.origin)  # type: ignore[arg-type]
    if not isinstance(cls, (Class, Builtin, Object)):
        return run.error("TypeError", "issubclass() arg 1 must be a class", call.node)
    return from_worlds(run, _is_subclass(run, cls, call.args[1]), call.origin)  # type: ignore[arg-type]


def class_of(call: Call) -> Any:
    """`type(value)`."""
    from djauthlint.evaluator.models.builtins import class_at

    run = call.run
    if len(call.args) == 3:
        return Unknown("a class that is made by type()", "type", origin=call.origin)
    if len(call.args) != 1:
        return run.error("TypeError", "type() takes 1 or 3 arguments", call.node)
    value: Any = call.args[0]
    match value:
        case Known() if not isinstance(value.value, enum.Enum):
            kind = KINDS[scalar_class(value.value)]
            return class_at(run, "pathlib.PosixPath" if kind == "pathlib.Path" else kind)
        case Record():
            return value.cls
        case List() | Tuple(fields=()) | Dict():
            return class_at(run, getattr(value, "class_path", value.type_name))
        case Globals():
            return class_at(run, "dict")
        case Set():
            return class_at(run, "frozenset" if value.frozen else "set")
        case Slice():
            return class_at(run, "slice")
        case Instance():
            return value.cls
        case Class():
            return class_at(run, "type")
        case Unknown(kind="str" | "int" | "bool" | "float" | "bytes" | "list" | "dict" | "tuple"):
            return class_at(run, value.kind)
        case Object():
            return class_at(run, value.path.removeprefix("builtins."))
    return Unknown(
        "the class of an object",
        "type",
        ("cast", "type", value.key) if isinstance(value, Unknown) else None,
        call.origin,
    )


def _callable(call: Call) -> Any:
    if len(call.args) != 1 or call.keywords:
        return call.run.error("TypeError", f"callable() takes exactly one argument ({len(call.args)} given)", call.node)
    value: Any = call.args[0]
    match value:
        case Function() | Builtin() | Bound() | Class():
            return Known(True, call.origin)
        case (
            Slice() | Known() | List() | Tuple() | Dict() | Set() | Module() | Library() | Globals() | View() | Stream()
        ):
            return Known(False, call.origin)
        case Instance():
            from djauthlint.evaluator.objects import find_method

            if find_method(call.run, value, "__call__") is not None:
                return Known(True, call.origin)
            from djauthlint.evaluator.inheritance import ancestors

            if all(isinstance(base, (Class, Builtin)) for base in ancestors(call.run, value.cls)):
                return Known(False, call.origin)
        case Unknown(kind="function"):
            return Known(True, call.origin)
        case Unknown(kind=str()):
            return (
                Known(value.kind not in EXAMPLES, call.origin)
                if value.kind in EXAMPLES
                else _asked(call, "callable", value)
            )
    return _asked(call, "callable", value)


def _asked(call: Call, name: str, value: Value) -> Any:
    key = value.key if isinstance(value, (Unknown, Object)) else value
    return from_worlds(call.run, call.run.ask((name, key), f"{name}({call.run.words(value)})"), call.origin)


def _hash(call: Call) -> Any:
    value: Any = call.args[0] if call.args else NONE
    if isinstance(value, Known) and isinstance(value.value, int):
        return Known(hash(value.value), call.origin)
    if isinstance(value, (List, Dict)) or (isinstance(value, Set) and not value.frozen):
        return call.run.error("TypeError", f"unhashable type: '{value.type_name}'", call.node)
    return Unknown("a hash value", "int", ("hash", identity(value)), call.origin)


def _id(call: Call) -> Any:
    value: Any = call.args[0] if call.args else NONE
    return Unknown(
        "an address in memory", "int", ("id", value.key if isinstance(value, (Unknown, Object)) else value), call.origin
    )


def parent(call: Call) -> Any:
    """`super()`: an object whose attributes are those of the classes that follow in the order of bases."""
    frame = call.run.frame
    owner: Any = call.args[0] if call.args else frame.owner
    receiver: Any = call.args[1] if len(call.args) > 1 else frame.receiver
    if not isinstance(owner, Class) or receiver is None or isinstance(receiver, Choice):
        return Unknown("super()", origin=call.origin)
    return Super(owner, receiver)


FUNCTIONS: Final[dict[str, Callable[[Call], Any]]] = {
    "isinstance": _isinstance,
    "issubclass": _issubclass,
    "callable": _callable,
    "hash": _hash,
    "id": _id,
}
WITH_TREES: Final[frozenset[str]] = frozenset()

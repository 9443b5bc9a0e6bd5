"""Builtins that look at objects: `isinstance`, `type`, `getattr`, `globals`, `dir` and so on."""

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

from djauthlint.conditions import Choice, Tree, Worlds, either, opposite
from djauthlint.evaluator.attempts import attempt
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.expressions import from_worlds
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.dict_methods import otherwise
from djauthlint.evaluator.models.iterables import Stream, View
from djauthlint.evaluator.models.namespace_methods import as_dict, names_of
from djauthlint.evaluator.models.scalars import KINDS
from djauthlint.evaluator.models.scalars import class_of as scalar_class
from djauthlint.evaluator.objects import attribute_of, get_attribute
from djauthlint.evaluator.questions import identity
from djauthlint.evaluator.records import Record
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Function,
    Globals,
    Hole,
    Instance,
    Item,
    Known,
    Lazy,
    Library,
    List,
    Module,
    Namespace,
    Object,
    Perhaps,
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
    if isinstance(cls, (Known, List, Dict, Set, Slice, Function, Bound)) or (
        isinstance(cls, Builtin) and cls.name.startswith("builtins.") and not cls.is_class
    ):
        return run.error("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union")  # type: ignore[no-any-return]
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


def _is_subclass(run: Interpreter, cls: Value, other: Value) -> Worlds:
    from djauthlint.evaluator.inheritance import ancestors

    if isinstance(other, Tuple):
        return _any_class(run, other, lambda leaf: _is_subclass(run, cls, leaf))
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
            return class_at(run, value.type_name)
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


# -- attributes


def _attribute_name(call: Call, function: str) -> str | None:
    name: Any = call.args[1]
    if isinstance(name, Known):
        if isinstance(name.value, str):
            return name.value
        call.run.error("TypeError", f"{function}(): attribute name must be string", call.node)
    return None


def _getattr(call: Call) -> Any:
    run = call.run
    if not 2 <= len(call.args) <= 3 or call.keywords:
        return run.error("TypeError", f"getattr expected 2 or 3 arguments, got {len(call.args)}", call.node)
    target: Tree[Value] = call.args[0]
    default = call.args[2] if len(call.args) > 2 else None

    def one(leaf: Value, key: Value) -> Any:
        named = call.with_arguments([leaf, key])
        name = _attribute_name(named, "getattr")
        if name is None:
            reason = reason_of(key)
            if default is None:
                run.may_raise(reason, ("getattr", leaf, key), "AttributeError")
            return Unknown(reason, origin=call.origin)
        if default is None:
            return get_attribute(run, leaf, name, call.node)
        if isinstance(leaf, Unknown) and leaf.kind is None and leaf.path is None:
            symbol = ("attribute", leaf.symbol, name) if leaf.symbol is not None else None
            return Unknown(leaf.reason, None, symbol, call.origin)
        if isinstance(leaf, (Instance, Super)):
            return attempt(
                run,
                lambda: otherwise(call, attribute_of(run, leaf, name, call.node), default),
                "AttributeError",
                lambda: default,
            )
        return otherwise(call, attribute_of(run, leaf, name, call.node), default)

    return run.lift(one, target, call.args[1])


def _hasattr(call: Call) -> Any:
    run = call.run
    if len(call.args) != 2 or call.keywords:
        return run.error("TypeError", f"hasattr expected 2 arguments, got {len(call.args)}", call.node)
    target: Any = call.args[0]
    name = _attribute_name(call, "hasattr")
    if name is None or isinstance(target, (Unknown, Object, Lazy)):
        label = repr(name) if name is not None else run.words(call.args[1])  # type: ignore[arg-type]
        if (name is not None and isinstance(target, (View, Stream))) or (
            isinstance(target, Object) and name in target.attributes
        ):
            return Known(name in target.attributes or _python_has(target, name), call.origin)
        if isinstance(target, Unknown) and target.kind in EXAMPLES and name is not None and target.kind != "path":
            return Known(hasattr(EXAMPLES[target.kind or ""], name), call.origin)
        key = target.key if isinstance(target, (Unknown, Object)) else target
        return from_worlds(run, run.ask(("hasattr", key, label), f"hasattr({run.words(target)}, {label})"), call.origin)
    if isinstance(target, (Module, Library)):
        found = attribute_of(run, target, name, call.node)
        if isinstance(found, Unknown) and (isinstance(target, Library) or name not in target.namespace.names):
            return from_worlds(
                run, run.ask(("hasattr", target, name), f"{_module_name(target)}.{name} exists"), call.origin
            )
        return from_worlds(run, run.present(found), call.origin)
    if isinstance(target, (Builtin, Function, Bound)):
        if isinstance(target, Builtin) and name in target.attributes:
            return Known(True, call.origin)
        return _asked_for_attribute(call, name)
    return attempt(
        run,
        lambda: run.lift(lambda leaf: _is_there(call, name, leaf), attribute_of(run, target, name, call.node)),
        "AttributeError",
        lambda: Known(False, call.origin),
    )


def _is_there(call: Call, name: str, leaf: Any) -> Any:
    return _asked_for_attribute(call, name) if isinstance(leaf, Perhaps) else Known(leaf is not ABSENT, call.origin)


def _asked_for_attribute(call: Call, name: str) -> Any:
    run, target = call.run, call.args[0]
    question = ("hasattr", identity(target), name)
    return from_worlds(run, run.ask(question, f"hasattr({run.words(target)}, {name!r})"), call.origin)  # type: ignore[arg-type]


def _python_has(target: Value, name: str | None) -> bool:
    found = example(target)
    return name is not None and found is not NOTHING and hasattr(found, name)


def _module_name(value: Module | Library) -> str:
    return value.path if isinstance(value, Library) else value.name


def _setattr(call: Call) -> Any:
    from djauthlint.evaluator.classes import set_attribute

    run = call.run
    if len(call.args) != 3 or call.keywords:
        return run.error("TypeError", f"setattr expected 3 arguments, got {len(call.args)}", call.node)
    value = run.here(call.args[2])

    def one(target: Value, key: Value) -> Value:
        name = _attribute_name(call.with_arguments([target, key]), "setattr")
        if name is not None:
            set_attribute(run, target, name, value, call.origin, call.node)
        elif isinstance(target, (Module, Class)):
            run.open_namespace(target.namespace, reason_of(key))
        elif isinstance(target, Instance):
            run.havoc(target, reason_of(key))
        return NONE

    return run.lift(one, call.args[0], call.args[1])


def _delattr(call: Call) -> Any:
    from djauthlint.evaluator.classes import set_attribute

    run = call.run
    if len(call.args) != 2 or call.keywords:
        return run.error("TypeError", f"delattr expected 2 arguments, got {len(call.args)}", call.node)
    target: Any = call.args[0]
    name = _attribute_name(call, "delattr")
    if name is None:
        if isinstance(target, (Module, Class)):
            run.open_namespace(target.namespace, "a name that was deleted can't be determined")
        return NONE
    if not isinstance(target, (Unknown, Object, Library)):
        there = run.here(run.present(attribute_of(run, target, name, call.node)))
        if there is not True:
            run.split(there, lambda: None, lambda: run.error("AttributeError", name, call.node))
    set_attribute(run, target, name, ABSENT, call.origin, call.node)  # type: ignore[arg-type]
    return NONE


# -- namespaces


def _globals(call: Call) -> Value:
    return Globals(call.run.frame.module.namespace)


def _locals(call: Call) -> Value:
    frame = call.run.frame
    if frame.local is frame.module.namespace or frame.local is frame.class_scope:
        return Globals(frame.local)
    return as_dict(call.run, Globals(frame.local), call.origin)


def _vars(call: Call) -> Any:
    if not call.args:
        return _locals(call)
    value: Any = call.args[0]
    match value:
        case Module():
            return Globals(value.namespace)
        case Class():
            return Globals(value.namespace, is_proxy=True)
        case Instance():
            return Globals(value.attributes)
        case Unknown() | Object() | Library() | Builtin() | Function():
            return Unknown(f"the attributes of {reason_of(value)}", "dict", None, call.origin)
    return call.run.error("TypeError", "vars() argument must have __dict__ attribute", call.node)


def _dir(call: Call) -> Any:
    run = call.run
    value: Any = call.args[0] if call.args else None
    namespace: Namespace | None = None
    if value is None:
        namespace = run.frame.local
    elif isinstance(value, Module):
        namespace = value.namespace
    elif isinstance(value, (Class, Instance)):
        return _dir_of_class(call, value)
    if namespace is None:
        return List((Hole("the names of an object"),), call.origin, run.worlds)
    return List(tuple(sorted(names_of(run, Globals(namespace)), key=_name_key)), call.origin, run.worlds)


def _name_key(item: Item) -> tuple[int, str]:
    if isinstance(item, Hole):
        return (1, "")
    if isinstance(item, Splice):
        from djauthlint.conditions import leaves

        return next((_name_key(inner) for items in leaves(item.tree) for inner in items), (1, ""))
    return (0, str(item.value)) if isinstance(item, Known) else (1, "")


def _dir_of_class(call: Call, value: Class | Instance) -> Value:
    from djauthlint.evaluator.inheritance import ancestors

    run = call.run
    names: dict[str, Item] = {}
    spaces: list[Namespace] = [value.attributes] if isinstance(value, Instance) else []
    for base in ancestors(run, value.cls if isinstance(value, Instance) else value):
        if isinstance(base, Class):
            spaces.append(base.namespace)
        else:
            names["~"] = Hole(f"the names of {reason_of(base)}")
    for namespace in spaces:
        for item in names_of(run, Globals(namespace)):
            key = _name_key(item)
            if key[0]:
                names["~"] = item
            elif key[1] not in names or not isinstance(item, Splice):
                names[key[1]] = item
    for name in dir(object()):
        names.setdefault(name, Known(name))
    return List(tuple(names[name] for name in sorted(names)), call.origin, run.worlds)


# -- the rest


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
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "delattr": _delattr,
    "globals": _globals,
    "locals": _locals,
    "vars": _vars,
    "dir": _dir,
    "hash": _hash,
    "id": _id,
}
WITH_TREES: Final = frozenset({"getattr", "setattr"})
"""Those of the functions that take trees."""

__all__ = ["FUNCTIONS", "WITH_TREES", "opposite"]

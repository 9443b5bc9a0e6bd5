"""Attributes, items and methods of values."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Room, Undetermined, reason_of
from djauthlint.evaluator.interpreter import Interpreter, changeable
from djauthlint.evaluator.iteration import flatten, items_of
from djauthlint.evaluator.moments import MOMENT, part_of
from djauthlint.evaluator.names import read, settled, without_absent
from djauthlint.evaluator.questions import identity
from djauthlint.values import (
    ABSENT,
    COMMAND_LINE,
    NONE_KEY,
    Bound,
    Builtin,
    Class,
    Dict,
    Function,
    Globals,
    Hole,
    Instance,
    Items,
    Known,
    Lazy,
    Library,
    List,
    Module,
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

# -- keys


def key_of(run: Interpreter, value: Any) -> Hashable | None:
    """A leaf as the key of a dict: its Python value, or itself for objects with identity; None when it is undetermined."""
    try:
        return part_of_key(run, value, Room())
    except Undetermined:
        return None


def part_of_key(run: Interpreter, value: Any, room: Room) -> Hashable | None:
    """The same for a value inside another one.

    Raises:
        Undetermined: the whole is too large.
    """
    room.take()
    match value:
        case Known():
            return NONE_KEY if value.value is None else value.value
        case Tuple():
            keys = []
            for item in value.items:
                tree = run.here(item) if isinstance(item, Choice) else item
                key = None if isinstance(tree, (Choice, Hole, Splice)) else part_of_key(run, tree, room)
                if key is None:
                    return None
                keys.append(key)
            return tuple(keys)
        case Set(frozen=True):
            return frozenset(value.entries) if value.open is None else None
        case List() | Dict() | Set():
            return run.error("TypeError", f"unhashable type: '{value.type_name}'")  # type: ignore[no-any-return]
        case Instance():
            from djauthlint.evaluator.records import key_of_instance

            return key_of_instance(run, value, room)
        case Class() | Function() | Module() | Builtin() | Library() | Object():
            return value
        case Lazy():
            return value
    return None


# -- attributes


def get_attribute(run: Interpreter, tree: Tree[Value], name: str, node: cst.CSTNode) -> Tree[Value]:
    """`value.name`; where there is no such attribute AttributeError is raised."""
    return run.lift(lambda leaf: _attribute(run, leaf, name, node), tree)  # type: ignore[no-any-return]


def _attribute(run: Interpreter, value: Value, name: str, node: cst.CSTNode) -> Tree[Any]:
    found = attribute_of(run, value, name, node)
    if not isinstance(found, (Choice, Perhaps)):
        if isinstance(found, Unknown) and not _is_likely(value, name):
            run.may_raise(found.reason, ("attribute", value, name), "AttributeError")
        return found if found is not ABSENT else _no_attribute(run, value, name, node)
    there = run.here(run.present(found))
    if there is not True:
        run.split(there, lambda: None, lambda: _no_attribute(run, value, name, node))
    return run.lift(lambda leaf: _certain(run, leaf, name), run.here(found))


def _is_likely(value: Value, name: str) -> bool:
    """Whether an attribute of which nothing is known is taken to be there: what is read of functions and methods may as well not be."""
    if isinstance(value, Builtin):
        return name in value.attributes or (value.is_class and not value.name.startswith("builtins."))
    return not isinstance(value, (Function, Bound))


def _certain(run: Interpreter, leaf: Value, name: str) -> Any:
    """What was read: if it was not there, that has raised AttributeError."""
    if not isinstance(leaf, Perhaps):
        return leaf
    run.may_raise(leaf.reason, ("attribute", leaf.key, name), "AttributeError")
    return settled(leaf)


def _no_attribute(run: Interpreter, value: Value, name: str, node: cst.CSTNode) -> Any:
    kind = type(value.value).__name__ if isinstance(value, Known) else value.type_name
    return run.error("AttributeError", f"'{kind}' object has no attribute '{name}'", node)


def attribute_of(run: Interpreter, value: Value, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """An attribute of a leaf, `ABSENT` in the worlds in which it has none."""
    match value:
        case Module():
            return module_attribute(run, value, name)
        case Library():
            if name in value.names:
                return value.names[name]
            return run.library_attribute(value, name)
        case Unknown():
            return _unknown_attribute(run, value, name, node)
        case Known():
            from djauthlint.evaluator.models.scalars import known_attribute

            return known_attribute(run, value, name, node)
        case List() | Tuple() | Dict() | Set() | Globals():
            from djauthlint.evaluator.models.containers import container_attribute

            return container_attribute(run, value, name, node)
        case Instance():
            return instance_attribute(run, value, name, node)
        case Class():
            from djauthlint.evaluator.classes import class_attribute

            return class_attribute(run, value, name)
        case Super():
            from djauthlint.evaluator.classes import super_attribute

            return super_attribute(run, value.cls, value.receiver, name, node)
        case Object():
            if name in value.attributes:
                return value.attributes[name]
            if value.path == "builtins.property" and name in ("setter", "deleter", "getter"):
                return Builtin(
                    f"property.{name}",
                    lambda call: Object(value.path, {**value.attributes, _PROPERTY_PARTS[name]: call.args[0]}),
                )
            if "__getattr__" in value.attributes:
                return call_value(run, value.attributes["__getattr__"], Call(run, node or cst.Name("_"), [Known(name)]))
            symbol = ("attribute", value.symbol, name) if value.symbol is not None else None
            return Unknown(f"{name} of {reason_of(value)}", None, symbol, run.origin(node) if node else None)
        case Builtin():
            if name in value.attributes:
                return value.attributes[name]
            if name == "__name__":
                return Known(value.name.rsplit(".", 1)[-1])
            return Unknown(f"{value.name}.{name} comes from a package", path=f"{value.name}.{name}")
        case Function():
            if name in ("__name__", "__qualname__"):
                return Known(value.name)
            return Unknown(f"{name} of a function")
        case Bound():
            return Unknown(f"{name} of a method")
        case Lazy():
            return Unknown("a lazily translated text", "function")
        case Slice():
            place = ("start", "stop", "step").index(name) if name in ("start", "stop", "step") else None
            if place is not None:
                return value.bounds[place]
            return Unknown(f"{name} of a slice") if hasattr(slice, name) else ABSENT
    return Unknown(f"{name} of an object")


_PROPERTY_PARTS = {"getter": "function", "setter": "setter", "deleter": "deleter"}


def module_attribute(run: Interpreter, module: Module, name: str, *, imports: bool = False) -> Tree[Any]:
    """A global or submodule of a project module.

    Arguments:
        run: the evaluation.
        module: where it is looked for.
        name: its name there.
        imports: whether a submodule is imported if need be, as `from package import name` does; otherwise it is an attribute of its package
            once something has imported it to its end.
    """
    from djauthlint.evaluator.imports import is_being_imported, submodule

    tree = read(run, module.namespace, name)
    if tree is not ABSENT and name in module.namespace.names:
        return tree
    match name:
        case "__name__":
            return Known(module.name)
        case "__file__":
            return Known(str(module.path) if module.file is not None else None)
        case "__dict__":
            return Globals(module.namespace)
        case "__path__":
            return Unknown("the path of a package")
        case "__loader__" | "__spec__" | "__cached__":
            return Unknown(f"{name} of a module")
    full = f"{module.name}.{name}"
    if not imports and module.is_package:
        if is_being_imported(run, full):
            return tree
        if run.resolve(full) is not None and run.modules.get(full) is None:
            # What is not in the project may have imported it.
            run.may_raise(f"{full} without an import of it", ("submodule", full), "AttributeError")
    inner = submodule(run, module, name)
    if inner is not None:
        return inner
    return tree


STRING_METHODS: dict[str, str | None] = {
    **dict.fromkeys(
        "capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix removesuffix replace rjust rstrip "
        "strip swapcase title translate upper zfill".split(),
        "str",
    ),
    **dict.fromkeys("count find index rfind rindex".split(), "int"),
    **dict.fromkeys(
        "endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isspace istitle isupper startswith".split(),
        "bool",
    ),
    **dict.fromkeys("split rsplit splitlines".split(), "list"),
    **dict.fromkeys("partition rpartition".split(), "tuple"),
    "encode": "bytes",
}


MUTATORS = frozenset(
    "add append clear difference_update discard extend insert intersection_update pop popitem remove reverse setdefault sort "
    "symmetric_difference_update update __delitem__ __setitem__".split()
)
"""Methods that change the list, dict or set that they are read from."""


def _unknown_attribute(run: Interpreter, value: Unknown, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    origin = run.origin(node) if node is not None else None
    if value.kind == "str" and name in STRING_METHODS:
        return Builtin(f"str.{name}", lambda call: _unknown_string_method(value, name, call), lift=True)
    if value.kind == "bytes" and name in ("decode", "hex"):
        return Builtin(f"bytes.{name}", lambda call: _text_of_bytes(value, name, call), lift=True)
    if name in MUTATORS and value.kind in (None, "list", "dict", "set"):
        run.change(value)
    if value.kind == "list" and name in ("append", "extend", "insert", "remove", "sort", "reverse"):
        return Builtin(f"list.{name}", lambda call: Known(None))
    if value.kind == MOMENT:
        return part_of(value, name, origin)
    if value.path is not None:
        path = f"{value.path}.{name}"
        return Unknown(f"{path} comes from a package", None, ("text", path), origin, path)
    if run.given.readers:
        from djauthlint.evaluator.models.declared_readers import declared_path

        path = declared_path(run, value, name)
        if path is not None:
            return Unknown(path, "function", ("text", path), origin, path)
    run.may_raise(value.reason, ("attribute", value.key, name), "AttributeError")
    symbol = ("attribute", value.symbol, name) if value.symbol is not None else None
    return Unknown(value.reason, None, symbol, origin, among=value.among)


def _unknown_string_method(value: Unknown, name: str, call: Call) -> Value:
    kind = STRING_METHODS[name]
    arguments: list[Any] = []
    for argument in call.all():
        if isinstance(argument, Known):
            arguments.append(argument.value)
        elif isinstance(argument, Tuple) and all(isinstance(item, Known) for item in argument.items):
            arguments.append(tuple(item.value for item in argument.items if isinstance(item, Known)))
        else:
            arguments.append(argument)
    if name in ("index", "rindex"):
        call.run.may_raise(value.reason, ("index", value.key, *arguments), "ValueError")
    if kind == "list":
        return List((Hole(value.reason),), call.origin, call.run.worlds)
    symbol = ("method", value.symbol, name, tuple(arguments)) if value.symbol is not None else None
    if kind == "tuple":
        parts = tuple(Unknown(value.reason, "str", ("item", symbol, index) if symbol else None) for index in range(3))
        return Tuple(parts, call.origin)
    return Unknown(value.reason, kind, symbol, call.origin)


PLAIN_ENCODINGS: Final = (("utf-8",), ("utf8",), ("ascii",))
"""What `decode` is called with where the bytes are all that may be wrong."""


def _text_of_bytes(value: Unknown, name: str, call: Call) -> Value:
    arguments = tuple(argument.value if isinstance(argument, Known) else argument for argument in call.all())
    if name == "decode":
        fails = "UnicodeDecodeError" if not arguments or arguments in PLAIN_ENCODINGS else None
        call.run.may_raise(value.reason, ("decode", value.key, *arguments), fails)
    symbol = ("method", value.symbol, name, arguments) if value.symbol is not None else None
    return Unknown(value.reason, "str", symbol, call.origin)


# -- instances


def instance_attribute(run: Interpreter, value: Instance, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """An attribute of an instance: its own, a property, a method, `__getattr__`."""
    from djauthlint.evaluator.classes import bind_attribute
    from djauthlint.evaluator.inheritance import find_in_class, is_exception

    own = run.here(value.attributes.names.get(name, ABSENT))
    if own is not ABSENT and not isinstance(own, Choice):
        return own
    if own is ABSENT and name == "args" and is_exception(run, value):
        return Tuple(value.arguments)
    inherited: Any = find_in_class(run, value.cls, name)
    if isinstance(inherited, Builtin) and inherited.name.startswith(("str.", "int.", "builtins.str.", "builtins.int.")):
        from djauthlint.evaluator.enumerations import plain_member

        plain = plain_member(run, value)
        if plain is not value:
            return attribute_of(run, plain, name, node)
    if inherited is not ABSENT:
        bound = run.lift(
            lambda leaf: leaf if leaf is ABSENT else bind_attribute(run, leaf, value, node, name), inherited
        )
        return bound if own is ABSENT else where(run.present(own), own, bound)
    if name == "__class__":
        return value.cls
    if name == "__dict__":
        return Globals(value.attributes)
    if own is ABSENT and hasattr(object, name):
        return Unknown(f"{name} of an object")
    if own is ABSENT and name in ("__cause__", "__context__", "__traceback__") and is_exception(run, value):
        return Unknown(f"{name} of an exception")
    if own is ABSENT:
        own = run.here(value.attributes.get(name))
    if own is ABSENT and name != "__getattr__" and isinstance(value.cls, Class):
        fallback = find_method(run, value, "__getattr__")
        if fallback is not None:
            return call_value(run, fallback, Call(run, node or cst.Name("_"), [Known(name)]))
    return own


def find_method(run: Interpreter, value: Instance, name: str) -> Tree[Value] | None:
    """A method of an instance's class, bound; None when there is none."""
    from djauthlint.evaluator.classes import bind_attribute
    from djauthlint.evaluator.inheritance import find_in_class

    found = find_in_class(run, value.cls, name)
    if found is ABSENT:
        return None
    return run.lift(lambda leaf: Unknown(name) if leaf is ABSENT else bind_attribute(run, leaf, value, None), found)  # type: ignore[no-any-return]


def instance_truth(run: Interpreter, value: Instance) -> Worlds:
    """The worlds in which an instance is true: `__bool__`, `__len__`, else always."""
    for name in ("__bool__", "__len__"):
        method = find_method(run, value, name)
        if method is not None:
            return run.truth(call_value(run, method, Call(run, cst.Name("bool"))))
    from djauthlint.evaluator.enumerations import enum_value, scalar_member

    inner = enum_value(run, value)
    return bool(inner.value) if isinstance(inner, Known) and scalar_member(run, value) else True


def text_of_instance(run: Interpreter, value: Instance, node: cst.CSTNode, names: tuple[str, ...]) -> Tree[Value]:
    """`str(instance)` or `repr(instance)`, by the first of these methods that its class has."""
    from djauthlint.evaluator.enumerations import enum_text
    from djauthlint.evaluator.models.representation import representation
    from djauthlint.evaluator.records import text_of_dataclass

    for name in names:
        method = find_method(run, value, name)
        if method is not None and not isinstance(method, Unknown):
            return call_value(run, method, Call(run, node))
    text = enum_text(run, value) if "__str__" in names else None
    try:
        written = text_of_dataclass(run, value, lambda leaf: representation(run, leaf))
    except Undetermined as undetermined:
        return Unknown(undetermined.reason, "str")
    if text is None and written is not None:
        text = Known(written, run.origin(node))
    return text or Unknown("the text of an object of the project", "str")


def instances_equal(run: Interpreter, left: Value, right: Value) -> Worlds:
    """The worlds in which two leaves, at least one an instance, are equal."""
    from djauthlint.evaluator.enumerations import enum_value, scalar_member
    from djauthlint.evaluator.inheritance import ancestors, is_plain
    from djauthlint.evaluator.operators import equal
    from djauthlint.evaluator.records import compared

    for one, other in ((left, right), (right, left)):
        if isinstance(one, Instance):
            method = find_method(run, one, "__eq__")
            if method is not None:
                return run.truth(call_value(run, method, Call(run, cst.Name("_"), [other])))
            inner = enum_value(run, one)
            if inner is not None and not isinstance(other, Instance):
                if not scalar_member(run, one):
                    return False
                worlds: Worlds = run.lift(lambda leaf, other=other: equal(run, leaf, other), inner)
                return worlds
            fields = compared(run, one, other)
            if fields is not None:
                return fields
            if inner is None and not all(isinstance(base, Class) or is_plain(base) for base in ancestors(run, one.cls)):
                return run.ask(("equal", run.fresh()), f"{run.words(left)} == {run.words(right)}")
    return left is right


def call_operator(run: Interpreter, name: str, left: Value, right: Value, node: cst.CSTNode) -> Tree[Value]:
    """A binary operator of which at least one side is an instance: `__add__` and `__radd__` and so on."""
    from djauthlint.evaluator.enumerations import enum_value
    from djauthlint.evaluator.operators import DUNDER, binary

    for one, other, prefix in ((left, right, ""), (right, left, "r")):
        if isinstance(one, Instance):
            method = find_method(run, one, f"__{prefix}{name}__")
            if method is not None:
                return call_value(run, method, Call(run, node, [other]))
    left_inner = enum_value(run, left) if isinstance(left, Instance) else left
    right_inner = enum_value(run, right) if isinstance(right, Instance) else right
    if left_inner is not None and right_inner is not None and (left_inner is not left or right_inner is not right):
        operator = next(key for key, dunder in DUNDER.items() if dunder == name)
        return binary(run, operator, left_inner, right_inner, node)
    return Unknown("the result of an operator on an object of the project", origin=run.origin(node))


def iterate_object(run: Interpreter, value: Instance | Class, node: cst.CSTNode | None) -> Items:
    """The items of an instance with `__iter__`, or the members of an enumeration."""
    from djauthlint.evaluator.enumerations import enum_members

    if isinstance(value, Class):
        members = enum_members(run, value)
        return members if members is not None else (Hole(f"the elements of class {value.name}"),)
    method = find_method(run, value, "__iter__")
    if method is None:
        from djauthlint.evaluator.protocols import lacks

        if lacks(run, value, "__iter__", "__getitem__"):
            run.error("TypeError", f"'{value.type_name}' object is not iterable", node)
        run.may_raise("an object of the project", ("iterate", run.fresh()))
        return (Hole("the elements of an object of the project"),)
    result = run.here(call_value(run, method, Call(run, node or cst.Name("_"))))
    if isinstance(result, Choice) or isinstance(result, Instance):
        return (Hole("the elements of an object of the project"),)
    return items_of(run, result, node)


def object_contains(run: Interpreter, item: Value, container: Instance | Class) -> Worlds:
    """The worlds in which `item in container` for an instance or an enumeration."""
    from djauthlint.evaluator.operators import in_items

    if isinstance(container, Instance):
        method = find_method(run, container, "__contains__")
        if method is not None:
            return run.truth(call_value(run, method, Call(run, cst.Name("_"), [item])))
    return in_items(run, item, iterate_object(run, container, None), container)


# -- items


def get_item(run: Interpreter, tree: Tree[Value], index: Tree[Value], node: cst.CSTNode) -> Tree[Value]:
    """`value[index]`."""
    return run.lift(lambda leaf, key: _item(run, leaf, key, node), tree, index)  # type: ignore[no-any-return]


def _item(run: Interpreter, value: Value, index: Value, node: cst.CSTNode) -> Tree[Any]:
    origin = run.origin(node)
    match value:
        case Dict():
            return dict_item(run, value, index, node)
        case Globals():
            from djauthlint.evaluator.models.namespace_methods import item_in

            return item_in(run, value, index, node)
        case List() | Tuple():
            return sequence_item(run, value, index, node)
        case Known(value=str() | bytes() as text):
            from djauthlint.evaluator.convert import from_python, to_python

            try:
                return from_python(text[to_python(index)], origin)
            except Undetermined as undetermined:
                return Unknown(undetermined.reason, "str", origin=origin)
            except (IndexError, TypeError, ValueError) as error:
                return run.error(type(error).__name__, str(error), node)
        case Unknown():
            return _unknown_item(run, value, index, node)
        case Instance():
            method = find_method(run, value, "__getitem__")
            if method is not None:
                return call_value(run, method, Call(run, node, [index]))
            from djauthlint.evaluator.protocols import lacks

            if lacks(run, value, "__getitem__"):
                return run.error("TypeError", f"'{value.type_name}' object is not subscriptable", node)
            return Unknown("an item of an object of the project", origin=origin)
        case Class() | Builtin() | Library():
            from djauthlint.evaluator.models.table import MODELS

            if isinstance(value, Class):
                from djauthlint.evaluator.enumerations import enum_member_by_name

                member = enum_member_by_name(run, value, index, node)
                if member is not None:
                    return member
            if isinstance(value, Builtin) and value.name.startswith("builtins."):
                return value
            if isinstance(value, Builtin) and "__getitem__" in value.attributes:
                return call_value(run, value.attributes["__getitem__"], Call(run, node, [index]))
            if isinstance(value, Builtin) and value.is_class:
                return value
            if isinstance(value, Library) and value.path in MODELS:
                return run.error("TypeError", "'module' object is not subscriptable", node)
            run.may_raise("a generic type", ("item", value), "TypeError")
            return Unknown("a generic type", path=getattr(value, "path", None), origin=origin)
        case Object():
            getter = value.attributes.get("__getitem__")
            if getter is not None:
                return call_value(run, getter, Call(run, node, [index]))
            return Unknown(f"an item of {reason_of(value)}", origin=origin)
    kind = type(value.value).__name__ if isinstance(value, Known) else value.type_name
    return run.error("TypeError", f"'{kind}' object is not subscriptable", node)


ITEM_ERRORS: Final = {
    **dict.fromkeys(("bool", "float", "int"), "TypeError"),
    **dict.fromkeys(("bytes", "list", "str", "tuple"), "IndexError"),
    "dict": "KeyError",
}
"""What `value[index]` may raise by the kind of value; anything of that where it is not known."""


def _unknown_item(run: Interpreter, value: Unknown, index: Value, node: cst.CSTNode) -> Unknown:
    origin = run.origin(node)
    if isinstance(index, Slice):
        bounds = tuple(bound.value if isinstance(bound, Known) else bound for bound in index.bounds)
        return Unknown(
            value.reason, value.kind, ("slice", value.symbol, bounds) if value.symbol is not None else None, origin
        )
    error = ITEM_ERRORS.get(value.kind)
    run.may_raise(value.reason, ("item", value.key, _index_key(index)), error)
    symbol = ("item", value.symbol, _index_key(index)) if value.symbol is not None else None
    kind = "str" if value.kind == "str" or (value.kind == "list" and _is_argv(value.symbol)) else None
    return Unknown(value.reason, kind, symbol, origin, f"{value.path}[]" if value.path else None, among=value.among)


def _is_argv(symbol: Any) -> bool:
    """Whether an undetermined list is the command line or a part of it: a list of strings."""
    while isinstance(symbol, tuple) and symbol[0] == "slice":
        symbol = symbol[1]
    return bool(symbol == COMMAND_LINE)


def _index_key(index: Value) -> Any:
    return index.value if isinstance(index, Known) else index


def dict_item(run: Interpreter, value: Dict, index: Value, node: cst.CSTNode) -> Tree[Any]:
    """`dict[key]`; where there is no such key KeyError is raised."""
    key = key_of(run, index)
    if key is None and hasattr(value, "factory") and not isinstance(value.factory, Known):
        from djauthlint.evaluator.models.standard.collection_types import made_for_unknown

        return made_for_unknown(run, value, index, node)
    if key is None:
        reason = reason_of(index)
        run.may_raise(reason, ("item", identity(value), identity(index)), "KeyError")
        among = changeable(*(entry.value for entry in value.entries.values()), *value.unseen)
        if value.open is None and 0 < len(value.entries) <= 16 and isinstance(index, Unknown):
            from djauthlint.evaluator.operators import equal

            result: Any = Unknown(reason, origin=run.origin(node), among=among)
            for entry in value.entries.values():
                result = where(
                    equal(run, index, entry.key), where(run.present(entry.value), entry.value, result), result
                )
            return run.here(result)
        return Unknown(reason, origin=run.origin(node), among=among)
    found = dict_read(run, value, key)
    if value.open is not None and key not in value.entries and not hasattr(value, "factory"):
        run.may_raise(value.open, ("in", key, value, value.unlisted), "KeyError")
    if hasattr(value, "factory"):
        from djauthlint.evaluator.models.standard.collection_types import made_when_missing

        found = made_when_missing(run, value, key, index, found, node)
    if value.type_name == "Counter" and run.here(run.present(found)) is not True:
        return run.here(where(run.present(found), found, Known(0)))
    return _or_key_error(run, found, index, node)


def dict_read(run: Interpreter, value: Dict, key: Hashable) -> Tree[Any]:
    """The value of a key in the present worlds, `ABSENT` where there is none, unknown where that is not determined."""
    entry = value.entries.get(key)
    if entry is not None:
        return run.here(entry.value)
    if value.open is not None:
        from djauthlint.evaluator.models.containers import open_entry

        return open_entry(run, value, key)
    return ABSENT


def _or_key_error(run: Interpreter, tree: Tree[Any], index: Value, node: cst.CSTNode) -> Tree[Any]:
    there = run.here(run.present(tree))
    if there is not True:
        text = repr(index.value) if isinstance(index, Known) else "a key"
        if there is False:
            run.error("KeyError", text, node)
        run.split(there, lambda: None, lambda: run.error("KeyError", text, node))
        tree = run.here(tree)
    return without_absent(tree)


def sequence_item(run: Interpreter, value: List | Tuple, index: Value, node: cst.CSTNode) -> Tree[Any]:
    """`sequence[index]` or a slice of it."""
    from djauthlint.evaluator.convert import to_python

    origin = run.origin(node)
    try:
        position = to_python(index)
    except Undetermined as undetermined:
        run.may_raise(undetermined.reason, ("item", identity(value), identity(index)), "IndexError")
        if isinstance(index, Slice):
            return _sequence(run, value, (Hole(undetermined.reason, changeable(*value.items)),), origin)
        return Unknown(undetermined.reason, origin=origin, among=changeable(*value.items))

    def one(items: Items) -> Any:
        if isinstance(position, slice):
            try:
                position.indices(0)
            except (TypeError, ValueError) as error:
                return run.error(type(error).__name__, str(error), node)
            if (
                isinstance(value, Tuple)
                and hasattr(value, "first")
                and position.start in (None, 0)
                and position.step is None
                and position.stop
            ):
                return (
                    value.first(min(position.stop, len(items)))
                    if position.stop > 0
                    else Tuple(sliced(items, position), origin)
                )
            return _sequence(run, value, sliced(items, position), origin)
        if not isinstance(position, int):
            return run.error("TypeError", f"{value.type_name} indices must be integers or slices", node)
        return indexed(run, items, position, node)

    from djauthlint.evaluator.operators import boxed

    if not any(isinstance(item, Splice) for item in value.items):
        return one(value.items)
    return run.lift(lambda leaf: one(leaf.items), boxed(flatten(run, value.items)))


def _sequence(run: Interpreter, model: List | Tuple, items: Items, origin: Any) -> Value:
    return List(items, origin, run.worlds) if isinstance(model, List) else Tuple(items, origin)


def sliced(items: Items, bounds: slice) -> Items:
    """A slice of items; what depends on the length of a hole is a hole."""
    holes = [place for place, item in enumerate(items) if isinstance(item, Hole)]
    if not holes:
        return items[bounds]
    reason = items[holes[0]].reason  # type: ignore[union-attr]
    start, stop, step = bounds.start or 0, bounds.stop, bounds.step or 1
    if step == 1 and start >= 0:
        if start <= holes[0] and stop is None:
            return items[start:]
        if stop is not None and 0 <= stop <= holes[0]:
            return items[start:stop]
        if stop is not None and stop < 0 and start <= holes[0] and -stop <= len(items) - 1 - holes[-1]:
            return items[start:stop]
    return (Hole(reason, changeable(*items)),)


def indexed(run: Interpreter, items: Items, position: int, node: cst.CSTNode) -> Tree[Any]:
    """One item; unknown when a hole lies between it and the end that it is counted from."""
    order = range(position + 1) if position >= 0 else range(-1, position - 1, -1)
    for place in order:
        if not -len(items) <= place < len(items):
            return run.error("IndexError", "index out of range", node)
        item = items[place]
        if isinstance(item, Hole):
            run.may_raise(item.reason, ("index", items, position), "IndexError")
            symbol = ("item", ("text", item.reason, items), position)
            return Unknown(item.reason, symbol=symbol, origin=run.origin(node), among=changeable(*items))
    return items[position]

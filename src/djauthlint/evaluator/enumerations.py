"""Enumerations of the project: their members, which are instances of the class with a name and a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_function
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.inheritance import DESCRIPTORS, ancestors, find_in_class
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Function,
    Hole,
    Instance,
    Items,
    Known,
    Namespace,
    Object,
    Tuple,
    Unknown,
    Value,
)


def is_enum(run: Interpreter, cls: Value) -> bool:
    """Whether a class is an enumeration."""
    return any(isinstance(base, Builtin) and base.name.startswith("enum.") for base in ancestors(run, cls))


def make_members(run: Interpreter, cls: Class) -> None:
    """Turns the values of an enumeration's body into its members."""
    kinds = {base.name for base in ancestors(run, cls) if isinstance(base, Builtin)}
    values: list[Any] = []
    initializer = find_in_class(run, cls, "__init__")
    for name, tree in list(cls.namespace.names.items()):
        if not _is_member(cls, name, tree):
            continue
        value = tree
        if isinstance(value, Object) and value.path == "enum.auto":
            value = _automatic(run, cls, name, kinds, values)
        values.append(value)
        same = next((member for member in _members(cls) if _same_value(member, value)), None)
        attributes = Namespace(
            {"name": Known(name), "value": value, "_name_": Known(name), "_value_": value}, run.worlds
        )
        member = same or Instance(cls, attributes, cls.origin)
        cls.namespace.names[name] = member
        if same is None and isinstance(initializer, Function):
            items = list(value.items) if isinstance(value, Tuple) else [value]
            call_function(run, initializer, Call(run, cls.origin.node, [member, *items]), member)


def _is_member(cls: Class, name: str, tree: Any) -> bool:
    hidden = (name.startswith("_") and name.endswith("_")) or name.startswith(f"_{cls.name}__")
    descriptor = isinstance(tree, Object) and tree.path in DESCRIPTORS.values()
    return not hidden and not descriptor and not isinstance(tree, (Function, Builtin, Class))


def _automatic(run: Interpreter, cls: Class, name: str, kinds: set[str], values: list[Any]) -> Value:
    """What `auto()` stands for: the name in lower case, the next power of two, or one more than the value before."""
    if find_in_class(run, cls, "_generate_next_value_") is not ABSENT:
        return Unknown("a value that is generated")
    if "enum.StrEnum" in kinds:
        return Known(name.lower())
    if not all(isinstance(value, Known) and isinstance(value.value, int) for value in values):
        return Unknown("a value that is generated", "int")
    numbers = [value.value for value in values]
    if kinds & {"enum.Flag", "enum.IntFlag"}:
        return Known(2 ** (max(numbers).bit_length() if numbers else 0))
    return Known(max(numbers, default=0) + 1)


def _same_value(member: Instance, value: Any) -> bool:
    own = member.attributes.names["_value_"]
    try:
        return own is value or bool(to_python(own) == to_python(value))
    except Undetermined:
        return False


def names_of_members(cls: Class) -> Iterator[tuple[str, Instance]]:
    """The members of an enumeration by all their names."""
    for name, value in cls.namespace.names.items():
        if isinstance(value, Instance) and value.cls is cls:
            yield name, value


def unclear_member(cls: Class) -> str | None:
    """Why an enumeration may have members that are not listed: a name that differs by condition or can't be determined."""
    for name, value in cls.namespace.names.items():
        if isinstance(value, (Choice, Unknown)) and not name.startswith("_"):
            return f"{name} of {cls.name}, which may have been changed"
    return None


def _members(cls: Class) -> Iterator[Instance]:
    """The members, each once."""
    yield from dict.fromkeys(member for _, member in names_of_members(cls))


def enum_members(run: Interpreter, cls: Class) -> Items | None:
    """The members of an enumeration, a hole where some can't be determined; None for any other class."""
    if not is_enum(run, cls):
        return None
    unclear = unclear_member(cls)
    return (*_members(cls), *([Hole(unclear)] if unclear is not None else []))


def enum_member_by_name(run: Interpreter, cls: Class, index: Value, node: cst.CSTNode) -> Value | None:
    """`cls["NAME"]`; None when the class is no enumeration."""
    if not is_enum(run, cls):
        return None
    if isinstance(index, Known):
        found = dict(names_of_members(cls)).get(str(index.value))
        if found is not None or unclear_member(cls) is None:
            return found or run.error("KeyError", repr(index.value), node)
    run.may_raise("a member that can't be determined", ("member", cls, index), "KeyError")
    return Unknown("a member that can't be determined")


def member_of_value(run: Interpreter, cls: Class, value: Tree[Value], call: Call) -> Tree[Value]:
    """`cls(value)` of an enumeration."""

    def one(leaf: Value) -> Any:
        if isinstance(leaf, Instance) and leaf.cls is cls:
            return leaf
        try:
            wanted = to_python(leaf)
            found = next(
                (member for member in _members(cls) if to_python(member.attributes.names["_value_"]) == wanted), None
            )
        except Undetermined:
            run.may_raise("a member that can't be determined", ("member", id(call.node)), "ValueError")
            return Unknown("a member that can't be determined")
        if found is not None:
            return found
        if (
            unclear_member(cls) is not None
            or _has_flags(run, cls)
            or find_in_class(run, cls, "_missing_") is not ABSENT
        ):
            return Unknown("a member that can't be determined")
        return run.error("ValueError", f"{wanted!r} is not a valid {cls.name}", call.node)

    return run.lift(one, value)  # type: ignore[no-any-return]


def _has_flags(run: Interpreter, cls: Value) -> bool:
    return any(isinstance(base, Builtin) and base.name in ("enum.Flag", "enum.IntFlag") for base in ancestors(run, cls))


def is_flag(run: Interpreter, value: Instance) -> bool:
    """Whether an object is a member of an enumeration whose members can be combined."""
    return _has_flags(run, value.cls)


def enum_value(run: Interpreter, value: Instance) -> Any:
    """The value of a member of an enumeration, None for any other instance."""
    return value.attributes.names.get("_value_") if isinstance(value.cls, Class) and is_enum(run, value.cls) else None


def enum_key(run: Interpreter, value: Instance) -> Any:
    """An instance as a key: what it equals for members that are strings or numbers, None where that is undetermined, else itself."""
    inner = enum_value(run, value)
    if inner is not None and scalar_member(run, value):
        return inner.value if isinstance(inner, Known) else None
    return value


def scalar_member(run: Interpreter, value: Instance) -> bool:
    """Whether a member of an enumeration is a string or a number itself."""
    scalars = ("builtins.str", "builtins.int", "enum.StrEnum", "enum.IntEnum", "enum.IntFlag")
    return any(isinstance(base, Builtin) and base.name in scalars for base in ancestors(run, value.cls))


def plain_member(run: Interpreter, value: Value) -> Value:
    """What a member that is a string or a number itself compares as; any other value as it is."""
    inner = enum_value(run, value) if isinstance(value, Instance) and scalar_member(run, value) else None
    return inner if isinstance(inner, Known) else value


def enum_text(run: Interpreter, value: Instance) -> Value | None:
    """`str(member)`; None for any other instance, or where it depends on the version of Python."""
    inner = enum_value(run, value)
    if inner is None:
        return None
    if any(isinstance(base, Builtin) and base.name == "enum.StrEnum" for base in ancestors(run, value.cls)):
        return inner if isinstance(inner, Known) else None
    name = value.attributes.names["_name_"]
    if scalar_member(run, value) or not isinstance(value.cls, Class) or not isinstance(name, Known):
        return None
    return Known(f"{value.cls.name}.{name.value!s}")

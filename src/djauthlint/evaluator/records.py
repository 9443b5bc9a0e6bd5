"""Classes of the project that are made of annotated fields: dataclasses and named tuples."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, both
from djauthlint.evaluator.calls import Call, call_function, call_value
from djauthlint.evaluator.convert import RecordKey, Room
from djauthlint.evaluator.enumerations import enum_key, is_enum
from djauthlint.evaluator.inheritance import ancestors, find_in_class, is_plain
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.iteration import items_of
from djauthlint.evaluator.models.builtin_exceptions import class_at, class_chain
from djauthlint.evaluator.operators import compare
from djauthlint.evaluator.source_text import source_of
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Entry,
    Function,
    Hole,
    Instance,
    Item,
    Known,
    Object,
    Splice,
    Tuple,
    Unknown,
    Value,
)

NAMED_TUPLES: Final = frozenset(("typing.NamedTuple", "collections.namedtuple"))

FROZEN: Final = class_at("dataclasses.FrozenInstanceError", *class_chain("AttributeError"))
"""What assigning to a field of a frozen dataclass raises."""

DEFAULTS: Final = {
    "init": True,
    "repr": True,
    "eq": True,
    "order": False,
    "frozen": False,
    "kw_only": False,
    "unsafe_hash": False,
}
"""The options of `@dataclass` that matter here."""


class Record(Tuple):
    """An instance of a project class that is a named tuple."""

    __slots__ = ("cls",)

    cls: Class


def mark_dataclass(cls: Class, options: dict[str, Any]) -> None:
    """Notes that a class is a dataclass; its options stand beside its keywords."""
    for name, default in DEFAULTS.items():
        cls.keywords[f"@{name}"] = options.get(name, Known(default))


def dataclass_option(run: Interpreter, cls: Value, name: str) -> bool:
    """An option of the nearest dataclass among a class and its bases; False when there is none."""
    for base in ancestors(run, cls):
        if isinstance(base, Class) and f"@{name}" in base.keywords:
            option = base.keywords[f"@{name}"]
            return isinstance(option, Known) and bool(option.value)
    return False


def is_dataclass(run: Interpreter, cls: Value) -> bool:
    """Whether a class or one of its bases is a dataclass."""
    return any(isinstance(base, Class) and "@init" in base.keywords for base in ancestors(run, cls))


def fields_of(run: Interpreter, cls: Class) -> dict[str, Object]:
    """The fields of a dataclass or named tuple in order, each with the arguments of its `field(...)`."""
    fields: dict[str, Object] = {}
    for base in reversed(ancestors(run, cls)):
        if not isinstance(base, Class):
            continue
        keyword_only = base.keywords.get("@kw_only", Known(False))
        for name, annotation in run.annotations.get(id(base.namespace), {}).items():
            text = source_of(annotation).strip("'\"").removeprefix("typing.").removeprefix("dataclasses.")
            if text == "KW_ONLY":
                keyword_only = Known(True)
            elif not text.startswith("ClassVar"):
                found = base.namespace.names.get(name, ABSENT)
                field = found if isinstance(found, Object) and found.path == "dataclasses.Field" else _field(found)
                fields[name] = Object(field.path, {"kw_only": keyword_only, **field.attributes})
    return fields


def _field(default: Any) -> Object:
    return Object("dataclasses.Field", {} if default is ABSENT else {"default": default})


def _is(field: Object, option: str, default: bool) -> bool:
    value = field.attributes.get(option)
    return bool(value.value) if isinstance(value, Known) else default


def _default(field: Object, call: Call) -> Tree[Value] | None:
    if "default_factory" in field.attributes:
        return call_value(call.run, field.attributes["default_factory"], Call(call.run, call.node))
    return field.attributes.get("default")


def _bound(name: str, fields: dict[str, Object], call: Call) -> dict[str, Tree[Value]]:
    """The arguments of a call by field, defaults included.

    Raises:
        Unwind: they don't fit.
    """
    run = call.run
    positional = [field for field, given in fields.items() if not _is(given, "kw_only", False)]
    found: dict[str, Tree[Value]] = dict(zip(positional, call.args))
    unexpected = [keyword for keyword in call.keywords if keyword not in fields or keyword in found]
    if call.unknown is None and (unexpected or len(call.args) > len(positional)):
        run.error("TypeError", f"{name}() got an unexpected argument", call.node)
    found.update(call.keywords)
    for field, given in fields.items():
        if field not in found:
            default = _default(given, call)
            if default is None and call.unknown is None:
                run.error("TypeError", f"{name}() missing required argument: '{field}'", call.node)
            found[field] = default if call.unknown is None and default is not None else Unknown(call.unknown or field)
    return {field: found[field] for field in fields}


def fill_dataclass(run: Interpreter, cls: Class, instance: Instance, call: Call) -> None:
    """What the `__init__` of a dataclass does."""
    fields = fields_of(run, cls)
    arguments = _bound(cls.name, {name: field for name, field in fields.items() if _is(field, "init", True)}, call)
    late: list[Tree[Value]] = []
    for name, field in fields.items():
        value = arguments[name] if name in arguments else _default(field, call)
        annotation = _annotation(run, cls, name)
        if value is not None and annotation.startswith(("InitVar", "dataclasses.InitVar")):
            late.append(value)
        elif value is not None:
            run.bind_name(instance.attributes, name, value, "", None)
    after = find_in_class(run, cls, "__post_init__")
    if isinstance(after, Function):
        call_function(run, after, Call(run, call.node, [instance, *late]), instance)


def _annotation(run: Interpreter, cls: Class, name: str) -> str:
    for base in ancestors(run, cls):
        noted = run.annotations.get(id(base.namespace), {}) if isinstance(base, Class) else {}
        if name in noted:
            return source_of(noted[name])
    return ""


def compared(run: Interpreter, left: Instance, right: Value) -> Worlds | None:
    """The worlds in which a dataclass instance equals something; None when its class does not say."""
    if not isinstance(left.cls, Class) or not dataclass_option(run, left.cls, "eq"):
        return None
    if not isinstance(right, Instance) or right.cls is not left.cls:
        return False if isinstance(right, Instance) else None
    run.spend(10)
    worlds: Worlds = True
    for name, field in fields_of(run, left.cls).items():
        if _is(field, "compare", True):
            one, other = (run.here(side.attributes.names.get(name, Unknown(f"field {name}"))) for side in (left, right))
            worlds = both(worlds, compare(run, "Equal", one, other, cst.Name("_")))
    return worlds


def key_of_instance(run: Interpreter, value: Instance, room: Room) -> Hashable | None:
    """An instance as the key of a dict; None when that is undetermined.

    Raises:
        Unwind: it is not hashable.
        Undetermined: there is no `room` for its fields.
    """
    from djauthlint.evaluator.objects import part_of_key

    if is_enum(run, value.cls):
        return enum_key(run, value)  # type: ignore[no-any-return]
    for base in ancestors(run, value.cls):
        if not isinstance(base, Class):
            if not is_plain(base):
                return None
            continue
        hashes, equals = (base.namespace.names.get(name, ABSENT) for name in ("__hash__", "__eq__"))
        if isinstance(hashes, Known) and hashes.value is None:
            return run.error("TypeError", f"unhashable type: '{value.type_name}'")  # type: ignore[no-any-return]
        if hashes is not ABSENT:
            return None
        if "@eq" in base.keywords:
            options = {name: base.keywords[f"@{name}"] for name in ("eq", "frozen", "unsafe_hash")}
            if equals is not ABSENT or not all(isinstance(option, Known) for option in options.values()):
                return None
            if options["unsafe_hash"].value or (options["eq"].value and options["frozen"].value):
                break
            if options["eq"].value:
                return run.error("TypeError", f"unhashable type: '{value.type_name}'")  # type: ignore[no-any-return]
        elif equals is not ABSENT:
            return run.error("TypeError", f"unhashable type: '{value.type_name}'")  # type: ignore[no-any-return]
    else:
        return value
    keys: list[Hashable] = []
    for name, field in fields_of(run, value.cls).items():
        if _is(field, "compare", True):
            leaf = run.here(value.attributes.names.get(name, Unknown(name)))
            key = None if isinstance(leaf, Choice) or "hash" in field.attributes else part_of_key(run, leaf, room)
            if key is None:
                return None
            keys.append(key)
    return RecordKey(id(value.cls), tuple(keys))


def text_of_dataclass(run: Interpreter, value: Instance, text: Callable[[Any], str]) -> str | None:
    """`repr(instance)`, None when the class does not say; `text` gives those of the fields."""
    if not isinstance(value.cls, Class) or not dataclass_option(run, value.cls, "repr"):
        return None
    shown = [name for name, field in fields_of(run, value.cls).items() if _is(field, "repr", True)]
    parts = [f"{name}={text(run.here(value.attributes.names.get(name, Unknown(name))))}" for name in shown]
    return f"{value.cls.name}({', '.join(parts)})"


def new_record(run: Interpreter, cls: Class, call: Call) -> Tree[Value]:
    """An instance of a class that is derived from `NamedTuple` or from what `namedtuple()` gives."""
    if find_in_class(run, cls, "__new__") is not ABSENT:
        return Unknown(f"an object of {cls.name}, which has a __new__", "tuple", origin=call.origin)
    made = next(
        (base for base in ancestors(run, cls) if isinstance(base, Builtin) and "_fields" in base.attributes), None
    )
    if made is not None:
        plain = call_value(run, made, call)
        return run.lift(lambda leaf: as_record(leaf, cls), plain)  # type: ignore[no-any-return]
    arguments = _bound(cls.name, fields_of(run, cls), call)
    items: list[Item] = list(arguments.values())
    return as_record(Tuple(tuple(items), call.origin, tuple(arguments)), cls)


def as_record(value: Value, cls: Class) -> Value:
    """A plain tuple with named fields as an instance of a project class."""
    if not isinstance(value, Tuple):
        return value
    record = Record(value.items, value.origin, value.fields)
    record.cls = cls
    return record


def record_attribute(run: Interpreter, cls: Class, name: str) -> Value:
    """`_fields` or `_make` of a class that is derived from `NamedTuple`."""
    if name == "_fields":
        return Tuple(tuple(Known(field) for field in fields_of(run, cls)))

    def make(call: Call) -> Any:
        items = items_of(call.run, call.args[0], call.node)  # type: ignore[arg-type]
        if any(isinstance(item, (Hole, Splice)) for item in items):
            return call.undetermined(kind="tuple")
        return new_record(call.run, cls, Call(call.run, call.node, list(items)))  # type: ignore[arg-type]

    return Builtin(f"{cls.name}._make", make)


def named_tuple_attribute(value: Tuple, name: str) -> Value | None:
    """`_fields`, `_asdict` or `_replace` of an instance of a named tuple; None for anything else."""

    def replaced(call: Call) -> Any:
        if call.keywords.keys() - set(value.fields):
            version = call.run.given.python_version
            if version is None:
                return call.run.throw(Unknown("an error whose class depends on the version of Python", "exception"))
            kind = "TypeError" if version >= (3, 13) else "ValueError"
            return call.run.error(kind, "Got unexpected field names", call.node)
        items = tuple(call.keywords.get(name, item) for name, item in zip(value.fields, value.items))
        plain = Tuple(items, call.origin, value.fields)
        return as_record(plain, value.cls) if isinstance(value, Record) else plain

    def as_dict(call: Call) -> Value:
        pairs: Any = zip(value.fields, value.items)
        return Dict({name: Entry(Known(name), item) for name, item in pairs}, call.origin, call.run.worlds)

    match name:
        case "_fields":
            return Tuple(tuple(map(Known, value.fields)))
        case "_replace":
            return Builtin("namedtuple._replace", replaced, lift=False)
        case "_asdict":
            return Builtin("namedtuple._asdict", as_dict)
    return None

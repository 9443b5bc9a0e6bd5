"""Classes of the project: definition, inheritance, instances, enumerations, dataclasses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call, call_function, call_value, source_of, unknown_call
from djauthlint.evaluator.interpreter import NONE, Frame, Interpreter
from djauthlint.evaluator.names import read
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Entry,
    Function,
    Globals,
    Hole,
    Instance,
    Item,
    Items,
    Known,
    Library,
    List,
    Module,
    Namespace,
    Object,
    Origin,
    Set,
    Tuple,
    Unknown,
    Value,
)

DESCRIPTORS: Final = {
    "builtins.property": "builtins.property",
    "functools.cached_property": "builtins.property",
    "django.utils.functional.cached_property": "builtins.property",
    "builtins.staticmethod": "builtins.staticmethod",
    "builtins.classmethod": "builtins.classmethod",
    "django.utils.functional.classproperty": "django.utils.functional.classproperty",
    "configurations.utils.classproperty": "django.utils.functional.classproperty",
}
"""Decorators whose result depends on how an attribute is read, with the kind of descriptor that they make."""


def define_class(run: Interpreter, node: cst.ClassDef) -> None:
    """Executes a class statement and binds its name."""
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.statements import block

    bases: list[Value] = []
    for argument in node.bases:
        tree = run.here(evaluate(run, argument.value))
        if isinstance(tree, Choice):
            bases.append(Unknown("a base class that differs by condition"))
        elif not (isinstance(tree, Builtin) and tree.name == "builtins.object"):
            bases.append(tree)
    keywords = {
        argument.keyword.value: evaluate(run, argument.value)
        for argument in node.keywords
        if argument.keyword is not None
    }
    origin = run.origin(node)
    assert origin is not None
    namespace = Namespace(born=run.worlds)
    outer = run.frame
    cls = Class(node.name.value, tuple(bases), namespace, outer.module, origin, dict(keywords))
    namespace.names["__module__"] = Known(outer.module.name)
    namespace.names["__qualname__"] = Known(cls.name)
    frame = Frame(outer.module, (*outer.closure, namespace), namespace, owner=cls, class_scope=namespace)
    run.frames.append(frame)
    try:
        block(run, node.body)
    finally:
        run.frames.pop()
    if is_enum(run, cls):
        make_members(run, cls)
    value: Tree[Value] = cls
    for decorator in reversed(node.decorators):
        wrapper = run.here(evaluate(run, decorator.decorator))
        name = wrapper.name if isinstance(wrapper, Builtin) else wrapper.path if isinstance(wrapper, Object) else None
        if name == "dataclasses.dataclass":
            cls.keywords["@dataclass"] = Known(True)
        elif isinstance(wrapper, (Function, Class)):
            value = call_value(run, wrapper, Call(run, decorator.decorator, [value]))
        elif not (isinstance(wrapper, Builtin) and wrapper.name.startswith(("enum.", "typing.", "functools."))):
            run.havoc(value, f"changed by {source_of(decorator.decorator)}")
    run.bind_name(outer.declared.get(cls.name, outer.local), cls.name, value, "set", origin)


def ancestors(run: Interpreter, cls: Value) -> tuple[Value, ...]:
    """A class and its bases in method resolution order (C3; where that fails, depth first)."""
    if not isinstance(cls, Class):
        return (cls,)
    cached = run.orders.get(id(cls))
    if cached is not None:
        return cached[1]
    orders = [list(ancestors(run, base)) for base in cls.bases]
    merged = _merge([*orders, list(cls.bases)])
    result = (cls, *merged)
    run.orders[id(cls)] = (cls, result)
    return result


def _merge(sequences: list[list[Value]]) -> list[Value]:
    result: list[Value] = []
    sequences = [sequence for sequence in sequences if sequence]
    while sequences:
        for sequence in sequences:
            head = sequence[0]
            if not any(head is other for tail in sequences for other in tail[1:]):
                break
        else:
            head = sequences[0][0]
        result.append(head)
        sequences = [[other for other in sequence if other is not head] for sequence in sequences]
        sequences = [sequence for sequence in sequences if sequence]
    return result


def find_in_class(run: Interpreter, cls: Value, name: str, behind: Class | None = None) -> Tree[Any]:
    """A name in a class or its bases, `ABSENT` where there is none; `behind`: only in the bases that follow this class."""
    result: Any = ABSENT
    order = ancestors(run, cls)
    if behind is not None and any(other is behind for other in order):
        place = next(place for place, other in enumerate(order) if other is behind)
        order = order[place + 1 :]
    for base in order:
        found: Any = ABSENT
        if isinstance(base, Class):
            found = read(run, base.namespace, name)
        elif isinstance(base, Builtin):
            found = base.attributes.get(name, ABSENT)
        elif isinstance(base, Unknown):
            if name.startswith("__") and name.endswith("__"):
                continue
            found = Unknown(f"{name} of {base.reason}", origin=base.origin)
        if found is ABSENT:
            continue
        result = found if result is ABSENT else where(run.present(result), result, found)
        if run.here(run.present(result)) is True:
            return run.here(result)
    return result


def class_attribute(run: Interpreter, cls: Class, name: str) -> Tree[Any]:
    """`cls.name`: class methods bound to it, class properties called."""
    found = find_in_class(run, cls, name)
    if found is not ABSENT:
        return run.lift(lambda leaf: _from_class(run, cls, leaf), found)
    match name:
        case "__name__" | "__qualname__":
            return Known(cls.name)
        case "__module__":
            return Known(cls.module.name)
        case "__dict__":
            return Globals(cls.namespace)
        case "__bases__":
            return Tuple(cls.bases)
        case "__mro__":
            return Tuple(ancestors(run, cls))
        case "__members__":
            members = enum_members(run, cls)
            if members is not None:
                unclear = next((member.reason for member in members if isinstance(member, Hole)), None)
                entries: dict[Any, Entry] = {
                    str(text_leaf(member, "name")): Entry(Known(text_leaf(member, "name")), member)
                    for member in members
                    if isinstance(member, Instance)
                }
                return Dict(entries, None, run.worlds, unclear)
        case "__annotations__":
            return Dict(
                {
                    field: Entry(Known(field), Unknown("an annotation"))
                    for field in run.annotations.get(id(cls.namespace), {})
                },
                None,
                run.worlds,
            )
    return ABSENT


def _from_class(run: Interpreter, cls: Class, leaf: Any) -> Any:
    if isinstance(leaf, Object):
        if leaf.path == "builtins.staticmethod":
            return leaf.attributes["function"]
        if leaf.path == "builtins.classmethod":
            return run.lift(lambda inner: Bound(inner, cls), leaf.attributes["function"])
        if leaf.path == "django.utils.functional.classproperty":
            return call_value(run, leaf.attributes["function"], Call(run, cls.origin.node, [cls]))
    return leaf


def bind_attribute(run: Interpreter, leaf: Value, receiver: Value, node: cst.CSTNode | None) -> Tree[Value]:
    """What reading a class's attribute through an instance gives: methods bound, properties called."""
    if isinstance(leaf, (Function, Builtin)):
        if isinstance(leaf, Builtin) and leaf.is_class:
            return leaf
        return Bound(leaf, receiver)
    if isinstance(leaf, Object):
        if leaf.path == "builtins.property":
            return call_value(run, leaf.attributes["function"], Call(run, node or cst.Name("_"), [receiver]))
        cls = receiver.cls if isinstance(receiver, Instance) else receiver
        if isinstance(cls, Class):
            return _from_class(run, cls, leaf)  # type: ignore[no-any-return]
    return leaf


def decorate(run: Interpreter, wrapper: Value, value: Tree[Value]) -> Value | None:
    """The descriptor that a decorator makes of a function, None when it is no such decorator."""
    if isinstance(wrapper, Builtin) and wrapper.name in DESCRIPTORS:
        return Object(DESCRIPTORS[wrapper.name], {"function": value})
    if isinstance(wrapper, Object) and wrapper.path == "builtins.property":
        return wrapper
    return None


def super_attribute(run: Interpreter, cls: Class, receiver: Value, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """`super().name`."""
    start = receiver.cls if isinstance(receiver, Instance) else receiver
    found = find_in_class(run, start, name, behind=cls)
    if found is ABSENT:
        if name in ("__init__", "__init_subclass__", "__post_init__", "__setattr__", "__delattr__"):
            return Builtin(f"builtins.object.{name}", lambda call: NONE, lift=False)
        if name == "__new__":
            return Builtin(
                "builtins.object.__new__", lambda call: Instance(start, Namespace(born=run.worlds)), lift=False
            )
        return ABSENT
    return run.lift(lambda leaf: bind_attribute(run, leaf, receiver, node), found)


def set_attribute(
    run: Interpreter, target: Value, name: str, value: Tree[Any], origin: Origin | None, node: cst.CSTNode
) -> None:
    """`target.name = value` on a leaf; `ABSENT` deletes the attribute."""
    match target:
        case Instance():
            descriptor = find_in_class(run, target.cls, name)
            if isinstance(descriptor, Object) and descriptor.path == "builtins.property":
                setter = descriptor.attributes.get("deleter" if value is ABSENT else "setter")
                if setter is not None:
                    call_value(run, setter, Call(run, node, [target] if value is ABSENT else [target, value]))
                return
            run.bind_name(target.attributes, name, value, "set", origin)
        case Module() | Class():
            run.bind_name(target.namespace, name, value, "set", origin)
        case Object():
            setter = target.attributes.get("__setattr__")
            if setter is not None:
                call_value(run, setter, Call(run, node, [Known(name), value]))
            elif value is not ABSENT:
                target.attributes[name] = where(
                    run.worlds, value, target.attributes.get(name, Unknown(f"{name} of {target.path}"))
                )
        case Known() | List() | Dict() | Tuple() | Set():
            run.error("AttributeError", f"object has no attribute '{name}'", node)
        case Library() | Builtin() | Function() | Unknown() | Globals() | _:
            return


def instantiate(run: Interpreter, cls: Class, call: Call) -> Tree[Value]:
    """The result of calling a class of the project."""
    if is_enum(run, cls) and call.args:
        return member_of_value(run, cls, call.args[0], call)
    order = ancestors(run, cls)
    for base in order:
        hook = base.attributes.get("__instantiate__") if isinstance(base, Builtin) else None
        if hook is not None:
            return call_value(run, hook, call.with_arguments([cls, *call.args]))
    if any(
        isinstance(base, Builtin) and base.name in ("typing.NamedTuple", "collections.namedtuple") for base in order
    ):
        return _named_tuple(run, cls, call)
    attributes = Namespace(born=run.worlds)
    unknown = next((base for base in order if isinstance(base, Unknown)), None)
    if unknown is not None:
        attributes.missing = Unknown(f"an attribute of {unknown.reason}")
    instance = Instance(cls, attributes, call.origin, tuple(call.args))
    constructor = find_in_class(run, cls, "__new__")
    if isinstance(constructor, (Function, Object)):
        function = constructor.attributes["function"] if isinstance(constructor, Object) else constructor
        made = call_value(run, function, call.with_arguments([cls, *call.args]))
        if not isinstance(made, Instance):
            return made
        instance = made
    initializer = find_in_class(run, cls, "__init__")
    if isinstance(initializer, Choice):
        return unknown_call(run, cls, call)
    if isinstance(initializer, Function):
        call_function(run, initializer, call.with_arguments([instance, *call.args]), instance)
    elif isinstance(initializer, Builtin):
        call_value(run, initializer, call.with_arguments([instance, *call.args]))
    elif any(isinstance(base, Class) and "@dataclass" in base.keywords for base in order):
        _fill_dataclass(run, cls, instance, call)
    elif unknown is not None:
        for argument in call.all():
            run.havoc(argument, f"changed by {source_of(call.node)}")
    return instance


def _fields(run: Interpreter, cls: Class) -> dict[str, Class]:
    fields: dict[str, Class] = {}
    for base in reversed(ancestors(run, cls)):
        if isinstance(base, Class):
            for name, annotation in run.annotations.get(id(base.namespace), {}).items():
                if not source_of(annotation).startswith(("ClassVar", "typing.ClassVar")):
                    fields[name] = base
    return fields


def _field_default(run: Interpreter, cls: Class, name: str, call: Call) -> Tree[Value] | None:
    default = find_in_class(run, cls, name)
    if default is ABSENT:
        return None
    if isinstance(default, Object) and default.path == "dataclasses.Field":
        if "default" in default.attributes:
            return default.attributes["default"]
        if "default_factory" in default.attributes:
            return call_value(run, default.attributes["default_factory"], call.with_arguments([], {}))
        return None
    return default  # type: ignore[no-any-return]


def _fill_dataclass(run: Interpreter, cls: Class, instance: Instance, call: Call) -> None:
    for position, name in enumerate(_fields(run, cls)):
        value = call.get(position, name)
        if value is None:
            value = _field_default(run, cls, name, call)
        if value is None:
            if call.unknown is None:
                run.error("TypeError", f"__init__() missing required argument: '{name}'", call.node)
            value = Unknown(call.unknown or name)
        run.bind_name(instance.attributes, name, value, "", None)
    after = find_in_class(run, cls, "__post_init__")
    if isinstance(after, Function):
        call_function(run, after, call.with_arguments([instance], {}), instance)


def _named_tuple(run: Interpreter, cls: Class, call: Call) -> Tree[Value]:
    fields = tuple(_fields(run, cls))
    items: list[Item] = []
    for position, name in enumerate(fields):
        value = call.get(position, name)
        if value is None:
            value = _field_default(run, cls, name, call)
        items.append(value if value is not None else Unknown(f"field {name}"))
    return Tuple(tuple(items), call.origin, fields)


# -- enumerations


def is_enum(run: Interpreter, cls: Value) -> bool:
    """Whether a class is an enumeration."""
    return any(isinstance(base, Builtin) and base.name.startswith("enum.") for base in ancestors(run, cls))


def make_members(run: Interpreter, cls: Class) -> None:
    """Turns the values of an enumeration's body into its members."""
    count = 0
    lower = any(isinstance(base, Builtin) and base.name == "enum.StrEnum" for base in ancestors(run, cls))
    flag = any(isinstance(base, Builtin) and base.name in ("enum.Flag", "enum.IntFlag") for base in ancestors(run, cls))
    for name, tree in list(cls.namespace.names.items()):
        if (
            name.startswith("_")
            or isinstance(tree, (Function, Builtin, Class))
            or (isinstance(tree, Object) and tree.path in DESCRIPTORS.values())
        ):
            continue
        value = tree
        if isinstance(value, Object) and value.path == "enum.auto":
            value = Known(name.lower() if lower else 2**count if flag else count + 1)
        count += 1
        attributes = Namespace(
            {"name": Known(name), "value": value, "_name_": Known(name), "_value_": value}, run.worlds
        )
        member = Instance(cls, attributes, cls.origin)
        cls.namespace.names[name] = member


def _members(cls: Class) -> Iterator[Instance | Hole]:
    for name, value in cls.namespace.names.items():
        if isinstance(value, Instance) and value.cls is cls:
            yield value
        elif isinstance(value, (Choice, Unknown)) and not name.startswith("_"):
            yield Hole(f"{name} of {cls.name}, which may have been changed")


def enum_members(run: Interpreter, cls: Class) -> Items | None:
    """The members of an enumeration, a hole for each that can't be determined; None for any other class."""
    return tuple(_members(cls)) if is_enum(run, cls) else None


def enum_member_by_name(run: Interpreter, cls: Class, index: Value) -> Value | None:
    """`cls["NAME"]`; None when the class is no enumeration."""
    if not is_enum(run, cls):
        return None
    if isinstance(index, Known):
        found = cls.namespace.names.get(str(index.value))
        return found if isinstance(found, Instance) else Unknown("a member that can't be determined")
    return Unknown("a member that can't be determined")


def member_of_value(run: Interpreter, cls: Class, value: Tree[Value], call: Call) -> Tree[Value]:
    """`cls(value)` of an enumeration."""

    def one(leaf: Value) -> Any:
        if not isinstance(leaf, Known):
            if isinstance(leaf, Instance) and leaf.cls is cls:
                return leaf
            run.may_raise("a member that can't be determined", ("member", id(call.node)), "ValueError")
            return Unknown("a member that can't be determined")
        for member in _members(cls):
            inner = enum_value(run, member) if isinstance(member, Instance) else None
            if not isinstance(inner, Known):
                return Unknown("a member that can't be determined")
            if inner.value == leaf.value:
                return member
        missing = find_in_class(run, cls, "_missing_")
        if missing is not ABSENT:
            return Unknown("a member that can't be determined")
        return run.error("ValueError", f"{leaf.value!r} is not a valid {cls.name}", call.node)

    return run.lift(one, value)  # type: ignore[no-any-return]


def enum_value(run: Interpreter, value: Instance) -> Any:
    """The value of a member of an enumeration, None for any other instance."""
    return value.attributes.names.get("_value_") if isinstance(value.cls, Class) and is_enum(run, value.cls) else None


def enum_key(run: Interpreter, value: Instance) -> Any:
    """An instance as a key: what it equals for members that are strings or numbers, else itself."""
    inner = enum_value(run, value)
    if isinstance(inner, Known) and scalar_member(run, value):
        return inner.value
    return value


def scalar_member(run: Interpreter, value: Instance) -> bool:
    """Whether a member of an enumeration is a string or a number itself."""
    scalars = ("builtins.str", "builtins.int", "enum.StrEnum", "enum.IntEnum", "enum.IntFlag")
    return any(isinstance(base, Builtin) and base.name in scalars for base in ancestors(run, value.cls))


def enum_text(run: Interpreter, value: Instance) -> Value | None:
    """`str(member)`; None for any other instance, or where it depends on the version of Python."""
    inner = enum_value(run, value)
    if inner is None:
        return None
    if any(isinstance(base, Builtin) and base.name == "enum.StrEnum" for base in ancestors(run, value.cls)):
        return inner if isinstance(inner, Known) else None
    if scalar_member(run, value) or not isinstance(value.cls, Class):
        return None
    return Known(f"{value.cls.name}.{text_leaf(value, 'name')}")


def text_leaf(value: Instance, name: str) -> str:
    """A known text attribute of an instance."""
    leaf = value.attributes.names.get(name)
    return str(leaf.value) if isinstance(leaf, Known) else ""

"""Classes of the project: definition, attributes, instances."""

from __future__ import annotations

from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call, call_function, call_value, unknown_call
from djauthlint.evaluator.enumerations import is_enum, make_members, member_of_value, names_of_members, unclear_member
from djauthlint.evaluator.inheritance import DESCRIPTORS, ancestors, find_in_class, has_order
from djauthlint.evaluator.interpreter import NONE, Frame, Interpreter
from djauthlint.evaluator.managers import decorated
from djauthlint.evaluator.names import unbind
from djauthlint.evaluator.objects import find_method, get_attribute
from djauthlint.evaluator.records import (
    FROZEN,
    NAMED_TUPLES,
    Record,
    dataclass_option,
    fill_dataclass,
    new_record,
    record_attribute,
)
from djauthlint.evaluator.source_text import source_of
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
    Known,
    Library,
    List,
    Module,
    Namespace,
    Object,
    Origin,
    Perhaps,
    Set,
    Tuple,
    Unknown,
    Value,
)

PROPERTIES: Final = frozenset(("builtins.property", "functools.cached_property"))


def define_class(run: Interpreter, node: cst.ClassDef) -> None:
    """Executes a class statement and binds its name."""
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.statements import block

    bases: list[Value] = []
    for argument in node.bases:
        tree = run.here(evaluate(run, argument.value))
        if isinstance(tree, Choice):
            bases.append(Unknown("a base class that differs by condition"))
        elif isinstance(tree, (Known, List, Dict, Tuple, Set, Instance)):
            bases.append(Unknown("a base that is no class"))
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
    if not has_order(run, cls):
        run.error("TypeError", "Cannot create a consistent method resolution order (MRO)", node)
    if is_enum(run, cls):
        make_members(run, cls)
    _announce(run, cls, keywords, node)
    value: Tree[Value] = cls
    metaclass = run.here(keywords.get("metaclass", NONE))
    if isinstance(metaclass, (Class, Unknown, Choice)):
        value = Unknown(f"class {cls.name}: what its metaclass makes of it", "class", origin=origin)
    for decorator in reversed(node.decorators):
        wrapper = run.here(evaluate(run, decorator.decorator))
        dataclass = isinstance(wrapper, Builtin) and wrapper.name == "dataclasses.dataclass"
        ordering = isinstance(wrapper, Builtin) and wrapper.name == "functools.total_ordering"
        if dataclass or ordering or isinstance(wrapper, (Function, Class)):
            value = call_value(run, wrapper, Call(run, decorator.decorator, [value]))
        elif not (isinstance(wrapper, Builtin) and wrapper.name.startswith(("enum.", "typing.", "functools."))):
            cls.keywords["@decorated"] = NONE
            run.havoc(value, f"changed by {source_of(decorator.decorator)}")
    run.bind_name(outer.declared.get(cls.name, outer.local), cls.name, value, "set", origin)


def _announce(run: Interpreter, cls: Class, keywords: dict[str, Tree[Value]], node: cst.ClassDef) -> None:
    """Tells a new class's attributes and bases about it: `__set_name__` and `__init_subclass__`."""
    for name, tree in list(cls.namespace.names.items()):
        if isinstance(tree, Instance):
            hook = find_method(run, tree, "__set_name__")
            if hook is not None:
                call_value(run, hook, Call(run, node, [cls, Known(name)]))
    hook = find_in_class(run, cls, "__init_subclass__", behind=cls)
    if isinstance(hook, Object) and hook.path == "builtins.classmethod":
        hook = hook.attributes["function"]
    if isinstance(hook, Function):
        given = {name: value for name, value in keywords.items() if name != "metaclass"}
        call_function(run, hook, Call(run, node, [cls], given), cls)
    for base in ancestors(run, cls):
        made = base.attributes.get("__created__") if isinstance(base, Builtin) else None
        if made is not None:
            call_value(run, made, Call(run, node, [cls]))


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
            return Globals(cls.namespace, is_proxy=True)
        case "__bases__":
            return Tuple(cls.bases or (_object_class(),))
        case "__mro__":
            order = ancestors(run, cls)
            if all(isinstance(base, Class) for base in order):
                return Tuple((*order, _object_class()))
            return Tuple((*order, Hole("the bases of classes that are not of the project")))
        case "__members__" if is_enum(run, cls):
            members: dict[Any, Entry] = {name: Entry(Known(name), member) for name, member in names_of_members(cls)}
            return Dict(members, None, run.worlds, unclear_member(cls))
        case "_fields" | "_make" if any(isinstance(base, Builtin) and base.name in NAMED_TUPLES for base in cls.bases):
            return record_attribute(run, cls, name)
        case "__annotations__":
            fields = run.annotations.get(id(cls.namespace), {})
            return Dict({name: Entry(Known(name), Unknown("an annotation")) for name in fields}, None, run.worlds)
    return Unknown(f"{name} of a class") if hasattr(type, name) else ABSENT


def _object_class() -> Value:
    from djauthlint.evaluator.models.builtins import BUILTINS

    return BUILTINS["object"]


def _from_class(run: Interpreter, cls: Class, leaf: Any) -> Any:
    if isinstance(leaf, Instance):
        return _described(run, leaf, NONE, cls)
    if isinstance(leaf, Object):
        if leaf.path == "builtins.staticmethod":
            return leaf.attributes["function"]
        if leaf.path == "builtins.classmethod":
            return run.lift(lambda inner: Bound(inner, cls), leaf.attributes["function"])
        if leaf.path == "django.utils.functional.classproperty":
            return call_value(run, leaf.attributes["function"], Call(run, cls.origin.node, [cls]))
    return leaf


def bind_attribute(
    run: Interpreter, leaf: Value, receiver: Value, node: cst.CSTNode | None, name: str | None = None
) -> Tree[Value]:
    """What reading a class's attribute through an instance gives: methods bound, properties called.

    With its name, the value of a cached property is kept in the instance.
    """
    if isinstance(leaf, (Function, Builtin)):
        if isinstance(leaf, Builtin) and leaf.is_class:
            return leaf
        return Bound(leaf, receiver)
    if isinstance(leaf, Instance):
        return _described(run, leaf, receiver, receiver.cls if isinstance(receiver, Instance) else receiver)
    if isinstance(leaf, Object):
        if leaf.path == "contextlib.contextmanager":
            return decorated(Bound(leaf.attributes["function"], receiver))
        if leaf.path in PROPERTIES:
            value = call_value(run, leaf.attributes["function"], Call(run, node or cst.Name("_"), [receiver]))
            if leaf.path == "functools.cached_property" and isinstance(receiver, Instance) and name is not None:
                run.bind_name(receiver.attributes, name, value, "", None)
            return value
        cls = receiver.cls if isinstance(receiver, (Instance, Record)) else receiver
        if isinstance(cls, Class):
            return _from_class(run, cls, leaf)  # type: ignore[no-any-return]
    return leaf


def _described(run: Interpreter, leaf: Instance, receiver: Value, cls: Value) -> Tree[Value]:
    """An attribute of a class that is an object of the project: what its `__get__` gives, else itself."""
    getter = find_method(run, leaf, "__get__")
    return leaf if getter is None else call_value(run, getter, Call(run, cst.Name("_"), [receiver, cls]))


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
        if name == "__init_subclass__":
            return Builtin("builtins.object.__init_subclass__", lambda call: NONE, lift=False)
        found = OBJECT_METHODS.get(name, ABSENT)
    if name == "__new__" or found is ABSENT:
        return found
    return run.lift(lambda leaf: bind_attribute(run, leaf, receiver, node), found)


def set_attribute(
    run: Interpreter, target: Value, name: str, value: Tree[Any], origin: Origin | None, node: cst.CSTNode
) -> None:
    """`target.name = value` on a leaf; `ABSENT` deletes the attribute."""
    match target:
        case Instance():
            hook = find_in_class(run, target.cls, "__delattr__" if value is ABSENT else "__setattr__")
            if dataclass_option(run, target.cls, "frozen"):
                run.throw(call_value(run, FROZEN, Call(run, node, [Known(f"cannot assign to field '{name}'")])))
            if isinstance(hook, Function):
                arguments: list[Any] = [target, Known(name)] if value is ABSENT else [target, Known(name), value]
                call_function(run, hook, Call(run, node, arguments), target)
            elif isinstance(hook, Builtin) and value is not ABSENT:
                call_value(run, hook, Call(run, node, [target, Known(name), value]))
            else:
                set_plainly(run, target, name, value, origin, node)
        case Module() | Class() if value is ABSENT:
            unbind(run, target.namespace, name, origin, node)
        case Module() | Class():
            run.bind_name(target.namespace, name, value, "set", origin)
        case Unknown():
            run.may_raise(target.reason, ("set attribute", target.key, name), "AttributeError")
            run.havoc(target, target.reason)
            for each in target.among:
                if isinstance(each, (Module, Class)):
                    run.forget_name(each.namespace, name, target.reason, value)
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
        case Builtin() if target.name.startswith("builtins."):
            run.error("TypeError" if target.is_class else "AttributeError", f"cannot set '{name}'", node)
        case Library() | Builtin() | Function() | Globals() | _:
            return


def set_plainly(
    run: Interpreter, target: Instance, name: str, value: Tree[Any], origin: Origin | None, node: cst.CSTNode
) -> None:
    """The same as `object.__setattr__` and `object.__delattr__` do it: descriptors first."""
    descriptor = find_in_class(run, target.cls, name)
    setter: Any = None
    if isinstance(descriptor, Object) and descriptor.path == "builtins.property":
        setter = descriptor.attributes.get("deleter" if value is ABSENT else "setter")
        if setter is None:
            run.error("AttributeError", f"can't set or delete attribute '{name}'", node)
        call_value(run, setter, Call(run, node, [target] if value is ABSENT else [target, value]))
        return
    if isinstance(descriptor, Instance):
        setter = find_method(run, descriptor, "__delete__" if value is ABSENT else "__set__")
    if setter is not None:
        call_value(run, setter, Call(run, node, [target] if value is ABSENT else [target, value]))
    elif value is ABSENT:
        unbind(run, target.attributes, name, origin, node)
    else:
        if name not in target.attributes.names and not _has_room(run, target.cls, name):
            run.error("AttributeError", f"'{target.type_name}' object has no attribute '{name}'", node)
        run.bind_name(target.attributes, name, value, "set", origin)


def _has_room(run: Interpreter, cls: Value, name: str) -> bool:
    """Whether an instance may have an attribute of this name: `__slots__` of a class and all its bases list others."""
    names: list[Any] = []
    for base in ancestors(run, cls):
        if isinstance(base, Builtin) and base.name == "builtins.object":
            continue
        if not isinstance(base, Class) or "@decorated" in base.keywords:
            return True
        slots = base.namespace.names.get("__slots__")
        if not isinstance(slots, (List, Tuple)):
            return True
        names.extend(slots.items)
    return not all(isinstance(slot, Known) for slot in names) or name in [slot.value for slot in names]


def _new(call: Call) -> Any:
    cls = call.args[0] if call.args else None
    if not isinstance(cls, Class) or not all(isinstance(base, Class) for base in ancestors(call.run, cls)):
        return Unknown(source_of(call.node), origin=call.origin)
    return Instance(cls, Namespace(born=call.run.worlds), call.origin)


def _set_plainly(call: Call) -> Value:
    target, name = call.args[0], call.text(1)
    value = ABSENT if len(call.args) < 3 else call.args[2]
    if isinstance(target, Instance) and name is not None:
        set_plainly(call.run, target, name, value, call.origin, call.node)
    elif isinstance(target, Instance):
        call.run.havoc(target, source_of(call.node))
    return NONE


def _get_plainly(call: Call) -> Any:
    name = call.text(1)
    if name is None or not isinstance(call.args[0], Instance):
        return Unknown(source_of(call.node), origin=call.origin)
    return get_attribute(call.run, call.args[0], name, call.node)


OBJECT_METHODS: Final[dict[str, Builtin]] = {
    "__new__": Builtin("builtins.object.__new__", _new, lift=False),
    "__init__": Builtin("builtins.object.__init__", lambda call: NONE, lift=False),
    "__setattr__": Builtin("builtins.object.__setattr__", _set_plainly),
    "__delattr__": Builtin("builtins.object.__delattr__", _set_plainly),
    "__getattribute__": Builtin("builtins.object.__getattribute__", _get_plainly),
}
"""What each class has from `object`, as far as settings call it by name."""


def instantiate(run: Interpreter, cls: Class, call: Call) -> Tree[Value]:
    """The result of calling a class of the project."""
    if is_enum(run, cls) and call.args:
        return member_of_value(run, cls, call.args[0], call)
    order = ancestors(run, cls)
    for base in order:
        hook = base.attributes.get("__instantiate__") if isinstance(base, Builtin) else None
        if hook is not None:
            return call_value(run, hook, call.with_arguments([cls, *call.args]))
    if any(isinstance(base, Builtin) and base.name in NAMED_TUPLES for base in order):
        return new_record(run, cls, call)
    attributes = Namespace(born=run.worlds)
    unknown = next((base for base in order if isinstance(base, Unknown)), None)
    if unknown is not None:
        attributes.missing = Perhaps(f"an attribute of {unknown.reason}")
    instance = Instance(cls, attributes, call.origin, tuple(call.args))
    constructor = find_in_class(run, cls, "__new__")
    if isinstance(constructor, (Function, Object)):
        function = constructor.attributes["function"] if isinstance(constructor, Object) else constructor
        made = call_value(run, function, call.with_arguments([cls, *call.args]))
        if not isinstance(made, Instance) or not any(base is cls for base in ancestors(run, made.cls)):
            return made
        instance = made
    initializer = find_in_class(run, cls, "__init__")
    if isinstance(initializer, Choice):
        return unknown_call(run, cls, call)
    if isinstance(initializer, Function):
        call_function(run, initializer, call.with_arguments([instance, *call.args]), instance)
    elif isinstance(initializer, Builtin):
        call_value(run, initializer, call.with_arguments([instance, *call.args]))
    elif dataclass_option(run, cls, "init"):
        fill_dataclass(run, cls, instance, call)
    elif unknown is not None:
        for argument in call.all():
            run.havoc(argument, f"changed by {source_of(call.node)}")
    elif call.args and constructor is ABSENT and all(isinstance(base, Class) for base in order):
        run.error("TypeError", f"{cls.name}() takes no arguments", call.node)
    return instance

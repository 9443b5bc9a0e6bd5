"""Builtins that read and write attributes and names: `getattr`, `hasattr`, `globals`, `vars`, `dir` and so on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Tree, Worlds, either, where
from djauthlint.evaluator.attempts import attempt
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.expressions import from_worlds
from djauthlint.evaluator.interpreter import NONE, Interpreter, changeable
from djauthlint.evaluator.models.dict_methods import otherwise
from djauthlint.evaluator.models.introspection import EXAMPLES, NOTHING, example
from djauthlint.evaluator.models.iterables import Stream, View
from djauthlint.evaluator.models.namespace_methods import as_dict, entries, unlisted
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.evaluator.names import bound, settled
from djauthlint.evaluator.objects import attribute_of, get_attribute
from djauthlint.evaluator.questions import identity
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
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
    Namespace,
    Object,
    Perhaps,
    Splice,
    Super,
    Unknown,
    Value,
)


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
            namespace = leaf.attributes if isinstance(leaf, Instance) else getattr(leaf, "namespace", None)
            among = changeable(*namespace.names.values()) if isinstance(namespace, Namespace) else ()
            return Unknown(reason, origin=call.origin, among=among)
        if default is None:
            return get_attribute(run, leaf, name, call.node)
        if isinstance(leaf, Unknown) and leaf.kind is None and leaf.path is None:
            symbol = ("attribute", leaf.symbol, name) if leaf.symbol is not None else None
            return Unknown(leaf.reason, None, symbol, call.origin)
        if isinstance(leaf, (Instance, Super)):
            return attempt(
                run,
                lambda: settled(otherwise(call, attribute_of(run, leaf, name, call.node), default)),
                "AttributeError",
                lambda: default,
            )
        return settled(otherwise(call, attribute_of(run, leaf, name, call.node), default))

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
        is_asked = isinstance(found, Unknown) and not isinstance(found, Perhaps)
        if is_asked and (isinstance(target, Library) or name not in target.namespace.names):
            return from_worlds(
                run, run.ask(("hasattr", target, name), f"{_module_name(target)}.{name} exists"), call.origin
            )
        return from_worlds(run, bound(run, found, name), call.origin)
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
        else:
            _open(run, target, f"{reason_of(key)} may be the name of any attribute", value=value)
        return NONE

    return run.lift(one, call.args[0], call.args[1])


def _open(run: Interpreter, target: Value, reason: str, *, is_deleted: bool = False, value: Tree[Any] = None) -> None:
    """Any attribute of an object may have been written or deleted."""
    if isinstance(target, Module):
        run.open_namespace(target.namespace, reason, is_deleted=is_deleted, value=value)
    elif isinstance(target, (Class, Instance)):
        namespace = target.attributes if isinstance(target, Instance) else target.namespace
        run.open_namespace(namespace, reason, is_deleted=is_deleted, settings_only=False, value=value)


def _delattr(call: Call) -> Any:
    from djauthlint.evaluator.classes import set_attribute

    run = call.run
    if len(call.args) != 2 or call.keywords:
        return run.error("TypeError", f"delattr expected 2 arguments, got {len(call.args)}", call.node)
    target: Any = call.args[0]
    name = _attribute_name(call, "delattr")
    if name is None:
        reason = f"{reason_of(call.args[1])} may be the name of any attribute"  # type: ignore[arg-type]
        run.may_raise(reason, ("delattr", run.fresh()), "AttributeError")
        _open(run, target, reason, is_deleted=True)
        return NONE
    set_attribute(run, target, name, ABSENT, call.origin, call.node)  # type: ignore[arg-type]
    return NONE


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
    from djauthlint.evaluator.inheritance import ancestors

    run = call.run
    value: Any = call.args[0] if call.args else None
    spaces: list[Globals] = []
    found: dict[str, Worlds] = {}
    reason: str | None = None
    if value is None:
        spaces.append(Globals(run.frame.local))
    elif isinstance(value, Module):
        spaces.append(Globals(value.namespace))
    elif isinstance(value, (Class, Instance)):
        found = dict.fromkeys(dir(object()), True)
        if isinstance(value, Instance):
            spaces.append(Globals(value.attributes))
        for base in ancestors(run, value.cls if isinstance(value, Instance) else value):
            if isinstance(base, Class):
                spaces.append(Globals(base.namespace, is_proxy=True))
            else:
                reason = f"the names of {reason_of(base)}"
    else:
        return List((Hole("the names of an object"),), call.origin, run.worlds)
    for space in spaces:
        reason = reason or unlisted(run, space)
        for name, tree in entries(run, space):
            found[name] = either(found.get(name, False), run.present(tree))
    names: Items = tuple(
        Known(name) if found[name] is True else Splice(where(found[name], (Known(name),), ())) for name in sorted(found)
    )
    if reason is not None:
        names = (Shuffled(f"{reason} are among others", (*names, Hole(reason))),)
    return List(names, call.origin, run.worlds)


FUNCTIONS: Final[dict[str, Callable[[Call], Any]]] = {
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "delattr": _delattr,
    "globals": _globals,
    "locals": _locals,
    "vars": _vars,
    "dir": _dir,
}
WITH_TREES: Final = frozenset({"getattr", "setattr"})
"""Those of the functions that take trees."""

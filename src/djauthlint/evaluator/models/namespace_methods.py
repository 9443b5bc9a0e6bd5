"""Methods of the dict that `globals()`, `locals()` and `vars()` give: a view of a namespace."""

from __future__ import annotations

from typing import Any, Final

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.iteration import conditional
from djauthlint.evaluator.models.dict_methods import otherwise
from djauthlint.evaluator.models.iterables import view
from djauthlint.evaluator.models.list_methods import arity, method, special_methods
from djauthlint.evaluator.names import read
from djauthlint.values import (
    ABSENT,
    Builtin,
    Dict,
    Entry,
    Globals,
    Hole,
    Item,
    Items,
    Known,
    List,
    Namespace,
    Origin,
    Splice,
    Tuple,
    Unknown,
    Value,
)

GLOBALS: Final[dict[str, Builtin]] = {}

IMPORT_NAMES: Final = ("__loader__", "__spec__", "__cached__")
"""What the import system binds in each module besides its name, package and file."""


def name_in(run: Interpreter, target: Globals, key: Value) -> Tree[Any]:
    """The value of a name in a namespace, `ABSENT` in the worlds in which it is not bound."""
    if not isinstance(key, Known):
        return Unknown("a name that can't be determined")
    if not isinstance(key.value, str):
        return ABSENT
    found = read(run, target.namespace, key.value)
    if found is ABSENT and key.value.startswith("__"):
        for frame in reversed(run.frames):
            if frame.module.namespace is target.namespace:
                from djauthlint.evaluator.objects import attribute_of

                return (
                    attribute_of(run, frame.module, key.value, None)
                    if key.value in ("__name__", "__file__")
                    else ABSENT
                )
    return found


def listed(run: Interpreter, namespace: Namespace, make: Any) -> Items:
    """The names that are bound in a namespace, each as `make(name, value)`; those bound by condition as splices."""
    from djauthlint.conditions import restrict

    items: list[Item] = []
    if "__name__" in namespace.names and "__file__" in namespace.names:
        items += [
            make(Known(name), Unknown(f"{name} of a module")) for name in IMPORT_NAMES if name not in namespace.names
        ]
    for name, tree in list(namespace.names.items()):
        value = run.here(tree)
        if value is ABSENT:
            continue
        there = run.here(run.present(value))
        if there is True:
            items.append(make(Known(name), value))
        elif there is not False:
            items.append(conditional(run, value, make(Known(name), restrict(value, there))))
    missing = run.here(namespace.missing)
    if missing is not ABSENT:
        items.append(Hole(next((reason for _, reason in namespace.opened), "names that can't be determined")))
    return tuple(items)


def assign(run: Interpreter, target: Globals, key: Tree[Value], value: Tree[Any], origin: Origin | None) -> None:
    """`globals()[key] = value`."""

    def one(leaf: Value) -> None:
        if isinstance(leaf, Known):
            if isinstance(leaf.value, str):
                run.bind_name(target.namespace, leaf.value, run.here(value), "set", origin)
        else:
            run.open_namespace(target.namespace, reason_of(leaf))

    run.each(key, one)


@method(GLOBALS, "dict", "get", (Globals,))
def _get(call: Call, target: Globals) -> Any:
    arity(call, "get", 1, 2)
    default = call.args[1] if len(call.args) > 1 else NONE
    return call.run.lift(lambda key: otherwise(call, name_in(call.run, target, key), default), call.args[0])


@method(GLOBALS, "dict", "setdefault", (Globals,))
def _setdefault(call: Call, target: Globals) -> Any:
    arity(call, "setdefault", 1, 2)
    run = call.run
    default = run.here(call.args[1]) if len(call.args) > 1 else NONE

    def one(key: Value) -> Any:
        if not isinstance(key, Known):
            run.open_namespace(target.namespace, reason_of(key))
            return Unknown(reason_of(key), origin=call.origin)
        found = name_in(run, target, key)
        there = run.here(run.present(found))
        run.split(there, lambda: None, lambda: assign(run, target, key, default, call.origin))
        return otherwise(call, found, default)

    return run.lift(one, call.args[0])


@method(GLOBALS, "dict", "update", (Globals,))
def _update(call: Call, target: Globals) -> Value:
    if len(call.args) > 1:
        call.run.error("TypeError", "update expected at most 1 argument", call.node)
    for argument in call.args:
        call.run.each(argument, lambda leaf: write_all(call.run, target, leaf, call.origin))
    for name, value in call.keywords.items():
        assign(call.run, target, Known(name), value, call.origin)
    return NONE


def write_all(run: Interpreter, target: Globals, leaf: Value, origin: Origin | None) -> None:
    """Binds each entry of a mapping as a name in the present worlds."""
    if isinstance(leaf, Dict):
        if leaf.open is not None:
            run.open_namespace(target.namespace, leaf.open)
        for entry in list(leaf.entries.values()):
            _write(run, target, entry, origin)
    elif isinstance(leaf, Globals):
        for name, tree in list(leaf.namespace.names.items()):
            _write(run, target, Entry(Known(name), tree), origin)
        if leaf.namespace.missing is not ABSENT:
            run.open_namespace(target.namespace, "names that can't be determined")
    elif isinstance(leaf, (List, Tuple)) and all(_is_pair(run, item) for item in leaf.items):
        for item in leaf.items:
            pair: Any = run.here(item)
            assign(run, target, pair.items[0], pair.items[1], origin)
    else:
        run.open_namespace(target.namespace, reason_of(leaf))


def _is_pair(run: Interpreter, item: Any) -> bool:
    pair = None if isinstance(item, (Hole, Splice)) else run.here(item)
    return (
        isinstance(pair, (List, Tuple))
        and len(pair.items) == 2
        and not any(isinstance(part, (Hole, Splice)) for part in pair.items)
    )


def _write(run: Interpreter, target: Globals, entry: Entry, origin: Origin | None) -> None:
    value = run.here(entry.value)
    there = run.here(run.present(value))
    run.split(there, lambda: assign(run, target, entry.key, run.here(value), origin))


@method(GLOBALS, "dict", "pop", (Globals,))
def _pop(call: Call, target: Globals) -> Any:
    arity(call, "pop", 1, 2)
    run = call.run
    default = run.here(call.args[1]) if len(call.args) > 1 else None

    def one(key: Value) -> Any:
        if not isinstance(key, Known):
            run.open_namespace(target.namespace, reason_of(key))
            return Unknown(reason_of(key), origin=call.origin)
        found = name_in(run, target, key)
        if isinstance(key.value, str) and found is not ABSENT:
            run.bind_name(target.namespace, key.value, ABSENT, "deleted", call.origin)
        if default is not None:
            return otherwise(call, found, default)
        there = run.here(run.present(found))
        if there is False:
            return run.error("KeyError", repr(key.value), call.node)
        if there is not True:
            run.split(there, lambda: None, lambda: run.error("KeyError", repr(key.value), call.node))
        return run.here(found)

    return run.lift(one, call.args[0])


@method(GLOBALS, "dict", "keys", (Globals,))
def _keys(call: Call, target: Globals) -> Value:
    arity(call, "keys", 0, 0)
    return view("dict_keys", lambda run: names_of(run, target.namespace), call.origin)


def names_of(run: Interpreter, namespace: Namespace) -> Items:
    """The names that are bound in a namespace."""
    return listed(run, namespace, lambda key, value: key)


@method(GLOBALS, "dict", "values", (Globals,))
def _values(call: Call, target: Globals) -> Value:
    arity(call, "values", 0, 0)
    return view("dict_values", lambda run: listed(run, target.namespace, lambda key, value: value), call.origin)


@method(GLOBALS, "dict", "items", (Globals,))
def _items(call: Call, target: Globals) -> Value:
    arity(call, "items", 0, 0)
    return view(
        "dict_items", lambda run: listed(run, target.namespace, lambda key, value: Tuple((key, value))), call.origin
    )


@method(GLOBALS, "dict", "copy", (Globals,))
def _copy(call: Call, target: Globals) -> Value:
    arity(call, "copy", 0, 0)
    return as_dict(call.run, target, call.origin)


def as_dict(run: Interpreter, target: Globals, origin: Origin | None) -> Dict:
    """The names of a namespace as a dict of their present values."""
    result = Dict(origin=origin, born=run.worlds)
    for name, tree in list(target.namespace.names.items()):
        value = run.here(tree)
        if value is not ABSENT:
            result.entries[name] = Entry(Known(name), value)
    if run.here(target.namespace.missing) is not ABSENT:
        result.open = "names that can't be determined"
    return result


def bound_in(run: Interpreter, target: Globals, key: Value) -> Any:
    """The worlds in which a name is bound in a namespace."""
    if not isinstance(key, Known):
        return run.ask(("in", run.fresh()), f"{run.words(key)} in globals()")

    def one(leaf: Any) -> Any:
        if isinstance(leaf, Unknown) and key.value not in target.namespace.names:
            opened = len(target.namespace.opened)
            return run.ask(("in", key.value, target.namespace, opened), f"{key.value!s} is set")
        return leaf is not ABSENT

    return run.lift(one, name_in(run, target, key))


special_methods(GLOBALS, "dict", (Globals,))


@method(GLOBALS, "dict", "__setitem__", (Globals,))
def _setitem(call: Call, target: Globals) -> Any:
    arity(call, "__setitem__", 2, 2)
    assign(call.run, target, call.args[0], call.args[1], call.origin)
    return NONE


__all__ = ["GLOBALS", "Choice", "as_dict", "assign", "bound_in", "names_of", "where", "write_all"]

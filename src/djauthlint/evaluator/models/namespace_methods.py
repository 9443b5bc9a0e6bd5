"""Methods of the dict that `globals()`, `locals()` and `vars()` give: a view of a namespace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree, restrict, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.expressions import merge
from djauthlint.evaluator.interpreter import NONE, Interpreter, changeable
from djauthlint.evaluator.iteration import conditional
from djauthlint.evaluator.models.dict_methods import otherwise
from djauthlint.evaluator.models.iterables import view
from djauthlint.evaluator.models.list_methods import arity, method, special_methods
from djauthlint.evaluator.names import bound, read, settled
from djauthlint.evaluator.objects import module_attribute
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
    Origin,
    Perhaps,
    Tuple,
    Unknown,
    Value,
)

GLOBALS: Final[dict[str, Builtin]] = {}

MODULE_NAMES: Final = tuple("__name__ __doc__ __package__ __loader__ __spec__ __file__ __cached__ __builtins__".split())
"""What the import system binds in each module, in this order."""

CLASS_NAMES: Final = ("__module__", "__dict__", "__weakref__", "__doc__")
"""What Python adds to each class."""


def name_in(run: Interpreter, target: Globals, key: Value) -> Tree[Any]:
    """The value of a name in a namespace, `ABSENT` in the worlds in which it is not bound, `Perhaps` where it may be."""
    if not isinstance(key, Known):
        among = changeable(*target.namespace.names.values())
        return Perhaps(f"a name that can't be determined: {reason_of(key)}", among=among)
    if not isinstance(key.value, str):
        return Perhaps("a name that is no text") if target.namespace.opened else ABSENT
    found = read(run, target.namespace, key.value)
    if found is not ABSENT or not key.value.startswith("__"):
        return found
    if target.is_proxy and key.value.endswith("__"):
        reason = f"{key.value} of a class"
        return Unknown(reason) if key.value in CLASS_NAMES else Perhaps(reason)
    for frame in reversed(run.frames):
        if frame.module.namespace is target.namespace and key.value in ("__name__", "__file__"):
            return module_attribute(run, frame.module, key.value)
    return ABSENT


def bound_in(run: Interpreter, target: Globals, key: Value) -> Any:
    """The worlds in which a name is bound in a namespace."""
    return bound(run, name_in(run, target, key), str(key.value) if isinstance(key, Known) else run.words(key))


def entries(run: Interpreter, target: Globals) -> Iterator[tuple[str, Tree[Any]]]:
    """The names that may be bound in a namespace with their values: `ABSENT` in the worlds in which one is not."""
    namespace = target.namespace
    names = dict(namespace.names)
    if "__name__" in names and "__file__" in names:
        names = {name: names.get(name, Unknown(f"{name} of a module")) for name in MODULE_NAMES} | names
    if target.is_proxy:
        yield from ((name, Unknown(f"{name} of a class")) for name in CLASS_NAMES if name not in names)
    for name, tree in names.items():
        value = run.here(tree)
        if value is ABSENT or (target.is_proxy and name == "__qualname__"):
            continue
        there = run.here(bound(run, value, name))
        if there is not False:
            yield name, settled(value if there is True else where(there, restrict(value, there), ABSENT))


def unlisted(run: Interpreter, target: Globals) -> str | None:
    """Why a namespace may have names that are not listed in the present worlds; None where it has none."""
    if run.here(target.namespace.missing) is ABSENT:
        return None
    return next((reason for _, reason in target.namespace.opened), "names that can't be determined")


def listed(run: Interpreter, target: Globals, make: Callable[[Value, Tree[Any]], Item]) -> Items:
    """The names that are bound in a namespace, each as `make(name, value)`; those bound by condition as splices."""
    items: list[Item] = []
    for name, value in entries(run, target):
        there = run.present(value)
        items.append(conditional(run, value, make(Known(name), value if there is True else restrict(value, there))))
    reason = unlisted(run, target)
    return (*items, Hole(reason)) if reason is not None else tuple(items)


def names_of(run: Interpreter, target: Globals) -> Items:
    """The names that are bound in a namespace."""
    return listed(run, target, lambda key, value: key)


def as_dict(run: Interpreter, target: Globals, origin: Origin | None) -> Dict:
    """The names of a namespace as a dict of their present values."""
    result = Dict(origin=origin, born=run.worlds)
    for name, value in entries(run, target):
        result.entries[name] = Entry(Known(name), value)
    result.open = unlisted(run, target)
    return result


def item_in(run: Interpreter, target: Globals, key: Value, node: cst.CSTNode) -> Tree[Value]:
    """`globals()[key]`.

    Raises:
        Unwind: the name is not bound.
    """
    found = name_in(run, target, key)
    _demand(run, bound(run, found, ""), key, node)
    return settled(run.here(found))


def _demand(run: Interpreter, there: Any, key: Value, node: cst.CSTNode) -> None:
    text = repr(key.value) if isinstance(key, Known) else "a name"
    if run.here(there) is not True:
        run.split(run.here(there), lambda: None, lambda: run.error("KeyError", text, node))


def write(run: Interpreter, target: Globals, key: Value, value: Tree[Any], origin: Origin | None) -> None:
    """`globals()[key] = value`."""
    if isinstance(key, Known) and isinstance(key.value, str):
        run.bind_name(target.namespace, key.value, run.here(value), "set", origin)
    else:
        run.open_namespace(target.namespace, f"{reason_of(key)} may be the name of any setting", value=value)


def remove(run: Interpreter, target: Globals, key: Value, origin: Origin | None) -> Tree[Any]:
    """Removes a name where it is bound; gives what `name_in` says of it."""
    found = name_in(run, target, key)
    if not isinstance(key, Known):
        run.open_namespace(target.namespace, f"{reason_of(key)} may be the name of any setting", is_deleted=True)
    elif found is not ABSENT:
        run.bind_name(target.namespace, str(key.value), ABSENT, "deleted", origin)
    return found


def delete(run: Interpreter, target: Globals, key: Value, origin: Origin | None, node: cst.CSTNode) -> Tree[Value]:
    """`del globals()[key]`; gives what was there.

    Raises:
        Unwind: the name is not bound.
    """
    found = remove(run, target, key, origin)
    _demand(run, bound(run, found, ""), key, node)
    return settled(run.here(found))


@method(GLOBALS, "dict", "get", (Globals,))
def _get(call: Call, target: Globals) -> Any:
    arity(call, "get", 1, 2)
    default = call.args[1] if len(call.args) > 1 else NONE
    return call.run.lift(lambda key: settled(otherwise(call, name_in(call.run, target, key), default)), call.args[0])


@method(GLOBALS, "dict", "setdefault", (Globals,))
def _setdefault(call: Call, target: Globals) -> Any:
    arity(call, "setdefault", 1, 2)
    run = call.run
    default = run.here(call.args[1]) if len(call.args) > 1 else NONE

    def one(key: Value) -> Any:
        found = name_in(run, target, key)
        there = run.here(bound(run, found, ""))
        run.split(there, lambda: None, lambda: write(run, target, key, default, call.origin))
        return run.here(where(there, settled(found), default))

    return run.lift(one, call.args[0])


@method(GLOBALS, "dict", "update", (Globals,))
def _update(call: Call, target: Globals) -> Value:
    run = call.run
    if len(call.args) > 1:
        run.error("TypeError", "update expected at most 1 argument", call.node)
    new = Dict(born=run.worlds)
    if call.args:
        merge(run, new, call.args[0], call.node)
    for name, value in call.keywords.items():
        run.set_entry(new, name, Known(name, call.origin), run.here(value))
    write_all(run, target, new, call.origin)
    return NONE


def write_all(run: Interpreter, target: Globals, mapping: Dict, origin: Origin | None) -> None:
    """Binds each entry of a dict as a name in the present worlds."""
    if mapping.open is not None:
        run.open_namespace(target.namespace, mapping.open)
    for entry in list(mapping.entries.values()):
        there = run.here(run.present(entry.value))
        run.split(there, lambda entry=entry: write(run, target, entry.key, entry.value, origin))  # type: ignore[misc]


@method(GLOBALS, "dict", "pop", (Globals,))
def _pop(call: Call, target: Globals) -> Any:
    arity(call, "pop", 1, 2)
    run = call.run
    if len(call.args) == 1:
        return run.lift(lambda key: delete(run, target, key, call.origin, call.node), call.args[0])
    default = run.here(call.args[1])
    return run.lift(lambda key: settled(otherwise(call, remove(run, target, key, call.origin), default)), call.args[0])


@method(GLOBALS, "dict", "keys", (Globals,))
def _keys(call: Call, target: Globals) -> Value:
    arity(call, "keys", 0, 0)
    return view("dict_keys", lambda run: names_of(run, target), call.origin)


@method(GLOBALS, "dict", "values", (Globals,))
def _values(call: Call, target: Globals) -> Value:
    arity(call, "values", 0, 0)
    return view("dict_values", lambda run: listed(run, target, lambda key, value: value), call.origin)


@method(GLOBALS, "dict", "items", (Globals,))
def _items(call: Call, target: Globals) -> Value:
    arity(call, "items", 0, 0)
    return view("dict_items", lambda run: listed(run, target, lambda key, value: Tuple((key, value))), call.origin)


@method(GLOBALS, "dict", "copy", (Globals,))
def _copy(call: Call, target: Globals) -> Value:
    arity(call, "copy", 0, 0)
    return as_dict(call.run, target, call.origin)


special_methods(GLOBALS, "dict", (Globals,))

PROXY: Final = {name: body for name, body in GLOBALS.items() if name not in ("setdefault", "update", "pop")}
"""Those that the dict of a class has."""


@method(GLOBALS, "dict", "__setitem__", (Globals,))
def _setitem(call: Call, target: Globals) -> Any:
    arity(call, "__setitem__", 2, 2)
    call.run.each(call.args[0], lambda key: write(call.run, target, key, call.args[1], call.origin))
    return NONE

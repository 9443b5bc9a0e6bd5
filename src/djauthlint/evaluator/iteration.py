"""What iterating over a value gives."""

from __future__ import annotations

from typing import Any

import libcst as cst

from djauthlint.conditions import Choice, where
from djauthlint.evaluator.interpreter import BULK, ITEMS, GaveUp, Interpreter
from djauthlint.evaluator.models.iterables import Stream, View, use
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Characters,
    Class,
    Dict,
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
    Object,
    Set,
    Slice,
    Splice,
    Tuple,
    Unknown,
    Value,
)


def items_of(run: Interpreter, value: Value, node: cst.CSTNode | None) -> Items:
    """The items of a leaf as a sequence with holes.

    Raises:
        Unwind: it is not iterable.
    """
    match value:
        case List() | Tuple():
            return value.items
        case Dict():
            return in_order(value, keys_of(run, value))
        case Set():
            items = keys_of(run, value)
            return items if len(items) <= 1 else (Shuffled("the order of a set's elements", items),)
        case Known(value=str() as text):
            if len(text) > ITEMS:
                raise GaveUp("a string is iterated that is too long")
            return tuple(Known(character, value.origin) for character in text)
        case Known(value=bytes() as data):
            return tuple(Known(byte, value.origin) for byte in data)
        case Known():
            run.error("TypeError", f"'{type(value.value).__name__}' object is not iterable", node)
        case Function() | Bound() | Slice() | Module() | Library():
            run.error("TypeError", f"'{value.type_name}' object is not iterable", node)
        case Builtin() if value.name.startswith("builtins."):
            run.error("TypeError", f"'{value.type_name}' object is not iterable", node)
        case Unknown():
            run.may_raise(value.reason, ("iterate", value.key))
            origin = run.origin(node) if node is not None else None
            return (Characters(value.reason, origin) if value.kind == "str" else Hole(value.reason, value.among),)
        case Instance() | Class():
            from djauthlint.evaluator.objects import iterate_object

            return iterate_object(run, value, node)
        case View() | Stream():
            return use(run, value)
        case Globals():
            from djauthlint.evaluator.models.namespace_methods import names_of

            return names_of(run, value)
        case Object():
            hook = value.attributes.get("__iter__")
            if hook is not None:
                from djauthlint.evaluator.calls import Call, call_value

                inner = run.here(call_value(run, hook, Call(run, node or cst.Name("_"))))
                if not isinstance(inner, (Choice, Object)):
                    return items_of(run, inner, node)
            return (Hole(f"the elements of {value.path}"),)
    return (Hole("the elements of an object"),)


def in_order(value: Dict, items: Items) -> Items:
    """What the entries of a dict make, as one stretch where their order differs by condition."""
    return (Shuffled("the order of a dict's keys differs by condition", items),) if value.reordered else items


def keys_of(run: Interpreter, value: Dict | Set) -> Items:
    """The keys of a dict or the elements of a set, in order of insertion."""
    items: list[Item] = []
    for entry in value.entries.values():
        items.append(conditional(run, entry.value, entry.key))
    if value.open is not None:
        items.append(Hole(value.open))
    return tuple(item for item in items if item is not NOTHING)


NOTHING = Splice(())


def conditional(run: Interpreter, presence: Any, item: Item) -> Item:
    """An item where `presence` is not `ABSENT`."""
    presence = run.here(presence)
    if presence is ABSENT:
        return NOTHING
    if not isinstance(presence, Choice):
        return item
    there = run.here(run.present(presence))
    if there is True:
        return item
    if there is False:
        return NOTHING
    return Splice(where(there, (item,), ()))


def flatten(run: Interpreter, items: Items) -> Any:
    """The items as a tree of splice-free tuples, restricted to the present worlds; holes stay.

    Raises:
        TooManyWorlds: there are too many combinations.
    """
    from djauthlint.conditions import apply

    run.spend(len(items) // BULK)
    tree: Any = ()
    run_of: list[Item] = []

    def close() -> None:
        nonlocal tree
        if run_of:
            piece = tuple(run_of)
            tree = apply(lambda done: (*done, *piece), tree)
            run_of.clear()

    for item in items:
        if isinstance(item, Splice):
            close()
            inner = run.here(item.tree)
            inner = _flatten_inner(run, inner)
            tree = apply(lambda done, more: (*done, *more), tree, inner)
        else:
            run_of.append(item)
    close()
    return run.here(tree)


def _flatten_inner(run: Interpreter, tree: Any) -> Any:
    from djauthlint.conditions import bind

    return bind(tree, lambda items: flatten(run, items) if any(isinstance(item, Splice) for item in items) else items)

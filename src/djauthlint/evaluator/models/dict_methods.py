"""Methods of dicts."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.expressions import merge, overwrite, put
from djauthlint.evaluator.interpreter import NONE, Interpreter, changeable
from djauthlint.evaluator.iteration import conditional, in_order, items_of, keys_of
from djauthlint.evaluator.models.iterables import view
from djauthlint.evaluator.models.list_methods import arity, method, special_methods
from djauthlint.evaluator.objects import dict_read, key_of
from djauthlint.evaluator.operators import contains, copy_dict, equal
from djauthlint.values import ABSENT, NONE_KEY, Builtin, Dict, Hole, Item, Items, Known, Splice, Tuple, Unknown, Value

DICT: Final[dict[str, Builtin]] = {}

FEW: Final = 16
"""Entries among which an undetermined key is looked for one by one."""


def look(call: Call, target: Dict, key: Value) -> Tree[Any]:
    """The value of a key, `ABSENT` in the worlds in which there is none."""
    run = call.run
    index = key_of(run, key)
    if index is not None:
        return dict_read(run, target, index)
    if target.open is None and isinstance(key, Unknown) and len(target.entries) <= FEW:
        result: Any = ABSENT
        for entry in target.entries.values():
            result = where(equal(run, key, entry.key), where(run.present(entry.value), entry.value, result), result)
        return run.here(result)
    return Unknown(reason_of(key), origin=call.origin)


def otherwise(call: Call, found: Tree[Any], default: Tree[Any]) -> Tree[Any]:
    """`default` where nothing was found."""
    if not isinstance(found, Choice):
        return default if found is ABSENT else found
    return call.run.here(where(call.run.present(found), found, default))  # type: ignore[no-any-return]


@method(DICT, "dict", "get", (Dict,))
def _get(call: Call, target: Dict) -> Any:
    arity(call, "get", 1, 2)
    default = call.args[1] if len(call.args) > 1 else NONE
    return call.run.lift(lambda key: otherwise(call, look(call, target, key), default), call.args[0])


@method(DICT, "dict", "setdefault", (Dict,))
def _setdefault(call: Call, target: Dict) -> Any:
    arity(call, "setdefault", 1, 2)
    run = call.run
    default = run.here(call.args[1]) if len(call.args) > 1 else NONE

    def one(key: Value) -> Any:
        index = key_of(run, key)
        if index is None:
            put(run, target, key, default)
            return Unknown(reason_of(key), origin=call.origin)
        found = dict_read(run, target, index)
        if target.open is not None and index not in target.entries:
            run.set_entry(target, index, key, found)
            return found
        there = run.here(run.present(found))
        run.split(there, lambda: None, lambda: run.set_entry(target, index, key, default))
        return otherwise(call, found, default)

    result = run.lift(one, call.args[0])
    run.record(target, "set a default in", call.origin)
    return result


@method(DICT, "dict", "pop", (Dict,))
def _pop(call: Call, target: Dict) -> Any:
    arity(call, "pop", 1, 2)
    run = call.run
    default = run.here(call.args[1]) if len(call.args) > 1 else None

    def one(key: Value) -> Any:
        if not target.entries and target.open is None:
            # An empty dict looks at no key, not even at whether it is hashable.
            return default if default is not None else run.error("KeyError", "a key", call.node)
        index = key_of(run, key)
        if index is None:
            found = look(call, target, key)
            if found is not ABSENT and not isinstance(found, Choice):
                there = run.here(contains(run, key, target))
                found = where(there, found, ABSENT)
            discard_key(run, target, key)
        else:
            found = dict_read(run, target, index)
            if target.open is not None and index not in target.entries:
                there = run.ask(("in", index, target, target.unlisted), f"{_text(index)} in {run.words(target)}")
                found = run.here(where(there, found, ABSENT))
            if index in target.entries or target.open is not None:
                run.set_entry(target, index, key, ABSENT)
        if default is not None:
            return otherwise(call, found, default)
        there = run.here(run.present(found))
        if there is False:
            return run.error("KeyError", _text(index), call.node)
        if there is not True:
            run.split(there, lambda: None, lambda: run.error("KeyError", _text(index), call.node))
        return run.here(found)

    result = run.lift(one, call.args[0])
    run.record(target, "removed from", call.origin)
    return result


def discard_key(run: Interpreter, target: Dict, key: Value) -> None:
    """Removes the entry of a key that is not determined, where there is one."""
    for known, entry in list(target.entries.items()):
        same = run.here(equal(run, key, entry.key))
        run.split(same, lambda known=known, entry=entry: run.set_entry(target, known, entry.key, ABSENT))  # type: ignore[misc]
    target.unlisted += 1
    target.changes += 1


def _text(index: Hashable | None) -> str:
    return "None" if index is NONE_KEY else repr(index) if index is not None else "a key"


@method(DICT, "dict", "popitem", (Dict,))
def _popitem(call: Call, target: Dict) -> Any:
    arity(call, "popitem", 0, 0)
    run = call.run
    items = pairs(run, target)
    last = items[-1] if items else None
    if last is None:
        return run.error("KeyError", "'popitem(): dictionary is empty'", call.node)
    if isinstance(last, (Hole, Splice)) or isinstance(last, Choice):
        reason = reason_of(last)
        run.may_raise(reason, ("popitem", run.fresh()), "KeyError")
        for key, entry in list(target.entries.items()):
            popped = run.ask(("popped", run.fresh()), f"popitem() takes {_text(key)}")
            run.split(popped, lambda key=key, entry=entry: run.set_entry(target, key, entry.key, ABSENT))  # type: ignore[misc]
        target.unlisted += 1
        return Tuple((Unknown(reason), Unknown(reason)), call.origin)
    key = next(key for key in reversed(target.entries) if run.here(target.entries[key].value) is not ABSENT)
    run.set_entry(target, key, target.entries[key].key, ABSENT)
    run.record(target, "removed from", call.origin)
    return last


@method(DICT, "dict", "update", (Dict,))
def _update(call: Call, target: Dict) -> Value:
    run = call.run
    if len(call.args) > 1:
        run.error("TypeError", "update expected at most 1 argument", call.node)
    if call.args:
        merge(run, target, call.args[0], call.node)
    for name, value in call.keywords.items():
        run.set_entry(target, name, Known(name, call.origin), run.here(value))
    run.record(target, "updated", call.origin)
    return NONE


@method(DICT, "dict", "clear", (Dict,))
def _clear(call: Call, target: Dict) -> Value:
    arity(call, "clear", 0, 0)
    run = call.run
    for key, entry in list(target.entries.items()):
        run.set_entry(target, key, entry.key, ABSENT)
    if run.worlds is True or run.worlds is run.alive or run.worlds is target.born:
        target.open = None
        target.entries.clear()
    run.record(target, "emptied", call.origin)
    return NONE


@method(DICT, "dict", "copy", (Dict,))
def _copy(call: Call, target: Dict) -> Value:
    arity(call, "copy", 0, 0)
    return copy_dict(call.run, target, call.origin)


@method(DICT, "dict", "keys", (Dict,))
def _keys(call: Call, target: Dict) -> Value:
    arity(call, "keys", 0, 0)
    return view("dict_keys", lambda run: in_order(target, keys_of(run, target)), call.origin)


@method(DICT, "dict", "values", (Dict,))
def _values(call: Call, target: Dict) -> Value:
    arity(call, "values", 0, 0)
    return view("dict_values", lambda run: values_of(run, target), call.origin)


@method(DICT, "dict", "items", (Dict,))
def _items(call: Call, target: Dict) -> Value:
    arity(call, "items", 0, 0)
    return view("dict_items", lambda run: pairs(run, target), call.origin)


def pairs(run: Interpreter, target: Dict) -> Items:
    """The items of a dict: (key, value) tuples, those that are there by condition as splices."""
    return _listed(run, target, lambda key, value: Tuple((key, value)))


def values_of(run: Interpreter, target: Dict) -> Items:
    """The values of a dict."""
    return _listed(run, target, lambda key, value: value)


def _listed(run: Interpreter, target: Dict, make: Any) -> Items:
    items: list[Item] = []
    for entry in target.entries.values():
        tree = run.here(entry.value)
        if tree is ABSENT:
            continue
        there = run.here(run.present(tree))
        if there is True:
            items.append(make(entry.key, tree))
        elif there is not False:
            from djauthlint.conditions import restrict

            items.append(conditional(run, tree, make(entry.key, restrict(tree, there))))
    if target.open is not None:
        items.append(Hole(target.open, target.unseen))
    return in_order(target, tuple(items))


special_methods(DICT, "dict", (Dict,))


@method(DICT, "dict", "__setitem__", (Dict,))
def _setitem(call: Call, target: Dict) -> Any:
    arity(call, "__setitem__", 2, 2)
    put(call.run, target, call.args[0], call.run.here(call.args[1]))
    call.run.record(target, "set in", call.origin)
    return NONE


def from_keys(call: Call) -> Any:
    """`dict.fromkeys(iterable, value)`."""
    run = call.run
    if not 1 <= len(call.args) <= 2:
        return run.error("TypeError", "fromkeys expected 1 or 2 arguments", call.node)
    value = run.here(call.args[1]) if len(call.args) > 1 else NONE

    def one(leaf: Value) -> Value:
        result = Dict(origin=call.origin, born=run.worlds)
        add_keys(run, result, items_of(run, leaf, call.node), value)
        return result

    return run.lift(one, call.args[0])


def add_keys(run: Interpreter, target: Dict, items: Items, value: Tree[Any]) -> None:
    """Gives each of some keys the same value."""
    from djauthlint.conditions import paths

    for item in items:
        if isinstance(item, Hole):
            overwrite(run, target, item.reason, changeable(value))
        elif isinstance(item, Splice):
            for worlds, inner in paths(item.tree):
                run.split(run.here(worlds), lambda inner=inner: add_keys(run, target, inner, value))  # type: ignore[misc]
        else:
            put(run, target, item, value)


DICT["fromkeys"] = Builtin("dict.fromkeys", from_keys, lift=False)

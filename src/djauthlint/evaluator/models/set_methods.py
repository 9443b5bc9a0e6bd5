"""Methods of sets and frozensets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Choice, Tree, Worlds, both, either, opposite
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.expressions import add_all, add_one, from_worlds
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.iteration import items_of, keys_of
from djauthlint.evaluator.models.list_methods import arity, method, special_methods
from djauthlint.evaluator.objects import key_of
from djauthlint.evaluator.operators import _membership, frozen, set_operation
from djauthlint.evaluator.questions import identity
from djauthlint.values import ABSENT, Builtin, Entry, Hole, Set, Splice, Unknown, Value

SET: Final[dict[str, Builtin]] = {}
FROZENSET: Final[dict[str, Builtin]] = {}


def set_from(call: Call, leaf: Value, *, frozen: bool = False) -> Set:
    """A new set of the elements of an iterable."""
    run = call.run
    result = Set(origin=call.origin, born=run.worlds, frozen=frozen)
    if isinstance(leaf, Set):
        for key, entry in leaf.entries.items():
            there = run.here(entry.value)
            if there is not ABSENT:
                result.entries[key] = Entry(entry.key, there)
        result.open = leaf.open
    else:
        add_all(run, result, items_of(run, leaf, call.node))
    return result


def _all_worlds(call: Call, tree: Tree[Value], function: Callable[[Set], Any]) -> Any:
    """`function` of each leaf as a set, in its worlds."""
    return call.run.lift(lambda leaf: function(leaf if isinstance(leaf, Set) else set_from(call, leaf)), tree)


@method(SET, "set", "add", (Set,))
def _add(call: Call, target: Set) -> Value:
    arity(call, "add", 1, 1)
    call.run.each(call.args[0], lambda leaf: add_one(call.run, target, leaf))
    call.run.record(target, "added to", call.origin)
    return NONE


@method(SET, "set", "discard", (Set,))
def _discard(call: Call, target: Set) -> Value:
    arity(call, "discard", 1, 1)
    call.run.each(call.args[0], lambda leaf: _take(call, target, leaf))
    call.run.record(target, "removed from", call.origin)
    return NONE


@method(SET, "set", "remove", (Set,))
def _remove(call: Call, target: Set) -> Value:
    from djauthlint.evaluator.operators import contains

    arity(call, "remove", 1, 1)
    run = call.run

    def one(leaf: Value) -> None:
        there = run.here(contains(run, leaf, target))
        run.split(there, lambda: _take(call, target, leaf), lambda: run.error("KeyError", "an element", call.node))

    run.each(call.args[0], one)
    run.record(target, "removed from", call.origin)
    return NONE


def _take(call: Call, target: Set, leaf: Value) -> None:
    run = call.run
    leaf = frozen(leaf)
    key = key_of(run, leaf)
    if key is not None:
        if key in target.entries or target.open is not None:
            run.set_entry(target, key, leaf, ABSENT)
        return
    from djauthlint.evaluator.operators import equal

    for known, entry in list(target.entries.items()):
        same = run.here(equal(run, leaf, entry.key))
        run.split(same, lambda known=known, entry=entry: run.set_entry(target, known, entry.key, ABSENT))  # type: ignore[misc]
    target.unlisted += 1
    target.changes += 1


@method(SET, "set", "pop", (Set,))
def _pop(call: Call, target: Set) -> Any:
    arity(call, "pop", 0, 0)
    run = call.run
    items = keys_of(run, target)
    if not items:
        return run.error("KeyError", "'pop from an empty set'", call.node)
    if len(items) == 1 and not isinstance(items[0], (Hole, Splice, Choice)):
        run.each(items[0], lambda leaf: _take(call, target, leaf))
        return items[0]
    reason = reason_of(items[0]) if isinstance(items[0], Hole) else "which element of a set is popped"
    run.may_raise(reason, ("pop", run.fresh()), "KeyError")
    for key, entry in list(target.entries.items()):
        question = run.ask(("popped", run.fresh()), f"{reason}: {key!r}")
        run.split(question, lambda key=key, entry=entry: run.set_entry(target, key, entry.key, ABSENT))  # type: ignore[misc]
    return Unknown(reason, origin=call.origin)


@method(SET, "set", "clear", (Set,))
def _clear(call: Call, target: Set) -> Value:
    arity(call, "clear", 0, 0)
    run = call.run
    for key, entry in list(target.entries.items()):
        run.set_entry(target, key, entry.key, ABSENT)
    if run.worlds is True or run.worlds is run.alive or run.worlds is target.born:
        target.open = None
        target.entries.clear()
    run.record(target, "emptied", call.origin)
    return NONE


@method(SET, "set", "update", (Set,))
def _update(call: Call, target: Set) -> Value:
    run = call.run
    for argument in call.args:
        run.each(argument, lambda leaf: add_all(run, target, _elements(call, leaf)))
    run.record(target, "updated", call.origin)
    return NONE


def _elements(call: Call, leaf: Value) -> Any:
    return keys_of(call.run, leaf) if isinstance(leaf, Set) else items_of(call.run, leaf, call.node)


def _in_place(name: str, operator: str, most: int) -> None:
    @method(SET, "set", name, (Set,))
    def change(call: Call, target: Set) -> Value:
        run = call.run
        arity(call, name, 0 if most > 1 else 1, most)
        for argument in call.args:

            def one(other: Set) -> Value:
                result = set_operation(run, operator, target, other, call.origin)
                replace(run, target, result)
                return NONE

            _all_worlds(call, argument, one)
        run.record(target, "updated", call.origin)
        return NONE


def replace(run: Interpreter, target: Set, result: Set) -> None:
    """Makes a set equal another one in the present worlds."""
    for key, entry in list(target.entries.items()):
        if key not in result.entries:
            run.set_entry(target, key, entry.key, ABSENT)
    for key, entry in result.entries.items():
        run.set_entry(target, key, entry.key, run.here(entry.value))
    if result.open is not None:
        run.open_entries(target, result.open)
    else:
        target.unlisted += 1


_in_place("difference_update", "Subtract", 99)
_in_place("intersection_update", "BitAnd", 99)
_in_place("symmetric_difference_update", "BitXor", 1)


def _combining(table: dict[str, Builtin], cls: str, name: str, operator: str, most: int) -> None:
    @method(table, cls, name, (Set,))
    def combine(call: Call, target: Set) -> Any:
        arity(call, name, 0 if most > 1 else 1, most)
        result: Any = set_from(call, target, frozen=target.frozen)
        for argument in call.args:
            result = call.run.lift(
                lambda one, leaf: set_operation(
                    call.run, operator, one, leaf if isinstance(leaf, Set) else set_from(call, leaf), call.origin
                ),
                result,
                argument,
            )
        return result


def _test(table: dict[str, Builtin], cls: str, name: str, function: Callable[[Interpreter, Set, Set], Worlds]) -> None:
    @method(table, cls, name, (Set,))
    def test(call: Call, target: Set) -> Any:
        arity(call, name, 1, 1)
        return _all_worlds(
            call, call.args[0], lambda other: from_worlds(call.run, function(call.run, target, other), call.origin)
        )


def subset(run: Interpreter, one: Set, other: Set) -> Worlds:
    """The worlds in which each element of one set is in the other."""
    worlds: Worlds = True
    for key in one.entries:
        worlds = both(worlds, either(opposite(_membership(run, one, key)), _membership(run, other, key)))
    if one.open is not None and worlds is not False:
        worlds = both(
            worlds, run.ask(("subset", identity(one), identity(other)), f"{run.words(one)} <= {run.words(other)}")
        )
    return worlds


def disjoint(run: Interpreter, one: Set, other: Set) -> Worlds:
    """The worlds in which two sets have no element in common."""
    worlds: Worlds = True
    for key in {**one.entries, **other.entries}:
        worlds = both(worlds, opposite(both(_membership(run, one, key), _membership(run, other, key))))
    if one.open is not None and other.open is not None and worlds is not False:
        worlds = both(
            worlds,
            run.ask(
                ("disjoint", identity(one), identity(other)), f"{run.words(one)} and {run.words(other)} are disjoint"
            ),
        )
    return worlds


for _table, _cls in ((SET, "set"), (FROZENSET, "frozenset")):
    special_methods(_table, _cls, (Set,))
    _combining(_table, _cls, "union", "BitOr", 99)
    _combining(_table, _cls, "intersection", "BitAnd", 99)
    _combining(_table, _cls, "difference", "Subtract", 99)
    _combining(_table, _cls, "symmetric_difference", "BitXor", 1)
    _test(_table, _cls, "issubset", subset)
    _test(_table, _cls, "issuperset", lambda run, one, other: subset(run, other, one))
    _test(_table, _cls, "isdisjoint", disjoint)

    @method(_table, _cls, "copy", (Set,))
    def _copy(call: Call, target: Set) -> Value:
        arity(call, "copy", 0, 0)
        return target if target.frozen else set_from(call, target)

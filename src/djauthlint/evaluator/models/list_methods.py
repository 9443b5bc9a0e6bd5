"""Methods of lists and tuples. Items are trees, holes (nothing known, not even the length) and splices (by condition)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from djauthlint.conditions import (
    Choice,
    TooManyWorlds,
    Tree,
    Worlds,
    apply,
    bind,
    both,
    leaves,
    replaced,
    same,
    where,
    without,
)
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE, changeable
from djauthlint.evaluator.iteration import flatten
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.evaluator.operators import boxed, compare
from djauthlint.evaluator.questions import identity
from djauthlint.values import Builtin, Hole, Instance, Item, Items, Known, List, Splice, Tuple, Unknown, Value

Body = Callable[[Call, Any], Any]


def method(
    table: dict[str, Builtin], cls: str, name: str, types: tuple[type, ...], *, lift: bool = False
) -> Callable[[Body], Body]:
    """Registers a method: the body gets the call without its receiver, and the receiver."""

    def register(body: Body) -> Body:
        def call_method(call: Call) -> Any:
            receiver = call.run.here(call.args[0]) if call.args else None
            if isinstance(receiver, Unknown):
                return Unknown(receiver.reason, origin=call.origin)
            if isinstance(receiver, Instance):
                return Unknown(f"an object of a class derived from {cls}")
            if not isinstance(receiver, types):
                return call.run.error("TypeError", f"descriptor '{name}' for '{cls}' objects doesn't apply", call.node)
            return body(call.with_arguments(call.args[1:]), receiver)

        table[name] = Builtin(f"{cls}.{name}", call_method, lift)
        return body

    return register


LIST: Final[dict[str, Builtin]] = {}
TUPLE: Final[dict[str, Builtin]] = {}


def arity(call: Call, name: str, least: int, most: int) -> None:
    """Checks the number of positional arguments of a method that takes no others.

    Raises:
        Unwind: it is wrong.
    """
    if call.keywords:
        call.run.error("TypeError", f"{name}() takes no keyword arguments", call.node)
    if not least <= len(call.args) <= most:
        expected = f"{least}" if least == most else f"{least} to {most}"
        call.run.error("TypeError", f"{name}() expected {expected} arguments, got {len(call.args)}", call.node)


@method(LIST, "list", "append", (List,))
def _append(call: Call, target: List) -> Value:
    arity(call, "append", 1, 1)
    call.run.set_items(target, (*target.items, call.run.here(call.args[0])), "appended to", call.origin)
    return NONE


@method(LIST, "list", "extend", (List,))
def _extend(call: Call, target: List) -> Value:
    from djauthlint.evaluator.expressions import unpacked

    arity(call, "extend", 1, 1)
    more = unpacked(call.run, call.args[0], call.node)
    call.run.set_items(target, (*target.items, *more), "extended", call.origin)
    return NONE


class _Changed:
    """What a change makes of items, and what it gives."""

    __slots__ = ("items", "result")

    def __init__(self, items: Items, result: Any) -> None:
        self.items = items
        self.result = result


def _rewrite(call: Call, target: List, action: str, position: int, change: Callable[[Items], tuple[Items, Any]]) -> Any:
    """Replaces the items up to the one at a position (or from there on, for a negative one) by what `change` makes of them.

    `change` gets items without splices, once for each combination in its worlds, and gives the new items and a result.
    """
    run = call.run
    before, items, behind = _reach(target.items, position)
    if any(isinstance(item, Splice) for item in items):
        tree = run.lift(lambda leaf: _Changed(*change(leaf.items)), boxed(flatten(run, items)))
    else:
        tree = _Changed(*change(items))
    new = factored(apply(lambda changed: changed.items, tree))
    run.set_items(target, (*before, *new, *behind), action, call.origin)
    return _results(tree)


def _results(tree: Any) -> Any:
    return replaced(tree, lambda changed: changed.result)


def _reach(items: Items, position: int) -> tuple[Items, Items, Items]:
    """The items on which it depends where a position is, with those before and behind them."""
    wanted = position if position >= 0 else -position
    order = items if position >= 0 else items[::-1]
    least = taken = 0
    for item in order:
        if least > wanted:
            break
        taken += 1
        if isinstance(item, Splice):
            least += min(map(_least, leaves(item.tree)), default=0)
        elif not isinstance(item, Hole):
            least += 1
    if position >= 0:
        return (), items[:taken], items[taken:]
    return items[: len(items) - taken], items[len(items) - taken :], ()


def _least(items: Items) -> int:
    return sum(not isinstance(item, (Hole, Splice)) for item in items)


def factored(tree: Any) -> Items:
    """A tree of items as items: what all leaves begin and end with stands outside the splice."""
    if not isinstance(tree, Choice):
        return tree  # type: ignore[no-any-return]
    found = list(leaves(tree))
    shortest = min(map(len, found))
    start = end = 0
    while start < shortest and all(items[start] is found[0][start] for items in found):
        start += 1
    while end < shortest - start and all(items[-1 - end] is found[0][-1 - end] for items in found):
        end += 1
    middle = apply(lambda items: items[start : len(items) - end], tree)
    return (*found[0][:start], Splice(middle), *found[0][len(found[0]) - end :])


def scattered(items: Items, inserted: Item, reason: str) -> Items:
    """The items after something was inserted at an undetermined place."""
    hole = Hole(reason, changeable(inserted, *(item for item in items if isinstance(item, Hole))))
    result: list[Item] = [hole]
    for item in items:
        result += [item, hole] if not isinstance(item, Hole) else []
    return tuple(result)


@method(LIST, "list", "insert", (List,))
def _insert(call: Call, target: List) -> Value:
    arity(call, "insert", 2, 2)
    run, item = call.run, run_here(call, 1)

    def at(index: Value) -> None:
        position = _integer(call, index)
        if position is None:
            reason = index.reason if isinstance(index, Unknown) else "an index that can't be determined"
            run.set_items(target, scattered(target.items, item, reason), "inserted into", call.origin)
            return
        _rewrite(call, target, "inserted into", position, lambda items: (inserted(items, position, item), NONE))

    run.each(call.args[0], at)
    return NONE


def run_here(call: Call, position: int) -> Tree[Value]:
    """An argument as it is in the present worlds."""
    tree: Tree[Value] = call.run.here(call.args[position])
    return tree


def _integer(call: Call, index: Value) -> int | None:
    """A leaf as an index; None when it is undetermined.

    Raises:
        Unwind: it is no number.
    """
    if isinstance(index, Known):
        if isinstance(index.value, int):
            return int(index.value)
        call.run.error(
            "TypeError", f"'{type(index.value).__name__}' object cannot be interpreted as an integer", call.node
        )
    return None


def inserted(items: Items, position: int, item: Item) -> Items:
    """The items (without splices) after `insert(position, item)`."""
    holes = [place for place, other in enumerate(items) if isinstance(other, Hole)]
    if not holes:
        place = position if position >= 0 else max(len(items) + position, 0)
        return (*items[:place], item, *items[place:])
    if 0 <= position <= holes[0]:
        return (*items[:position], item, *items[position:])
    if position < 0 and -position <= len(items) - 1 - holes[-1]:
        return (*items[:position], item, *items[position:])
    reason = items[holes[0]].reason  # type: ignore[union-attr]
    if position >= 0:
        return (*items[: holes[0]], *scattered(items[holes[0] :], item, reason))
    return (*scattered(items[: holes[-1]], item, reason), *items[holes[-1] + 1 :])


@method(LIST, "list", "remove", (List,))
def _remove(call: Call, target: List) -> Value:
    arity(call, "remove", 1, 1)
    run, wanted = call.run, run_here(call, 0)

    items, searching = _without_first(call, target.items, wanted, True)
    run.set_items(target, items, "removed from", call.origin)
    _fail(call, searching, "list.remove(x): x not in list")
    return NONE


def _without_first(call: Call, items: Items, wanted: Tree[Value], searching: Worlds) -> tuple[Items, Worlds]:
    """The items without the first that equals a value, and the worlds in which there is none; it is looked for in `searching`."""
    run = call.run
    result: list[Item] = []
    for item in items:
        searching = run.here(searching)
        if searching is False:
            result.append(item)
        elif isinstance(item, Shuffled):
            elements, searching = _without_first(call, item.elements, wanted, searching)
            result.append(Shuffled(item.reason, elements))
        elif isinstance(item, Hole):
            there = run.here(both(searching, _in_hole(call, wanted, item)))
            # What is left of the stretch is another one: whether there is a second such item is another question.
            result.append(Splice(where(there, (Hole(item.reason, item.among),), (item,))))
            searching = without(searching, there)
        elif isinstance(item, Splice):
            now = searching
            tree = run.lift(
                lambda leaf, now=now: _Changed(*_without_first(call, leaf.items, wanted, now)), boxed(item.tree)
            )
            inner = apply(lambda changed: changed.items, tree)
            result += (item,) if same(inner, run.here(item.tree)) else factored(inner)
            searching = bind(tree, lambda changed: changed.result)
        else:
            found = run.here(both(searching, compare(run, "Equal", wanted, item, call.node)))
            if found is not True:
                result.append(item if found is False else Splice(where(found, (), (item,))))
            searching = without(searching, found)
    return tuple(result), run.here(searching)


def _in_hole(call: Call, wanted: Tree[Value], hole: Hole) -> Worlds:
    """The worlds in which an undetermined stretch of a sequence has a value."""
    run = call.run

    def one(leaf: Value) -> Worlds:
        text = repr(leaf.value) if isinstance(leaf, Known) else run.words(leaf)
        return run.ask(("in", identity(leaf), hole), f"{text} in {hole.reason}")

    worlds: Worlds = run.lift(one, wanted)
    return worlds


def _fail(call: Call, worlds: Worlds, message: str, name: str = "ValueError") -> None:
    """Raises an exception in some of the present worlds."""
    worlds = call.run.here(worlds)
    if worlds is True:
        call.run.error(name, message, call.node)
    elif worlds is not False:
        call.run.split(worlds, lambda: call.run.error(name, message, call.node))


@method(LIST, "list", "pop", (List,))
def _pop(call: Call, target: List) -> Any:
    arity(call, "pop", 0, 1)
    run = call.run

    def at(index: Value) -> Any:
        position = _integer(call, index)
        if position is None:
            reason = index.reason if isinstance(index, Unknown) else "an index that can't be determined"
            run.may_raise(reason, ("pop", run.fresh()), "IndexError")
            among = changeable(*target.items)
            run.set_items(target, (Hole(reason, among),), "removed from", call.origin)
            return Unknown(reason, origin=call.origin, among=among)
        return _rewrite(call, target, "removed from", position, lambda items: _popped(call, items, position))

    return run.lift(at, call.args[0] if call.args else Known(-1))


def _popped(call: Call, items: Items, position: int) -> tuple[Items, Any]:
    holes = [place for place, item in enumerate(items) if isinstance(item, Hole)]
    if not holes or (0 <= position < holes[0]) or (position < 0 and -position <= len(items) - 1 - holes[-1]):
        place = position if position >= 0 else len(items) + position
        if not 0 <= place < len(items):
            call.run.error("IndexError", "pop index out of range" if items else "pop from empty list", call.node)
        return (*items[:place], *items[place + 1 :]), items[place]
    hole: Any = items[holes[0] if position >= 0 else holes[-1]]
    call.run.may_raise(hole.reason, ("pop", call.run.fresh()), "IndexError")
    among = changeable(*items)
    unknown = Unknown(hole.reason, origin=call.origin, among=among)
    if position >= 0:
        return (*items[: holes[0]], Hole(hole.reason, among)), unknown
    return (Hole(hole.reason, among), *items[holes[-1] + 1 :]), unknown


@method(LIST, "list", "clear", (List,))
def _clear(call: Call, target: List) -> Value:
    arity(call, "clear", 0, 0)
    call.run.set_items(target, (), "emptied", call.origin)
    return NONE


@method(LIST, "list", "copy", (List,))
def _copy(call: Call, target: List) -> Value:
    arity(call, "copy", 0, 0)
    return List(target.items, call.origin, call.run.worlds)


@method(LIST, "list", "reverse", (List,))
def _reverse(call: Call, target: List) -> Value:
    arity(call, "reverse", 0, 0)
    call.run.set_items(target, reversed_items(target.items), "reversed", call.origin)
    return NONE


STRETCHES: Final = 2_000
"""How many stretches that depend on conditions are turned round at once, those inside others among them."""


def reversed_items(items: Items) -> Items:
    """Items from the last to the first.

    Raises:
        TooManyWorlds: more of them depend on conditions than `STRETCHES`.
    """
    left = STRETCHES

    def turned(items: Items) -> Items:
        nonlocal left
        left -= 1
        if left < 0:
            raise TooManyWorlds
        return tuple(Splice(apply(turned, item.tree)) if isinstance(item, Splice) else item for item in reversed(items))

    return turned(items)


@method(LIST, "list", "sort", (List,))
def _sort(call: Call, target: List) -> Value:
    from djauthlint.evaluator.models.sorting import sorted_items

    if call.args:
        call.run.error("TypeError", "sort() takes no positional arguments", call.node)
    items = sorted_items(call, target.items)
    call.run.set_items(target, items, "sorted", call.origin)
    return NONE


@method(LIST, "list", "index", (List,))
def _list_index(call: Call, target: List) -> Any:
    return _index(call, target)


@method(TUPLE, "tuple", "index", (Tuple,))
def _tuple_index(call: Call, target: Tuple) -> Any:
    return _index(call, target)


def _index(call: Call, target: List | Tuple) -> Any:
    arity(call, "index", 1, 3)
    run = call.run
    if len(call.args) > 1:
        return run.lift(
            lambda *bounds: _index_within(call, target, [_integer(call, bound) for bound in bounds]), *call.args[1:]
        )
    return _index_within(call, target, [])


def _index_within(call: Call, target: List | Tuple, numbers: Sequence[int | None]) -> Any:
    run, wanted = call.run, run_here(call, 0)
    if None in numbers:
        reason = "the bounds of a search can't be determined"
        run.may_raise(reason, ("index", run.fresh()), "ValueError")
        return Unknown(reason, "int", origin=call.origin)

    def find(items: Items) -> Any:
        if numbers:
            if any(isinstance(item, Hole) for item in items):
                run.may_raise(
                    "the index of an item of a list that is not fully known", ("index", run.fresh()), "ValueError"
                )
                return Unknown("an index in a list that can't be determined", "int", origin=call.origin)
            start, stop, _ = slice(numbers[0], numbers[1] if len(numbers) > 1 else None).indices(len(items))
        else:
            start, stop = 0, len(items)
        results: list[tuple[Worlds, Any]] = []
        searching: Worlds = True
        hole: Hole | None = None
        for place in range(start, stop):
            item = items[place]
            hole = hole or (item if isinstance(item, Hole) else None)
            there = (
                _in_hole(call, wanted, item)
                if isinstance(item, Hole)
                else compare(run, "Equal", wanted, item, call.node)  # type: ignore[arg-type]
            )
            found = run.here(both(searching, there))
            if found is not False:
                value: Value = (
                    Known(place, call.origin) if hole is None else Unknown(hole.reason, "int", origin=call.origin)
                )
                results.append((found, value))
                searching = run.here(without(searching, found))
            if searching is False:
                break
        if searching is not False:
            _fail(call, searching, "x not in list")
        return run.join(results)

    if not any(isinstance(item, Splice) for item in target.items):
        return find(target.items)
    return run.lift(lambda leaf: find(leaf.items), boxed(flatten(run, target.items)))


@method(LIST, "list", "count", (List,))
def _list_count(call: Call, target: List) -> Any:
    return _count(call, target)


@method(TUPLE, "tuple", "count", (Tuple,))
def _tuple_count(call: Call, target: Tuple) -> Any:
    return _count(call, target)


def _count(call: Call, target: List | Tuple) -> Any:
    arity(call, "count", 1, 1)
    run, wanted = call.run, run_here(call, 0)

    def count(items: Items) -> Any:
        total: Any = 0
        for item in items:
            if isinstance(item, Hole):
                return Unknown(item.reason, "int", origin=call.origin)
            found = run.here(compare(run, "Equal", wanted, item, call.node))  # type: ignore[arg-type]
            if found is not False:
                total = apply(lambda number, there: number + 1 if there else number, total, found)
        return apply(lambda number: Known(number, call.origin), total)

    if not any(isinstance(item, Splice) for item in target.items):
        return count(target.items)
    return run.lift(lambda leaf: count(leaf.items), boxed(flatten(run, target.items)))


def special_methods(table: dict[str, Builtin], cls: str, types: tuple[type, ...]) -> None:
    """Adds what operators do, under the names by which it can be called."""

    @method(table, cls, "__len__", types)
    def _len(call: Call, target: Any) -> Any:
        from djauthlint.evaluator.models.looping import length

        arity(call, "__len__", 0, 0)
        return length(call.run, target, call.node)

    @method(table, cls, "__contains__", types)
    def _contains(call: Call, target: Any) -> Any:
        from djauthlint.evaluator.expressions import from_worlds

        arity(call, "__contains__", 1, 1)
        return from_worlds(call.run, compare(call.run, "In", call.args[0], target, call.node), call.origin)

    @method(table, cls, "__getitem__", types)
    def _getitem(call: Call, target: Any) -> Any:
        from djauthlint.evaluator.objects import get_item

        arity(call, "__getitem__", 1, 1)
        return get_item(call.run, target, call.args[0], call.node)


special_methods(LIST, "list", (List,))
special_methods(TUPLE, "tuple", (Tuple,))

"""Builtins that go through iterables: `range`, `zip`, `map`, `sorted`, `sum`, `any`, `len` and so on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, apply, apply_again, both, either, opposite
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.expressions import from_worlds
from djauthlint.evaluator.interpreter import ITEMS, GaveUp, Interpreter, changeable
from djauthlint.evaluator.iteration import flatten, items_of
from djauthlint.evaluator.models.iterables import Stream, View, drain, stream, view
from djauthlint.evaluator.models.list_methods import reversed_items
from djauthlint.evaluator.models.shuffled import Shuffled, spread
from djauthlint.evaluator.models.sorting import extreme, sorted_items
from djauthlint.evaluator.operators import binary, boxed, unboxed
from djauthlint.evaluator.questions import identity
from djauthlint.evaluator.source_text import source_of
from djauthlint.evaluator.unordered import calls_unknown
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Globals,
    Hole,
    Instance,
    Item,
    Items,
    Known,
    List,
    Object,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)


def elements(call: Call, leaf: Any) -> Items:
    """All items of a leaf, an iterator being used up."""
    if isinstance(leaf, (View, Stream)):
        return drain(call.run, leaf)
    return items_of(call.run, leaf, call.node)


# -- length


def length(run: Interpreter, value: Value, node: cst.CSTNode) -> Tree[Value]:
    """`len(value)` of a leaf."""
    origin = run.origin(node)
    match value:
        case Known(value=str() | bytes() as text):
            return Known(len(text), origin)
        case List() | Tuple():
            return _number(run, count(value.items), value, node)
        case View():
            return _number(run, count(value.read(run)), value, node)
        case Dict() | Set():
            if value.open is not None:
                return Unknown(value.open, "int", ("len", identity(value)), origin)
            total: Any = 0
            for entry in value.entries.values():
                tree = run.here(entry.value)
                total = apply_again(_plus, total, tree)
            return apply(lambda number: Known(number, origin), run.here(total))  # type: ignore[no-any-return]
        case Unknown() | Object() if not isinstance(value, Stream):
            if not (isinstance(value, Unknown) and value.kind in ("str", "list", "dict", "tuple", "bytes")):
                run.may_raise(reason_of(value), ("len", value.key), "TypeError")
            return Unknown(reason_of(value), "int", ("cast", "len", value.key), origin)
        case Instance():
            from djauthlint.evaluator.enumerations import plain_member
            from djauthlint.evaluator.objects import find_method

            method = find_method(run, value, "__len__")
            plain = plain_member(run, value)
            if isinstance(plain, Known) and isinstance(plain.value, str) and _is_builtin(method):
                return Known(len(plain.value), origin)
            if method is not None:
                return run.lift(lambda size: _size(run, size, node), call_value(run, method, Call(run, node)))  # type: ignore[no-any-return]
            from djauthlint.evaluator.protocols import lacks

            if lacks(run, value, "__len__"):
                return run.error("TypeError", f"object of type '{value.type_name}' has no len()", node)
            return Unknown("the length of an object of the project", "int", None, origin)
        case Globals():
            return Unknown("the number of names of a module", "int", None, origin)
        case Class():
            from djauthlint.evaluator.enumerations import enum_members

            members = enum_members(run, value)
            if members is not None:
                return _number(run, count(members), value, node)
    kind = type(value.value).__name__ if isinstance(value, Known) else value.type_name
    return run.error("TypeError", f"object of type '{kind}' has no len()", node)  # type: ignore[no-any-return]


def _size(run: Interpreter, size: Value, node: cst.CSTNode) -> Value:
    """What `__len__` of the project gives, as `len` takes it."""
    if isinstance(size, Known) and not isinstance(size.value, int):
        run.error("TypeError", f"'{type(size.value).__name__}' object cannot be interpreted as an integer", node)
    if isinstance(size, Known) and isinstance(size.value, int) and size.value < 0:
        run.error("ValueError", "__len__() should return >= 0", node)
    return size


def _is_builtin(method: Tree[Value] | None) -> bool:
    return method is None or (isinstance(method, Bound) and isinstance(method.function, Builtin))


def _plus(total: int, leaf: Any) -> int:
    return total + (leaf is not ABSENT)


def count(items: Items) -> Any:
    """The number of items as a tree of numbers, None where it is undetermined."""
    total: Any = 0
    for item in spread(items):
        if isinstance(item, Hole):
            return None
        if isinstance(item, Splice):
            total = apply_again(_sum, total, apply_again(_counted, item.tree))
        else:
            total = total + 1 if isinstance(total, int) else apply_again(_sum, total, 1)
    return total


def _counted(part: Items) -> int | None:
    number = count(part)
    return None if isinstance(number, Choice) else number


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _number(run: Interpreter, total: Any, value: Any, node: cst.CSTNode) -> Tree[Value]:
    origin = run.origin(node)

    def leaf(number: int | None) -> Value:
        if number is not None:
            return Known(number, origin)
        reason = "the length of a sequence that is not fully known"
        return Unknown(reason, "int", ("len", identity(value)), origin)

    return apply(leaf, run.here(total))  # type: ignore[no-any-return]


def _len(call: Call) -> Any:
    if len(call.args) != 1 or call.keywords:
        return call.run.error("TypeError", f"len() takes exactly one argument ({len(call.args)} given)", call.node)
    return length(call.run, call.args[0], call.node)  # type: ignore[arg-type]


# -- iterators


def number_range(call: Call) -> Any:
    """`range(...)`."""
    numbers: list[int] = []
    for argument in call.args:
        if isinstance(argument, Known) and isinstance(argument.value, int):
            numbers.append(argument.value)
        elif isinstance(argument, (Unknown, Object, Instance)):
            reason = reason_of(argument)
            return view("range", lambda run: (Hole(reason),), call.origin)
        else:
            return call.run.error("TypeError", "an object cannot be interpreted as an integer", call.node)
    if call.keywords or not 1 <= len(numbers) <= 3:
        return call.run.error("TypeError", "range expected 1 to 3 arguments", call.node)
    if len(numbers) == 3 and numbers[2] == 0:
        return call.run.error("ValueError", "range() arg 3 must not be zero", call.node)
    numbers_in = range(*numbers)

    def read(run: Interpreter) -> Items:
        if numbers_in[ITEMS:]:
            raise GaveUp(f"a range is longer than {ITEMS} numbers")
        return tuple(Known(number, call.origin) for number in numbers_in)

    result = view("range", read, call.origin)
    for name, number in zip(("start", "stop", "step"), (numbers_in.start, numbers_in.stop, numbers_in.step)):
        result.attributes[name] = Known(number)
    result.attributes["__getitem__"] = Builtin("range.__getitem__", lambda inner: _range_item(inner, numbers_in))
    return result


def _range_item(call: Call, numbers: range) -> Any:
    from djauthlint.evaluator.objects import get_item

    if numbers[ITEMS:]:
        raise GaveUp(f"a range is longer than {ITEMS} numbers")
    return get_item(call.run, Tuple(tuple(Known(number) for number in numbers)), call.args[0], call.node)


def enumerated(call: Call) -> Any:
    """`enumerate(iterable, start)`."""
    start = call.get(1, "start")
    iterable = call.get(0, "iterable")
    if iterable is None or len(call.all()) > 2:
        return call.run.error("TypeError", f"enumerate() takes 1 or 2 arguments ({len(call.all())} given)", call.node)
    first: int | None = 0
    if start is not None:
        undetermined = isinstance(start, (Unknown, Object, Instance)) and not isinstance(start, (View, Stream))
        if not undetermined and not (isinstance(start, Known) and isinstance(start.value, int)):
            return call.run.error("TypeError", "an object cannot be interpreted as an integer", call.node)
        first = int(start.value) if isinstance(start, Known) else None
    items = elements(call, iterable)
    if not any(isinstance(item, Splice) for item in items):
        return stream(call.run, "enumerate", _numbered(items, first), call.origin)
    tree = call.run.lift(lambda leaf: Tuple(_numbered(leaf.items, first)), boxed(flatten(call.run, items)))
    return stream(call.run, "enumerate", unboxed(tree), call.origin)


def _numbered(items: Items, first: int | None) -> Items:
    result: list[Item] = []
    number = first
    for item in items:
        if isinstance(item, Hole):
            result.append(Hole(item.reason, item.among))
            number = None
            continue
        index: Value = Known(number) if number is not None else Unknown("an index that can't be determined", "int")
        result.append(Tuple((index, item)))
        number = number + 1 if number is not None else None
    return tuple(result)


def zipped(call: Call) -> Any:
    """`zip(*iterables)`."""
    run = call.run
    if call.keywords.keys() - {"strict"}:
        return run.error("TypeError", "zip() got an unexpected keyword argument", call.node)

    strict = call.keywords.get("strict")

    def one(*leaves: Value) -> Value:
        trees = [boxed(flatten(run, elements(call, leaf))) for leaf in leaves]
        return run.lift(rows, *trees)  # type: ignore[no-any-return]

    def rows(*flat: Any) -> Value:
        columns = [leaf.items for leaf in flat]
        if (
            strict is not None
            and run.here(run.truth(strict)) is not False
            and (len(set(map(len, columns))) > 1 or any(isinstance(item, Hole) for items in columns for item in items))
        ):
            run.may_raise("zip() arguments of different lengths", ("zip", run.fresh()), "ValueError")
            return Tuple((Hole("zip() arguments of different lengths"),))
        return Tuple(_pairs(columns))

    return stream(run, "zip", unboxed(run.lift(one, *call.args)) if call.args else (), call.origin)


def _pairs(columns: list[Items]) -> Items:
    rows: list[Item] = []
    for place in range(max(map(len, columns), default=0)):
        parts: list[Any] = []
        for column in columns:
            if place >= len(column):
                return tuple(rows)
            item = column[place]
            if isinstance(item, Hole):
                return (*rows, Hole(item.reason, changeable(*(each for rest in columns for each in rest[place:]))))
            parts.append(item)
        rows.append(Tuple(tuple(parts)))
    return tuple(rows)


def mapped(call: Call) -> Any:
    """`map(function, *iterables)`."""
    run = call.run
    if len(call.args) < 2:
        return run.error("TypeError", "map() must have at least two arguments.", call.node)
    function = call.args[0]
    if len(call.args) == 2:
        return stream(run, "map", _mapped(call, function, elements(call, call.args[1])), call.origin)
    columns = [elements(call, argument) for argument in call.args[1:]]
    rows = _pairs(columns)
    results: list[Item] = []
    for row in rows:
        run.step()
        if isinstance(row, Tuple) and not any(isinstance(item, (Hole, Splice)) for item in row.items):
            results.append(call_value(run, function, Call(run, call.node, list(row.items))))  # type: ignore[arg-type]
        else:
            reason = "elements that can't be determined"
            unknown = Unknown(reason, among=changeable(*(item for column in columns for item in column)))
            arguments = Call(run, call.node, [unknown] * len(columns))
            made = calls_unknown(run, function, lambda _: arguments, f"a loop over {reason}")
            results.append(Hole(reason, changeable(*made)))
            break
    return stream(run, "map", tuple(results), call.origin)


def _mapped(call: Call, function: Tree[Value], items: Items) -> Items:
    run = call.run
    results: list[Item] = []
    for item in items:
        run.step()
        if isinstance(item, Shuffled):
            results.append(Shuffled(item.reason, _mapped(call, function, item.elements)))
        elif isinstance(item, Hole):
            results.append(Hole(item.reason, changeable(*_calls_for(call, function, item))))
        elif isinstance(item, Splice):
            tree = run.lift(lambda leaf: Tuple(_mapped(call, function, leaf.items)), boxed(item.tree))
            results.extend(unboxed(tree))
        else:
            results.append(call_value(run, function, Call(run, call.node, [item])))
    return tuple(results)


def _calls_for(call: Call, function: Tree[Value], hole: Hole) -> list[Tree[Value]]:
    arguments = Call(call.run, call.node, [Unknown(hole.reason, among=changeable(hole))])
    return calls_unknown(call.run, function, lambda _: arguments, f"a loop over {hole.reason}")


def filtered(call: Call) -> Any:
    """`filter(function, iterable)`."""
    run = call.run
    if len(call.args) != 2 or call.keywords:
        return run.error("TypeError", f"filter expected 2 arguments, got {len(call.args)}", call.node)
    function: Any = call.args[0]
    if isinstance(function, Known) and function.value is None:
        function = None
    return stream(run, "filter", _filtered(call, function, elements(call, call.args[1])), call.origin)


def _filtered(call: Call, function: Any, items: Items) -> Items:
    from djauthlint.conditions import where

    run = call.run
    results: list[Item] = []
    for item in items:
        run.step()
        if isinstance(item, Shuffled):
            results.append(Shuffled(item.reason, _filtered(call, function, item.elements)))
            continue
        if isinstance(item, Hole):
            if function is not None:
                _calls_for(call, function, item)
            results.append(Hole(item.reason, item.among))
            continue
        if isinstance(item, Splice):
            results.extend(
                unboxed(run.lift(lambda leaf: Tuple(_filtered(call, function, leaf.items)), boxed(item.tree)))
            )
            continue
        kept = run.here(
            run.truth(item if function is None else call_value(run, function, Call(run, call.node, [item])))
        )
        if kept is True:
            results.append(item)
        elif kept is not False:
            from djauthlint.conditions import restrict

            results.append(Splice(where(kept, (restrict(item, kept),), ())))
    return tuple(results)


def backwards(call: Call) -> Any:
    """`reversed(sequence)`."""
    if len(call.args) != 1:
        return call.run.error("TypeError", "reversed expected 1 argument", call.node)
    leaf = call.args[0]
    if isinstance(leaf, (Set, Stream)) or (isinstance(leaf, Known) and not isinstance(leaf.value, (str, bytes))):
        return call.run.error("TypeError", f"'{leaf.type_name}' object is not reversible", call.node)
    return stream(call.run, "reversed", reversed_items(elements(call, leaf)), call.origin)


def _iter(call: Call) -> Any:
    if len(call.args) == 2:
        return Unknown("an iterator", origin=call.origin)
    if len(call.args) != 1:
        return call.run.error("TypeError", "iter expected at least 1 argument, got 0", call.node)
    leaf = call.args[0]
    if isinstance(leaf, Stream):
        return leaf
    if isinstance(leaf, Unknown):
        call.run.may_raise(leaf.reason, ("iterate", leaf.key), "TypeError")
    return stream(call.run, "iterator", elements(call, leaf), call.origin)


def _next(call: Call) -> Any:
    run = call.run
    if not 1 <= len(call.args) <= 2 or call.keywords:
        return run.error("TypeError", "next expected at least 1 argument, got 0", call.node)
    default = call.args[1] if len(call.args) > 1 else None
    return run.lift(lambda leaf: _next_of(call, leaf, default), call.args[0])


def _next_of(call: Call, leaf: Value, default: Any) -> Any:
    run = call.run
    if isinstance(leaf, (Unknown, Instance)) or (isinstance(leaf, Object) and not isinstance(leaf, (Stream, View))):
        run.may_raise(reason_of(leaf), ("next", run.fresh()), "StopIteration")
        return Unknown(reason_of(leaf), origin=call.origin, among=changeable(leaf))
    if not isinstance(leaf, Stream):
        return run.error("TypeError", f"'{leaf.type_name}' object is not an iterator", call.node)
    rest = leaf.rest

    def step(items: Items) -> Any:
        if not items:
            if default is not None:
                return default
            return run.error("StopIteration", "", call.node)
        if isinstance(items[0], Hole):
            run.set_items(rest, (items[0],))
            run.may_raise(items[0].reason, ("next", run.fresh()), "StopIteration")
            return Unknown(items[0].reason, origin=call.origin, among=items[0].among)
        run.set_items(rest, items[1:])
        return items[0]

    if rest.items and not isinstance(rest.items[0], Splice):
        return step(rest.items)
    return run.lift(lambda flat: step(flat.items), boxed(flatten(run, rest.items)))


# -- what is made of all items


def _sorted(call: Call) -> Any:
    if len(call.args) != 1:
        return call.run.error("TypeError", f"sorted expected 1 argument, got {len(call.args)}", call.node)
    leaf: Any = call.args[0]
    return List(sorted_items(call, elements(call, leaf)), call.origin, call.run.worlds)


def _sum_of(call: Call) -> Any:
    run = call.run
    iterable, start = call.get(0), call.get(1, "start")
    if iterable is None or len(call.all()) > 2:
        return run.error("TypeError", f"sum() takes 1 or 2 arguments ({len(call.all())} given)", call.node)
    if isinstance(start, Known) and isinstance(start.value, (str, bytes)):
        return run.error("TypeError", "sum() can't sum strings", call.node)

    def add(flat: Any) -> Any:
        total: Tree[Value] = start if start is not None else Known(0, call.origin)
        floats = [item for item in flat.items if isinstance(item, Known) and isinstance(item.value, (float, complex))]
        if floats and len(flat.items) > 2:
            return Unknown(
                "a sum of floats: its last digits depend on the version of Python", "float", None, call.origin
            )
        for item in flat.items:
            run.step()
            if isinstance(item, Hole):
                return Unknown(item.reason, origin=call.origin, among=item.among)
            total = binary(run, "Add", total, item, call.node)
        return total

    return run.lift(add, boxed(flatten(run, spread(elements(call, iterable)))))


def _any(call: Call) -> Any:
    return _quantified(call, "any")


def _all(call: Call) -> Any:
    return _quantified(call, "all")


def _quantified(call: Call, name: str) -> Any:
    run = call.run
    if len(call.args) != 1 or call.keywords:
        return run.error("TypeError", f"{name}() takes exactly one argument ({len(call.args)} given)", call.node)
    leaf: Any = call.args[0]
    items = elements(call, leaf)
    decided = _decided(call, items, name == "any")
    return from_worlds(run, decided if name == "any" else opposite(decided), call.origin)


def _decided(call: Call, items: Items, wanted: bool) -> Worlds:
    """The worlds in which some item is true (`wanted`) or some item is false."""
    run = call.run
    worlds: Worlds = False
    for item in spread(items):
        if isinstance(item, Hole):
            text = source_of(call.node) if wanted else f"not {source_of(call.node)}"
            found: Worlds = run.ask(("some", wanted, call.node, item), text)
        elif isinstance(item, Splice):
            found = run.lift(lambda leaf: _decided(call, leaf.items, wanted), boxed(item.tree))
        else:
            found = run.truth(item)
            found = found if wanted else opposite(found)
        worlds = either(worlds, both(run.worlds, found) if run.worlds is not True else found)
        if worlds is True:
            break
    return worlds


def _min(call: Call) -> Any:
    return extreme(call, "min", min)


def _max(call: Call) -> Any:
    return extreme(call, "max", max)


FUNCTIONS: Final[dict[str, Callable[[Call], Any]]] = {
    "len": _len,
    "iter": _iter,
    "next": _next,
    "sorted": _sorted,
    "sum": _sum_of,
    "any": _any,
    "all": _all,
    "min": _min,
    "max": _max,
}
WITH_TREES: Final = frozenset({"next"})
"""Those of the functions that take trees."""

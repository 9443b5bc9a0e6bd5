"""`sorted`, `list.sort`, `min` and `max`: order among items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from djauthlint.conditions import TooManyWorlds, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, reason_of, to_python
from djauthlint.evaluator.enumerations import plain_member
from djauthlint.evaluator.interpreter import Interpreter, changeable
from djauthlint.evaluator.iteration import flatten
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.shuffled import Shuffled, spread
from djauthlint.evaluator.operators import boxed, unboxed
from djauthlint.evaluator.unordered import calls_unknown
from djauthlint.values import Hole, Items, Known, Tuple, Unknown, Value


def keys_for(call: Call, items: Sequence[Any]) -> list[Tree[Value]]:
    """What `key=` makes of each item; the items themselves without it."""
    run = call.run
    function = call.keywords.get("key")
    if function is None or (isinstance(function, Known) and function.value is None):
        return [run.here(item) for item in items]
    keys = []
    for item in items:
        run.step()
        keys.append(call_value(run, function, Call(run, call.node, [item])))
    return keys


def _unknown_keys(call: Call, items: Sequence[Any], reason: str) -> None:
    """What `key=` does to other objects, called for items of which some are unknown."""
    function = call.keywords.get("key")
    if function is not None and not (isinstance(function, Known) and function.value is None):
        arguments = Call(call.run, call.node, [Unknown(reason, among=changeable(*items))])
        calls_unknown(call.run, function, lambda _: arguments, f"a loop over {reason}")


def comparable(run: Interpreter, value: Value) -> Any:
    """A leaf as a Python object that can be compared.

    Raises:
        Undetermined: it can't.
    """
    return to_python(plain_member(run, value))


def sorted_items(call: Call, items: Items) -> Items:
    """The items in order, by `key=` and `reverse=` of the call; one hole when the order is undetermined.

    Raises:
        Unwind: they have no order.
    """
    run = call.run
    reverse = call.keywords.get("reverse", Known(False))
    if unexpected := call.keywords.keys() - {"key", "reverse"}:
        run.error("TypeError", f"sort() got an unexpected keyword argument '{min(unexpected)}'", call.node)
    stable = not any(isinstance(item, Shuffled) for item in items)
    try:
        tree = run.lift(
            lambda leaf, flag: _ordered(call, leaf.items, flag, stable), boxed(flatten(run, spread(items))), reverse
        )
    except TooManyWorlds:
        return (Hole("an order that differs by too many conditions", changeable(*items)),)
    return unboxed(tree)


def _ordered(call: Call, items: Items, flag: Value, stable: bool) -> Any:
    if not isinstance(flag, Known):
        return Tuple((Hole(reason_of(flag), changeable(*items)),))
    for item in items:
        if isinstance(item, Hole):
            _unknown_keys(call, items, item.reason)
            call.run.may_raise(item.reason, ("sort", call.run.fresh()))
            return Tuple((Hole(item.reason, changeable(*items)),))
    keys = keys_for(call, items)

    def arrange(*leaves: Value) -> Value:
        try:
            plain = [comparable(call.run, leaf) for leaf in leaves]
        except Undetermined as undetermined:
            if len(items) < 2:
                return Tuple(items)
            call.run.may_raise(undetermined.reason, ("sort", call.run.fresh()), "TypeError")
            return Tuple((Hole(undetermined.reason, changeable(*items)),))
        try:
            order = sorted(range(len(plain)), key=plain.__getitem__, reverse=bool(flag.value))
        except TypeError as error:
            return raise_error(call.run, error, call.origin)  # type: ignore[no-any-return]
        if not stable and any(plain[one] == plain[other] for one, other in pairwise(order)):
            return Tuple((Shuffled("the order of elements that are equal by their key", items),))
        return Tuple(tuple(items[place] for place in order))

    return call.run.lift(arrange, *keys)


def extreme(call: Call, name: str, function: Callable[..., Any]) -> Any:
    """`min(...)` or `max(...)`."""
    from djauthlint.evaluator.iteration import items_of

    run = call.run
    if not call.args:
        return run.error("TypeError", f"{name} expected at least 1 argument, got 0", call.node)
    items = tuple(call.args) if len(call.args) > 1 else items_of(run, run.here(call.args[0]), call.node)
    if "key" not in call.keywords:
        items = spread(items)
    return run.lift(lambda leaf: _extreme(call, name, function, leaf.items), boxed(flatten(run, items)))


def _extreme(call: Call, name: str, function: Callable[..., Any], items: Items) -> Any:
    run = call.run
    for item in items:
        if isinstance(item, Hole):
            _unknown_keys(call, items, item.reason)
            return Unknown(item.reason, origin=call.origin, among=changeable(*items))
    if not items:
        default = call.keywords.get("default")
        return (
            default
            if default is not None
            else call.run.error("ValueError", f"{name}() iterable argument is empty", call.node)
        )

    def pick(*leaves: Value) -> Any:
        try:
            plain = [comparable(call.run, leaf) for leaf in leaves]
            return items[function(range(len(plain)), key=plain.__getitem__)]
        except Undetermined as undetermined:
            run.may_raise(undetermined.reason, (name, run.fresh()), "TypeError")
            return call.undetermined(undetermined.reason)
        except TypeError as error:
            return raise_error(call.run, error, call.origin)

    return call.run.lift(pick, *keys_for(call, items))

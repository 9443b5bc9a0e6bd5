"""Special methods that an object of the project has or lacks: Python looks for them in its class only."""

from __future__ import annotations

from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Worlds
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.inheritance import ancestors, find_in_class
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.objects import find_method
from djauthlint.values import ABSENT, Builtin, Class, Instance, Known, Unknown, Value

WITHOUT: Final = ("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol")
"""Classes whose objects are no containers, can't be called, and have no order or arithmetic."""

ORDER: Final = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
REFLECTED: Final = {"__lt__": "__gt__", "__le__": "__ge__", "__gt__": "__lt__", "__ge__": "__le__"}


def lacks(run: Interpreter, value: Value, *names: str) -> bool:
    """Whether an object of the project certainly has none of some special methods; False where a class is unknown."""
    if not isinstance(value, Instance):
        return False
    for base in ancestors(run, value.cls):
        if isinstance(base, Class):
            if "@decorated" in base.keywords:
                return False
        elif not isinstance(base, Builtin) or base.name not in WITHOUT:
            return False
    return all(find_in_class(run, value.cls, name) is ABSENT for name in names)


def lacks_order(run: Interpreter, value: Instance, name: str) -> bool:
    """Whether an object certainly lacks one of the methods of an order, and no decorator adds it."""
    for base in ancestors(run, value.cls):
        order = base.keywords.get("@order") if isinstance(base, Class) else None
        if order is not None and not (isinstance(order, Known) and order.value is False):
            return False
    return lacks(run, value, name)


def ordered_objects(run: Interpreter, name: str, left: Value, right: Value, node: cst.CSTNode) -> Worlds | None:
    """The worlds in which an order holds of which one side is an object of the project; None when that is undetermined.

    Arguments:
        run: the evaluation.
        name: the special method of the left side, such as `__lt__`.
        left: one side.
        right: the other.
        node: the comparison.

    Raises:
        Unwind: they have no order.
    """
    if not isinstance(left, Instance) and not _plain(left):
        return None
    if isinstance(left, Instance) and isinstance(right, Instance) and left.cls is not right.cls:
        if any(base is left.cls for base in ancestors(run, right.cls)):
            return None
    for side, other, method_name in ((left, right, name), (right, left, REFLECTED[name])):
        if not isinstance(side, Instance):
            if not _plain(side):
                return None
            continue
        method = find_method(run, side, method_name)
        if method is not None:
            result: Any = run.here(call_value(run, method, Call(run, node, [other])))
            if isinstance(result, (Choice, Unknown)):
                return None
            return run.truth(result)
        if not lacks_order(run, side, method_name):
            return None
    symbol = ORDER[name]
    return run.error(  # type: ignore[no-any-return]
        "TypeError",
        f"'{symbol}' not supported between instances of '{left.type_name}' and '{right.type_name}'",
        node,
    )


def _plain(value: Value) -> bool:
    """Whether a value is one of a builtin class, which knows nothing of the project's."""
    return isinstance(value, Known)

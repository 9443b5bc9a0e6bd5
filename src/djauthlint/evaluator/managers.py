"""Context managers of the project: objects with `__exit__`, and functions that `contextlib.contextmanager` decorates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import libcst as cst

from djauthlint.conditions import Tree, Worlds, both, either, leaves, without
from djauthlint.evaluator.calls import Call, call_function, call_value
from djauthlint.evaluator.interpreter import NONE, Interpreter, Raised, Unwind
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.subtrees import subtrees
from djauthlint.values import Bound, Builtin, Function, Instance, Object, Unknown, Value


@dataclass(slots=True, eq=False)
class Managed(Object):
    """What calling a decorated function gives: its body runs around that of the `with` statement."""

    function: Value | None = None
    call: Call | None = None


def decorated(function: Value) -> Object:
    """What `contextlib.contextmanager` makes of a function or method of the project."""

    def make(call: Call) -> Value:
        return Managed("contextlib._GeneratorContextManager", origin=call.origin, function=function, call=call)

    call = Builtin("contextlib.contextmanager()", make, lift=False)
    return Object("contextlib.contextmanager", {"function": function, "__call__": call})


def with_generator(run: Interpreter, manager: Managed, body: Callable[[Tree[Value]], None]) -> None:
    """Runs a decorated function, and the body of the `with` statement, which gets what it yields, where it yields."""
    depth = len(run.frames)

    def at_yield(value: Tree[Value]) -> None:
        frames, run.frames = run.frames, run.frames[:depth]
        try:
            run.guarded(lambda: body(value))
        finally:
            run.frames = frames
        if run.worlds is False:
            raise Unwind

    function: Any = manager.function
    call = manager.call
    assert call is not None
    receiver = None
    if isinstance(function, Bound):
        function, receiver = function.function, function.receiver
        call = call.with_arguments([receiver, *call.args])
    assert isinstance(function, Function)
    run.guarded(lambda: _ignore(call_function(run, function, call, receiver, at_yield)))


def _ignore(value: Any) -> None:
    del value


def _may_swallow(exit_: Value) -> bool:
    """Whether an `__exit__` may return something true."""
    function = exit_.function if isinstance(exit_, Bound) else exit_
    if not isinstance(function, Function) or not isinstance(function.node, cst.FunctionDef):
        return True
    pending: list[cst.CSTNode] = [function.node.body]
    while pending:
        node = pending.pop()
        if isinstance(node, cst.Return):
            if not (node.value is None or (isinstance(node.value, cst.Name) and node.value.value in ("None", "False"))):
                return True
        else:
            pending.extend(subtrees(node))
    return False


def with_exit(run: Interpreter, exit_: Tree[Value], node: cst.CSTNode, body: Callable[[], None]) -> None:
    """The body of a `with` whose manager is an object of the project: `__exit__` is called however it ends, and may swallow exceptions."""
    entered = run.worlds
    run.raised.append([])
    run.tries.append([CLASSES["BaseException"]] if any(map(_may_swallow, leaves(exit_))) else None)
    try:
        run.guarded(body)
    finally:
        run.tries.pop()
        raised = run.raised.pop()
    normal = run.worlds
    run.worlds = entered
    for escaped in raised:
        run.worlds = without(run.worlds, escaped.worlds)
    if run.worlds is not False:
        run.guarded(lambda: _ignore(call_value(run, exit_, Call(run, node, [NONE, NONE, NONE]))))
    after = both(normal, run.worlds)
    for escaped in raised:
        run.worlds = escaped.worlds
        swallowed: list[Worlds] = []

        def leave(exception: Tree[Value] = escaped.exception, swallowed: list[Worlds] = swallowed) -> None:
            kind = run.lift(
                lambda leaf: leaf.cls if isinstance(leaf, Instance) else Unknown("the class of an exception"), exception
            )
            result = call_value(run, exit_, Call(run, node, [kind, exception, Unknown("a traceback")]))
            swallowed.append(both(run.worlds, run.truth(result)))

        run.guarded(leave)
        gone = swallowed[0] if swallowed else False
        after = either(after, gone)
        rest = without(run.worlds, gone)
        if rest is not False:
            run.raised[-1].append(Raised(rest, escaped.exception, escaped.explicit))
    run.worlds = entered if without(entered, after) is False else after

"""Code that may raise, and what is done where it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from djauthlint.conditions import Tree, Worlds, both, either, without
from djauthlint.evaluator.interpreter import Interpreter, Raised, Unwind
from djauthlint.evaluator.models.builtin_exceptions import CLASSES, matches
from djauthlint.values import Value


def attempt(run: Interpreter, body: Callable[[], Any], kind: Value | str, orelse: Callable[[], Any]) -> Any:
    """The result of `body`, and of `orelse` in the worlds in which `body` raised an exception of a class.

    Arguments:
        run: the evaluation.
        body: what may raise.
        kind: the class, or a tuple of classes, or the name of a class of `builtins`.
        orelse: what is done instead.

    Raises:
        Unwind: no world is left.
    """
    handler = CLASSES[kind] if isinstance(kind, str) else kind
    entered = run.worlds
    results: list[tuple[Worlds, Any]] = []
    run.raised.append([])
    run.tries.append([handler])
    try:
        results.append((entered, body()))
    except Unwind:
        run.worlds = False
    finally:
        run.tries.pop()
        raised = run.raised.pop()
    after = run.worlds
    caught: Worlds = False
    for item in raised:
        run.worlds = item.worlds
        fits = caught_in(run, item, handler)
        caught = either(caught, fits)
        rest = without(item.worlds, fits)
        if rest is not False:
            run.raised[-1].append(Raised(rest, item.exception, item.explicit))
    if caught is not False:
        run.worlds = caught
        try:
            results.insert(0, (caught, orelse()))
            after = either(after, run.worlds)
        except Unwind:
            pass
    run.worlds = entered if without(entered, after) is False else after
    if run.worlds is False:
        raise Unwind
    return run.join(results)


def caught_in(run: Interpreter, item: Raised, spec: Tree[Value]) -> Worlds:
    """The worlds of an exception on its way up in which `except spec` catches it; where `spec` is no class, TypeError replaces it."""
    try:
        return both(item.worlds, run.lift(lambda exc, kind: matches(run, exc, kind), item.exception, spec))
    except Unwind:
        item.worlds = False
        return False

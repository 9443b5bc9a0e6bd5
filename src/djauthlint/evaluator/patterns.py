"""`match` patterns."""

from __future__ import annotations

from typing import Any

import libcst as cst

from djauthlint.conditions import Tree, Worlds, both, either
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import Builtin, Known, List, Tuple, Unknown, Value


def match_pattern(run: Interpreter, pattern: cst.MatchPattern, subject: Tree[Value]) -> Worlds:
    """The present worlds in which a pattern matches; its names are bound in them."""
    worlds: Worlds = run.lift(lambda leaf: _match(run, pattern, leaf), subject)
    return worlds


def _bind(run: Interpreter, worlds: Worlds, name: cst.Name | None, value: Value) -> None:
    if name is not None:
        run.split(worlds, lambda: run.bind_name(run.frame.local, name.value, value, "", None))


def _match(run: Interpreter, pattern: cst.MatchPattern, value: Value) -> Worlds:
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.operators import compare

    match pattern:
        case cst.MatchValue():
            return compare(run, "Equal", value, evaluate(run, pattern.value), pattern)
        case cst.MatchSingleton():
            return compare(run, "Is", value, evaluate(run, pattern.value), pattern)
        case cst.MatchAs():
            worlds: Worlds = True
            if pattern.pattern is not None:
                worlds = _match(run, pattern.pattern, value)
            _bind(run, worlds, pattern.name, value)
            return worlds
        case cst.MatchOr():
            worlds = False
            for part in pattern.patterns:
                worlds = either(worlds, _match(run, part.pattern, value))
            return worlds
        case cst.MatchList() | cst.MatchTuple():
            return _sequence(run, pattern.patterns, value)
        case cst.MatchClass(cls=cst.BaseExpression() as cls) if not pattern.patterns and not pattern.kwds:
            kind = run.here(evaluate(run, cls))
            if isinstance(value, Known) and isinstance(kind, Builtin):
                name = kind.name.removeprefix("builtins.")
                return any(base.__name__ == name for base in type(value.value).__mro__)
    return run.ask(("match", pattern, value), f"{run.words(value)} matches")


def _sequence(run: Interpreter, patterns: Any, value: Value) -> Worlds:
    if isinstance(value, Unknown):
        return run.ask(("match", id(patterns), value.key), f"{run.words(value)} matches")
    if not isinstance(value, (List, Tuple)):
        return False
    if any(isinstance(part, cst.MatchStar) for part in patterns) or not all(
        isinstance(item, Value) for item in value.items
    ):
        return run.ask(("match", id(patterns), value), f"{run.words(value)} matches")
    if len(patterns) != len(value.items):
        return False
    worlds: Worlds = True
    for part, item in zip(patterns, value.items):
        worlds = both(worlds, match_pattern(run, part.value, item))  # type: ignore[arg-type]
    return worlds

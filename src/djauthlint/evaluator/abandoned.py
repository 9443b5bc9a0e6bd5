"""What a statement that is given up may have done: it could not be executed, although the process evidently survives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import libcst as cst

from djauthlint.conditions import leaves
from djauthlint.evaluator.bindings import bindings, binds_star, passes_namespace, surely_bound
from djauthlint.evaluator.interpreter import Interpreter, changeable
from djauthlint.evaluator.reached import Reached
from djauthlint.evaluator.subtrees import subtrees
from djauthlint.values import (
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Module,
    Perhaps,
    Set,
    Tuple,
    Unknown,
    Value,
)

TOUCHED: Final = (Module, Class, Instance, List, Dict, Set, Tuple)
"""Objects that are unknown afterwards as far as they can be changed."""


def give_up(run: Interpreter, statement: cst.CSTNode, reason: str) -> None:
    """What a statement binds is unknown, and so is what it changes, and what is changed by the functions that it calls."""
    reached = Reached(run, reason)
    reached.statement(statement)
    among = (*reached.among, *_functions(run, statement))
    if not isinstance(statement, cst.SimpleStatementLine):
        # Its names are seldom other ones for what it names; taking that along takes twice the time where much depends on conditions.
        among = tuple(each for each in among if isinstance(each, (Function, Bound)))
    reached.forget()
    found = [*bindings(statement)]
    bound = {binding.name for binding in found if binding.is_itself}
    deleted = {binding.name for binding in found if binding.is_deleted}
    surely = surely_bound(statement)
    for name in dict.fromkeys(binding.name for binding in found):
        namespace = run.frame.declared.get(name, run.frame.local)
        before = run.here(namespace.get(name))
        if name not in bound and all(isinstance(leaf, TOUCHED) for leaf in leaves(before)):
            continue
        origin = run.origin(statement)
        is_there = name not in deleted and (name in surely or run.here(run.present(before)) is True)
        kind = Unknown if is_there else Perhaps
        run.bind_name(namespace, name, kind(reason, origin=origin, among=changeable(before, *among)), "set", origin)
    if binds_star(statement) or passes_namespace(statement):
        run.open_namespace(run.frame.local, reason)


def forget_called(run: Interpreter, functions: Iterable[Value], reason: str) -> tuple[Value, ...]:
    """Functions are called by something undetermined: it is not known how often and with what.

    Returns:
        What they may give, as far as it can be changed or called.
    """
    reached = Reached(run, reason, gently=True)
    reached.values(functions)
    reached.forget()
    return reached.among


def _functions(run: Interpreter, statement: cst.CSTNode) -> list[Function]:
    """The functions, methods and lambdas that a statement may make."""
    found: list[Function] = []
    pending = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, (cst.FunctionDef, cst.Lambda)):
            origin = run.origin(node)
            assert origin is not None
            found.append(Function(node, run.frame.module, run.frame.closure, {}, origin))
        else:
            pending.extend(subtrees(node))
    return found

"""Loops over elements whose order is undetermined: what they write is kept as far as it is the same in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree, both, leaves
from djauthlint.evaluator.bindings import untupled
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.interpreter import OPENED, Interpreter, changeable
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.evaluator.names import read
from djauthlint.evaluator.subtrees import subtrees
from djauthlint.values import ABSENT, PRESENT, Dict, Hole, Items, Known, Library, List, Namespace, Set, Unknown, Value

UNORDERED: Final = "the order of a set's elements"

PASSES: Final = 4
"""How often the rounds of a loop are followed to find everything that they may write."""

MUTATORS: Final = frozenset("add append discard extend remove setdefault update".split())

PURE: Final = frozenset("bool dict float frozenset int isinstance len list max min set sorted str sum tuple".split())


def walk_unordered(
    run: Interpreter,
    target: cst.CSTNode,
    body: Sequence[cst.CSTNode],
    elements: Items,
    walk: Callable[[Items], None],
) -> None:
    """Runs the rounds of a loop over elements that come in any order.

    Arguments:
        run: the evaluation.
        target: what the elements are bound to.
        body: what is executed for each of them.
        elements: in the order in which they happen to be listed.
        walk: executes the rounds of some elements.
    """
    entered = run.worlds
    if is_independent(run, target, body):
        with run.watched() as mark:
            for element in elements:
                with run.watched():
                    run.guarded(lambda element=element: walk((element,)))  # type: ignore[misc]
            if run.worlds is entered:
                _forget_order(run, mark)
                return
    left, run.worlds = run.worlds, entered
    walks: list[Any] = [lambda element=element: walk((element,)) for element in elements]
    rounds_unknown(run, walks, "a loop over elements in any order")
    run.worlds = both(left, run.worlds)


def rounds_unknown(run: Interpreter, rounds: Sequence[Callable[[], None]], reason: str, *, once: bool = False) -> None:
    """Rounds of a loop, or calls, that are executed an unknown number of times: what they write is unknown afterwards.

    Arguments:
        run: the evaluation.
        rounds: each executes one round.
        reason: why it is unknown.
        once: whether no round looks at what other rounds write; else the rounds are followed until they write nothing new.
    """
    outer = run.worlds
    with run.watched() as mark:
        known: set[tuple[int, Any]] = set()
        for number in range(PASSES):
            for one in rounds:
                run.split(run.ask(("loop", run.fresh()), f"{reason} has a round"), one)
            left = run.worlds
            run.worlds = outer
            forgotten = run.forget_since(mark, reason, all_written=number == PASSES - 1)
            run.worlds = left
            if once or forgotten <= known or left is False:
                return
            known = forgotten


def calls_unknown(
    run: Interpreter, function: Tree[Value], arguments: Callable[[list[Tree[Value]]], Call], reason: str
) -> list[Tree[Value]]:
    """A function that is called an unknown number of times, for what it does to other objects.

    Arguments:
        run: the evaluation.
        function: what is called.
        arguments: gives what it is called with, after calls that returned what they are given.
        reason: why it is unknown.

    Returns:
        What the function may return.
    """
    made: list[Tree[Value]] = []
    rounds_unknown(run, [lambda: made.append(call_value(run, function, arguments(made)))], reason)
    return made


def _forget_order(run: Interpreter, mark: int) -> None:
    written: dict[tuple[int, Any], tuple[Any, Any, list[Any]]] = {}
    for target, key, old in run.journal[mark:]:
        written.setdefault((id(target), key), (target, key, []))[2].append(old)
    for target, key, olds in written.values():
        match target:
            case List():
                before = olds[0]
                grown = target.items[: len(before)] == before
                items = (
                    Shuffled(UNORDERED, target.items[len(before) :])
                    if grown
                    else Hole(UNORDERED, changeable(*before, *target.items))
                )
                run.set_items(target, (*before, items) if grown else (items,))
            case Namespace() if len(olds) > 1 or not _is_plain(target.names.get(key)):
                among = changeable(target.names.get(key, ABSENT), *olds)
                run.bind_name(target, key, Unknown(UNORDERED, among=among), "", None)
            case Dict() if key is not OPENED:
                target.reordered = True
                entry = target.entries.get(key)
                if entry is not None and len(olds) > 1:
                    run.set_entry(target, key, entry.key, Unknown(UNORDERED, among=changeable(entry.value, *olds)))
            case Set() if key is not OPENED and not all(old is PRESENT for old in olds[1:]):
                run.open_entries(target, UNORDERED)


def _is_plain(tree: Any) -> bool:
    return all(not isinstance(leaf, Unknown) or isinstance(leaf, Known) for leaf in leaves(tree))


def is_independent(run: Interpreter, target: cst.CSTNode, body: Sequence[cst.CSTNode]) -> bool:
    """Whether no round of a loop looks at what other rounds write: then all that counts of their order is what comes last."""
    bound = {name.value for name in _names(target)}
    written: set[str] = set()
    looked_at: set[str] = set()
    rebound: set[str] = set()
    changed: set[str] = set()
    stack = list(body)
    while stack:
        node = stack.pop()
        children: list[cst.CSTNode] = subtrees(node)
        match node:
            case cst.AssignTarget(target=place) | cst.AnnAssign(target=place) | cst.AugAssign(target=place):
                children = [child for child in children if child is not place] + _write(place, written)
                plain = not isinstance(node, cst.AugAssign) and _is_all_names(place)
                (rebound if plain else changed).update(name.value for name in _names(place))
            case cst.Expr(value=cst.Call(func=cst.Attribute(value=place, attr=name), args=args)) if (
                name.value in MUTATORS
            ):
                children = [*args, *_write(place, written)]
                changed.update(name.value for name in _names(place))
            case cst.Call(func=function):
                if not _is_pure(run, function, bound):
                    return False
            case cst.Name():
                looked_at.add(node.value)
            case cst.Attribute():
                children = [node.value]
            case cst.Arg():
                children = [node.value]
            case (
                cst.Break()
                | cst.Return()
                | cst.FunctionDef()
                | cst.ClassDef()
                | cst.Del()
                | cst.Global()
                | cst.Nonlocal()
                | cst.NamedExpr()
            ):
                return False
        stack.extend(children)
    if (looked_at - bound) & written:
        return False
    carried = rebound & changed
    return not carried or carried <= _bound_first(body)


def _is_all_names(place: cst.BaseExpression) -> bool:
    return all(isinstance(part, cst.Name) for part in untupled(place))


def _bound_first(body: Sequence[cst.CSTNode]) -> set[str]:
    """The names that each round binds before anything else is done with them."""
    found: set[str] = set()
    seen: set[str] = set()
    for suite in body:
        lines = suite.body if isinstance(suite, cst.IndentedBlock) else ()
        for line in lines:
            for statement in line.body if isinstance(line, cst.SimpleStatementLine) else (line,):
                if isinstance(statement, cst.Assign):
                    seen.update(name.value for name in _names(statement.value))
                    for target in statement.targets:
                        if _is_all_names(target.target):
                            found.update({name.value for name in _names(target.target)} - seen)
                seen.update(name.value for name in _names(statement))
    return found


def _names(node: cst.CSTNode) -> list[cst.Name]:
    return [node] if isinstance(node, cst.Name) else [name for child in subtrees(node) for name in _names(child)]


def _write(place: cst.CSTNode, written: set[str]) -> list[cst.CSTNode]:
    """Notes the name whose object is written; gives what is looked at to find the place in it."""
    looked_at: list[cst.CSTNode] = []
    while isinstance(place, (cst.Subscript, cst.Attribute)):
        if isinstance(place, cst.Subscript):
            looked_at.extend(place.slice)
        place = place.value
    if isinstance(place, cst.Name):
        written.add(place.value)
    else:
        written.update(name.value for name in _names(place))
    return looked_at


def _is_pure(run: Interpreter, function: cst.BaseExpression, bound: set[str]) -> bool:
    """Whether a called expression is a builtin, a function of a module that has a model, or a method of what is looped over."""
    if isinstance(function, cst.Name):
        return function.value in PURE and run.frame.module.namespace.names.get(function.value) is None
    while isinstance(function, (cst.Attribute, cst.Subscript)):
        function = function.value
    if isinstance(function, cst.Name):
        return function.value in bound or isinstance(read(run, run.frame.module.namespace, function.value), Library)
    return isinstance(function, (cst.SimpleString, cst.FormattedString))

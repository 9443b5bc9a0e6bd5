"""Looking names up."""

from __future__ import annotations

from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, leaves, replaced, where
from djauthlint.evaluator.bindings import local_names
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import ABSENT, Namespace, Origin, Perhaps, Unknown, Value


def look_up(run: Interpreter, name: str, node: cst.CSTNode) -> Tree[Value]:
    """The value of a name in the present worlds; a name that is nowhere bound raises NameError there."""
    frame = run.frame
    if frame.declared and name in frame.declared:
        tree = read(run, frame.declared[name], name)
        if tree is not ABSENT and not isinstance(tree, Choice):
            return tree  # type: ignore[no-any-return]
    result: Any = ABSENT
    is_local = False
    for namespace in (*reversed(frame.scopes), frame.module.namespace):
        tree = namespace.names.get(name)
        if tree is None:
            if _is_local(run, namespace, name):
                is_local = True
                break
            if namespace.missing is ABSENT or run.builtin(name) is not None:
                continue
            tree = namespace.get(name)
        tree = run.here(tree)
        if namespace.opened or isinstance(tree, (Choice, Perhaps)):
            tree = _found(run, tree, name)
        result = tree if result is ABSENT else run.here(where(run.present(result), result, tree))
        if not isinstance(result, Choice):
            if result is not ABSENT:
                return result  # type: ignore[no-any-return]
        elif run.here(run.present(result)) is True:
            return without_absent(result)
        if _is_local(run, namespace, name):
            is_local = True
            break
    builtin = run.builtin(name) if not is_local else None
    if builtin is not None:
        return builtin if result is ABSENT else run.here(where(run.present(result), result, builtin))  # type: ignore[no-any-return]
    error = "UnboundLocalError" if is_local and namespace is frame.scopes[-1] else "NameError"
    if result is ABSENT:
        run.error(error, f"name '{name}' is not defined", node)
    if isinstance(result, Choice):
        there = run.here(run.present(result))
        if there is not True:
            run.split(there, lambda: None, lambda: run.error(error, f"name '{name}' is not defined", node))
            result = run.here(result)
    return without_absent(result)


def _found(run: Interpreter, tree: Tree[Any], name: str) -> Tree[Any]:
    """What was read of a name that there may or may not be; whether there is, is asked where a handler waits for what happens else."""
    if not any(isinstance(leaf, Perhaps) for leaf in leaves(tree)):
        return tree
    if run.is_awaited:
        tree = run.here(where(bound(run, tree, name), tree, ABSENT))
    return settled(tree)


NOT_BOUND: Final = Unknown("a name or key that is not there")


def without_absent(tree: Tree[Any]) -> Tree[Value]:
    """What is there in all present worlds; in those that are ruled out, where one may go on all the same, it is unknown.

    Arguments:
        tree: what was read of a name or key.
    """
    if isinstance(tree, Choice) and any(leaf is ABSENT for leaf in leaves(tree)):
        return replaced(tree, lambda leaf: NOT_BOUND if leaf is ABSENT else leaf)
    return tree  # type: ignore[no-any-return]


def _is_local(run: Interpreter, namespace: Namespace, name: str) -> bool:
    """Whether a name that a function has not bound is its own all the same, as it binds it elsewhere."""
    function = namespace.function
    if function is None or namespace.missing is not ABSENT:
        return False
    known = run.local_names.get(function)
    if known is None:
        known = run.local_names[function] = local_names(function)
    return name in known


def read(run: Interpreter, namespace: Namespace, name: str) -> Tree[Any]:
    """A name of one namespace: `ABSENT` in the worlds in which it is not bound there."""
    return run.here(namespace.get(name))


def bound(run: Interpreter, tree: Tree[Any], name: str) -> Worlds:
    """The worlds in which there is what was read from a namespace."""

    def one(leaf: Any) -> Worlds:
        return run.ask(("in", leaf.key), f"{name} is set") if isinstance(leaf, Perhaps) else leaf is not ABSENT

    worlds: Worlds = run.lift(one, tree)
    return worlds


def unbind(run: Interpreter, namespace: Namespace, name: str, origin: Origin | None, node: cst.CSTNode) -> None:
    """Deletes an attribute.

    Raises:
        Unwind: there is none.
    """
    there = run.here(bound(run, read(run, namespace, name), name))
    run.split(
        there,
        lambda: run.bind_name(namespace, name, ABSENT, "deleted", origin),
        lambda: run.error("AttributeError", name, node),
    )


def settled(tree: Tree[Any]) -> Tree[Any]:
    """What there may or may not be, as whoever has read it knows it: it is there."""
    if not any(isinstance(leaf, Perhaps) for leaf in leaves(tree)):
        return tree
    return replaced(tree, _settled)


def _settled(leaf: Any) -> Any:
    if not isinstance(leaf, Perhaps):
        return leaf
    return Unknown(leaf.reason, leaf.kind, leaf.key, leaf.origin, leaf.path, among=leaf.among)

"""What statements bind and delete, by their text alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import libcst as cst

from djauthlint.evaluator.literals import literal_of
from djauthlint.evaluator.subtrees import dotted, subtrees

ANY: Final = "*"
"""Stands for names that the source text does not have."""

WRITING: Final = frozenset("clear pop popitem setdefault update __delitem__ __ior__ __setitem__".split())
"""Methods of a dict that change it."""

MUTATING: Final = WRITING.union(
    "add append difference_update discard extend insert intersection_update remove reverse sort "
    "symmetric_difference_update".split()
)
"""Methods of a list, set or dict that change it."""


class Binding(NamedTuple):
    """A name that a statement binds or deletes.

    Arguments:
        name: the name.
        is_itself: else something in its object is bound or deleted.
        is_deleted: it is deleted by `del`, or at the end of the handler that an exception is bound in.
        is_key: it is bound as a key of `globals()` or the like.
    """

    name: str
    is_itself: bool = True
    is_deleted: bool = False
    is_key: bool = False


def bindings(statement: cst.CSTNode, *, nested: bool = False) -> Iterator[Binding]:
    """What a statement may bind or delete in its own scope.

    Arguments:
        statement: a statement, or the body of a function.
        nested: whether what functions and classes within it bind counts, too.
    """
    pending: list[cst.CSTNode] = [statement]
    while pending:
        node = pending.pop()
        is_deleted = isinstance(node, cst.Del)
        match node:
            case cst.ExceptHandler(name=cst.AsName(name=cst.Name(value=name))):
                yield Binding(name, is_deleted=True)
            case cst.Import() | cst.ImportFrom():
                if not isinstance(node.names, cst.ImportStar):
                    for alias in node.names:
                        yield Binding(alias.evaluated_alias or dotted(alias.name).split(".")[0])
                continue
            case cst.FunctionDef() | cst.ClassDef():
                yield Binding(node.name.value)
                if not nested:
                    continue
            case cst.MatchAs(name=cst.Name(value=name)) | cst.MatchStar(name=cst.Name(value=name)):
                yield Binding(name)
            case cst.MatchMapping(rest=cst.Name(value=name)):
                yield Binding(name)
            case cst.Lambda():
                continue
        for place in () if isinstance(node, cst.CompFor) else places(node):
            root = root_of(place)
            if isinstance(place, cst.Subscript) and is_namespace(place.value) and key_of(place) != ANY:
                yield Binding(key_of(place), is_deleted=is_deleted, is_key=True)
            elif root is place:
                yield Binding(root.value, is_deleted=is_deleted)
            elif root is not None:
                yield Binding(root.value, is_itself=False)
        pending.extend(subtrees(node))


def places(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """What a node, but for those within it, binds something to or deletes, without the tuples around it."""
    match node:
        case cst.AssignTarget(target=target) | cst.AnnAssign(target=target) | cst.AugAssign(target=target):
            yield from untupled(target)
        case cst.For(target=target) | cst.CompFor(target=target) | cst.NamedExpr(target=target):
            yield from untupled(target)
        case cst.Del(target=target) | cst.AsName(name=target):
            yield from untupled(target)


def untupled(target: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """A target, or those in a tuple or list of targets."""
    pending: list[Any] = [target]
    while pending:
        place = pending.pop()
        if isinstance(place, (cst.Tuple, cst.List)):
            pending.extend(element.value for element in place.elements)
        else:
            yield place


def root_of(place: cst.BaseExpression) -> cst.Name | None:
    """The name whose attribute or item, or one of that, an expression is; None when it is of something else."""
    while isinstance(place, (cst.Subscript, cst.Attribute)):
        place = place.value
    return place if isinstance(place, cst.Name) else None


def local_names(function: cst.FunctionDef) -> frozenset[str]:
    """The names that a function binds or deletes; those that it declares to be others' are not."""
    found = {binding.name for binding in bindings(function.body) if binding.is_itself and not binding.is_key}
    return frozenset(found.difference(*map(_declared, _own(function.body))))


def _declared(node: cst.CSTNode) -> list[str]:
    return [item.name.value for item in node.names] if isinstance(node, (cst.Global, cst.Nonlocal)) else []


def writes_outside(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether the text of a function binds names that are not its own or changes objects that are neither its own nor arguments.

    What it calls may do so all the same.
    """
    body = function.body
    own = {node.name.value for node in _own(function.params) if isinstance(node, cst.Param)}
    if isinstance(function, cst.FunctionDef):
        own |= local_names(function)
    pending: list[cst.CSTNode] = [body]
    while pending:
        node = pending.pop()
        if isinstance(node, (cst.Global, cst.Nonlocal)):
            return True
        changed = [place for place in places(node) if not isinstance(place, cst.Name)]
        match node:
            case cst.Call(func=cst.Attribute(value=place, attr=cst.Name(value=name))) if name in MUTATING:
                changed.append(place)
            case cst.Call(func=cst.Name(value="setattr" | "delattr"), args=[cst.Arg(value=place), *_]):
                changed.append(place)
            case cst.FunctionDef() | cst.Lambda():
                own |= {part.name.value for part in _own(node.params) if isinstance(part, cst.Param)}
                own |= local_names(node) if isinstance(node, cst.FunctionDef) else set()
        if any(is_namespace(place) or (root := root_of(place)) is None or root.value not in own for place in changed):
            return True
        pending.extend(subtrees(node))
    return passes_namespace(body)


def is_namespace(node: cst.CSTNode) -> bool:
    """Whether an expression is `globals()`, `locals()` or `vars()`."""
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name)
        and node.func.value in ("globals", "locals", "vars")
        and not node.args
    )


def key_of(place: cst.Subscript) -> str:
    """The key by which a mapping is written; `ANY` where it is no literal."""
    index = place.slice[0].slice
    return text_of(index.value) if isinstance(index, cst.Index) else ANY


def text_of(node: cst.BaseExpression) -> str:
    """The value of a string literal; `ANY` for any other expression."""
    return str(literal_of(node)) if isinstance(node, cst.SimpleString) else ANY


def passes_namespace(statement: cst.CSTNode) -> bool:
    """Whether a statement hands its namespace to something that may write it, `f(locals())`, `globals().update(...)`, or writes a name of it
    that its text does not have: `globals()[name] = ...`.
    """
    return any(
        (isinstance(node, cst.Arg) and is_namespace(node.value))
        or (isinstance(node, cst.Attribute) and is_namespace(node.value) and node.attr.value in WRITING)
        or (isinstance(node, cst.Subscript) and is_namespace(node.value) and key_of(node) == ANY)
        for node in _own(statement)
    )


def binds_star(statement: cst.CSTNode) -> bool:
    """Whether a statement contains a star import."""
    return any(isinstance(node, cst.ImportFrom) and isinstance(node.names, cst.ImportStar) for node in _own(statement))


def _own(statement: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes of a statement, but for those of the functions and classes in it."""
    pending = [statement]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            pending.extend(subtrees(node))

"""What statements bind and delete, by their text alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import libcst as cst

from djauthlint.evaluator.literals import literal_of
from djauthlint.evaluator.subtrees import dotted, subtrees

ANY: Final = "*"
"""Stands for names that the source text does not have."""

WRITING: Final = frozenset("clear pop popitem setdefault update __delitem__ __ior__ __setitem__".split())
"""Methods of a dict that change it."""

MUTATING: Final = WRITING.union(
    "add append appendleft difference_update discard extend extendleft insert intersection_update move_to_end popleft remove reverse rotate "
    "sort subtract symmetric_difference_update __iadd__ __iand__ __imul__ __isub__ __ixor__".split()
)
"""Methods of a list, set, dict or the like that change it."""


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
    """What a statement may bind or delete in its own scope, in the order of the text.

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
            case cst.TypeAlias(name=cst.Name(value=name)):
                yield Binding(name)
            case cst.FunctionDef() | cst.ClassDef():
                yield Binding(node.name.value)
                if not nested:
                    pending.extend(_around(node))
                    if isinstance(node, cst.ClassDef):
                        others = _declared(node.body)
                        yield from (each for each in bindings(node.body) if each.is_key or each.name in others)
                    continue
            case cst.MatchAs(name=cst.Name(value=name)) | cst.MatchStar(name=cst.Name(value=name)):
                yield Binding(name)
            case cst.MatchMapping(rest=cst.Name(value=name)):
                yield Binding(name)
            case cst.Lambda():
                pending.append(node.params)
                continue
        for place in places(node):
            root = root_of(place)
            if root is place and isinstance(node, cst.CompFor):
                continue
            if isinstance(place, cst.Subscript) and is_namespace(place.value) and key_of(place) != ANY:
                yield Binding(key_of(place), is_deleted=is_deleted, is_key=True)
            elif root is place:
                yield Binding(root.value, is_deleted=is_deleted)
            elif root is not None:
                yield Binding(root.value, is_itself=False)
        pending.extend(reversed(subtrees(node)))


def surely_bound(statement: cst.CSTNode) -> frozenset[str]:
    """The names that a statement binds wherever the program goes on behind it: not those of a single branch, or of a loop."""
    return _surely_bound(statement) or frozenset()


def _surely_bound(node: cst.CSTNode | None) -> frozenset[str] | None:
    """None when the program never goes on behind it."""
    match node:
        case cst.Raise() | cst.Return() | cst.Break() | cst.Continue():
            return None
        case cst.SimpleStatementLine() | cst.SimpleStatementSuite() | cst.IndentedBlock():
            parts = [_surely_bound(part) for part in node.body]
            return None if None in parts else frozenset().union(*filter(None, parts))
        case cst.If():
            return _of_branches([node.body, node.orelse])
        case cst.Else() | cst.Finally() | cst.ExceptHandler():
            return _surely_bound(node.body)
        case cst.Try():
            body, orelse, final = map(_surely_bound, (node.body, node.orelse, node.finalbody))
            done = None if body is None or orelse is None else body | orelse
            handled = _of_branches(node.handlers) if node.handlers else None
            joined = handled if done is None else done if handled is None else done & handled
            return None if joined is None or final is None else joined | final
        case cst.Assign():
            places_of = [place for target in node.targets for place in untupled(target.target)]
            return frozenset(place.value for place in places_of if isinstance(place, cst.Name))
        case cst.AnnAssign(target=cst.Name(value=name), value=cst.BaseExpression()):
            return frozenset({name})
        case cst.AugAssign(target=cst.Name(value=name)):
            return frozenset({name})
        case cst.Import() | cst.ImportFrom() | cst.FunctionDef() | cst.ClassDef():
            return frozenset(binding.name for binding in bindings(node))
    return frozenset()


def _of_branches(branches: Sequence[cst.CSTNode | None]) -> frozenset[str] | None:
    """What is bound in each of some branches that the program goes on behind."""
    found = [names for branch in branches if (names := _surely_bound(branch)) is not None]
    return frozenset.intersection(*found) if found else None


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
    return frozenset(found - _declared(function.body))


def _declared(body: cst.CSTNode) -> set[str]:
    """The names that a body declares to be those of a module or of a function around it."""
    declarations = (node for node in _own(body) if isinstance(node, (cst.Global, cst.Nonlocal)))
    return {item.name.value for node in declarations for item in node.names}


def writes_outside(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether the text of a function binds names that are not its own or changes objects that are neither its own nor arguments.

    What it calls may do so all the same.
    """
    return passes_namespace(function.body, nested=True) or _writes(function.body, _made_in(function))


def _writes(body: cst.CSTNode, made: frozenset[str]) -> bool:
    pending = [body]
    while pending:
        node = pending.pop()
        changed = [place for place in places(node) if not isinstance(place, cst.Name)]
        match node:
            case cst.Global() | cst.Nonlocal():
                return True
            case cst.Call(func=cst.Attribute(value=place, attr=cst.Name(value=name))) if name in MUTATING:
                changed.append(place)
            case cst.Call(func=cst.Name(value="setattr" | "delattr"), args=[cst.Arg(value=place), *_]):
                changed.append(place)
            case cst.FunctionDef() | cst.Lambda():
                if _writes(node.body, made | _made_in(node)):
                    return True
                pending.extend(_around(node))
                continue
        if any((root := root_of(place)) is None or root.value not in made for place in changed):
            return True
        pending.extend(subtrees(node))
    return False


def _made_in(function: cst.FunctionDef | cst.Lambda) -> frozenset[str]:
    """The parameters of a function, but for those with a default, and its names that are bound to what it makes itself, never to objects that
    there are already.
    """
    parameters = function.params
    every = [*parameters.posonly_params, *parameters.params, *parameters.kwonly_params]
    made = {parameter.name.value for parameter in every if parameter.default is None}
    made |= {each.name.value for each in (parameters.star_arg, parameters.star_kwarg) if isinstance(each, cst.Param)}
    others: set[str] = set()
    for node in _own(function.body):
        match node:
            case cst.Assign(targets=targets, value=value) if not isinstance(root_of(value), cst.Name):
                names = [target.target for target in targets]
                made |= {name.value for name in names if isinstance(name, cst.Name)}
                others |= {name for target in names if not isinstance(target, cst.Name) for name in _names(target)}
            case cst.AugAssign():
                continue
            case cst.Import() | cst.ImportFrom() | cst.MatchAs() | cst.MatchStar() | cst.MatchMapping():
                others |= {binding.name for binding in bindings(node)}
            case cst.Assign(targets=targets):
                others |= {name for target in targets for name in _names(target.target)}
            case cst.AssignTarget():
                continue
            case _:
                others |= {name for place in places(node) for name in _names(place)}
    return frozenset(made - others)


def _names(target: cst.BaseExpression) -> Iterator[str]:
    return (place.value for place in untupled(target) if isinstance(place, cst.Name))


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


def passes_namespace(statement: cst.CSTNode, *, nested: bool = False) -> bool:
    """Whether a statement hands its namespace to something that may write it, `f(locals())`, `globals().update(...)`, or writes a name of it
    that its text does not have: `globals()[name] = ...`, `exec(text)`.

    Arguments:
        statement: a statement, or the body of a function.
        nested: whether what functions within it do counts, too.
    """
    return any(
        (isinstance(node, cst.Arg) and is_namespace(node.value))
        or (isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "exec")
        or (isinstance(node, cst.Attribute) and is_namespace(node.value) and node.attr.value in WRITING)
        or (isinstance(node, cst.Subscript) and is_namespace(node.value) and key_of(node) == ANY)
        for node in _own(statement, nested=nested)
    )


def binds_star(statement: cst.CSTNode) -> bool:
    """Whether a statement contains a star import."""
    return any(isinstance(node, cst.ImportFrom) and isinstance(node.names, cst.ImportStar) for node in _own(statement))


def _own(statement: cst.CSTNode, *, nested: bool = False) -> Iterator[cst.CSTNode]:
    """The nodes of a statement, but, unless `nested`, for the bodies of the functions in it."""
    pending = [statement]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(_around(node) if isinstance(node, cst.FunctionDef) and not nested else subtrees(node))


def _around(node: cst.CSTNode) -> list[cst.CSTNode]:
    """What a definition is made of but for its body."""
    return [part for part in subtrees(node) if part is not node.body]  # type: ignore[attr-defined]

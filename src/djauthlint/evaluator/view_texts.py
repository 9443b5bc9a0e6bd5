"""What the text of the project says of a view that a setting names: whether it is there, and whether it can be called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import libcst as cst

from djauthlint.evaluator.class_paths import statements, tree_of_module
from djauthlint.evaluator.class_texts import binds
from djauthlint.evaluator.subtrees import subtrees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from djauthlint.evaluator.interpreter import Interpreter

ViewFault: TypeAlias = Literal["module", "name", "arguments"]

_DYNAMIC: Final = frozenset(
    {"__getattr__", "globals", "locals", "vars", "setattr", "exec", "eval", "__dict__", "modules"}
)
"""Names with which a module may get others that its text does not show."""


def view_fault(run: Interpreter, path: str, keyword: str) -> ViewFault | None:
    """Why a view can't be called with a request and one keyword argument: there is no such module of the project, it has no
    such name, or the function takes other arguments. None where the text does not prove any of these.

    Arguments:
        run: the evaluation.
        path: dotted path of the view.
        keyword: the name of the argument.
    """
    module, _, name = path.rpartition(".")
    tree = tree_of_module(run, module)
    if tree is None:
        return "module" if _is_missing(run, module) else None
    names = set(_names(tree))
    if name not in names:
        return None if "*" in names or names & _DYNAMIC else "name"
    everything = statements(tree.body)
    places = [at for at, node in enumerate(everything) if binds(node, name)]
    function = everything[places[0]] if len(places) == 1 else None
    if (
        not isinstance(function, cst.FunctionDef)
        or function.decorators
        or all(function is not each for each in tree.body)
    ):
        return None
    return None if _takes(function.params, keyword) else "arguments"


def _is_missing(run: Interpreter, module: str) -> bool:
    """Whether a module is not there although a package that it would be in is one of the project."""
    parent = module.rpartition(".")[0]
    place = run.resolve(parent) if parent else None
    if place is None:
        return "." in parent and _is_missing(run, parent)
    return place.name == "__init__.py" and run.resolve(module) is None


def _names(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    elif isinstance(node, cst.ImportStar):
        yield "*"
    for part in subtrees(node):
        yield from _names(part)


def _takes(params: cst.Parameters, keyword: str) -> bool:
    """Whether a function can be called with one positional argument and this keyword."""
    positional = [*params.posonly_params, *params.params]
    if not positional and not isinstance(params.star_arg, cst.Param):
        return False
    by_name = {each.name.value for each in (*positional[1:], *params.kwonly_params)}
    by_name -= {each.name.value for each in params.posonly_params}
    if keyword not in by_name and params.star_kwarg is None:
        return False
    needed = [each for each in (*positional[1:], *params.kwonly_params) if each.default is None]
    return all(each.name.value == keyword for each in needed) and not (
        positional and positional[0].name.value == keyword and not params.posonly_params
    )

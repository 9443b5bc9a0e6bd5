"""The bases of a class that a setting names by its dotted path, read from the text of the project's modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import libcst as cst

from djauthlint.evaluator.parse import SyntaxProblem, parse
from djauthlint.evaluator.subtrees import dotted, subtrees
from djauthlint.project.files import ProjectFileError

if TYPE_CHECKING:
    from djauthlint.evaluator.interpreter import Interpreter
    from djauthlint.source import SourceFile


def class_paths(run: Interpreter, path: str) -> tuple[str, ...] | None:
    """The dotted paths of a class and of all its bases: as far as the project's text tells, then the paths that packages provide.

    Arguments:
        run: the evaluation.
        path: dotted path of the class.

    Returns:
        None when the class is not one that the project defines at the top level of a module.
    """
    found: dict[str, None] = {}
    pending = [path]
    first = True
    while pending:
        current = pending.pop(0)
        if current in found:
            continue
        bases = _bases(run, current)
        if bases is None:
            if first:
                return None
            found[current] = None
            continue
        first = False
        found[current] = None
        pending.extend(bases)
    return tuple(found)


def _bases(run: Interpreter, path: str, depth: int = 0) -> list[str] | None:
    """The paths of the bases of a project class; None when the project does not define it."""
    module, _, name = path.rpartition(".")
    tree = tree_of_module(run, module) if depth <= 20 else None
    if tree is None:
        return None
    names = _names(run, module, statements(tree.body))
    for statement in statements(tree.body):
        if isinstance(statement, cst.ClassDef) and statement.name.value == name:
            return [_absolute(dotted(argument.value), names, module) for argument in statement.bases]
    if name in names and names[name] != path:
        target = names[name]
        inner = _bases(run, target, depth + 1)
        return [target] if inner is None else [target, *inner]
    return None


def _absolute(name: str, names: dict[str, str], module: str) -> str:
    head, _, rest = name.partition(".")
    start = names.get(head, f"{module}.{head}")
    return f"{start}.{rest}" if rest else start


def tree_of_module(run: Interpreter, module: str) -> cst.Module | None:
    """The syntax of a module of the project, None for any other, and for one that can't be read."""
    file = file_of_module(run, module)
    try:
        return None if file is None else parse(file)
    except SyntaxProblem:
        return None


def file_of_module(run: Interpreter, module: str) -> SourceFile | None:
    """The file of a module of the project, None for any other, and for one that can't be read."""
    path = run.resolve(module) if module else None
    if path is None or path.suffix != ".py":
        return None
    try:
        return run.read_source(path)
    except (ProjectFileError, SyntaxProblem):
        return None


def statements(body: object) -> list[cst.CSTNode]:
    """Top-level statements, those inside `if` and `try` included."""
    found: list[cst.CSTNode] = []
    stack = list(reversed(list(body)))  # type: ignore[call-overload]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.SimpleStatementLine):
            found.extend(node.body)
        elif isinstance(node, (cst.If, cst.Try, cst.Else, cst.ExceptHandler, cst.Finally, cst.IndentedBlock)):
            stack.extend(
                reversed(
                    [
                        child
                        for child in subtrees(node)
                        if isinstance(
                            child, (cst.BaseStatement, cst.BaseSuite, cst.Else, cst.ExceptHandler, cst.Finally)
                        )
                    ]
                )
            )
        else:
            found.append(node)
    return found


def imported_modules(run: Interpreter, module: str, nodes: Iterable[cst.CSTNode]) -> Iterator[str]:
    """The dotted paths of the modules that statements of a module import, and of names that may be some."""
    for node in nodes:
        if isinstance(node, cst.Import):
            yield from (dotted(alias.name) for alias in node.names)
        elif isinstance(node, cst.ImportFrom):
            yield _source(run, module, node)
    yield from _names(run, module, nodes).values()


def _names(run: Interpreter, module: str, nodes: Iterable[cst.CSTNode]) -> dict[str, str]:
    """What each name that statements of a module import stands for, as a dotted path."""
    names: dict[str, str] = {}
    for statement in nodes:
        if isinstance(statement, cst.Import):
            for alias in statement.names:
                path = dotted(alias.name)
                if alias.asname is not None:
                    names[dotted(alias.asname.name)] = path  # type: ignore[arg-type]
                else:
                    names[path.split(".")[0]] = path.split(".")[0]
        elif isinstance(statement, cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
            source = _source(run, module, statement)
            for alias in statement.names:
                wanted = dotted(alias.name)
                bound = dotted(alias.asname.name) if alias.asname is not None else wanted  # type: ignore[arg-type]
                names[bound] = f"{source}.{wanted}"
    return names


def _source(run: Interpreter, module: str, node: cst.ImportFrom) -> str:
    """The dotted path of the module that something is imported from."""
    file = run.resolve(module)
    parts = module.split(".") if file is not None and file.name == "__init__.py" else module.split(".")[:-1]
    level = len(node.relative)
    start = parts[: len(parts) - level + 1] if level else []
    return ".".join([*start, dotted(node.module)]).strip(".")

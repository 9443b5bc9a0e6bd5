"""What gunicorn's configuration file assigns, as far as its text tells; it is never run."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint.project.inference.facts import Place

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile


class Assigned(NamedTuple):
    """A setting of gunicorn.

    Arguments:
        value: what it is.
        is_known: whether that can be told.
        place: where it is assigned.
    """

    value: Any
    is_known: bool
    place: Place


UNKNOWN: Final = "*"
"""Stands for every name in a file that can't be read, or that takes names from elsewhere."""


def assignments(documents: Documents, file: SourceFile) -> dict[str, Assigned]:
    """The names that a file assigns; those that depend on a condition, or are not literals, are not known."""
    try:
        # What Python warns of in the file is nobody's business here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(file.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        documents.note(file, line, "is no Python that can be read")
        return {UNKNOWN: Assigned(None, False, Place(file, 1))}
    found: dict[str, Assigned] = {}
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if len(targets) == 1 and isinstance(targets[0], ast.Name) and statement.value is not None:
                name = targets[0].id
                found[name] = _assigned(statement.value, Place(file, statement.lineno), again=name in found)
                continue
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.update(dict.fromkeys(_bound(statement), Assigned(None, False, Place(file, statement.lineno))))
    return found


def _assigned(value: ast.expr, place: Place, *, again: bool) -> Assigned:
    try:
        return Assigned(ast.literal_eval(value), not again, place)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Assigned(None, False, place)


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement may assign, every one where it may be any."""
    names = {
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    calls = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)} & {
        "globals",
        "exec",
        "vars",
        "locals",
    }
    stars = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(statement))
    return names | ({UNKNOWN} if calls or stars else set())

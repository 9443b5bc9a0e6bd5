"""Settings that a module sets at its top level, and that a later statement of it sets to something else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint.django_facts.misspellings import about_login
from djauthlint.settings.ineffective import DYNAMIC, times
from djauthlint.settings.places import assigned, span_of
from djauthlint.source import SourceFile, Span
from djauthlint.values import Event, Origin

if TYPE_CHECKING:
    from libcst import BaseExpression, Module

    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.sequences import Plain

_LARGE: Final = frozenset(("CACHES", "DATABASES", "DEBUG", "INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"))
"""Settings that have rules which say more of what is in effect than that it is not what stands elsewhere."""

_BASE: Final = re.compile(r"(?:.*_)?(?:base|common|core|defaults?|shared)(?:_.*)?|settings")
"""The names of modules that others begin with; one for overrides, such as `local_settings`, is meant to come last."""


class Overridden(NamedTuple):
    """A setting that is set to no effect.

    Arguments:
        value: what it is set to first.
        first: the value that has no effect.
        second: what sets it again: a value, or an import of everything.
        by_import: whether it is such an import.
    """

    value: Plain
    first: Span
    second: Span
    by_import: bool


def find(settings: Settings) -> Iterator[tuple[str, Overridden]]:
    """Every such setting that matters to logging in, whatever the later statement makes of it."""
    history = settings.evaluation.namespace.history
    for name in about_login() - _LARGE:
        events = [event for event in history.get(name, ()) if event.origin is not None]
        found = _overridden(name, events) if len(events) > 1 else None
        if found is not None:
            yield name, found


def _overridden(name: str, events: Sequence[Event]) -> Overridden | None:
    first, last = events[-2].origin, events[-1].origin
    if first is None or last is None or events[-2].action != "set" or events[-1].action != "set":
        return None
    from djauthlint.evaluator.parse import tree_of

    tree = tree_of(first.file)
    begins, value = _place(tree, first), _literal(first)
    if begins is None or value is None:
        return None
    is_twice = last.file is first.file
    ends = _place(tree, last) if is_twice else _import_of_everything(tree, begins)
    if ends is None or ends <= begins or _may_read(name, tree, first.file, begins, ends):
        return None
    second = assigned(last) if is_twice else Origin(first.file, tree.body[ends])
    return Overridden(value[0], span_of(assigned(first)), span_of(second), not is_twice)


def _place(tree: Module, origin: Origin) -> int | None:
    """The number of the statement of a module that is an assignment to a name."""
    import libcst

    for number, line in enumerate(tree.body):
        if isinstance(line, libcst.SimpleStatementLine) and origin.node in line.body:
            return number
    return None


def _literal(origin: Origin) -> tuple[Plain] | None:
    span = span_of(assigned(origin))
    try:
        tree = ast.parse(origin.file.text[span.start : span.end].strip(), mode="eval")
        return (_product(tree.body),)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def _product(node: ast.expr) -> Plain:
    """What a literal or a product of numbers, such as `60 * 60`, is."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = _product(node.left), _product(node.right)
        if isinstance(left, int) and isinstance(right, int):
            return left * right
        raise ValueError("something else than numbers is multiplied")
    return ast.literal_eval(node)


def _import_of_everything(tree: Module, after: int) -> int | None:
    """The number of the one statement behind another that imports everything from a base module."""
    import libcst

    found = [
        number
        for number, line in enumerate(tree.body[after + 1 :], after + 1)
        if isinstance(line, libcst.SimpleStatementLine)
        for statement in line.body
        if isinstance(statement, libcst.ImportFrom) and isinstance(statement.names, libcst.ImportStar)
        for module in (_last_name(statement.module),)
        if _BASE.fullmatch(module)
    ]
    stars = sum(_has_star(line) for line in tree.body[after + 1 :])
    return found[0] if len(found) == stars == 1 else None


def _last_name(module: BaseExpression | None) -> str:
    import libcst

    match module:
        case libcst.Attribute(attr=libcst.Name(value=name)) | libcst.Name(value=name):
            return name
        case _:
            return ""


def _has_star(node: Any) -> bool:
    import libcst

    return isinstance(node, libcst.ImportStar) or any(_has_star(child) for child in node.children)


def _may_read(name: str, tree: Module, file: SourceFile, begins: int, ends: int) -> bool:
    """Whether anything may see the value of a name before it gets another one."""
    import libcst

    between = tree.body[begins + 1 : ends]
    last = tree.body[ends]
    functions = [line for line in tree.body[:begins] if isinstance(line, (libcst.FunctionDef, libcst.ClassDef))]
    if any(times(line, name) for line in (*between, *functions)) or times(last, name) > 1:
        return True
    start, end = span_of(Origin(file, tree.body[begins])).end, span_of(Origin(file, last)).start
    return DYNAMIC.search(file.text[start:end]) is not None

"""What looks as if it set a setting and does not: another case, a function, a class, an annotation, a comparison.

Source: `Settings.__init__` in `django/conf/__init__.py`, which takes what the module binds in upper case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint.conditions import Worlds, paths
from djauthlint.django_facts.misspellings import about_login
from djauthlint.settings.places import span_of
from djauthlint.source import Span
from djauthlint.values import Class, Function, Origin

if TYPE_CHECKING:
    from libcst import CSTNode

    from djauthlint.settings.entry_settings import Settings

DYNAMIC: Final = re.compile(
    r"\b(?:locals|globals|vars|exec|eval|setattr|getattr|dir)\s*\(|__dict__|\binspect\b|sys\.modules"
)
"""What may read a name without naming it."""


class Ineffective(NamedTuple):
    """A statement without effect.

    Arguments:
        name: the setting that it looks like.
        written: what stands there.
        how: "case", "function", "class", "annotated" or "compared".
        span: the statement.
        worlds: those in which it is executed, or could be.
        where: the function or class that it stands in.
    """

    name: str
    written: str
    how: str
    span: Span
    worlds: Worlds
    where: str = ""


def find(settings: Settings) -> Iterator[Ineffective]:
    """Every such statement about a setting that matters to logging in."""
    evaluation = settings.evaluation
    for wasted in evaluation.wasted:
        if wasted.name in about_login() and not (wasted.how == "annotated" and settings[wasted.name].is_possible):
            yield Ineffective(wasted.name, wasted.name, wasted.how, span_of(wasted.origin), wasted.worlds)
    indented = _indented()
    nests = any(indented.search(file.text) for file in evaluation.files.values())
    for name, tree in evaluation.namespace.names.items():
        if nests:
            for worlds, leaf in paths(tree, True):
                yield from _nested(settings, leaf, worlds)
        if name != name.upper() and name.upper() in about_login():
            yield from _in_other_case(settings, name)


def _indented() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]+(?:{'|'.join(sorted(about_login()))})\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)


def _in_other_case(settings: Settings, name: str) -> Iterator[Ineffective]:
    right = name.upper()
    if settings.evaluation.mentions_setting(name) or not settings[name].may_be_value_of(right):
        return
    for event in settings.evaluation.namespace.history.get(name, ()):
        if event.action == "set" and event.origin is not None and _is_assignment(event.origin):
            yield Ineffective(right, name, "case", span_of(event.origin), event.worlds)


def _is_assignment(origin: Origin) -> bool:
    import libcst

    return isinstance(origin.node, (libcst.Assign, libcst.AnnAssign))


def _nested(settings: Settings, leaf: Any, worlds: Worlds) -> Iterator[Ineffective]:
    """The first statement in a function or class that nobody gets to see anything of."""
    import libcst

    if not isinstance(leaf, (Function, Class)):
        return
    node, file = leaf.origin.node, leaf.origin.file
    if isinstance(leaf, Class):
        if not isinstance(node, libcst.ClassDef) or not _is_unused(settings, leaf, node, file.text):
            return
        how, statements = "class", _statements(node.body)
    elif isinstance(node, libcst.FunctionDef):
        how, statements = "function", _statements(node.body)
    else:
        return
    span = span_of(leaf.origin)
    if DYNAMIC.search(file.text[span.start : span.end]):
        return
    for statement, name in statements:
        if name in about_login() and times(node, name) == _writes(node, name):
            yield Ineffective(name, name, how, span_of(Origin(file, statement)), worlds, leaf.name)
            return


def _is_unused(settings: Settings, cls: Class, node: Any, text: str) -> bool:
    """Whether a class derives from nothing, and nothing names it."""
    if cls.bases or node.bases or node.keywords or node.decorators or DYNAMIC.search(text):
        return False
    return not settings.evaluation.uses_word(cls.name)


def _statements(suite: Any) -> Iterator[tuple[CSTNode, str]]:
    """The assignments of a suite, and of those of its compound statements, with the name that is written."""
    import libcst

    for node in suite.body:
        match node:
            case libcst.Assign(targets=[libcst.AssignTarget(target=libcst.Name(value=name))]):
                yield node, name
            case libcst.AnnAssign(target=libcst.Name(value=name), value=libcst.BaseExpression()):
                yield node, name
            case libcst.SimpleStatementLine():
                yield from _statements(node)
            case libcst.If(body=body, orelse=orelse):
                yield from _statements(body)
                if orelse is not None:
                    yield from _statements(orelse.body if isinstance(orelse, libcst.Else) else _Suite([orelse]))
            case libcst.With(body=body) | libcst.Try(body=body) | libcst.For(body=body):
                yield from _statements(body)
            case _:
                pass


class _Suite(NamedTuple):
    body: list[Any]


def times(node: CSTNode, name: str) -> int:
    """How often a name stands in a text, whatever it means there."""
    import libcst

    own = isinstance(node, libcst.Name) and node.value == name
    return own + sum(times(child, name) for child in node.children)


def _writes(node: CSTNode, name: str) -> int:
    """How often it is written."""
    import libcst

    match node:
        case libcst.AssignTarget(target=libcst.Name(value=target)) | libcst.AnnAssign(target=libcst.Name(value=target)):
            own = target == name
        case _:
            own = False
    return own + sum(_writes(child, name) for child in node.children)

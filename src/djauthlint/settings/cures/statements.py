"""New statements in a module of settings, and statements that go: where they belong, and what stays of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import libcst

from djauthlint.diagnostics import Edit
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.syntax import Text, ancestors
from djauthlint.settings.cures.writing import written
from djauthlint.source import SourceFile
from djauthlint.values import Event, Origin

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.process import EnvironmentVariable


def new_assignment(settings: Settings, name: str, value: Any) -> Iterator[Edits]:
    """Edits that set what no statement sets: beside its relatives, else at the end of the entry module.

    What is set in other scenarios is set before that, which keeps the last word.
    """
    files = settings.evaluation.files
    others = [event.origin for event in settings.evaluation.namespace.history.get(name, ()) if event.origin is not None]
    if others:
        yield from _above(settings, others[0], name, value)
        return
    entry = settings.entry.path
    for file in sorted(files.values(), key=lambda file: file.path != entry):
        relative = _nearest_relative(settings, name, file)
        if relative is not None:
            yield (_below(relative, f"{name} = {written(value, Text(file).quote)}"),)
    yield from new_in_entry(settings, name, value)


def _above(settings: Settings, first: Origin, name: str, value: Any) -> Iterator[Edits]:
    """An edit that sets something before a statement that does so, at the level of its module or class."""
    *inner, module = (first.node, *ancestors(first))
    if not inner or not isinstance(module, libcst.Module) or first.file.path not in settings.evaluation.files:
        return
    text = Text(first.file)
    # In a class: of its body.
    statement = inner[-3] if isinstance(inner[-1], libcst.ClassDef) and len(inner) > 2 else inner[-1]
    begins = text.range(statement)[0]
    start, indentation = text.comments_above(begins), text.indentation(begins) or ""
    yield (Edit(text.span(start, start), f"{indentation}{name} = {written(value, text.quote)}{text.newline}"),)


def new_in_entry(settings: Settings, name: str, value: Any) -> Iterator[Edits]:
    """An edit that sets something at the end of the entry module, or of its configuration class."""
    file = settings.evaluation.files.get(settings.entry.path)
    if file is not None:
        yield from with_statement(settings, f"{name} = {written(value, Text(file).quote)}")


def with_statement(settings: Settings, statement: str) -> Iterator[Edits]:
    """An edit that adds a statement at the end of the entry module, or of its configuration class."""
    file = settings.evaluation.files.get(settings.entry.path)
    if file is None:
        return
    text = Text(file)
    configuration = settings.entry.configuration
    if configuration is None:
        yield from ((edit,) for edit in at_end(text, statement))
        return
    body = next((each for each in text.tree.body if _is_class(each, configuration)), None)
    if isinstance(body, libcst.ClassDef) and isinstance(body.body, libcst.IndentedBlock):
        yield (_below(Origin(file, body.body.body[-1]), statement),)


def _is_class(node: libcst.CSTNode, name: str) -> bool:
    return isinstance(node, libcst.ClassDef) and node.name.value == name


def at_end(text: Text, statement: str) -> Iterator[Edit]:
    """Edits that add a statement at the end of a module: before what lets a file of one's own have the last word, then behind it."""
    statement = statement.replace("\n", text.newline)
    body = text.tree.body
    if not body:
        yield Edit(text.span(len(text.text), len(text.text)), _on_new_line(text, statement))
        return
    last = _last_word(body)
    if last is not None:
        start = text.comments_above(text.range(last)[0])
        yield Edit(text.span(start, start), f"{statement}{text.newline}{text.newline}")
    end = text.line_end(text.range(body[-1])[1])
    gap = text.newline if _stands_apart(text, body[-1]) else ""
    if end >= len(text.text):
        yield Edit(text.span(end, end), f"{text.newline}{gap}{statement}{text.newline}")
        return
    after = text.next_line(end)
    yield Edit(text.span(after, after), f"{gap}{statement}{text.newline}")


def _last_word(body: Sequence[libcst.CSTNode]) -> libcst.CSTNode | None:
    """The statement before which the settings of the project's own end, None where they have the last word."""
    for index, node in enumerate(body):
        behind = body[index + 1 :]
        if not index or not _gives_last_word(node):
            continue
        if _is_optional(node) and not any(map(_assigns, behind)):
            return node
        if all(map(_gives_last_word, behind)) and any(map(_is_own, body[:index])):
            return node
    return None


def _assigns(node: libcst.CSTNode) -> bool:
    """Whether a statement of a module's own level is an assignment."""
    small = node.body[0] if isinstance(node, libcst.SimpleStatementLine) else None
    return isinstance(small, (libcst.Assign, libcst.AnnAssign, libcst.AugAssign))


def _is_own(node: libcst.CSTNode) -> bool:
    """Whether a statement may set something itself: it is neither an import nor a text."""
    match node:
        case libcst.SimpleStatementLine(
            body=[libcst.Import() | libcst.ImportFrom() | libcst.Expr(value=libcst.SimpleString())]
        ):
            return False
        case _:
            return not _gives_last_word(node)


def _is_optional(node: libcst.CSTNode) -> bool:
    """Whether a statement takes settings from a file that may be missing."""
    return not isinstance(node, libcst.SimpleStatementLine) and _gives_last_word(node)


def _stands_apart(text: Text, node: libcst.CSTNode) -> bool:
    """Whether a statement is a block, or has an empty line above it: its author would leave one below it, too."""
    above = text.comments_above(text.range(node)[0])
    is_block = not isinstance(node, libcst.SimpleStatementLine)
    return is_block or (above > 0 and not text.text[text.line_start(above - 1) : above].strip())


def _on_new_line(text: Text, statement: str) -> str:
    missing = text.newline if text.text and not text.text.endswith(("\n", "\r")) else ""
    return f"{missing}{statement}{text.newline}"


def _gives_last_word(node: libcst.CSTNode) -> bool:
    """Whether a statement does nothing but take settings from elsewhere: `try: from local import *`."""
    match node:
        case libcst.SimpleStatementLine(body=[libcst.ImportFrom(names=libcst.ImportStar())]):
            return True
        case libcst.If(body=body, orelse=None) | libcst.Try(body=body) | libcst.With(body=body):
            inner = body.body
            return (
                bool(inner)
                and all(
                    _gives_last_word(each) or isinstance(each, libcst.ImportFrom)
                    for each in inner
                    if not _is_import(each)
                )
                and any(map(_gives_last_word, inner))
            )
        case _:
            return False


def _is_import(node: libcst.CSTNode) -> bool:
    return isinstance(node, libcst.SimpleStatementLine) and all(isinstance(each, libcst.Import) for each in node.body)


def _nearest_relative(settings: Settings, name: str, file: SourceFile) -> Origin | None:
    """The last statement of a module's own level that sets a setting whose name begins like another's; the more alike, the better."""
    best: tuple[int, int, Origin] | None = None
    text: Text | None = None
    for other, events in settings.evaluation.namespace.history.items():
        alike = _alike(name, other)
        if not alike:
            continue
        for event in events:
            line = _own_line(settings, event, file)
            if line is None:
                continue
            text = text or Text(file)
            found = (alike, text.range(line.node)[1], line)
            if best is None or found[:2] > best[:2]:
                best = found
    return None if best is None else best[2]


def _alike(one: str, other: str) -> int:
    """With how many words two names begin in common, if that is more than one, or the first is the whole family."""
    pairs = zip(one.split("_"), other.split("_"), strict=False)
    count = 0
    for mine, its in pairs:
        if mine != its:
            break
        count += 1
    return count


def _own_line(settings: Settings, event: Event, file: SourceFile) -> Origin | None:
    """The line of an assignment that stands at the level of its module, or of the configuration class."""
    origin = event.origin
    if origin is None or origin.file is not file or not isinstance(origin.node, (libcst.Assign, libcst.AnnAssign)):
        return None
    line, *outer = ancestors(origin)
    configuration = settings.entry.configuration
    match outer:
        case [libcst.Module()] if configuration is None:
            return Origin(file, line)
        case [libcst.IndentedBlock(), libcst.ClassDef(name=libcst.Name(value=owner)), libcst.Module()] if (
            owner == configuration
        ):
            return Origin(file, line)
        case _:
            return None


def _below(line: Origin, statement: str) -> Edit:
    """An edit that adds a statement on the line below another one."""
    text = Text(line.file)
    start, end = text.range(line.node)
    indentation = text.indentation(start) or ""
    statement = indentation + statement.replace("\n", f"{text.newline}{indentation}")
    line_end = text.line_end(end)
    if line_end >= len(text.text):
        return Edit(text.span(line_end, line_end), f"{text.newline}{statement}{text.newline}")
    after = text.next_line(line_end)
    return Edit(text.span(after, after), f"{statement}{text.newline}")


def removed(origin: Origin) -> Edits:
    """Edits that take a statement away; its comments stay. None where it shares its line with another one."""
    text = Text(origin.file)
    line, block, *_ = ancestors(origin)
    if not isinstance(line, libcst.SimpleStatementLine) or len(line.body) != 1:
        return ()
    start, end = text.range(line)
    indentation = text.indentation(start)
    if indentation is None:
        return ()
    body: Sequence[libcst.CSTNode] = getattr(block, "body", ())
    rest = text.text[end : text.line_end(end)].strip()
    if len(body) == 1 and not isinstance(block, libcst.Module):
        return (Edit(text.span(start, end), "pass"),)
    if rest:
        return (Edit(text.span(start, text.line_end(end)), rest),)
    return (Edit(text.span(text.line_start(start), text.next_line(end)), ""),)


def without_what_sets(variable: EnvironmentVariable) -> Iterator[Edits]:
    """Edits that take away the statement in which the text of an environment variable is written."""
    file = variable.settings.evaluation.files.get(variable.span.path)
    if file is None:
        return
    around = Text(file).nodes_at(variable.span.start)
    lines = [each for each in around if isinstance(each, libcst.SimpleStatementLine)]
    for line in lines[-1:]:
        yield removed(Origin(file, line.body[0]))


def with_import(file: SourceFile, module: str) -> Edits:
    """Edits that make `import module` hold in a file; none are needed where its own level says so already."""
    text = Text(file)
    last: libcst.CSTNode | None = None
    for number, statement in enumerate(text.tree.body):
        if not isinstance(statement, libcst.SimpleStatementLine):
            break
        small = statement.body[0]
        if isinstance(small, libcst.Import) and any(_names(alias, module) for alias in small.names):
            return ()
        is_docstring = number == 0 and isinstance(small, libcst.Expr)
        is_future = isinstance(small, libcst.ImportFrom) and _is_future(small)
        if isinstance(small, (libcst.Import, libcst.ImportFrom)) and not is_future:
            start = text.comments_above(text.range(statement)[0])
            return (Edit(text.span(start, start), f"import {module}{text.newline}"),)
        if not is_docstring and not is_future:
            break
        last = statement
    if last is None:
        start = 0 if not text.tree.body else text.line_start(text.range(text.tree.body[0])[0])
        return (Edit(text.span(start, start), f"import {module}{text.newline}{text.newline}"),)
    after = text.next_line(text.range(last)[1])
    return (Edit(text.span(after, after), f"{text.newline}import {module}{text.newline}"),)


def _names(alias: libcst.ImportAlias, module: str) -> bool:
    return alias.asname is None and isinstance(alias.name, libcst.Name) and alias.name.value == module


def _is_future(statement: libcst.ImportFrom) -> bool:
    return isinstance(statement.module, libcst.Name) and statement.module.value == "__future__"

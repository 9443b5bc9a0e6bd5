"""Edits that put something around the expression that a setting is assigned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import libcst

from djauthlint.diagnostics import Edit
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.syntax import Text
from djauthlint.settings.places import assigned, span_of
from djauthlint.source import Span
from djauthlint.values import Origin, Tuple

if TYPE_CHECKING:
    from djauthlint.settings.containers import Element
    from djauthlint.settings.setting import Setting


def number(setting: Setting) -> Iterator[Edits]:
    """Edits that make a whole number of a text: without its quotation marks, or with `int()`."""
    value = assigned_by(setting)
    if value is None:
        return
    if not isinstance(value.node, libcst.SimpleString):
        yield _around(value, "int(", ")")
        return
    digits = value.node.evaluated_value
    if isinstance(digits, str) and digits.strip().isdecimal():
        yield (Edit(span_of(value), str(int(digits))),)


def listed(setting: Setting) -> Iterator[Edits]:
    """Edits that make a list of the one value that a setting has, or a tuple if it stands in parentheses."""
    value = assigned_by(setting)
    if value is not None:
        yield _around(value, "", ",") if getattr(value.node, "lpar", ()) else _around(value, "[", "]")


def without_empty(setting: Setting) -> Iterator[Edits]:
    """Edits that leave empty texts out of what a setting is assigned, if that is what `split()` makes."""
    value = assigned_by(setting)
    match None if value is None else value.node:
        case libcst.Call(func=libcst.Attribute(attr=libcst.Name("split"))) if value is not None:
            yield _around(value, "[each for each in ", " if each]")


def without_call(setting: Setting) -> Iterator[Edits]:
    """Edits that leave the text alone that is the only argument of the function that a setting is assigned the result of."""
    value = assigned_by(setting)
    match None if value is None else value.node:
        case libcst.Call(args=[libcst.Arg(value=libcst.SimpleString(value=name), star="")]) if value is not None:
            yield (Edit(span_of(value), name),)


def assigned_by(setting: Setting) -> Origin | None:
    """The expression that a setting is assigned, None where no assignment of its own begins it."""
    event = setting.beginning
    origin = None if event is None else event.origin
    if origin is None or origin.file.path not in setting.settings.evaluation.files:
        return None
    value = assigned(origin)
    return None if value is origin else value


def _around(value: Origin, before: str, after: str) -> Edits:
    span, text = span_of(value), Text(value.file)
    edits = (Edit(text.span(span.start, span.start), before), Edit(text.span(span.end, span.end), after))
    return tuple(edit for edit in edits if edit.text)


def without_comma(setting: Setting) -> Iterator[Edits]:
    """Edits that leave the only element of a tuple that a setting is assigned."""
    value = assigned_by(setting)
    match None if value is None else value.node:
        case libcst.Tuple(elements=[libcst.Element(value=only)]) if value is not None:
            text = Text(value.file)
            yield (Edit(span_of(value), text.text[slice(*text.range(only))]),)


def without_assignment(setting: Setting) -> Iterator[Edits]:
    """Edits that leave the call of a method alone whose result a setting is assigned, if it is a method of its own."""
    value = assigned_by(setting)
    event = setting.beginning
    statement = None if event is None else event.origin
    match None if value is None else value.node:
        case libcst.Call(func=libcst.Attribute(value=libcst.Name(value=owner))) if (
            owner == setting.name and value is not None and statement is not None
        ):
            start, end = span_of(statement).start, span_of(value).start
            yield (Edit(Text(value.file).span(start, end), ""),)


def bracketed(element: Element) -> Iterator[Edits]:
    """Edits that put brackets around a text that is added to a sequence character by character."""
    span = element.span
    if span.path in element.settings.evaluation.files:
        before, after = ("(", ",)") if isinstance(element.owner.leaf, Tuple) else ("[", "]")
        yield (
            Edit(Span(span.path, span.start, span.start), before),
            Edit(Span(span.path, span.end, span.end), after),
        )

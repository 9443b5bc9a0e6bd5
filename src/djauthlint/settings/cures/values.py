"""Edits that give a setting, an element or an entry another value where the text is that decides it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import libcst

from djauthlint.conditions import leaves
from djauthlint.diagnostics import Edit
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.statements import new_assignment, new_in_entry
from djauthlint.settings.cures.syntax import Text
from djauthlint.settings.cures.writing import written
from djauthlint.settings.places import maker_of, span_of
from djauthlint.settings.reading import origin_of
from djauthlint.source import SourceFile, Span
from djauthlint.values import ABSENT, Dict, Known, Origin

if TYPE_CHECKING:
    from djauthlint.settings.containers import Element, Part
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.setting import Setting

_ASSIGNMENTS = (libcst.Assign, libcst.AnnAssign, libcst.NamedExpr)


def of_setting(setting: Setting, value: Any) -> Iterator[Edits]:
    """Edits that give a setting a value: where its value is written, else in the entry module."""
    leaf = setting.own_leaf
    if leaf is ABSENT:
        yield from new_assignment(setting.settings, setting.name, value)
        return
    event = setting.beginning
    statement = None if event is None else event.origin
    if statement is not None:
        place = _decides(statement, origin_of(leaf), setting.name)
        if place is not None:
            for default in _defaults(statement.file, place, setting.value if setting.is_known else None):
                yield (replacement(setting.settings, default, value),)
            if _is_switch(setting, place, value):
                return
            yield (replacement(setting.settings, place, value),)
    if statement is None or statement.file.path != setting.settings.entry.path:
        yield from new_in_entry(setting.settings, setting.name, value)


def _is_switch(setting: Setting, place: Span, value: Any) -> bool:
    """Whether the expression at a place compares something with a text, so that it is a value elsewhere that it is to have here."""
    file = setting.settings.evaluation.files[place.path]
    is_comparison = any(
        isinstance(node, libcst.Comparison) and Text(file).range(node) == (place.start, place.end)
        for node in Text(file).nodes_at(place.start)
    )
    return is_comparison and any(isinstance(leaf, Known) and leaf.value is value for leaf in leaves(setting.tree))


def _decides(statement: Origin, made: Origin | None, name: str) -> Span | None:
    """The text that decides a value: what made it, if that stands in the statement that sets it, else all that is assigned."""
    whole = span_of(statement)
    if made is not None and made.node is not statement.node:
        span = span_of(made)
        if whole.covers(span) and isinstance(made.node, libcst.BaseExpression):
            return span
    node = statement.node
    if isinstance(node, _ASSIGNMENTS) and node.value is not None and _is_bound_to(node, name):
        return span_of(Origin(statement.file, node.value))
    return None


def _defaults(file: SourceFile, place: Span, value: Any) -> Iterator[Span]:
    """The arguments of a call that say what it gives where nothing else does: `env.bool("SECURE", False)`."""
    text = Text(file)
    node = next((each for each in text.nodes_at(place.start) if text.range(each) == (place.start, place.end)), None)
    if not isinstance(node, libcst.Call):
        return
    for number, argument in enumerate(node.args):
        if (number or argument.keyword is not None) and _plain(argument.value) == (value, type(value)):
            yield text.span(*text.range(argument.value))


def _plain(node: libcst.BaseExpression) -> tuple[Any, type] | None:
    """The value of a literal, with its type: Python takes 0 for False."""
    match node:
        case libcst.Name(value="True" | "False" as name):
            return name == "True", bool
        case libcst.SimpleString(evaluated_value=str(text)):
            return text, str
        case libcst.Integer(evaluated_value=number):
            return number, int
        case _:
            return None


def _is_bound_to(node: libcst.Assign | libcst.AnnAssign | libcst.NamedExpr, name: str) -> bool:
    targets = [each.target for each in node.targets] if isinstance(node, libcst.Assign) else [node.target]
    return any(isinstance(target, libcst.Name) and target.value == name for target in targets)


def replacement(settings: Settings, span: Span, value: Any) -> Edit:
    """An edit that writes a value where another one stands, with its quotation marks if it has any."""
    file = settings.evaluation.files[span.path]
    whole = file.text[span.start : span.end]
    old = whole.lstrip("rRbBuUfF")
    quote = old[0] if old[:1] in {"'", '"'} and old[1:3] != old[0] * 2 else Text(file).quote
    if whole[:2].lower() in {'r"', "r'"} and isinstance(value, str) and quote not in value and not value.endswith("\\"):
        return Edit(span, f"{whole[0]}{quote}{value}{quote}")
    new = written(value, quote)
    return Edit(span, new[1:-1] if isinstance(value, tuple) and _is_in_parentheses(file.text, span) else new)


def _is_in_parentheses(text: str, span: Span) -> bool:
    """Whether the parentheses of a tuple stand around a text already: `X = ("A" "B")`."""
    return text[span.end : span.end + 1] == ")" and re.search(r"=[ \t]*\($", text[: span.start]) is not None


def of_element(element: Element, value: Any) -> Iterator[Edits]:
    """Edits that write another value where an element was written down."""
    origin = origin_of(element.leaf)
    if origin is None:
        return
    span = span_of(maker_of(origin))
    if span.path in element.settings.evaluation.files and span == element.span:
        yield (replacement(element.settings, span, value),)


def of_part(part: Part, value: Any) -> Iterator[Edits]:
    """Edits that give an entry of a dict a value: where it is written, else as a new entry of the dict."""
    leaf = part.leaf
    if leaf is not ABSENT:
        span = part.span
        if span.path in part.settings.evaluation.files and span != part.owner.span:
            yield (replacement(part.settings, span, value),)
        return
    owner = part.owner.leaf
    origin = origin_of(owner) if isinstance(owner, Dict) else None
    if origin is None or not isinstance(origin.node, libcst.Dict):
        return
    yield from _new_entry(origin, part.key, value)


def _new_entry(display: Origin, key: Any, value: Any) -> Iterator[Edits]:
    """Edits that add an entry at the end of a dict as it is written down."""
    from djauthlint.settings.cures.items import after_last

    text = Text(display.file)
    node = display.node
    assert isinstance(node, libcst.Dict)
    entry = f"{written(key, text.quote)}: {written(value, text.quote)}"
    if not node.elements:
        start = text.range(node.lbrace)[1] if node.lbrace.whitespace_after.empty else text.range(node)[0] + 1
        yield (Edit(text.span(start, start), entry),)
        return
    last = node.elements[-1]
    first = last.key if isinstance(last, libcst.DictElement) else last.value
    yield after_last(text, text.range(first)[0], text.range(last.value)[1], entry)

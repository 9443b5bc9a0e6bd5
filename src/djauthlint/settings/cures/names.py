"""Edits of names: a setting that is set under a wrong one gets the right one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import libcst

from djauthlint.diagnostics import Edit
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.syntax import Text
from djauthlint.settings.cures.values import replacement
from djauthlint.settings.reading import origin_of
from djauthlint.source import Span
from djauthlint.values import Dict

if TYPE_CHECKING:
    from djauthlint.settings.containers import Part
    from djauthlint.settings.ineffective import Ineffective
    from djauthlint.settings.setting import Setting


def renamed(setting: Setting, name: str) -> Iterator[Edits]:
    """Edits that give a setting another name in every statement that sets it."""
    edits: list[Edit] = []
    for event in setting.events:
        if event.origin is None or event.origin.file.path not in setting.settings.evaluation.files:
            continue
        found = [*_targets(event.origin.node, setting.name)]
        text = Text(event.origin.file)
        edits += (Edit(text.span(*text.range(target)), name) for target in found)
    if edits:
        yield tuple(dict.fromkeys(edits))


def _targets(node: libcst.CSTNode, name: str) -> Iterator[libcst.Name]:
    """The names in a statement, or in the target of a call, that mean the setting."""
    match node:
        case libcst.Assign(targets=targets):
            candidates: list[libcst.CSTNode] = [each.target for each in targets]
        case libcst.AnnAssign(target=target) | libcst.AugAssign(target=target) | libcst.NamedExpr(target=target):
            candidates = [target]
        case libcst.Call(func=libcst.Attribute(value=owner)):
            candidates = [owner]
        case _:
            candidates = []
    for each in candidates:
        inner = each.value if isinstance(each, libcst.Subscript) else each
        if isinstance(inner, libcst.Name) and inner.value == name:
            yield inner


def renamed_key(part: Part, key: str) -> Iterator[Edits]:
    """Edits that write another key where an entry is written in the display of its dict."""
    owner = part.owner.leaf
    origin = origin_of(owner) if isinstance(owner, Dict) else None
    if origin is None or origin.file.path not in part.settings.evaluation.files:
        return
    elements = origin.node.elements if isinstance(origin.node, libcst.Dict) else ()
    for element in elements:
        match element:
            case libcst.DictElement(key=libcst.SimpleString(evaluated_value=old) as node) if old == part.key:
                text = Text(origin.file)
                yield (replacement(part.settings, text.span(*text.range(node)), key),)
            case _:
                pass


def made_effective(setting: Setting, statement: Ineffective) -> Iterator[Edits]:
    """Edits that make a statement set the setting that it looks like: its name in upper case, `=` where `:` or `==` stands."""
    span = statement.span
    file = setting.settings.evaluation.files.get(span.path)
    wrong = {"case": "", "annotated": ":", "compared": "=="}.get(statement.how)
    if file is None or wrong is None:
        return
    found = re.match(rf"{re.escape(statement.written)}\s*({wrong})\s*", file.text[span.start : span.end])
    if found is None or (wrong == ":" and not _is_literal(file.text[span.start + found.end() : span.end])):
        return
    if not wrong:
        yield (Edit(Span(span.path, span.start, span.start + len(statement.written)), setting.name),)
        return
    start = span.start + found.start(1)
    before = "" if file.text[start - 1].isspace() else " "
    yield (Edit(Span(span.path, start, span.start + found.end(1)), f"{before}="),)


def _is_literal(text: str) -> bool:
    """Whether a text is a value rather than the name of a type."""
    try:
        ast.literal_eval(text.strip())
    except (ValueError, SyntaxError):
        return False
    return True

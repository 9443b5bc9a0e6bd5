"""Edits of names: a setting that is set under a wrong one gets the right one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import libcst

from djauthlint.diagnostics import Edit
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.syntax import Text

if TYPE_CHECKING:
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

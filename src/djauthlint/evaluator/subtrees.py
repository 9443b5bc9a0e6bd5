"""The children of a syntax node. libcst's own `children` copies the node and all its whitespace to find them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Final

import libcst as cst

_PUNCTUATION: Final = frozenset(
    "colon comma comment dot equal first_colon footer header lbrace lbracket leading_lines leading_whitespace "
    "lines_after_decorators lpar newline operator rbrace rbracket rpar second_colon semicolon trailing_comma "
    "trailing_whitespace".split()
)


@cache
def _names(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    names = (field.name for field in fields(kind))
    return tuple(name for name in names if name not in _PUNCTUATION and not name.startswith("whitespace"))


def subtrees(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes that a node is made of, without whitespace and punctuation, in the order of its fields."""
    found: list[cst.CSTNode] = []
    for name in _names(type(node)):
        part = getattr(node, name)
        if type(part) is str or part is None:
            continue
        for each in part if type(part) in (tuple, list) else (part,):
            if isinstance(each, cst.CSTNode):
                found.append(each)
    return found


def dotted(node: cst.BaseExpression | None) -> str:
    """A dotted name as text."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))

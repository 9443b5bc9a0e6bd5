"""Where the nodes of a syntax tree stand in the text: libcst's code generation, only adding up lengths."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Final

import libcst
from libcst._nodes.internal import CodegenState

from djauthlint.evaluator.parse import tree_of
from djauthlint.source import Span
from djauthlint.values import Origin

_FRAMES: Final = 10_000
"""Stack frames that code generation takes for a tree within the limits of `parse`."""


def span_of(origin: Origin) -> Span:
    """Where the text of a value stands, without the whitespace around it; the parentheses of a tuple belong to it."""
    known = spans(tree_of(origin.file))
    start, end = known[id(origin.node)]
    if isinstance(origin.node, libcst.Tuple) and origin.node.lpar:
        start, end = known[id(origin.node.lpar[-1])][0], known[id(origin.node.rpar[0])][1]
    return Span(origin.file.path, start, min(end, len(origin.file.text)))


@lru_cache(maxsize=64)
def spans(module: libcst.Module) -> Mapping[int, tuple[int, int]]:
    """The character offsets of every node of a module, by `id(node)`: those of libcst's `PositionProvider`."""
    offsets = _Offsets(module.default_indent, module.default_newline)
    with _deep_recursion():
        module._codegen(offsets)
    return offsets.spans


@contextmanager
def _deep_recursion() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


class _Offsets(CodegenState):
    """Adds up the length of the tokens instead of keeping them."""

    __slots__ = ("ends", "last", "offset", "spans", "starts")

    def __init__(self, default_indent: str, default_newline: str) -> None:
        super().__init__(default_indent, default_newline)
        self.offset = 0
        self.last = 0
        self.spans: dict[int, tuple[int, int]] = {}
        self.starts: list[int] = []

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.offset += len(token)

    def add_token(self, value: str) -> None:
        self.last = len(value)
        self.offset += self.last
        if not self.tokens:
            self.tokens.append("")

    def pop_trailing_newline(self) -> None:
        self.offset -= self.last

    def before_codegen(self, node: libcst.CSTNode) -> None:
        self.starts.append(self.offset)

    def after_codegen(self, node: libcst.CSTNode) -> None:
        start = self.starts.pop()
        self.spans.setdefault(id(node), (start, self.offset))

    def record_syntactic_position(  # type: ignore[override]  # a generator would double the time of the pass
        self,
        node: libcst.CSTNode,
        *,
        start_node: libcst.CSTNode | None = None,
        end_node: libcst.CSTNode | None = None,
    ) -> AbstractContextManager[None]:
        return _Recorded(self, node, start_node, end_node)


class _Recorded(AbstractContextManager[None]):
    """Notes the span of a node without what surrounds it."""

    __slots__ = ("end_node", "node", "offsets", "start", "start_node")

    def __init__(
        self,
        offsets: _Offsets,
        node: libcst.CSTNode,
        start_node: libcst.CSTNode | None,
        end_node: libcst.CSTNode | None,
    ) -> None:
        self.offsets = offsets
        self.node = node
        self.start_node = start_node
        self.end_node = end_node

    def __enter__(self) -> None:
        self.start = self.offsets.offset

    def __exit__(self, *_: object) -> None:
        known = self.offsets.spans
        start = self.start if self.start_node is None else known[id(self.start_node)][0]
        end = self.offsets.offset if self.end_node is None else known[id(self.end_node)][1]
        known[id(self.node)] = start, end

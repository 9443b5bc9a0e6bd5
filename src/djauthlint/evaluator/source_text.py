"""Syntax nodes as the words of a message: one line, shortened; no more of a node is written out than is shown."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

import libcst as cst
from libcst._nodes.internal import CodegenState


@lru_cache(maxsize=4096)
def source_of(node: cst.CSTNode, longest: int = 80) -> str:
    """The text of a node on one line, of at most this many characters."""
    beginning = _Beginning(longest)
    with suppress(_Enough):
        node._codegen(beginning)
    text = beginning.text
    return text if len(text) <= longest else text[: longest - 3] + "..."


class _Enough(Exception):
    """More is not shown."""


class _Beginning(CodegenState):
    __slots__ = ("longest", "missing")

    def __init__(self, longest: int) -> None:
        super().__init__("    ", "\n")
        self.longest = longest
        self.missing = longest + 1

    @property
    def text(self) -> str:
        return " ".join("".join(self.tokens).split())

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.missing -= len(value)
        if self.missing <= 0:
            # Only now is it worth while to see how much of it is whitespace.
            self.missing = self.longest + 1 - len(self.text)
            if self.missing <= 0:
                raise _Enough

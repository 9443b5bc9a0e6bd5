"""Where things stand in the text of a module: what surrounds a node, where its line begins and ends, how its author writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

import libcst

from djauthlint.evaluator.parse import tree_of
from djauthlint.evaluator.positions import spans
from djauthlint.source import SourceFile, Span
from djauthlint.values import Origin

_SPACE: Final = re.compile(r"[ \t\f]*")
_GAP: Final = re.compile(r"(?:[\s]|\\\r?\n|#[^\r\n]*)*")
_LINE_END: Final = re.compile(r"\r\n|\r|\n|\Z")
_REST_IS_COMMENT: Final = re.compile(r"[ \t\f]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")
_QUOTED: Final = re.compile(r"""(?<![\w"'])(["'])(?!\1\1)(?:[^"'\\\r\n]|\\.)*\1""")


@lru_cache(maxsize=16)
def parents(module: libcst.Module) -> Mapping[int, libcst.CSTNode]:
    """What each node of a module directly belongs to, by `id(node)`."""
    found: dict[int, libcst.CSTNode] = {}
    pending: list[libcst.CSTNode] = [module]
    while pending:
        node = pending.pop()
        for child in node.children:
            found[id(child)] = node
            pending.append(child)
    return found


def ancestors(origin: Origin) -> Iterator[libcst.CSTNode]:
    """What a node belongs to, the nearest first, the module last."""
    known = parents(tree_of(origin.file))
    node = known.get(id(origin.node))
    while node is not None:
        yield node
        node = known.get(id(node))


class Text:
    """The text of a file with the places of its nodes."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.tree = tree_of(file)

    def range(self, node: libcst.CSTNode) -> tuple[int, int]:
        """Where a node begins and ends."""
        start, end = spans(self.tree)[id(node)]
        return start, min(end, len(self.text))

    def nodes_at(self, offset: int) -> Iterator[libcst.CSTNode]:
        """The nodes around a place, the outermost first."""
        node: libcst.CSTNode | None = self.tree
        while node is not None:
            yield node
            inside = (child for child in node.children if self._covers(child, offset))
            node = next(inside, None)

    def _covers(self, node: libcst.CSTNode, offset: int) -> bool:
        start, end = self.range(node)
        return start <= offset < end

    def span(self, start: int, end: int) -> Span:
        return Span(self.file.path, start, end)

    def line_start(self, offset: int) -> int:
        """Where the line of a place begins."""
        return self.file.line_starts[self.file.position(offset).line - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of a place ends, before its newline."""
        found = _LINE_END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def next_line(self, offset: int) -> int:
        """Where the line after that of a place begins; the end of the text where there is none."""
        found = _LINE_END.search(self.text, offset)
        return found.end() if found else len(self.text)

    def indentation(self, offset: int) -> str | None:
        """The whitespace before a place, None where something else stands before it on its line."""
        start = self.line_start(offset)
        found = _SPACE.match(self.text, start)
        return self.text[start:offset] if found is not None and found.end() >= offset else None

    def comma_after(self, offset: int) -> int | None:
        """Where the comma stands that follows a place, None where something else follows."""
        found = _GAP.match(self.text, offset)
        end = found.end() if found else offset
        return end if self.text[end : end + 1] == "," else None

    def ends_line(self, offset: int) -> bool:
        """Whether nothing but a comment follows on the line."""
        return _REST_IS_COMMENT.match(self.text, offset) is not None

    def comments_above(self, offset: int) -> int:
        """Where the comments begin that stand on the lines directly above that of a place; where its line begins if there are none."""
        start = self.line_start(offset)
        while start:
            above = self.line_start(start - 1)
            if not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start

    @property
    def newline(self) -> str:
        """How its first line ends."""
        found = re.search(r"\r\n|\r|\n", self.text)
        return found[0] if found else "\n"

    @property
    def quote(self) -> str:
        """The quotation mark that most of its texts have."""
        marks = _QUOTED.findall(self.text)
        return "'" if marks.count("'") > marks.count('"') else '"'

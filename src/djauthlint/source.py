"""Text with positions: the only module that converts between character offsets, lines and columns."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@contextmanager
def parsed_quietly() -> Iterator[None]:
    """Meanwhile Python says nothing by itself of texts that it parses, such as strings with unknown escapes: it would say so only the first time."""
    with warnings.catch_warnings():
        # Before Python 3.12 these are of the second kind, which is ignored unless the environment says that it is an error.
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: `line` and `column`, both 1-based, the column in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of a file: character offsets `start` and `end` (exclusive) into its decoded text."""

    path: Path
    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether another range lies in this one, or is the same."""
        return self.path == other.path and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class SourceFile:
    """A file as text.

    Arguments:
        path: where it lies, absolute.
        text: its decoded text, newlines as they are on disk, without a byte order mark.
        encoding: what it was decoded with, `utf-8-sig` where it began with a byte order mark.
    """

    path: Path
    text: str
    encoding: str = "utf-8"

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        starts, text = [0], self.text
        for offset, character in enumerate(text):
            if character == "\n" or (character == "\r" and text[offset + 1 : offset + 2] != "\n"):
                starts.append(offset + 1)
        return starts

    @property
    def content(self) -> bytes:
        """The text as it is on disk.

        Raises:
            UnicodeEncodeError: the encoding does not have one of its characters.
        """
        return self.text.encode(self.encoding)

    def position(self, offset: int) -> Position:
        """The line and column of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The character offset of a 1-based line and a 0-based column in code points (as libcst counts)."""
        return self.line_starts[line - 1] + column

    def line(self, number: int) -> str:
        """The text of a 1-based line without its newline."""
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[self.line_starts[number - 1] : end].rstrip("\r\n")

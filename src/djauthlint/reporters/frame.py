"""Source lines with underlined spans, in the manner of cargo and ruff, for any terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from djauthlint.reporters.terminal import Terminal
from djauthlint.source import SourceFile

TAB: Final = 4
MOST_LINES: Final = 6


class Mark(NamedTuple):
    """An underlined stretch of a file.

    Arguments:
        start: character offset.
        end: character offset, exclusive.
        label: a few words at its end.
        primary: underlined with `^`; others with `-`.
    """

    start: int
    end: int
    label: str
    primary: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Source lines of one file with marks.

    Arguments:
        file: the text.
        marks: at least one.
        style: the colour of what is primary.
        hidden: the stretches of a line, as columns counted from 0, that must not be seen, for a file and a line number.
    """

    file: SourceFile
    marks: tuple[Mark, ...]
    style: str
    hidden: Callable[[SourceFile, int], Iterable[tuple[int, int]]]

    def last_line(self) -> int:
        """The greatest line number that is shown."""
        return max(self._lines(mark)[1] for mark in self.marks)

    def render(self, terminal: Terminal, gutter: int) -> Iterator[str]:
        """The lines of the frame, from the first bar to the last; `gutter` is the width of line numbers."""
        block = next((mark for mark in self.marks if self._is_block(mark)), None)
        first, last = self._lines(block) if block is not None else (0, 0)
        bar = terminal.paint("frame", f"{'':{gutter}} |")
        previous = 0
        yield bar
        for number in self._shown(block):
            if previous and number > previous + 1:
                within = terminal.paint(self.style, "|") if first <= previous < last else ""
                dots = "...".ljust(gutter + 3 if within else 0)
                yield f"{terminal.paint('frame', dots)}{within}"
            lead, after = _rail(number, first, last) if block is not None else ("", "")
            window = self._window(terminal, number, terminal.width - gutter - 3 - len(lead))
            head = terminal.paint("frame", f"{number:>{gutter}} |")
            yield f"{head} {terminal.paint(self.style, lead)}{window.text}".rstrip()
            for mark in self._marks_on(number, block):
                left, width = window.place(*self._columns(mark, number))
                sign, style = ("^", self.style) if mark.primary else ("-", "label")
                under = terminal.paint(style, f"{sign * width} {terminal.show(mark.label)}".rstrip())
                yield f"{bar} {terminal.paint(self.style, after)}{' ' * left}{under}"
            if block is not None and number == last:
                left, width = window.place(*self._columns(block, number))
                end = terminal.paint(self.style, f"|{'_' * (left + width)}^ {terminal.show(block.label)}".rstrip())
                yield f"{bar} {end}"
            previous = number
        yield bar

    def _lines(self, mark: Mark) -> tuple[int, int]:
        first = self.file.position(mark.start).line
        last = self.file.position(max(mark.start, mark.end - 1)).line
        return first, last if mark.primary else first

    def _is_block(self, mark: Mark) -> bool:
        first, last = self._lines(mark)
        return first < last

    def _shown(self, block: Mark | None) -> list[int]:
        lines = {self._lines(mark)[0] for mark in self.marks}
        if block is not None:
            first, last = self._lines(block)
            if last - first < MOST_LINES:
                lines.update(range(first, last + 1))
            else:
                lines.update((first, first + 1, first + 2, last - 1, last))
        lines.update(line + 1 for line in tuple(lines) if line + 2 in lines)
        return sorted(lines)

    def _marks_on(self, number: int, block: Mark | None) -> list[Mark]:
        marks = [mark for mark in self.marks if mark is not block and self._lines(mark)[0] == number]
        return sorted(marks, key=lambda mark: (not mark.primary, mark.start))

    def _columns(self, mark: Mark, number: int) -> tuple[int, int]:
        offset, length = self.file.offset(number, 0), len(self.file.line(number))
        return min(max(0, mark.start - offset), length), min(mark.end - offset, length)

    def _window(self, terminal: Terminal, number: int, room: int) -> _Window:
        text = self.file.line(number)
        cells = _cells(terminal, text, self.hidden(self.file, number))
        marks = self._marks_on(number, None)
        return _window(cells, self._columns(marks[0], number) if marks else (0, 0), room)


def _rail(number: int, first: int, last: int) -> tuple[str, str]:
    """The bracket around a block of lines: beside the line, and beside the underlines below it."""
    lead = "/ " if number == first else "| " if first < number <= last else "  "
    return lead, "| " if first <= number < last else "  "


class _Window(NamedTuple):
    """The part of a line that fits on the screen.

    Arguments:
        text: what is printed.
        edges: the screen column at which each character of the line begins, and the end of the last one.
    """

    text: str
    edges: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The screen column and the width of an underline: at least one column, within the window."""
        left = self.edges[min(start, len(self.edges) - 1)]
        return left, max(1, self.edges[min(max(start, end), len(self.edges) - 1)] - left)


def _cells(terminal: Terminal, text: str, hidden: Iterable[tuple[int, int]]) -> list[tuple[str, int]]:
    masked = {column: column == start for start, end in hidden for column in range(start, end)}
    cells: list[tuple[str, int]] = []
    column = 0
    for index, character in enumerate(text):
        if index in masked:
            cell = ("***", 3) if masked[index] else ("", 0)
        elif character == "\t":
            width = TAB - column % TAB
            cell = (" " * width, width)
        else:
            cell = terminal.glyph(character)
        cells.append(cell)
        column += cell[1]
    return cells


def _window(cells: list[tuple[str, int]], span: tuple[int, int], room: int) -> _Window:
    """The cells around a span that fit into `room` columns, with `...` where something is left out."""
    edges = [0]
    for _, width in cells:
        edges.append(edges[-1] + width)
    if edges[-1] <= room:
        return _Window("".join(text for text, _ in cells), edges)
    room = max(room, 10)
    start, end = (edges[min(column, len(cells))] for column in span)
    spare = max(0, room - 6 - (end - start))
    first = max(0, min(start - spare // 2, edges[-1] - (room - 3)))
    left = next(index for index, edge in enumerate(edges) if edge >= first)
    lead = "..." if left else ""
    limit = edges[left] + room - len(lead)
    right = left
    if edges[-1] > limit:
        limit -= 3
    while right < len(cells) and edges[right + 1] <= limit:
        right += 1
    tail = "..." if right < len(cells) else ""
    shift = edges[left] - len(lead)
    highest = edges[right] - shift
    text = lead + "".join(text for text, _ in cells[left:right]) + tail
    return _Window(text, [min(max(edge - shift, len(lead)), highest) for edge in edges])


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 error", "2 errors"."""
    return f"{count} {noun}" if count == 1 else f"{count} {re.sub('y$', 'ie', noun)}s"

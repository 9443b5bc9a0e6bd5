"""Comments that silence what is found, put where they work and where lines do not get too long."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from djauthlint.diagnostics import Diagnostic
from djauthlint.fixer.comments import Look
from djauthlint.fixer.proof import ABOUT_COMMENTS
from djauthlint.linter import LintResult
from djauthlint.project import FileState, Project
from djauthlint.source import SourceFile
from djauthlint.suppressions import Suppressions

DEFAULT_WIDTH: Final = 88
CODING: Final = re.compile(r"#!|#.*?coding[:=]")
_NATIVE: Final = re.compile(r"#\s*djauthlint\s*:\s*ignore\s*\[([^\]#]*)\]", re.IGNORECASE)
_SILENCING: Final = re.compile(r"djauthlint|noqa", re.IGNORECASE)
_HEAD: Final = 0


@dataclass(frozen=True, slots=True)
class Silenced:
    """What comes of adding comments.

    Arguments:
        before: the texts as they were.
        after: the same with comments.
        count: how many diagnostics they silence.
        left: those for which there is no place.
    """

    before: dict[Path, SourceFile]
    after: dict[Path, SourceFile]
    count: int
    left: tuple[Diagnostic, ...]


def silenced(
    result: LintResult, project: Project, look: Look, *, reason: str = "", width: int = DEFAULT_WIDTH
) -> Silenced:
    """The texts with a comment for each diagnostic that is reported. Those about comments stay.

    Arguments:
        result: what was found.
        project: where the files are; what is not shared with everybody is not changed.
        look: lints the project with other texts. What a comment does not silence gets none.
        reason: is written behind each comment.
        width: lines are no longer than that where there is another place.
    """
    wanted = [each for each in result.reported if each.code not in ABOUT_COMMENTS]
    by_path: dict[Path, list[Diagnostic]] = {}
    for each in wanted:
        if each.span.path in result.files and project.files.state(each.span.path) is FileState.TRACKED:
            by_path.setdefault(each.span.path, []).append(each)
    after: dict[Path, SourceFile] = {}
    for path, found in by_path.items():
        page = _Page(result.files[path], reason, width)
        for each in sorted(found, key=lambda each: each.span):
            page.add(each)
        text = page.text()
        if _code(text) == _code(page.file.text) is not None:
            after[path] = SourceFile(path, text, page.file.encoding)
    still = look(after)
    left = tuple(each for each in still.reported if each.code not in ABOUT_COMMENTS)
    before = {path: result.files[path] for path in after}
    return Silenced(before, after, len(wanted) - len(left), left)


@dataclass
class _Page:
    """One file, and which codes get a comment where."""

    file: SourceFile
    reason: str
    width: int
    ends: dict[int, list[str]] = field(default_factory=dict)
    above: dict[int, list[str]] = field(default_factory=dict)
    lacking: dict[str, int] = field(default_factory=dict)
    """Where the comments about what the file lacks as a whole are, by their codes."""
    first: int = 1
    """The line that this is reported at."""

    def __post_init__(self) -> None:
        self.layout = Suppressions.of(self.file, {}, always=True)
        self.closed = _closed_lines(self.file)

    def add(self, diagnostic: Diagnostic) -> None:
        """Find a place for the comment of a diagnostic."""
        first = self.file.position(diagnostic.span.start).line
        last = self.file.position(max(diagnostic.span.start, diagnostic.span.end - 1)).line
        is_lacking = diagnostic.span.start == diagnostic.span.end == self.file.line_starts[first - 1]
        self.first = first if is_lacking else self.first
        start, end = self.layout.statements.get(first, (first, last))
        lines = [line for line in dict.fromkeys((first, last, start, end)) if self.may_end(line)]
        fitting = [line for line in lines if len(self.ended(line, diagnostic.code)) <= self.width]
        over = [line for line in (first, start) if self.may_be_above(line)]
        if fitting or not over:
            place = fitting[0] if fitting else lines[0] if lines else _HEAD
            _note(self.ends, place, diagnostic.code)
            if is_lacking:
                self.lacking[diagnostic.code] = place
        else:
            _note(self.above, over[0], diagnostic.code)

    def may_end(self, line: int) -> bool:
        """Whether a comment can stand at the end of a line."""
        return line not in self.closed and not CODING.match(self.file.line(line))

    def may_be_above(self, line: int) -> bool:
        """Whether a comment can stand in a line of its own above a line.

        Above the first one it becomes the place of what the file lacks as a whole, and comments below it are about that no longer.
        """
        if line == self.first:
            _, last = self.layout.statements.get(line, (line, line))
            if any(_SILENCING.search(self.file.line(each)) for each in range(line, last + 1)):
                return False
        return (line == 1 or line - 1 not in self.closed) and not CODING.match(self.file.line(line))

    def ended(self, line: int, code: str | None = None) -> str:
        """A line with its comment."""
        text = self.file.line(line)
        codes = [*self.ends.get(line, ()), *([code] if code else [])]
        present = _NATIVE.search(text)
        if present and line in self.layout.commented:
            codes = [each for each in codes if each not in re.split(r"[,\s]+", present[1])]
            return f"{text[: present.end(1)]}{''.join(f', {each}' for each in codes)}{text[present.end(1) :]}"
        return f"{text.rstrip()}{'  ' if text.strip() else ''}{self.comment('ignore', dict.fromkeys(codes))}"

    def comment(self, verb: str, codes: Mapping[str, None]) -> str:
        """A comment."""
        return f"# djauthlint: {verb}[{', '.join(codes)}] {self.reason}".rstrip()

    def text(self) -> str:
        """The file with its comments."""
        if self.first in self.above:
            for code, place in self.lacking.items():
                self.ends[place].remove(code)
                _note(self.above, self.first, code)
            self.ends = {line: codes for line, codes in self.ends.items() if codes}
        starts = [*self.file.line_starts, len(self.file.text)]
        newline = next((end for end in ("\r\n", "\n", "\r") if end in self.file.text), "\n")
        pieces: list[str] = []
        head = self.head() if _HEAD in self.ends else 0
        for line in range(1, len(starts)):
            whole = self.file.text[starts[line - 1] : starts[line]]
            body = self.file.line(line)
            if line == head:
                pieces.append(self.comment("ignore-file", dict.fromkeys(self.ends[_HEAD])) + newline)
            if line in self.above:
                indentation = body[: len(body) - len(body.lstrip())]
                pieces.append(f"{indentation}{self.comment('ignore', dict.fromkeys(self.above[line]))}{newline}")
            pieces.append(self.ended(line) + whole[len(body) :] if line in self.ends else whole)
        return "".join(pieces)

    def head(self) -> int:
        """The first line that a comment about the file may come before."""
        return next(line for line in range(1, len(self.file.line_starts) + 1) if not CODING.match(self.file.line(line)))


def _note(where: dict[int, list[str]], line: int, code: str) -> None:
    codes = where.setdefault(line, [])
    if code not in codes:
        codes.append(code)


def _closed_lines(file: SourceFile) -> set[int]:
    """The lines that can't end with a comment: a text or a statement goes on in the next one."""
    closed: set[int] = set()
    opened: list[int] = []
    commented: set[int] = set()
    for token in _tokens(file.text):
        name = tokenize.tok_name[token.type]
        if name.endswith("STRING_START"):
            opened.append(token.start[0])
        first = opened.pop() if name.endswith("STRING_END") and opened else token.start[0]
        if name in {"STRING", "FSTRING_END", "TSTRING_END"}:
            closed.update(range(first, token.end[0]))
        if name == "COMMENT":
            commented.add(token.start[0])
    for line in range(1, len(file.line_starts) + 1):
        if file.line(line).endswith("\\") and line not in commented:
            closed.add(line)
    return closed


def _code(text: str) -> list[tuple[int, str]] | None:
    """What a file says but for comments and blank lines; None where it is not Python."""
    layout = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    try:
        return [(each.type, each.string) for each in _tokens(text, quiet=False) if each.type not in layout]
    except (tokenize.TokenError, SyntaxError):
        return None


def _tokens(text: str, *, quiet: bool = True) -> Iterator[tokenize.TokenInfo]:
    try:
        yield from tokenize.generate_tokens(io.StringIO(text, newline="").readline)
    except (tokenize.TokenError, SyntaxError):
        if not quiet:
            raise

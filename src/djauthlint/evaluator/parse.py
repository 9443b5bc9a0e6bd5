"""Text to syntax tree, behind a guard: on some short inputs libcst ends the process, or takes minutes."""

from __future__ import annotations

import ast
import codecs
import importlib
import io
import re
import tokenize
import warnings
from pathlib import Path
from typing import Final

import libcst

from djauthlint.source import SourceFile

# As `libcst.parse_module` does, without importing what it would take to find out the encoding.
native = importlib.import_module("libcst.native")

KEPT: Final = 10_000_000
"""Characters of the files whose trees are kept from one entry module to the next; the trees take 25 bytes for each."""

MAX_CHARACTERS: Final = 2_000_000
MAX_LINE: Final = 20_000
MAX_LINES: Final = 200_000
"""Lines of a file: libcst makes objects of each, even of those that are empty."""
MAX_NESTING: Final = 200
MAX_PATTERN_NESTING: Final = 6
"""libcst takes four times as long for each level of a `case` pattern."""
MAX_LINKS: Final = 500
MAX_WORK: Final = 1_000_000
"""The time that libcst needs grows with the square of nesting and of chains: what all of them together may cost."""

_BRACKETS_THAT_ARE_CHEAP: Final = 20
_LINKS_THAT_ARE_CHEAP: Final = 50

_NEWLINE: Final = re.compile(r"\r\n?|\n")
_CASE: Final = re.compile(r"[ \t\f]*case\b")
_BRANCH: Final = re.compile(r"([ \t\f]*)(?=[^\s#])(elif\b)?")

_TOKENS: Final = r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<string> "(?!"")[^"\\\r\n]*" | '(?!'')[^'\\\r\n]*' )
    | (?P<quote> \"\"\" | ''' | " | ' )
    | (?P<open> [\[({] )
    | (?P<close> [\])}] )
    | (?P<separator> [,;] )
    | (?P<newline> \r\n? | \n )
    | (?P<continuation> \\(?:\r\n?|\n)? )
    | (?P<operator> [-.+*/%@&|^~<>]+ )
"""
_TOKEN: Final = re.compile(_TOKENS, re.VERBOSE)
_TOKEN_OR_KEYWORD: Final = re.compile(_TOKENS + r"| (?P<keyword> \b(?:and|or|not|if|else|lambda|for)\b )", re.VERBOSE)

_STRING_ENDS: Final = {
    quote: re.compile(rf"(?P<end>{quote})|\\(?s:\r\n|.)" + ("" if len(quote) == 3 else r"|(?P<newline>[\r\n])"))
    for quote in ("'''", '"""', "'", '"')
}
_FIELD_OR_END: Final = {
    quote: re.compile(
        rf"(?P<end>{quote})|\{{\{{|\}}\}}|(?P<field>\{{)|\\(?s:\r\n|[^{{}}])"
        + ("" if len(quote) == 3 else r"|(?P<newline>[\r\n])")
    )
    for quote in ("'''", '"""', "'", '"')
}
_PREFIX: Final = re.compile(r"(?<!\w)(?:[ft]r?|r[ft])\Z", re.IGNORECASE)


class SyntaxProblem(Exception):
    """A file that can't be parsed. `line` and `column` are 1-based; 0 where the whole file is meant."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message


def decode(path: Path, data: bytes) -> SourceFile:
    """The text of a Python file, decoded as Python does: byte order mark, PEP 263 cookie, else UTF-8.

    Raises:
        SyntaxProblem: the declared encoding is unknown, or the bytes are not text in it.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise SyntaxProblem(1, 1, f"{error.msg}") from error
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        name = codecs.lookup(encoding).name
        raise SyntaxProblem(line, 1, f"not {name} text: byte 0x{data[error.start]:02x}") from error
    except (ValueError, LookupError) as error:
        raise SyntaxProblem(1, 1, f"not {encoding} text: {error}") from error
    return SourceFile(path, text, encoding)


_trees: Final[dict[SourceFile, libcst.Module]] = {}
"""The trees of files, those that were used last at the end."""


def parse(file: SourceFile) -> libcst.Module:
    """The syntax tree of a file; the same text at the same path gives the same tree until `forget`.

    Raises:
        SyntaxProblem: it is no Python, or over the limits of `check_limits`.
    """
    tree = _trees.pop(file, None)
    _trees[file] = tree = _parsed(file) if tree is None else tree
    return tree


def forget(characters: int = KEPT) -> None:
    """Let go of the trees that have not been used for longest; evaluations that were made of them can't say any more where something stands.

    Arguments:
        characters: how much text all files may have whose trees are kept.
    """
    for file in reversed([*_trees]):
        characters -= len(file.text)
        if characters < 0:
            del _trees[file]


def _parsed(file: SourceFile) -> libcst.Module:
    check_limits(file)
    try:
        return native.parse_module(file.text, encoding="utf-8")  # type: ignore[no-any-return]
    except libcst.ParserSyntaxError as error:
        raise _explained(file, error) from error
    except libcst.CSTValidationError as error:
        raise _told_by_python(file) or SyntaxProblem(0, 0, str(error)) from error
    except RecursionError as error:
        raise SyntaxProblem(0, 0, "nested too deeply to be parsed") from error


def tree_of(file: SourceFile) -> libcst.Module:
    """The syntax tree that `parse` gave for a file."""
    return parse(file)


def _explained(file: SourceFile, error: libcst.ParserSyntaxError) -> SyntaxProblem:
    told = _told_by_python(file)
    if told is not None:
        return told
    message, _, _ = error.message.partition(": expected one of")
    found = re.search(r"error at (\d+):(\d+)", message)
    line, column = (int(found[1]), int(found[2])) if found else (error.raw_line, error.raw_column)
    return SyntaxProblem(line, max(column, 1), "invalid syntax" if found else message.removeprefix("tokenizer error: "))


def _told_by_python(file: SourceFile) -> SyntaxProblem | None:
    """What Python itself says of a file that libcst refuses, if it does not take it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(file.text)
    except SyntaxError as better:
        column = min(better.offset or 1, 1 + len(file.line(better.lineno))) if better.lineno else 1
        return SyntaxProblem(better.lineno or 1, max(column, 1), better.msg)
    except (ValueError, RecursionError, MemoryError):
        pass
    return None


def check_limits(file: SourceFile) -> None:
    """Refuse, in linear time, what libcst could not survive.

    Raises:
        SyntaxProblem: a limit is exceeded; the message names it.
    """
    text = file.text
    if len(text) > MAX_CHARACTERS:
        raise SyntaxProblem(0, 0, f"the file is longer than the limit of {MAX_CHARACTERS:,} characters")
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if lines > MAX_LINES:
        raise SyntaxProblem(0, 0, f"the file is longer than the limit of {MAX_LINES:,} lines")
    for number, line in enumerate(_NEWLINE.split(text) if len(text) > MAX_LINE else (), 1):
        if len(line) > MAX_LINE:
            raise SyntaxProblem(number, 1, f"the line is longer than the limit of {MAX_LINE:,} characters")
    null = text.find("\0")
    if null >= 0:
        raise _at(file, null, "source code cannot contain null bytes")
    _Scan(file).run()


def _at(file: SourceFile, offset: int, message: str) -> SyntaxProblem:
    position = file.position(offset)
    return SyntaxProblem(position.line, position.column, message)


class _Scan:
    """Counts how deep a text is nested and how long its chains are, without parsing it.

    A chain is what binds together without a comma or the end of a statement: operators, attributes, calls, subscripts,
    adjacent strings. `closers` are the brackets that are open, or the quote of an f-string whose literal part is being
    read; `links` are the lengths of the chains that are unfinished, one for each of them and one for the statement.
    """

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.closers: list[str] = []
        self.links = [0]
        self.total = 0
        self.work = 0
        self.deepest = MAX_NESTING
        self.elifs: dict[str, int] | None = {} if self.text.count("elif") > MAX_LINKS else None
        keywords = sum(map(self.text.count, ("and", "or", "not", "if", "lambda")))
        self.token = _TOKEN_OR_KEYWORD if keywords > MAX_LINKS else _TOKEN

    def run(self) -> None:
        """Read the whole text; an unterminated string ends it, which is for the parser to report."""
        self.statement(0)
        position: int | None = 0
        while position is not None:
            literal = bool(self.closers) and self.closers[-1] in _FIELD_OR_END
            position = self.f_string(position) if literal else self.code(position)

    def f_string(self, position: int) -> int | None:
        """The end of a literal part of an f-string: at a replacement field or at the closing quote."""
        for match in _FIELD_OR_END[self.closers[-1]].finditer(self.text, position):
            if match.lastgroup == "field":
                self.open(match.start(), "}")
                return match.end()
            if match.lastgroup == "end":
                self.close()
                return match.end()
            if match.lastgroup == "newline":
                return None
        return None

    def code(self, position: int) -> int | None:
        """The end of a stretch of code: where the literal part of an f-string begins."""
        text, links, closers = self.text, self.links, self.closers
        for match in self.token.finditer(text, position):
            kind = match.lastgroup
            if kind in {"operator", "keyword"}:
                self.link(match.start(), match.end() - match.start() if kind == "operator" else 1)
            elif kind == "newline":
                if not closers:
                    self.total, links[0] = 0, 0
                    self.statement(match.end())
            elif kind == "separator":
                self.total -= links[-1]
                links[-1] = 0
            elif kind == "open":
                self.link(match.start(), 1)
                self.open(match.start(), match[0])
            elif kind == "close":
                if closers:
                    self.close()
                    if closers and closers[-1] in _FIELD_OR_END:
                        return match.end()
            elif kind in {"string", "quote"}:
                start = match.start()
                self.link(start, 1)
                if text[start - 1 : start].isalpha() and _PREFIX.search(text, max(start - 3, 0), start):
                    if kind == "quote" or "{" in match[0]:
                        self.open(start, match[0] if kind == "quote" else match[0][0])
                        return start + len(closers[-1])
                elif kind == "quote":
                    return self.string(match.end(), match[0])
        return None

    def string(self, position: int, quote: str) -> int | None:
        """The end of a string that is more than characters between two quotes on one line."""
        for match in _STRING_ENDS[quote].finditer(self.text, position):
            if match.lastgroup == "end":
                return match.end()
            if match.lastgroup == "newline":
                break
        return position if self.closers and "}" in self.closers else None

    def statement(self, position: int) -> None:
        """A new statement begins: is it a pattern, or one more branch of a chain?"""
        self.deepest = MAX_PATTERN_NESTING if _CASE.match(self.text, position) else MAX_NESTING
        if self.elifs is not None:
            line = _BRANCH.match(self.text, position)
            if line is not None:
                count = self.elifs[line[1]] = self.elifs.get(line[1], 0) + 1 if line[2] else 0
                if count > MAX_LINKS:
                    raise _at(self.file, position, f"an if has more elif branches than the limit of {MAX_LINKS}")

    def link(self, offset: int, count: int) -> None:
        """The chain gets longer."""
        self.links[-1] += count
        self.total += count
        if self.total > _LINKS_THAT_ARE_CHEAP:
            if self.total > MAX_LINKS:
                limit = f"the limit of {MAX_LINKS} operators, calls and attributes"
                raise _at(self.file, offset, f"an expression is longer than {limit}")
            self.spend(offset, self.total)

    def open(self, offset: int, closer: str) -> None:
        """One level deeper."""
        self.closers.append(closer)
        self.links.append(0)
        depth = len(self.closers)
        if depth > self.deepest:
            what = "a pattern" if self.deepest == MAX_PATTERN_NESTING else "an expression"
            raise _at(self.file, offset, f"{what} is nested deeper than the limit of {self.deepest} brackets")
        if depth > _BRACKETS_THAT_ARE_CHEAP:
            self.spend(offset, 10 * depth)

    def close(self) -> None:
        """One level less."""
        self.closers.pop()
        self.total -= self.links.pop()

    def spend(self, offset: int, cost: int) -> None:
        """What is nested or chained here costs more than its length."""
        self.work += cost
        if self.work > MAX_WORK:
            what = f"deeper than {_BRACKETS_THAT_ARE_CHEAP} brackets, or chained"
            raise _at(self.file, offset, f"too much of the file is nested {what}")

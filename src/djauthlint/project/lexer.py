"""Just enough of Python's lexical structure to tell code from comments and strings, in linear time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_STRING = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"""|\\?\Z)'
    r"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'''|\\?\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|$|\\?\Z)'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*(?:'|$|\\?\Z)"
)
_SKIPPED = re.compile(rf"#[^\n]*|{_STRING}", re.DOTALL | re.MULTILINE)
_TOKEN = re.compile(
    rf"(?P<space>[ \t\f\r]+|\\\r?\n|#[^\n]*)"
    rf"|(?P<string>(?:[rRbBuUfFtT]{{1,2}}(?=[\"']))?(?:{_STRING}))"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<newline>\n)"
    r"|(?P<operator>[=!<>]=|.)",
    re.DOTALL | re.MULTILINE,
)
_QUOTED = re.compile(r"""(?P<prefix>[a-zA-Z]*)(?P<quote>\"{3}|'{3}|"|')(?P<text>.*)(?P=quote)""", re.DOTALL)


class Token(NamedTuple):
    """A piece of Python text; `kind` is string, name, newline or operator."""

    kind: str
    text: str
    start: int

    @property
    def value(self) -> str | None:
        """What a plain string literal says; None for anything else, f-strings and bytes included."""
        quoted = _QUOTED.fullmatch(self.text) if self.kind == "string" else None
        if quoted is None or "\\" in quoted["text"] or set(quoted["prefix"].lower()) - {"r", "u"}:
            return None
        return quoted["text"]


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a Python file, without white space and comments."""
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        if kind is not None and kind != "space":
            yield Token(kind, match.group(), match.start())


def code_only(source: str) -> str:
    """The source with the insides of comments and strings blanked; offsets and lines stay."""
    return _SKIPPED.sub(_blank, source)


def _blank(match: re.Match[str]) -> str:
    text = match.group()
    return "\n".join(" " * len(line) for line in text.split("\n"))

"""What the output goes to: colours, width, encoding, and what it must never be sent."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, TextIO

NARROWEST: Final = 40
DEFAULT_WIDTH: Final = 120

STYLES: Final = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
    "bold": "\x1b[1m",
    "frame": "\x1b[1;34m",
    "label": "\x1b[36m",
}
RESET: Final = "\x1b[0m"


class Terminal(NamedTuple):
    """What the output goes to.

    Arguments:
        color: whether escape sequences for colours are understood and wanted.
        width: columns of a line.
        encoding: what characters are encoded with.
        cwd: paths below this folder are shown relative to it.
    """

    color: bool = False
    width: int = DEFAULT_WIDTH
    encoding: str = "utf-8"
    cwd: Path | None = None

    @classmethod
    def of(cls, stream: TextIO | None, environment: Mapping[str, str], cwd: Path | None = None) -> Terminal:
        """The terminal, file or pipe behind a stream; None: there is nothing."""
        if stream is None:
            return cls(cwd=cwd)
        interactive = stream.isatty()
        color = interactive and environment.get("TERM") != "dumb"
        if environment.get("FORCE_COLOR") not in {None, "", "0"}:
            color = True
        if environment.get("NO_COLOR"):
            color = False
        width = DEFAULT_WIDTH
        if interactive:
            with suppress(OSError, ValueError):
                width = max(NARROWEST, os.get_terminal_size(stream.fileno()).columns)
        return cls(color, width, stream.encoding or "ascii", cwd)

    def paint(self, style: str, text: str) -> str:
        """The text in a style, where colours are wanted."""
        return f"{STYLES[style]}{text}{RESET}" if self.color and text else text

    def show(self, text: str) -> str:
        """A text on one line, with nothing in it that a terminal would obey or can't print."""
        return "".join(self.glyph(character)[0] for character in text)

    def path(self, path: Path) -> str:
        """A path as the user would type it."""
        if self.cwd is not None and path.is_relative_to(self.cwd):
            path = path.relative_to(self.cwd)
        return self.show(path.as_posix())

    def glyph(self, character: str) -> tuple[str, int]:
        """What stands for a character on the screen, and the columns it takes."""
        if " " <= character <= "~":
            return character, 1
        category = unicodedata.category(character)
        if category in UNPRINTABLE or not _encodable(character, self.encoding):
            shown = _escaped(character)
            return shown, len(shown)
        if category in {"Mn", "Me"}:
            return character, 0
        return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, formats such as the reversal of direction, lone surrogates, unassigned characters, line separators."""


def one_line(text: str) -> str:
    """A text for a comment in a file: no character of it ends the line."""
    return "".join(each if each.isprintable() else _escaped(each) for each in text)


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")

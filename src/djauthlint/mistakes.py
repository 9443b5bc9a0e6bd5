"""What the user can mend: errors that name a place and a cure, and what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

CODE: Final = "DJA001"
"""What stands for what can't be looked at, in formats that know nothing but findings."""

_CODE: Final = re.compile(r"[A-Za-z]{1,5}\d+")


class ConfigError(Exception):
    """A configuration that can't be obeyed.

    Arguments:
        message: what is wrong and what would be right.
        path: the file that says so, None for the command line.
        line: where in it, 1-based; 0 where that is not known.
    """

    def __init__(self, message: str, path: Path | None = None, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class Unreadable(ConfigError):
    """A file of which nothing can be read, so that it isn't known whether it has a configuration."""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of a message about an unknown word: "; did you mean ...?", or nothing when none of the words is near.

    Of codes only those are near that differ in one place, or begin so: that `DJA1` looks like `DJA817` means nothing.
    """
    import difflib

    lower = {known.lower(): known for known in words}
    near = difflib.get_close_matches(word.lower()[:80], lower, n=1, cutoff=0.6)
    if _CODE.fullmatch(word):
        near = [known for known in near if len(known) == len(word) and sum(map(str.__ne__, known, word.lower())) == 1]
    if not near and len(word) > 2:
        near = [known for known in lower if known.startswith(word.lower())][:1]
    return f"; did you mean {lower[near[0]]}?" if near else ""

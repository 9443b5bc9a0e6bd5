"""TOML and INI files of whoever wrote them: reading one ends soon, and fails in one way only."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from configparser import RawConfigParser

_MOST_NAMES: Final = 100
"""Names in one key of TOML, as in `a.b.c`: the time that Python's parser takes grows with their square."""
_NAME: Final = re.compile(r"""\s*[\w"'-]+\s*""")


class Unparsable(ValueError):
    """A text that is no table.

    Arguments:
        message: what is wrong, to stand after the name of the file: "is not TOML: ...".
        line: where, 1-based; 0 where that is not known.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def toml(text: str) -> dict[str, Any]:
    """The document that a text in TOML is.

    Raises:
        Unparsable: it is none, or more than a parser can be asked to read.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_NAMES and _longest_key(line) > _MOST_NAMES:
            raise Unparsable(f"has a key of more than {_MOST_NAMES} names", number)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\s*\(at line (\d+), column (\d+)\)$", str(error))
        if place is not None:
            raise Unparsable(f"is not TOML: {str(error)[: place.start()]}", int(place[1])) from None
        raise Unparsable(f"is not TOML: {error}", text.count("\n") + 1) from None
    except RecursionError:
        raise Unparsable("is nested too deeply to be read") from None
    except ValueError:  # Python makes no number of so many digits
        raise Unparsable("has a number that is too long to be read") from None


def _longest_key(line: str) -> int:
    longest = names = 0
    for part in line.split("."):
        names = names + 1 if _NAME.fullmatch(part) else 0
        longest = max(longest, names)
    return longest


def ini(text: str, *, source: str = "", exact: bool = False) -> RawConfigParser:
    """The sections of a text in INI.

    Arguments:
        text: the text.
        source: what messages call it.
        exact: whether nothing may come twice, each key needs a value, and names of keys differ in capitals.

    Raises:
        Unparsable: it is none.
    """
    import configparser

    parser = configparser.RawConfigParser(strict=exact, allow_no_value=not exact)
    if exact:
        parser.optionxform = str  # type: ignore[method-assign,assignment]
    try:
        parser.read_string(text, source)
    except configparser.Error as error:
        line = getattr(error, "lineno", None) or (getattr(error, "errors", None) or [(0,)])[0][0]
        raise Unparsable(f"can't be read: {error.message.splitlines()[0]}", line) from None
    except AttributeError:  # before Python 3.13, where a key without a value goes on in the next line
        raise Unparsable("can't be read: a key without a value goes on in the next line") from None
    return parser

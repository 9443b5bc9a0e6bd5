"""Plain values as pydantic converts them to scalar types: its table of conversions in lax mode."""

from __future__ import annotations

import datetime
import decimal
import math
import re
from collections.abc import Callable
from pathlib import PurePath, PurePosixPath
from typing import Any, Final

TRUE: Final = frozenset(("1", "on", "t", "true", "y", "yes"))
FALSE: Final = frozenset(("0", "off", "f", "false", "n", "no"))
_INTEGER: Final = re.compile(r"[+-]?\d+(?:_\d+)*(?:\.0*)?")
_DURATION: Final = re.compile(
    r"([+-])?(?:(\d+)[ ,]*d(?:ays?)?,? ?)?(\d+):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?", re.IGNORECASE
)


class Invalid(Exception):
    """A value that a type does not accept; the text says why, in pydantic's words."""


class Undecided(Exception):
    """A value of which this table does not say what becomes of it."""


def text(value: Any, *, legacy: bool = False) -> str:
    """`str`."""
    if isinstance(value, bytes):
        return _decoded(value)
    if legacy and isinstance(value, (int, float, decimal.Decimal)):
        return str(value)
    if not isinstance(value, str):
        raise Invalid("Input should be a valid string")
    return value


def boolean(value: Any, *, legacy: bool = False) -> bool:
    """`bool`."""
    if isinstance(value, bytes):
        value = _decoded(value)
    if isinstance(value, str):
        if value.lower() in TRUE:
            return True
        if value.lower() in FALSE:
            return False
    elif isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    raise Invalid("Input should be a valid boolean, unable to interpret input")


def integer(value: Any, *, legacy: bool = False) -> int:
    """`int`."""
    if isinstance(value, bytes):
        value = _decoded(value)
    if legacy and isinstance(value, (str, float, decimal.Decimal)):
        try:
            return int(value)
        except ValueError:
            raise Invalid("value is not a valid integer") from None
    if isinstance(value, str):
        found = _INTEGER.fullmatch(value.strip())
        if found is None:
            raise Invalid("Input should be a valid integer, unable to parse string as an integer")
        return int(value.strip().partition(".")[0])
    if isinstance(value, int):
        return int(value)
    if isinstance(value, (float, decimal.Decimal)):
        if not math.isfinite(value):
            raise Invalid("Input should be a finite number")
        if value != int(value):
            raise Invalid("Input should be a valid integer, got a number with a fractional part")
        return int(value)
    raise Invalid("Input should be a valid integer")


def real(value: Any, *, legacy: bool = False) -> float:
    """`float`."""
    if isinstance(value, bytes):
        value = _decoded(value)
    if isinstance(value, (str, int, float, decimal.Decimal)):
        try:
            return float(value)
        except (ValueError, OverflowError):
            raise Invalid("Input should be a valid number, unable to parse string as a number") from None
    raise Invalid("Input should be a valid number")


def number(value: Any, *, legacy: bool = False) -> decimal.Decimal:
    """`Decimal`."""
    if isinstance(value, (str, int, float, decimal.Decimal)) and not isinstance(value, bool):
        try:
            found = decimal.Decimal(str(value))
        except decimal.InvalidOperation:
            raise Invalid("Input should be a valid decimal") from None
        if not found.is_finite():
            raise Invalid("Input should be a finite number")
        return found
    raise Invalid("Decimal input should be an integer, float, string or Decimal object")


def octets(value: Any, *, legacy: bool = False) -> bytes:
    """`bytes`."""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes):
        return value
    raise Invalid("Input should be a valid bytes")


def path(value: Any, *, legacy: bool = False) -> PurePosixPath:
    """`Path`."""
    if isinstance(value, (str, PurePath)):
        return PurePosixPath(value)
    raise Invalid("Input is not a valid path")


def duration(value: Any, *, legacy: bool = False) -> datetime.timedelta:
    """`timedelta`."""
    if isinstance(value, datetime.timedelta):
        return value
    if isinstance(value, (int, float)):
        return datetime.timedelta(seconds=value)
    if isinstance(value, str):
        found = _DURATION.fullmatch(value)
        if found is not None:
            sign, days, hours, minutes, seconds, micro = found.groups()
            made = datetime.timedelta(
                int(days or 0), int(seconds or 0), int((micro or "0").ljust(6, "0")), 0, int(minutes), int(hours)
            )
            return -made if sign == "-" else made
        raise Undecided
    raise Invalid("Input should be a valid timedelta")


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise Invalid("Input should be valid UTF-8") from None


CONVERTERS: Final[dict[str, tuple[Callable[..., Any], type, str]]] = {
    "str": (text, str, "str"),
    "bool": (boolean, bool, "bool"),
    "int": (integer, int, "int"),
    "float": (real, float, "float"),
    "bytes": (octets, bytes, "bytes"),
    "decimal": (number, decimal.Decimal, ""),
    "path": (path, PurePath, "path"),
    "timedelta": (duration, datetime.timedelta, "timedelta"),
}
"""By the name of a `Kind`: the function, the class that strict mode wants, and the kind of an undetermined result."""

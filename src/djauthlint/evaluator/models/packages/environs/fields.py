"""Texts as marshmallow's fields deserialize them; plain Python. What a field refuses is a `Refused`."""

from __future__ import annotations

import datetime
import decimal
import json
import logging
import pathlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final


class Refused(Exception):
    """A value that makes environs raise `EnvValidationError`."""


class Undecided(Exception):
    """A value of which this table does not say what becomes of it."""


_TRUE: Final = ("t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1", 1, True)
_FALSE: Final = ("f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0", 0, False)
_GEP: Final = re.compile(
    r"\s*(?:(-?\d+)\s*w\s*)?(?:(-?\d+)\s*d\s*)?(?:(-?\d+)\s*h\s*)?(?:(-?\d+)\s*m\s*)?(?:(-?\d+)\s*s\s*)?(?:(-?\d+)\s*ms\s*)?"
    r"(?:(-?\d+)\s*[µu]s\s*)?"
)
_UNITS: Final = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds")


def _raw(value: Any) -> Any:
    return value


def _string(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8")
    if not isinstance(value, str):
        raise Refused("Not a valid string.")
    return value


def _boolean(value: Any) -> bool:
    try:
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
    except TypeError:
        pass
    raise Refused("Not a valid boolean.")


def _number(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if isinstance(value, bool):
            raise Refused("Not a valid number.")
        try:
            made = make(value)
        except (TypeError, ValueError, OverflowError, decimal.InvalidOperation):
            raise Refused("Not a valid number.") from None
        if isinstance(made, float) and (made != made or made in (float("inf"), float("-inf"))):  # noqa: PLR0124 - as NaN is
            raise Refused("Special numeric values (nan or infinity) are not permitted.")
        if isinstance(made, decimal.Decimal) and not made.is_finite():
            raise Refused("Special numeric values (nan or infinity) are not permitted.")
        return made

    return convert


def _duration(value: Any) -> datetime.timedelta:
    if isinstance(value, datetime.timedelta):
        return value
    if isinstance(value, str):
        match = _GEP.fullmatch(value)
        if match is not None and any(match.groups(default=0)):
            return datetime.timedelta(
                **{unit: int(number or 0) for unit, number in zip(_UNITS, match.groups(), strict=True)}
            )
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        raise Refused("Not a valid period of time.") from None
    if not seconds.is_integer():
        if seconds != seconds:  # noqa: PLR0124 - as NaN is
            raise Refused("Not a valid period of time.")
        raise Undecided  # marshmallow 3 takes whole numbers only
    try:
        return datetime.timedelta(seconds=seconds)
    except OverflowError:
        raise Refused("Not a valid period of time.") from None


def _path(value: Any) -> Any:
    if isinstance(value, (str, pathlib.PurePath)):
        return pathlib.PurePosixPath(value)
    raise Undecided


def _log_level(value: Any) -> int:
    try:
        return int(_number(int)(value))
    except Refused:
        found = getattr(logging, str(value).upper(), None)
        if isinstance(found, int):
            return found
        raise


def _json(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise Refused("Not valid JSON.") from None
    if isinstance(value, (dict, list)) or value is None:
        return value
    raise Refused("Not valid JSON.")


FIELDS: Final[dict[str, Callable[[Any], Any]]] = {
    "__call__": _raw,
    "raw": _raw,
    "str": _string,
    "bool": _boolean,
    "int": _number(int),
    "float": _number(float),
    "decimal": _number(lambda value: decimal.Decimal(str(value))),
    "timedelta": _duration,
    "path": _path,
    "log_level": _log_level,
    "json": _json,
}
KINDS: Final = {
    "__call__": "str",
    "raw": "str",
    "str": "str",
    "bool": "bool",
    "int": "int",
    "float": "float",
    "timedelta": "timedelta",
    "path": "path",
    "log_level": "int",
}
"""The type of what a field makes of an undetermined text."""
SUBCASTS: Final = {
    "str": "str",
    "bytes": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "list": "raw",
    "tuple": "raw",
    "dict": "raw",
    "set": "raw",
    "decimal.Decimal": "decimal",
}
"""The field that stands for a class as a subcast."""


def parts_of(value: Any, delimiter: str) -> list[Any]:
    """A text, or what can be iterated, as a list."""
    if isinstance(value, str):
        return value.split(delimiter) if value else []
    if isinstance(value, Iterable) and not isinstance(value, (bytes, Mapping)):
        return list(value)
    raise Refused("Not a valid list.")


def pairs_of(value: Any, delimiter: str, separator: str) -> list[tuple[Any, Any]]:
    """A text of pairs, or a dict, as pairs.

    Raises:
        ValueError: a part of the text is no pair.
    """
    if isinstance(value, Mapping):
        return list(value.items())
    found = []
    for part in value.split(delimiter) if value else []:
        key, item = part.split(separator, 1)
        found.append((key.strip(), item.strip()))
    return found

"""Texts of variables as the classes of `configurations.values` convert them; plain Python."""

from __future__ import annotations

import ast
import decimal
import ipaddress
from collections.abc import Callable
from typing import Any, Final

from djauthlint.evaluator.models.packages.database_urls import dj_database
from djauthlint.evaluator.models.packages.url_packages import cache, email, search

_TRUE: Final = ("yes", "y", "true", "1")
_FALSE: Final = ("no", "n", "false", "0", "")


def boolean(text: str) -> bool:
    """As `BooleanValue.to_python`."""
    normalized = text.strip().lower()
    if normalized in _TRUE:
        return True
    if normalized in _FALSE:
        return False
    raise ValueError(f"Cannot interpret boolean value {text!r}")


def caster(function: Callable[[str], Any], refused: type[Exception] | tuple[type[Exception], ...]) -> Any:
    """As `CastingMixin.to_python`."""

    def convert(text: str) -> Any:
        try:
            return function(text)
        except refused:
            raise ValueError(f"Cannot interpret value {text!r}") from None

    return convert


def positive(text: str) -> int:
    """As `PositiveIntegerValue.to_python`."""
    number = int(text)
    if number < 0:
        raise ValueError(f"Cannot interpret value {text!r}")
    return number


def parts(text: str, separator: str) -> list[str]:
    """A text as the elements of a sequence; empty ones do not count."""
    return [part for part in (each.strip() for each in text.strip().split(separator)) if part]


def dictionary(text: str) -> dict[Any, Any]:
    """As `DictValue.to_python`."""
    if not text:
        return {}
    value = ast.literal_eval(text)
    if not isinstance(value, dict):
        raise ValueError(f"Cannot interpret dict value {text!r}")
    return value


def address(text: str) -> str:
    """As `IPValue.to_python`."""
    ipaddress.ip_address(text)
    return text


_CASTS: Final = (TypeError, ValueError)
CONVERSIONS: Final[dict[str, tuple[str | None, Callable[[str], Any]]]] = {
    "BooleanValue": ("bool", boolean),
    "IntegerValue": ("int", caster(int, _CASTS)),
    "PositiveIntegerValue": ("int", caster(positive, _CASTS)),
    "FloatValue": ("float", caster(float, _CASTS)),
    "DecimalValue": (None, caster(decimal.Decimal, decimal.InvalidOperation)),
    "DictValue": ("dict", dictionary),
    "IPValue": ("str", address),
    "EmailURLValue": ("dict", caster(email, _CASTS)),
    "CacheURLValue": ("dict", caster(cache, _CASTS)),
    "SearchURLValue": ("dict", caster(search, _CASTS)),
}
"""The type and the conversion of those that take no options."""


def database(text: str, options: dict[str, Any]) -> dict[str, Any]:
    """As `DatabaseURLValue.to_python`, without its alias."""
    return caster(lambda each: dj_database(each, **options), _CASTS)(text)  # type: ignore[no-any-return]

"""pytimeparse 1.1 (https://github.com/wroberts/pytimeparse): "7 days", "1h 30m", "1:24" as seconds."""

from __future__ import annotations

import re
from typing import Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import typed
from djauthlint.values import Value

_UNITS: Final = (
    (r"w|wks?|weeks?", 604_800),
    (r"d|dys?|days?", 86_400),
    (r"h|hrs?|hours?", 3600),
    (r"m|mins?|minutes?", 60),
    (r"s|secs?|seconds?", 1),
)
_WORDS: Final = re.compile(
    "".join(
        rf"(?:(\d+)\s*(?:{names}){separator})?\s*"
        for (names, size) in _UNITS
        for separator in [r"\s*(?:[,/]\s*)?" if size > 1 else ""]
    ),
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(?:(?:(?:(\d+)[:-])?(\d+):)?(\d{1,2}))?:(\d{2})")


class _Fraction(Exception):
    """A number with a decimal point, whose rounding is not followed."""


def seconds(text: str) -> int | None:
    """`pytimeparse.parse` of a text with whole numbers, None for what is no duration.

    Raises:
        _Fraction: it has a decimal point.
    """
    sign, unsigned = re.fullmatch(r"\s*([+-]?)\s*(.*?)\s*", text, re.DOTALL).groups()  # type: ignore[union-attr]
    if "." in unsigned:
        raise _Fraction
    factor = -1 if sign == "-" else 1
    words = _WORDS.fullmatch(unsigned)
    if unsigned and words is not None:
        return factor * sum(int(number) * size for number, (_, size) in zip(words.groups("0"), _UNITS, strict=True))
    clock = _CLOCK.fullmatch(unsigned)
    if clock is not None:
        return factor * sum(
            int(number) * size for number, size in zip(clock.groups("0"), (86_400, 3600, 60, 1), strict=True)
        )
    return None


pytimeparse = Model("pytimeparse")
timeparse_module = Model("pytimeparse.timeparse")


def _parse(call: Call) -> Tree[Value]:
    text = call.get(0, "sval")
    if text is None or call.get(1, "granularity") is not None:
        return call.undetermined()
    try:
        return typed(call, text, "int", seconds)
    except _Fraction:
        return call.undetermined()


pytimeparse.function("parse")(_parse)
timeparse_module.function("timeparse")(_parse)

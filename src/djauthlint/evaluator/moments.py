"""Points in time of which only the class is known: what of them differs between processes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from djauthlint.values import Builtin, Origin, Unknown, Value

if TYPE_CHECKING:
    from djauthlint.evaluator.calls import Call

MOMENT: Final = "datetime.datetime"
_METHODS: Final = {"timestamp": "float", "isoformat": "str", "ctime": "str", "strftime": "str", "__str__": "str"}
"""Methods whose result has the time of day in it, or may have, and the type of that."""
_TIME_OF_DAY: Final = re.compile(r"%[HIMSfscXT]")


def part_of(moment: Unknown, name: str, origin: Origin | None) -> Value:
    """An attribute of a `datetime`: only what has the time of day in it is another one in each process."""
    kind = _METHODS.get(name)
    if kind is None:
        symbol = ("attribute", moment.symbol, name) if moment.symbol is not None else None
        return Unknown(str(moment.reason), None, symbol, origin)

    def call_it(call: Call) -> Value:
        reason = laid_out(moment, call.text(0, "format") or "") if name == "strftime" else moment.reason
        return Unknown(reason, kind, None, call.origin)

    return Builtin(f"{MOMENT}.{name}", call_it)


def laid_out(moment: Unknown, layout: str) -> str:
    """Why a `datetime` in a layout of `strftime` is unknown: a `PerProcess` only where that shows the time of day."""
    return moment.reason if _TIME_OF_DAY.search(layout) else str(moment.reason)

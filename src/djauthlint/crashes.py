"""How an exception that is a bug is told: without the values that its message quotes, which may be secrets."""

from __future__ import annotations

import re
from typing import Final

CODE: Final = "DJA000"
"""What stands for a bug in formats that know nothing but findings."""
NAMING: Final = frozenset(("AttributeError", "ImportError", "ModuleNotFoundError", "NameError", "TypeError"))
"""Errors whose messages quote names of classes, modules and attributes."""
QUOTED: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
SAID: Final = re.compile(r"(?:[\w.]+\.)?(\w+): ")


def cause(error: BaseException) -> str:
    """An exception in one line: its class, and what it says."""
    return _without_values(f"{type(error).__name__}: {error}".rstrip(": ").partition("\n")[0])


def trace(error: BaseException) -> str:
    """Where it comes from, as Python says it."""
    from traceback import format_exception

    lines = "".join(format_exception(error)).splitlines(keepends=True)
    return "".join(line if line.startswith((" ", "Traceback ")) else _without_values(line) for line in lines)


def _without_values(line: str) -> str:
    said = SAID.match(line)
    return line if said is not None and said[1] in NAMING else QUOTED.sub("'***'", line)

"""Values as somebody would write them in a file of settings."""

from __future__ import annotations

import json
from typing import Any, Final

from djauthlint.settings.cures.cure import Code

MAX_LINE: Final = 79
"""Longer lists stand on several lines."""


def written(value: Any, quote: str) -> str:
    """A plain value as an expression.

    Arguments:
        value: what Python would make of the expression; `Code` is one already.
        quote: the quotation mark that texts get if they have none of these in them.
    """
    match value:
        case Code():
            return str(value)
        case str():
            text = json.dumps(value, ensure_ascii=False) if value.isprintable() else repr(value)
            return repr(value) if quote == "'" and '"' not in value and value.isprintable() else text
        case list():
            items = [written(each, quote) for each in value]
            line = f"[{', '.join(items)}]"
            return line if len(line) <= MAX_LINE else "".join(["[\n", *(f"    {item},\n" for item in items), "]"])
        case tuple():
            inner = ", ".join(written(each, quote) for each in value)
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case dict():
            return f"{{{', '.join(f'{written(key, quote)}: {written(each, quote)}' for key, each in value.items())}}}"
        case _:
            return repr(value)


def shown(value: Any) -> str:
    """A plain value in a title, short."""
    text = " ".join(written(value, '"').split())
    return text if len(text) <= MAX_LINE else f"{text[: MAX_LINE - 3]}..."

"""Unipath 1.1 (https://github.com/mikeorr/Unipath): paths that are strings of a class of their own."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.values import Builtin, Known, Object, Value

unipath = Model("unipath")
_PATH = "unipath.path.Path"


def _path(call: Call, text: str | None) -> Value:
    """A path; None: its text is not determined, only its class is."""
    steps: dict[str, Callable[[Call], Value]] = {
        "child": lambda inner: _path(inner, _joined(text, inner)),
        "ancestor": lambda inner: _path(inner, _ancestor(text, inner.get(0, "n"))),
        "absolute": lambda inner: _path(inner, text if text is not None and text.startswith("/") else None),
    }
    made = {name: Builtin(f"{_PATH}.{name}", step) for name, step in steps.items()}
    if text is not None:
        made["__str__"] = Builtin(f"{_PATH}.__str__", lambda inner: Known(text, inner.origin))
    result = Object(_PATH, {**made}, call.origin)
    if text is None or text not in ("/", "."):
        result.attributes["parent"] = result if text is None else _path(call, _ancestor(text, Known(1)))
    return result


def _joined(text: str | None, call: Call) -> str | None:
    parts = [part.value for part in call.args if isinstance(part, Known) and isinstance(part.value, str)]
    return posixpath.join(text, *parts) if text is not None and len(parts) == len(call.args) else None


def _ancestor(text: str | None, count: object) -> str | None:
    if text is None or not isinstance(count, Known) or not isinstance(count.value, int):
        return None
    for _ in range(count.value):
        text = posixpath.dirname(text)
    return text or "."


@unipath.cls("Path", bases=("builtins.str", "builtins.object"))
def _make(call: Call) -> Value:
    return _path(call, _joined("", call) if call.args and not call.keywords else None)


unipath.names["FSPath"] = unipath.names["Path"]

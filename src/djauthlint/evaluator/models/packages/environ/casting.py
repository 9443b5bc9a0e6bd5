"""A text, or a default, as `Env.parse_value` converts it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.models.packages.environ.addresses import boolean
from djauthlint.evaluator.models.packages.reading import cast_name, through, undetermined
from djauthlint.evaluator.models.pure import computed
from djauthlint.values import Builtin, Dict, Entry, Known, List, Tuple, Unknown, Value


def _float(text: str) -> float:
    parts = re.split(r"[,.]", re.sub(r"[^\d,.-]", "", text))
    return float(parts[0] if len(parts) == 1 else f"{''.join(parts[:-1])}.{parts[-1]}")


def _list(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.strip("(").strip(")").split(",") if part)


def _pairs(text: str) -> dict[str, str]:
    return dict([part.split("=", 1) for part in text.split(",") if part])  # type: ignore[misc]


CASTS: Final[dict[str, Callable[[Any], Any]]] = {
    "str": str,
    "bool": boolean,
    "int": int,
    "float": _float,
    "list": _list,
    "tuple": _tuple,
    "dict": _pairs,
    "json.loads": json.loads,
}
KINDS: Final = ("str", "bool", "int", "float", "list", "tuple", "dict")


def parse_value(call: Call, leaf: Value, cast: Any) -> Tree[Value]:
    """A leaf as a cast converts it: a name of `CASTS`, a callable, `[cast]`, `(cast,)` or a dict of casts."""
    if cast is None or (isinstance(cast, Known) and cast.value is None):
        return leaf
    name = cast if isinstance(cast, str) else cast_name(cast)
    if name in CASTS:
        return _by_name(call, leaf, name)
    if isinstance(cast, (List, Tuple)):
        return _each(call, leaf, cast)
    if isinstance(cast, Dict):
        return _by_key(call, leaf, cast)
    return through(call, cast, leaf)


def _by_name(call: Call, leaf: Value, name: str) -> Tree[Value]:
    kind = name if name in KINDS else None
    if isinstance(leaf, Unknown):
        return undetermined(call, leaf, kind)
    try:
        value = to_python(leaf)
    except Undetermined:
        return call.undetermined(kind=kind)
    return computed(call, CASTS[name], value)  # type: ignore[no-any-return]


def _each(call: Call, leaf: Value, cast: List | Tuple) -> Tree[Value]:
    kind = "list" if isinstance(cast, List) else "tuple"
    parts = _by_name(call, leaf, kind)
    if not cast.items or not isinstance(leaf, Known) or not isinstance(parts, (List, Tuple)):
        return parts
    inner: Any = cast.items[0]
    items = tuple(part if cast_name(inner) == "str" else through(call, inner, part) for part in parts.items)  # type: ignore[arg-type]
    return List(items, call.origin, call.run.worlds) if kind == "list" else Tuple(items, call.origin)


def _by_key(call: Call, leaf: Value, cast: Dict) -> Tree[Value]:
    """`dict(key=..., value=..., cast={...})`: pairs that `;` separates."""
    if not isinstance(leaf, Known) or not isinstance(leaf.value, str) or cast.open is not None:
        return undetermined(call, leaf, "dict")
    casts = {str(key): call.run.here(entry.value) for key, entry in cast.entries.items()}
    own = casts.get("cast")
    by_key = {str(key): entry.value for key, entry in own.entries.items()} if isinstance(own, Dict) else {}
    result = Dict({}, call.origin, call.run.worlds)
    for pair in leaf.value.split(";"):
        if not pair:
            continue
        parts = pair.split("=")
        if len(parts) < 2:
            return call.run.error("IndexError", "list index out of range", call.node)  # type: ignore[no-any-return]
        key: Any = Known(parts[0], call.origin)
        if "key" in casts and cast_name(casts["key"]) != "str":
            key = through(call, casts["key"], key)
        if not isinstance(key, Known):
            return undetermined(call, leaf, "dict")
        wanted = by_key.get(parts[0], casts.get("value", Builtin("builtins.str", lambda _: None)))
        result.entries[key.value] = Entry(key, parse_value(call, Known(parts[1], call.origin), call.run.here(wanted)))
    return result

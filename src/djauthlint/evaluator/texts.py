"""Strings put together from parts that may be undetermined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from djauthlint.conditions import Tree
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.interpreter import TEXT, GaveUp, Interpreter
from djauthlint.evaluator.moments import MOMENT, laid_out
from djauthlint.values import Dict, Instance, Known, List, Object, Origin, Set, Tuple, Unknown, Value


def join_texts(run: Interpreter, parts: Sequence[Tree[Value]], origin: Origin | None) -> Tree[Value]:
    """The concatenation of strings (or of bytes)."""

    def join(*leaves: Value) -> Value:
        values: list[Any] = []
        for leaf in leaves:
            if not isinstance(leaf, Known):
                reason = leaf.reason if isinstance(leaf, Unknown) else "a text that can't be determined"
                return Unknown(reason, "str", _joined_symbol(leaves), origin)
            values.append(leaf.value)
        try:
            joined = (b"" if values and isinstance(values[0], bytes) else "").join(values)
        except TypeError:
            return Unknown("strings and bytes are mixed", origin=origin)
        if len(joined) > TEXT:
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
        return Known(joined, origin)

    return run.lift(lambda *leaves: run.made(join(*leaves)), *parts)  # type: ignore[no-any-return]


def _joined_symbol(leaves: Sequence[Value]) -> Any:
    symbol: list[Any] = ["joined"]
    for leaf in leaves:
        if isinstance(leaf, Known):
            symbol.append(leaf.value)
        elif isinstance(leaf, Unknown):
            symbol.append(leaf.key)
        else:
            return None
    return tuple(symbol)


def format_value(
    run: Interpreter, value: Tree[Value], conversion: str | None, spec: Tree[Value], node: cst.CSTNode
) -> Tree[Value]:
    """`format(value, spec)` after `!r`, `!s` or `!a`."""

    def one(leaf: Value, spec_leaf: Value) -> Any:
        if not isinstance(spec_leaf, Known) or not isinstance(spec_leaf.value, str):
            return Unknown("a format that can't be determined", "str")
        if isinstance(leaf, Instance) and conversion in (None, "s") and not spec_leaf.value:
            from djauthlint.evaluator.objects import text_of_instance

            return text_of_instance(run, leaf, node, ("__str__", "__repr__"))
        if (
            isinstance(leaf, Object)
            and "__str__" in leaf.attributes
            and conversion in (None, "s")
            and not spec_leaf.value
        ):
            from djauthlint.evaluator.models.representation import str_of

            return str_of(run, leaf, node)
        if isinstance(leaf, (List, Tuple, Dict, Set)) and not conversion and spec_leaf.value:
            return run.error("TypeError", f"unsupported format string passed to {leaf.type_name}.__format__", node)
        if (conversion and not isinstance(leaf, Unknown)) or isinstance(leaf, (List, Tuple, Dict, Set)):
            from djauthlint.evaluator.models import representation

            form = {"r": representation.repr_of, "a": representation.ascii_of}.get(
                conversion or "s", representation.str_of
            )
            return run.lift(lambda text: formatted(text, spec_leaf.value, None), form(run, leaf, node))
        return formatted(leaf, spec_leaf.value, conversion)

    def formatted(leaf: Value, spec: str, conversion: str | None) -> Any:
        try:
            python = to_python(leaf)
        except Undetermined as undetermined:
            symbol = ("format", leaf.key, conversion, spec) if isinstance(leaf, Unknown) else None
            if isinstance(leaf, Unknown) and leaf.kind == "str" and not conversion and not spec:
                symbol = leaf.symbol  # type: ignore[assignment]
            is_laid_out = isinstance(leaf, Unknown) and leaf.kind == MOMENT and spec and not conversion
            return Unknown(laid_out(leaf, spec) if is_laid_out else undetermined.reason, "str", symbol)
        if any(part.isdigit() and int(part) > TEXT for part in _numbers(spec)):
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
        try:
            return Known(format(python, spec), run.origin(node))
        except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
            return run.error(type(error).__name__, str(error), node)

    return run.lift(one, value, spec)  # type: ignore[no-any-return]


def _numbers(spec: str) -> list[str]:
    return "".join(character if character.isdigit() else " " for character in spec).split()

"""What stands beside a type: limits, strictness, functions that change a value."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from djauthlint.evaluator.models.packages.pydantic.scalars import Invalid
from djauthlint.values import Builtin, Known, Object, Unknown, Value

_SILENT: Final = ("annotated_types.", "typing.", "pydantic_settings.")
_FUNCTIONS: Final = {
    "pydantic.BeforeValidator": "before",
    "pydantic.AfterValidator": "after",
    "pydantic.PlainValidator": "plain",
}
_LIMITS: Final = ("pydantic.constraints", "pydantic.StringConstraints", "pydantic.Strict", "pydantic.fields.FieldInfo")
_COMPARISONS: Final[dict[str, tuple[Callable[[Any, Any], bool], str]]] = {
    "gt": (operator.gt, "greater than"),
    "ge": (operator.ge, "greater than or equal to"),
    "lt": (operator.lt, "less than"),
    "le": (operator.le, "less than or equal to"),
    "multiple_of": (lambda value, limit: value % limit == 0, "a multiple of"),
}
_TEXT: Final = ("strip_whitespace", "to_lower", "to_upper")


@dataclass(slots=True)
class Limits:
    """The constraints of one type, and its functional validators in the order in which they are written."""

    values: dict[str, Any] = field(default_factory=dict)
    functions: list[tuple[str, Value]] = field(default_factory=list)

    @property
    def strict(self) -> bool:
        """Whether only values of the very type are accepted."""
        return self.values.get("strict") is True

    @property
    def changes(self) -> bool:
        """Whether an accepted text may be changed."""
        return any(self.values.get(name) for name in _TEXT)

    def checked(self, value: Any, legacy: bool) -> Any:
        """A plain value within the limits.

        Raises:
            Invalid: it is not within them.
        """
        if isinstance(value, str):
            value = self._text(value, legacy)
        for name, (holds, words) in _COMPARISONS.items():
            limit = self.values.get(name)
            if isinstance(limit, (int, float)) and isinstance(value, (int, float)) and not holds(value, limit):
                raise Invalid(f"Input should be {words} {limit}")
        return value

    def _text(self, value: str, legacy: bool) -> str:
        if self.values.get("strip_whitespace"):
            value = value.strip()
        if self.values.get("to_lower"):
            value = value.lower()
        if self.values.get("to_upper"):
            value = value.upper()
        self.check_size(len(value))
        pattern = self.values.get("regex" if legacy else "pattern")
        if isinstance(pattern, str) and not (re.match if legacy else re.search)(pattern, value):
            raise Invalid(f"String should match pattern '{pattern}'")
        return value

    def check_size(self, size: int) -> None:
        """Refuses a text or collection of a length that is not allowed."""
        for least in ("min_length", "min_items"):
            limit = self.values.get(least)
            if isinstance(limit, int) and size < limit:
                raise Invalid(f"Value should have at least {limit} items")
        for most in ("max_length", "max_items"):
            limit = self.values.get(most)
            if isinstance(limit, int) and size > limit:
                raise Invalid(f"Value should have at most {limit} items")


def limits_of(metadata: tuple[Value, ...]) -> Limits | None:
    """The constraints among the metadata of a type; None when there is something whose effect is not known."""
    limits = Limits()
    for item in metadata:
        if isinstance(item, Object) and item.path in _FUNCTIONS:
            function = item.attributes.get("function")
            if not isinstance(function, Value):
                return None
            limits.functions.append((_FUNCTIONS[item.path], function))
        elif isinstance(item, Object) and item.path in _LIMITS:
            for name, value in item.attributes.items():
                if isinstance(value, Known):
                    limits.values[name] = value.value
        elif isinstance(item, Known):
            continue
        else:
            path = (
                item.name if isinstance(item, Builtin) else item.path if isinstance(item, (Unknown, Object)) else None
            )
            if path is None or not path.startswith(_SILENT):
                return None
    return limits

"""What one process of djauthlint tells another, in the types of JSON: data, and nothing that runs when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from djauthlint.diagnostics import Applicability, Confidence, Diagnostic, Label, PreparedCure, Severity
from djauthlint.evaluator.evaluation import Problem
from djauthlint.linter import Crash, Findings, LintedEntry
from djauthlint.project import Note
from djauthlint.source import SourceFile, Span

_KIND: Final = "is"
_CLASSES: Final[Mapping[str, Any]] = {
    cls.__name__: cls
    for cls in (Crash, Diagnostic, Findings, Label, LintedEntry, Note, PreparedCure, Problem, SourceFile, Span)
}
_ENUMS: Final[Mapping[str, type[Enum]]] = {cls.__name__: cls for cls in (Applicability, Confidence, Severity)}


def packed(value: object) -> Any:
    """A value in the types of JSON.

    Raises:
        TypeError: it is none that is told.
    """
    kind = type(value)
    name = kind.__name__
    if value is None or kind in {str, int, bool}:
        return value
    if isinstance(value, Path):
        return {_KIND: "Path", "path": str(value)}
    if _ENUMS.get(name) is kind and isinstance(value, Enum):
        return {_KIND: name, "value": value.value}
    if _CLASSES.get(name) is kind:
        names = [field.name for field in fields(value)] if is_dataclass(value) else value._fields  # type: ignore[attr-defined]
        return {_KIND: name, **{each: packed(getattr(value, each)) for each in names}}
    if isinstance(value, tuple):
        return [packed(each) for each in value]
    raise TypeError(f"{name} is not told to other processes")


def unpacked(value: Any) -> Any:
    """What was packed."""
    if isinstance(value, list):
        return tuple(unpacked(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind = value[_KIND]
    if kind == "Path":
        return Path(value["path"])
    if kind in _ENUMS:
        return _ENUMS[kind](value["value"])
    return _CLASSES[kind](**{name: unpacked(each) for name, each in value.items() if name != _KIND})

"""The report for programs, version 1 of a contract that `diagnostics.schema.json` states."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from djauthlint.diagnostics import Diagnostic, Fix
from djauthlint.linter import LintResult
from djauthlint.reporters.formats import NOWHERE
from djauthlint.reporters.secrets import masked, masked_reason, masked_words, unmasked
from djauthlint.source import SourceFile, Span

VERSION: Final = 1

_SURROGATES: Final = {code: f"\\\\u{code:04x}" for code in range(0xD800, 0xE000)}


def render(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> str:
    """The report as JSON text; paths below `cwd` are relative to it."""
    return text(document(result, cwd, show_secrets=show_secrets))


def text(document: Any) -> str:
    """JSON in ASCII; lone surrogates, which file names may hold and JSON readers refuse, become text."""
    text = json.dumps(document, indent=2, ensure_ascii=False).translate(_SURROGATES)
    return re.sub(r"[^\0-\x7f]+", lambda found: json.dumps(found[0])[1:-1], text)


def document(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> dict[str, Any]:
    """The report as JSON's types."""
    paths = Paths(result.files, cwd)
    return {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic, paths, show=show_secrets) for diagnostic in result.diagnostics],
        "entry_modules": [
            {
                "module": entry.module,
                "path": paths.shown(entry.path),
                "configuration": entry.configuration,
                "profile": entry.profile,
            }
            for entry in result.entry_modules
        ],
        "undetermined": [
            {
                "setting": undetermined.setting or None,
                "entry_modules": list(undetermined.entry_modules),
                "reason": masked_reason(undetermined.reason, show=show_secrets),
            }
            for undetermined in result.undetermined
        ],
        "errors": [
            {
                "path": None if problem.path == NOWHERE else paths.shown(problem.path),
                "line": problem.line or None,
                "column": problem.column or None,
                "message": masked_words(problem.message, show=show_secrets),
            }
            for problem in result.problems
        ],
    }


class Paths:
    """Positions and paths as the reader of the report counts and names them."""

    def __init__(self, files: Mapping[Path, SourceFile], cwd: Path | None) -> None:
        self.files = files
        self.cwd = cwd

    def shown(self, path: Path) -> str:
        """A path, relative where it lies below the working directory."""
        if self.cwd is not None and path.is_relative_to(self.cwd):
            path = path.relative_to(self.cwd)
        return path.as_posix()

    def range(self, span: Span) -> tuple[int, int, int, int]:
        """First line and column, last line and column (exclusive)."""
        file = self.files.get(span.path)
        if file is None:
            return 1, 1, 1, 1
        start, end = file.position(span.start), file.position(span.end)
        return start.line, start.column, end.line, end.column


def _diagnostic(diagnostic: Diagnostic, paths: Paths, *, show: bool) -> dict[str, Any]:
    line, column, end_line, end_column = paths.range(diagnostic.span)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "setting": diagnostic.setting or None,
        "path": paths.shown(diagnostic.span.path),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": masked_words(diagnostic.message, show=show),
        "severity": diagnostic.severity.value,
        "confidence": diagnostic.confidence.value,
        "profile": diagnostic.profile or None,
        "entry_modules": list(diagnostic.entry_modules),
        "when": [[masked(condition, show=show) for condition in conditions] for conditions in diagnostic.when],
        "symptom": diagnostic.symptom or None,
        "help": masked_words(diagnostic.help, show=show) or None,
        "url": diagnostic.url,
        "django_check": diagnostic.django_check,
        "related": [
            _related(label.span, masked_words(label.message, show=show), paths) for label in diagnostic.related
        ],
        "fix": _fix(diagnostic.fix, paths)
        if diagnostic.fix is not None and (show or unmasked(diagnostic.fix))
        else None,
        "suppressed": diagnostic.suppressed,
    }


def _related(span: Span, message: str, paths: Paths) -> dict[str, Any]:
    line, column, _, _ = paths.range(span)
    return {"path": paths.shown(span.path), "line": line, "column": column, "message": message}


def _fix(fix: Fix, paths: Paths) -> dict[str, Any]:
    keys = ("start_line", "start_column", "end_line", "end_column")
    edits = [
        {"path": paths.shown(edit.span.path), **dict(zip(keys, paths.range(edit.span), strict=True)), "text": edit.text}
        for edit in fix.edits
    ]
    return {"applicability": fix.applicability.name.lower(), "title": masked_words(fix.title), "edits": edits}

"""GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.fingerprints import fingerprints
from djauthlint.linter import LintResult
from djauthlint.reporters.formats import as_diagnostic
from djauthlint.reporters.json import Paths, text
from djauthlint.reporters.rules import OF_RUNS
from djauthlint.reporters.words import message, notes

SEVERITIES: Final = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}
"""GitLab has info, minor, major, critical and blocker."""
NOT_CHECKED: Final = "blocker"


def render(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> str:
    """The report as JSON text; a problem is an issue, too, as the format knows nothing else."""
    return text(document(result, cwd, show_secrets=show_secrets))


def document(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> list[dict[str, Any]]:
    """The report as JSON's types."""
    paths = Paths(result.files, cwd)
    found = [*(as_diagnostic(problem, result) for problem in result.problems), *result.reported]
    return [
        _issue(diagnostic, fingerprint, paths, show_secrets=show_secrets)
        for diagnostic, fingerprint in zip(found, fingerprints(found, result.files, cwd), strict=True)
    ]


def _issue(diagnostic: Diagnostic, fingerprint: str, paths: Paths, *, show_secrets: bool) -> dict[str, Any]:
    line, _, end_line, _ = paths.range(diagnostic.span)
    lines = [message(diagnostic, show_secrets=show_secrets), *notes(diagnostic, show_secrets=show_secrets)]
    is_problem = diagnostic.code in OF_RUNS
    return {
        "description": "; ".join([f"{diagnostic.code} {lines[0]}", *lines[1:]]),
        "check_name": diagnostic.name,
        "fingerprint": fingerprint,
        "severity": NOT_CHECKED if is_problem else SEVERITIES[diagnostic.severity],
        "location": {"path": paths.shown(diagnostic.span.path), "lines": {"begin": line, "end": end_line}},
    }

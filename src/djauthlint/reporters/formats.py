"""The formats that a report can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from djauthlint.diagnostics import Confidence, Diagnostic
from djauthlint.evaluator.evaluation import Problem
from djauthlint.linter import LintResult
from djauthlint.reporters.rules import CRASHED, NOT_CHECKED
from djauthlint.reporters.terminal import Terminal
from djauthlint.source import Span

NOWHERE: Final = Path()
"""Where a problem is that is about no file."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a report is wanted.

    Arguments:
        terminal: what it goes to; a file is a terminal without colours.
        quiet: whether to leave out the summary.
        show_secrets: whether not to mask secrets.
    """

    terminal: Terminal
    quiet: bool = False
    show_secrets: bool = False


Renderer: TypeAlias = "Callable[[LintResult, Wishes], Iterator[str]]"


def _text(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import text

    return text.render(result, wishes.terminal, quiet=wishes.quiet, show_secrets=wishes.show_secrets)


def _concise(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import concise

    return concise.render(result, wishes.terminal, show_secrets=wishes.show_secrets)


def _json(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import json

    yield json.render(result, wishes.terminal.cwd, show_secrets=wishes.show_secrets)


def _sarif(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import sarif

    yield sarif.render(result, wishes.terminal.cwd, show_secrets=wishes.show_secrets)


def _github(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import github

    return github.render(result, wishes.terminal, show_secrets=wishes.show_secrets)


def _gitlab(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import gitlab

    yield gitlab.render(result, wishes.terminal.cwd, show_secrets=wishes.show_secrets)


def _junit(result: LintResult, wishes: Wishes) -> Iterator[str]:
    from djauthlint.reporters import junit

    yield junit.render(result, wishes.terminal.cwd, show_secrets=wishes.show_secrets)


FORMATS: Final[dict[str, Renderer]] = {
    "text": _text,
    "concise": _concise,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
}
WITH_FIXES: Final = frozenset({"json", "sarif"})
"""The formats that say how a diagnostic is fixed, once that is proved."""
FOR_PEOPLE: Final = frozenset({"text", "concise"})
"""The formats that need no report of a run that could not begin: standard error says why."""


def failed(message: str, path: Path | None = None, line: int = 0, *, is_bug: bool = False) -> LintResult:
    """The result of a run that could not begin, or did not end."""
    return LintResult(problems=(Problem(path or NOWHERE, line, 0, message, is_bug),))


def as_diagnostic(problem: Problem, result: LintResult) -> Diagnostic:
    """A problem for formats that know nothing but findings."""
    file = result.files.get(problem.path)
    offset = 0
    if file is not None and 0 < problem.line <= len(file.line_starts):
        offset = file.offset(problem.line, min(max(problem.column, 1) - 1, len(file.line(problem.line))))
    span = Span(problem.path, offset, offset)
    kind = CRASHED if problem.is_bug else NOT_CHECKED
    return Diagnostic(kind.code, kind.name, problem.message, span, kind.severity, Confidence.CERTAIN, setting="")

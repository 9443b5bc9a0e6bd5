"""From what a run found to what flake8 reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint import crashes, mistakes

if TYPE_CHECKING:
    from djauthlint.diagnostics import Diagnostic
    from djauthlint.linter import LintResult

CRASHED: Final = crashes.CODE
"""The code of what is a bug of djauthlint, or of a package with rules."""
PREVENTED: Final = mistakes.CODE
"""The code of what keeps djauthlint from looking at a file."""


class Found(NamedTuple):
    """A diagnostic as flake8 takes it: the line, the 0-based column, the code with the message."""

    line: int
    column: int
    text: str


def by_file(result: LintResult) -> dict[Path, list[Found]]:
    """What is to be reported in each file. What only `noqa` silences is left to flake8, which has options about that."""
    found: dict[Path, list[Found]] = {}
    for diagnostic in result.diagnostics:
        file = result.files.get(diagnostic.span.path)
        if file is not None and (diagnostic.suppressed is None or _is_noqa(diagnostic.suppressed)):
            place = file.position(diagnostic.span.start)
            found.setdefault(file.path, []).append(_found(diagnostic.code, _said(diagnostic), place.line, place.column))
    for path, each in _problems(result):
        found.setdefault(path, []).append(each)
    return found


def about_file(code: str, message: str) -> Found:
    """Something about a file as a whole."""
    return _found(code, message)


def _problems(result: LintResult) -> Iterator[tuple[Path, Found]]:
    """What kept djauthlint from looking: at the place, or where that is no module, in every entry module."""
    from djauthlint.reporters.secrets import masked_words

    for crash in result.crashes:
        yield crash.path, _found(CRASHED, crash.problem.message)
    for problem in {each for each in result.problems if not each.is_bug}:
        if problem.path.suffix == ".py":
            yield problem.path, _found(PREVENTED, masked_words(problem.message), problem.line or 1, problem.column or 1)
        else:
            for entry in result.entry_modules:
                yield entry.path, _found(PREVENTED, f"{problem.path.name}: {masked_words(problem.message)}")


def _found(code: str, message: str, line: int = 1, column: int = 1) -> Found:
    from djauthlint.reporters.terminal import Terminal

    return Found(line, column - 1, f"{code} {Terminal().show(message)}")


def _said(diagnostic: Diagnostic) -> str:
    """The message, and in which of the cases it holds, where that is said of one."""
    from djauthlint.reporters.secrets import masked, masked_words

    message = masked_words(diagnostic.message)
    if len(diagnostic.when) != 1:
        return message
    return f"{message} (when {' and '.join(map(masked, diagnostic.when[0]))})"


def _is_noqa(comment: str) -> bool:
    from djauthlint.suppressions import NOQA

    return NOQA.match(comment) is not None

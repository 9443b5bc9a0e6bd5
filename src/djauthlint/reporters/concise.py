"""One line for each diagnostic, in the form that editors and grep read."""

from __future__ import annotations

from collections.abc import Iterator

from djauthlint.linter import LintResult
from djauthlint.reporters.secrets import masked_words
from djauthlint.reporters.terminal import Terminal
from djauthlint.reporters.words import message


def render(result: LintResult, terminal: Terminal, *, show_secrets: bool = False) -> Iterator[str]:
    """`path:line:column: CODE message`; what could not be looked at is an `error`."""
    for problem in result.problems:
        place = f"{terminal.path(problem.path)}:{max(problem.line, 1)}:{max(problem.column, 1)}"
        yield f"{place}: {terminal.paint('error', 'error')} {terminal.show(masked_words(problem.message, show=show_secrets))}"
    for diagnostic in result.reported:
        file = result.files.get(diagnostic.span.path)
        line, column = (1, 1)
        if file is not None:
            position = file.position(diagnostic.span.start)
            line, column = position.line, position.column
        code = terminal.paint(diagnostic.severity.value, terminal.show(diagnostic.code))
        text = terminal.show(message(diagnostic, show_secrets=show_secrets))
        yield f"{terminal.path(diagnostic.span.path)}:{line}:{column}: {code} {text}"

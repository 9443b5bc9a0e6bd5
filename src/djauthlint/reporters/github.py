"""Workflow commands, from which GitHub Actions makes annotations in the files of a pull request.

The commands and their escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions and
`escapeData` and `escapeProperty` of https://github.com/actions/toolkit (packages/core/src/command.ts).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.linter import LintResult
from djauthlint.reporters.formats import NOWHERE, as_diagnostic
from djauthlint.reporters.json import Paths
from djauthlint.reporters.terminal import Terminal
from djauthlint.reporters.words import message, notes

COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(result: LintResult, terminal: Terminal, *, show_secrets: bool = False) -> Iterator[str]:
    """A line for each problem and each diagnostic."""
    paths = Paths(result.files, terminal.cwd)
    problems = [as_diagnostic(problem, result) for problem in result.problems]
    for diagnostic in (*problems, *result.reported):
        yield _command(diagnostic, paths, terminal, show_secrets=show_secrets)


def _command(diagnostic: Diagnostic, paths: Paths, terminal: Terminal, *, show_secrets: bool) -> str:
    properties: dict[str, object] = {}
    if diagnostic.span.path != NOWHERE:
        line, column, end_line, end_column = paths.range(diagnostic.span)
        properties = {"file": paths.shown(diagnostic.span.path), "line": line, "endLine": end_line}
        if line == end_line:  # GitHub takes columns within one line only
            properties |= {"col": column, "endColumn": end_column}
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    lines = [message(diagnostic, show_secrets=show_secrets), *notes(diagnostic, show_secrets=show_secrets)]
    data = "%0A".join(_data(line, terminal) for line in lines)
    listed = ",".join(f"{name}={_property(str(value), terminal)}" for name, value in properties.items())
    return f"::{COMMANDS[diagnostic.severity]} {listed}::{data}"


def _data(text: str, terminal: Terminal) -> str:
    return terminal.show(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str, terminal: Terminal) -> str:
    return _data(text, terminal).replace(":", "%3A").replace(",", "%2C")

"""What is said about a run of the linter besides its report."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from djauthlint.cli.outputs import write
from djauthlint.cli.screen import Screen
from djauthlint.linter import GAVE_UP, UNSEEN, LintResult, Undetermined
from djauthlint.mistakes import ConfigError
from djauthlint.project import Note
from djauthlint.reporters.secrets import masked_reason

if TYPE_CHECKING:
    from djauthlint.evaluator.evaluation import Problem


def report(result: LintResult, options: argparse.Namespace, screen: Screen) -> None:
    """Print and save what a run found, in the forms that the user wants, and what is to be said besides.

    Raises:
        Unwritable: a file can't be written.
    """
    try:
        write(result, options.outputs, screen, quiet=options.quiet, show_secrets=options.show_secrets)
    finally:
        remark(result, options, screen)


def remark(result: LintResult, options: argparse.Namespace, screen: Screen) -> None:
    """Say where it crashed and what there was nothing to check in; with `--verbose` also what it rests on."""
    for crash in result.crashes:
        screen.trace(crash.trace, verbose=options.verbose)
    if not options.quiet:
        for path in result.strangers:
            what = "belongs to no settings module of the project: nothing to check there"
            is_likely = path.suffix == ".py" and "settings" in f"{path.parent.name}/{path.stem}".lower()
            cure = "; if Django starts with it, list it under entry-modules" if is_likely else ""
            screen.note(f"{screen.errors.path(path)} {what}{cure}")
    if options.verbose:
        tell(result.notes, screen)
        for gap in result.undetermined:
            screen.note(f"undetermined in {', '.join(gap.entry_modules)}: {named(gap)}: {masked_reason(gap.reason)}")
        for entry in result.entry_modules:
            screen.note(
                f"{entry.module} is taken for {entry.profile}: {entry.why}; found by {', '.join(entry.named_by) or 'its content'}"
            )
            screen.note(f"{entry.module} is taken to run with {entry.django}")
            screen.note(f"{entry.module} is made of {', '.join(screen.errors.path(path) for path in entry.files)}")


def named(gap: Undetermined) -> str:
    """What stayed undetermined, in words."""
    return {UNSEEN: "some settings", GAVE_UP: "a rule"}.get(gap.setting, gap.setting)


def refuse(problems: Iterable[Problem], screen: Screen) -> None:
    """Say what could not be looked at, where there is no report that does."""
    for problem in dict.fromkeys(problems):
        screen.refuse(ConfigError(problem.message, problem.path, problem.line))


def tell(notes: Iterable[Note], screen: Screen) -> None:
    """Say which files of deployment could not be read."""
    for note in notes:
        line = f":{note.line}" if note.line else ""
        screen.note(f"nothing of the deployment is taken from {screen.errors.path(note.path)}{line}: it {note.message}")

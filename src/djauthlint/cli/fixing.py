"""`--fix` and its like: from diagnostics to files that are written, or a patch, and what is said about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from djauthlint import registry
from djauthlint.cli.known import exit_code, known
from djauthlint.cli.options import CLEAN, FAILED, FOUND, UsageError
from djauthlint.cli.remarks import refuse
from djauthlint.cli.screen import Screen
from djauthlint.cli.telling import told
from djauthlint.cli.work import Work
from djauthlint.diagnostics import Diagnostic, Fix
from djauthlint.fixer import (
    Applied,
    Found,
    Outcome,
    SavingFailed,
    State,
    asked_for,
    deletions,
    fix,
    found_by,
    offers,
    patch,
    patch_bytes,
    save,
    tidied,
)
from djauthlint.linter import LintResult, label
from djauthlint.project import Project
from djauthlint.reporters import fixes
from djauthlint.selection import selected_codes
from djauthlint.suppressions import UNUSED


def run(work: Work, screen: Screen) -> int:
    """Fix, write or show what that changes, and report what is left."""
    options, project, unsaved = work.options, work.project, work.unsaved
    if options.ask and not screen.is_answered:
        raise UsageError("--ask needs a terminal to ask in; --diff shows the fixes, --fix makes them")
    for option, is_given in (("--diff", options.diff), ("--fix-only", options.fix_only)):
        if is_given and options.output:
            raise UsageError(f"--output is for the report, which {option} leaves out; run djauthlint again for it")
    outcome = fix(
        work.prover(),
        _wanted(work),
        unsafe=options.unsafe_fixes,
        agree=_Asking(screen, project.root) if options.ask else None,
        writable=work.may_edit,
    )
    if UNUSED.code in selected_codes(registry.every_rule(), work.config) and not options.ask:
        outcome = tidied(outcome, project, work.look, work.may_edit)
    if options.diff:
        return _show(outcome, project, options, screen)
    if unsaved is not None:
        _print(outcome, unsaved, project, screen)
    else:
        try:
            save(project.files, outcome.before, outcome.after)
        except SavingFailed as failed:
            _tell_failure(failed, outcome, screen)
            return FAILED
    others = fixes.other_files(outcome, work.asked)
    if not options.quiet:
        for line in fixes.summary(outcome, screen.errors, others=others, done=unsaved is None):
            screen.note(line)
    return _rest(work.with_texts(outcome.after), screen)


def _wanted(work: Work) -> Callable[[Diagnostic], bool]:
    codes = selected_codes(registry.every_rule(), work.config)
    about = asked_for(work.asked, {label(entry): entry.path for entry in work.entries})
    return lambda diagnostic: diagnostic.code in codes and about(diagnostic)


def with_fixes(result: LintResult, work: Work) -> LintResult:
    """A result whose diagnostics have their fixes, where these prove right."""
    fixable = {each.code for each in result.reported if each.cure is not None}
    offered: dict[Found, Fix] = {}
    if fixable - {UNUSED.code}:
        offered = offers(work.prover(), _wanted(work), writable=work.may_edit)
    if UNUSED.code in fixable:
        deleted = deletions(result, work.project, work.look, work.may_edit)
        offered.update((found_by(each), fix) for each, fix in deleted)
    diagnostics = (replace(each, fix=offered.get(found_by(each))) for each in result.diagnostics)
    return replace(result, diagnostics=tuple(diagnostics))


def _rest(work: Work, screen: Screen) -> int:
    """Report what is left, and say so with the exit code."""
    result, gone = known(work.lint(), work, screen)
    if not work.options.fix_only and work.unsaved is None:
        return told(result, work, screen, gone=gone)
    if result.problems:
        refuse(result.problems, screen)
        return FAILED
    return CLEAN if work.options.fix_only else exit_code(result, work, gone=gone)


def _show(outcome: Outcome, project: Project, options: argparse.Namespace, screen: Screen) -> int:
    """Print the patch; nothing else goes to standard output, so that it can be piped into `git apply`."""
    changes = (outcome.before, outcome.after, project.root)
    screen.hand_over(patch_bytes(*changes), "".join(patch(*changes)))
    if not options.quiet:
        for line in fixes.summary(outcome, screen.errors, others=(), done=False):
            screen.note(line)
    problems = [problem for seen in outcome.state.seen.values() for problem in seen.problems]
    if problems:
        refuse(problems, screen)
        return FAILED
    return FOUND if outcome.after and not options.exit_zero else CLEAN


def _print(outcome: Outcome, path: Path, project: Project, screen: Screen) -> None:
    """Print a file that came from standard input, as it should be."""
    file = outcome.after.get(path)
    data = project.files.read_bytes(path) if file is None else file.content
    screen.hand_over(data, data.decode("utf-8", "backslashreplace") if file is None else file.text)


def _tell_failure(failed: SavingFailed, outcome: Outcome, screen: Screen) -> None:
    screen.note(f"{screen.errors.path(failed.path)}: {failed.reason}", "error")
    saved = ", ".join(map(screen.errors.path, failed.saved))
    rest = [path for path in outcome.after if path not in failed.saved]
    if saved:
        screen.note(f"written: {saved}")
    screen.note(f"unchanged: {', '.join(map(screen.errors.path, rest))}")


class _Asking:
    """Asks about one fix after the other."""

    def __init__(self, screen: Screen, root: Path) -> None:
        self.screen = screen
        self.root = root
        self.answer = ""

    def __call__(self, found: Applied, before: State, after: State) -> bool:
        """Whether the user wants it."""
        if self.answer in {"a", "q"}:
            return self.answer == "a"
        changed = {path: file for path, file in after.files.items() if before.files[path].text != file.text}
        terminal = self.screen.terminal
        self.screen.say(fixes.offer(found, terminal))
        self.screen.say(terminal.show(line.rstrip("\r\n")) for line in patch(before.files, changed, self.root))
        while True:
            self.answer = self.screen.ask("Make this change? [y]es, [n]o, [a]ll, [q]uit: ")[:1].lower() or "q"
            if self.answer in {"y", "n", "a", "q"}:
                return self.answer in {"y", "a"}

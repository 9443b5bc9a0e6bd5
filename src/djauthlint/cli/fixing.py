"""`--fix` and its like: from diagnostics to files that are written, or a patch, and what is said about it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from djauthlint import registry
from djauthlint.cli.given import profile_of
from djauthlint.cli.known import exit_code, known, statistics
from djauthlint.cli.options import CLEAN, FAILED, FOUND, UsageError
from djauthlint.cli.outputs import wants_fixes
from djauthlint.cli.remarks import report
from djauthlint.cli.screen import Screen
from djauthlint.config import Config
from djauthlint.diagnostics import Diagnostic, Fix
from djauthlint.evaluator.evaluation import Given
from djauthlint.fixer import (
    Applied,
    Found,
    Outcome,
    Prover,
    SavingFailed,
    State,
    asked_for,
    deletions,
    fix,
    found_by,
    offers,
    patch,
    save,
    tidied,
)
from djauthlint.linter import LintResult, label, lint
from djauthlint.project import EntryModule, Project
from djauthlint.reporters import fixes
from djauthlint.selection import selected_codes
from djauthlint.source import SourceFile
from djauthlint.suppressions import UNUSED


def run(
    project: Project,
    config: Config,
    entries: Sequence[EntryModule],
    given: Given,
    asked: Sequence[Path],
    options: argparse.Namespace,
    screen: Screen,
) -> int:
    """Fix, write or show what that changes, and report what is left."""
    if options.ask and not screen.is_answered:
        raise UsageError("--ask needs a terminal to ask in; --diff shows the fixes, --fix makes them")
    for option, is_given in (("--diff", options.diff), ("--fix-only", options.fix_only)):
        if is_given and options.output:
            raise UsageError(f"--output is for the report, which {option} leaves out; run djauthlint again for it")
    unsaved = _unsaved(asked, options)
    outcome = fix(
        Prover(project, entries, config, given, registry.every_rule(), profile_of(options)),
        _wanted(config, entries, asked),
        unsafe=options.unsafe_fixes,
        agree=_Asking(screen, project.root) if options.ask else None,
        writable=lambda path: unsaved in {None, path},
    )
    if UNUSED.code in selected_codes(registry.every_rule(), config) and not options.ask:
        look = _look(project, config, entries, given, asked, options)
        outcome = tidied(outcome, project, look, lambda path: unsaved in {None, path})
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
    others = fixes.other_files(outcome, asked)
    if not options.quiet:
        for line in fixes.summary(outcome, screen.errors, others=others, done=unsaved is None):
            screen.note(line)
    return _rest(project, config, entries, given, asked, outcome, options, screen)


def _look(
    project: Project,
    config: Config,
    entries: Sequence[EntryModule],
    given: Given,
    asked: Sequence[Path],
    options: argparse.Namespace,
) -> Callable[[Mapping[Path, SourceFile]], LintResult]:
    """What lints the project with texts that are not on disk."""

    def look(texts: Mapping[Path, SourceFile]) -> LintResult:
        edited = project.edited({path: file.text.encode(file.encoding) for path, file in texts.items()})
        rules = registry.every_rule()
        return lint(edited, entries, config, given, rules, asked=asked, profile=profile_of(options))

    return look


def _unsaved(asked: Sequence[Path], options: argparse.Namespace) -> Path | None:
    """The file that comes from standard input, the only one that may be edited then."""
    return asked[0] if "-" in options.paths else None


def _wanted(config: Config, entries: Sequence[EntryModule], asked: Sequence[Path]) -> Callable[[Diagnostic], bool]:
    codes = selected_codes(registry.every_rule(), config)
    about = asked_for(asked, {label(entry): entry.path for entry in entries})
    return lambda diagnostic: diagnostic.code in codes and about(diagnostic)


def with_fixes(
    result: LintResult,
    project: Project,
    config: Config,
    entries: Sequence[EntryModule],
    given: Given,
    asked: Sequence[Path],
    options: argparse.Namespace,
) -> LintResult:
    """A result whose diagnostics have their fixes, where these prove right."""
    unsaved = _unsaved(asked, options)
    fixable = {each.code for each in result.reported if each.cure is not None}
    offered: dict[Found, Fix] = {}
    if fixable - {UNUSED.code}:
        prover = Prover(project, entries, config, given, registry.every_rule(), profile_of(options))
        wanted = _wanted(config, entries, asked)
        offered = offers(prover, wanted, writable=lambda path: unsaved in {None, path})
    if UNUSED.code in fixable:
        look = _look(project, config, entries, given, asked, options)
        deleted = deletions(result, project, look, lambda path: unsaved in {None, path})
        offered.update((found_by(each), fix) for each, fix in deleted)
    diagnostics = (replace(each, fix=offered.get(found_by(each))) for each in result.diagnostics)
    return replace(result, diagnostics=tuple(diagnostics))


def _rest(
    project: Project,
    config: Config,
    entries: Sequence[EntryModule],
    given: Given,
    asked: Sequence[Path],
    outcome: Outcome,
    options: argparse.Namespace,
    screen: Screen,
) -> int:
    """Report what is left, and say so with the exit code."""
    fixed = project.edited({path: file.text.encode(file.encoding) for path, file in outcome.after.items()})
    result = lint(fixed, entries, config, given, registry.every_rule(), asked=asked, profile=profile_of(options))
    result, gone = known(result, config, asked, options, screen)
    if not options.fix_only and "-" not in options.paths:
        if wants_fixes(options.outputs) and any(each.cure is not None for each in result.reported):
            result = with_fixes(result, fixed, config, entries, given, asked, options)
        report(result, options, screen)
        if options.statistics:
            statistics(result, options, screen)
    if result.problems:
        return FAILED
    if options.fix_only:
        return CLEAN
    return exit_code(result, config, options, gone=gone)


def _show(outcome: Outcome, project: Project, options: argparse.Namespace, screen: Screen) -> int:
    """Print the patch; nothing else goes to standard output, so that it can be piped into `git apply`."""
    _write("".join(patch(outcome.before, outcome.after, project.root)).encode("utf-8", "surrogateescape"), screen)
    if not options.quiet:
        for line in fixes.summary(outcome, screen.errors, others=(), done=False):
            screen.note(line)
    if any(seen.problems for seen in outcome.state.seen.values()):
        return FAILED
    return FOUND if outcome.after else CLEAN


def _print(outcome: Outcome, path: Path, project: Project, screen: Screen) -> None:
    """Print a file that came from standard input, as it should be."""
    file = outcome.after.get(path)
    data = project.files.read_bytes(path) if file is None else file.text.encode(file.encoding)
    _write(data, screen)


def _write(data: bytes, screen: Screen) -> None:
    """Print what is for programs as it is: its newlines are those of the files. A terminal gets nothing that it would obey."""
    if data and sys.stdout.isatty():
        lines = data.decode("utf-8", "backslashreplace").removesuffix("\n").split("\n")
        screen.say("\t".join(map(screen.terminal.show, line.removesuffix("\r").split("\t"))) for line in lines)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


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

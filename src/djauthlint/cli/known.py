"""What a run comes to: what the baseline hides, what is written into it, statistics and the exit code."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Final

from djauthlint import disk
from djauthlint.baseline import DEFAULT_NAME, Baseline
from djauthlint.cli.options import CLEAN, FAILED, FOUND, Unwritable, UsageError
from djauthlint.cli.outputs import are_for_programs, save
from djauthlint.cli.remarks import named
from djauthlint.cli.screen import Screen
from djauthlint.cli.work import Work
from djauthlint.diagnostics import Severity
from djauthlint.linter import LintResult
from djauthlint.reporters.frame import plural
from djauthlint.reporters.secrets import masked_reason

MOST_NAMED: Final = 5


def known(result: LintResult, work: Work, screen: Screen, *, quiet: bool = False) -> tuple[LintResult, bool]:
    """The result without what the baseline knows, and whether entries of it are gone, which is told unless somebody wants it quiet.

    Raises:
        ConfigError: the baseline can't be read.
    """
    if work.config.baseline is None or work.config.audit:
        return result, False
    baseline = Baseline.load(work.config.baseline)
    result, left = baseline.applied(result)
    gone = Counter[object]() if work.options.changed else baseline.gone(left, result, work.asked)
    if gone and not (quiet or work.options.quiet):
        names = [f"{key.rule} in {key.file}" for key in baseline.counts if key in gone]
        shown = ", ".join(names[:MOST_NAMED]) + (
            f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        )
        path = screen.errors.path(baseline.path)
        screen.note(f"{path}: {plural(gone.total(), 'diagnostic')} gone ({shown}); --write-baseline takes them out")
    return result, bool(gone)


def write(result: LintResult, work: Work, screen: Screen) -> int:
    """Write a baseline of what is reported.

    Raises:
        ConfigError: the present baseline can't be read.
        UsageError: other options do not go with it.
        Unwritable: it can't be written.
    """
    config, options = work.config, work.options
    if config.audit or "-" in options.paths:
        raise UsageError("--write-baseline goes neither with --no-ignores nor with -")
    folder = work.project.scope if config.path is None else config.path.parent
    path = config.baseline or folder / DEFAULT_NAME
    before = Baseline.load(path) if disk.is_file(path) else Baseline(path, Counter())
    after = before.renewed(result, work.asked)
    try:
        save(path, [after.text()])
    except OSError as error:
        raise Unwritable(f"{path} can't be written: {error.strerror or error}") from None
    if not options.quiet:
        screen.note(f"{screen.errors.path(path)}: {plural(after.counts.total(), 'diagnostic')}")
        if config.baseline is None:
            screen.note(f'to use it: --baseline {path.name}, or baseline = "{path.name}" in the configuration')
    return CLEAN


def statistics(result: LintResult, options: argparse.Namespace, screen: Screen) -> None:
    """Say how many diagnostics there are of each rule, most first."""
    counts = Counter((each.code, each.name) for each in result.reported)
    lines = [f"{count:>5} {code} {name}" for (code, name), count in sorted(counts.items(), key=_most_first)]
    if any(output.path is None and are_for_programs([output]) for output in options.outputs):
        for line in lines:
            screen.note(line.strip())
    else:
        screen.say(screen.terminal.show(line) for line in lines)


def _most_first(item: tuple[tuple[str, str], int]) -> tuple[int, str]:
    return -item[1], item[0][0]


def insist(result: LintResult, work: Work, screen: Screen, *, gone: bool) -> None:
    """Say what `strict` makes a run fail for, which its report may not show, and does not call a finding."""
    if not work.config.strict or work.options.exit_zero:
        return
    gaps = [*dict.fromkeys((masked_reason(gap.reason), named(gap)) for gap in result.undetermined)]
    if gaps:
        names: dict[str, list[str]] = {}
        for reason, name in gaps[:MOST_NAMED]:
            names.setdefault(reason, []).append(name)
        shown = "; ".join(f"{', '.join(those)} ({reason})" for reason, those in names.items())
        more = f"; and {len(gaps) - MOST_NAMED} more, which --verbose lists" if len(gaps) > MOST_NAMED else ""
        screen.note(f"strict: undetermined: {shown}{more}", "error")
    if gone:
        screen.note("strict: the baseline lists what is gone; --write-baseline takes it out", "error")


def exit_code(result: LintResult, work: Work, *, gone: bool = False) -> int:
    """What the run comes to: 2 where something could not be looked at, 1 where something is found that counts, else 0."""
    if result.problems:
        return FAILED
    if work.options.exit_zero:
        return CLEAN
    severities = [*Severity]
    least = severities.index(Severity(work.options.fail_on))
    if any(severities.index(each.severity) <= least for each in result.reported):
        return FOUND
    return FOUND if work.config.strict and (result.undetermined or gone) else CLEAN

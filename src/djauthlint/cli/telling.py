"""What is said at the end of a run: the reports, with the fixes of what they have, statistics, and the exit code."""

from __future__ import annotations

from djauthlint.cli.known import exit_code, insist, statistics
from djauthlint.cli.outputs import wants_fixes
from djauthlint.cli.remarks import report
from djauthlint.cli.screen import Screen
from djauthlint.cli.work import Work
from djauthlint.linter import LintResult


def told(result: LintResult, work: Work, screen: Screen, *, gone: bool) -> int:
    """Report a result; the exit code.

    Arguments:
        result: what is reported.
        work: the run that found it.
        screen: where the output goes.
        gone: whether the baseline lists what is no longer found.
    """
    if wants_fixes(work.options.outputs) and any(each.cure is not None for each in result.reported):
        from djauthlint.cli.fixing import with_fixes

        result = with_fixes(result, work)
    report(result, work.options, screen)
    if work.options.statistics:
        statistics(result, work.options, screen)
    insist(result, work, screen, gone=gone)
    return exit_code(result, work, gone=gone)

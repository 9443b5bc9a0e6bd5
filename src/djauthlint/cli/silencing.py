"""`--add-ignores`: comments that silence what is found are written into the files, or shown as a patch."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from djauthlint import disk, registry
from djauthlint.cli.options import CLEAN, FAILED, FOUND, UsageError
from djauthlint.cli.screen import Screen
from djauthlint.cli.work import Work
from djauthlint.fixer import Look, SavingFailed, patch, patch_bytes, save
from djauthlint.fixer.silencing import DEFAULT_WIDTH, silenced
from djauthlint.linter import LintResult
from djauthlint.project import FileState
from djauthlint.reporters.frame import plural
from djauthlint.selection import selected_codes
from djauthlint.suppressions import UNEXPLAINED

_LENGTH: Final = re.compile(rb"^[ \t]*(?:max-)?line[-_]length[ \t]*=[ \t]*(\d{2,3})\b", re.MULTILINE)
_FILES: Final = ("ruff.toml", ".ruff.toml", "pyproject.toml", ".flake8", "setup.cfg", "tox.ini")


def add(result: LintResult, work: Work, look: Look, screen: Screen) -> int:
    """Add a comment for each diagnostic.

    Arguments:
        result: what is reported.
        work: the run that found it.
        look: what is reported with texts that are not on disk.
        screen: where the output goes.

    Raises:
        UsageError: other options do not go with it.
    """
    project, options = work.project, work.options
    if "-" in options.paths or options.no_ignores:
        raise UsageError("--add-ignores goes neither with --no-ignores nor with -")
    reason = " ".join((options.reason or "").split())
    if not reason and UNEXPLAINED.code in selected_codes(registry.every_rule(), work.config):
        raise UsageError(
            f"--add-ignores needs --reason TEXT: a comment that does not say why is reported ({UNEXPLAINED.code})"
        )
    found = silenced(result, project, look, reason=reason, width=_width(project.scope, project.root))
    if options.diff:
        changes = (found.before, found.after, project.root)
        screen.hand_over(patch_bytes(*changes), "".join(patch(*changes)))
        return FOUND if found.after and not options.exit_zero else CLEAN
    try:
        save(project.files, found.before, found.after)
    except SavingFailed as failed:
        screen.note(f"{screen.errors.path(failed.path)}: {failed.reason}", "error")
        return FAILED
    if not options.quiet:
        screen.note(f"silenced {plural(found.count, 'diagnostic')} in {plural(len(found.after), 'file')}")
        for each in found.left:
            is_shared = project.files.state(each.span.path) is FileState.TRACKED
            why = "no comment has an effect there" if is_shared else "git ignores that file"
            screen.note(f"left {each.code} in {screen.errors.path(each.span.path)}: {why}")
    return FOUND if found.left and not options.exit_zero else CLEAN


def _width(folder: Path, root: Path) -> int:
    """How long the project lets lines be, as its formatter or linter has it."""
    while True:
        for name in _FILES:
            path = folder / name
            if disk.is_file(path):
                try:
                    found = _LENGTH.search(disk.read(disk.real_path(path)))
                except OSError:
                    continue
                if found is not None:
                    return int(found[1])
        if folder == root or not folder.is_relative_to(root):
            return DEFAULT_WIDTH
        folder = folder.parent

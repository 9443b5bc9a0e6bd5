"""Comments that silence nothing: they are deleted where no entry module needs them, which only all of them together can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from djauthlint.diagnostics import Applicability, Diagnostic, Edit, Fix
from djauthlint.fixer.edits import applied, overlap
from djauthlint.fixer.loop import Applied, Outcome
from djauthlint.linter import LintResult
from djauthlint.project import FileState, Project
from djauthlint.source import SourceFile
from djauthlint.suppressions import UNUSED

MAX_PASSES: Final = 5
Look = Callable[[Mapping[Path, SourceFile]], LintResult]
"""Lints all entry modules with texts that are not on disk."""


def tidied(
    outcome: Outcome, project: Project, look: Look, writable: Callable[[Path], bool] = lambda _: True
) -> Outcome:
    """The outcome of fixing, with those comments deleted that silence nothing.

    Arguments:
        outcome: what fixing came to.
        project: where the files are.
        look: lints the project with the texts as they are.
        writable: which files may be edited.
    """
    may_edit = _editable(project, writable)
    texts = dict(outcome.after)
    before = dict(outcome.before)
    made: list[Applied] = []
    result = look(texts)
    for _ in range(MAX_PASSES):
        batch = _batch(result, may_edit)
        if not batch:
            break
        changed = applied(result.files, [edit for _, edits in batch for edit in edits])
        after = look({**texts, **changed})
        if _reported(after) - _reported(result):
            break
        for path in changed:
            before.setdefault(path, result.files[path])
        texts.update(changed)
        made += (Applied(each, each.cure.title, edits, "") for each, edits in batch if each.cure is not None)
        result = after
    return replace(outcome, applied=(*outcome.applied, *made), before=before, after=texts)


def deletions(
    result: LintResult, project: Project, look: Look, writable: Callable[[Path], bool] = lambda _: True
) -> list[tuple[Diagnostic, Fix]]:
    """The comments that can be deleted from the texts as they are, with what deletes them.

    Arguments:
        result: what was found.
        project: where the files are.
        look: lints the project with other texts.
        writable: which files may be edited.
    """
    batch = _batch(result, _editable(project, writable))
    changed = applied(result.files, [edit for _, edits in batch for edit in edits])
    if not batch or _reported(look(changed)) - _reported(result):
        return []
    return [(each, Fix(each.cure.title, edits, Applicability.SAFE)) for each, edits in batch if each.cure is not None]


def _editable(project: Project, writable: Callable[[Path], bool]) -> Callable[[Path], bool]:
    return lambda path: writable(path) and project.files.state(path) is FileState.TRACKED


def _batch(result: LintResult, writable: Callable[[Path], bool]) -> list[tuple[Diagnostic, tuple[Edit, ...]]]:
    """What can be deleted at once."""
    found: list[tuple[Diagnostic, tuple[Edit, ...]]] = []
    for each in result.reported:
        if each.code == UNUSED.code and each.cure is not None and writable(each.span.path):
            edits = each.cure.candidates()[0]
            if not any(overlap(edits, others) for _, others in found):
                found.append((each, edits))
    return found


def _reported(result: LintResult) -> Counter[tuple[str, str, Path]]:
    return Counter((each.code, each.message, each.span.path) for each in result.reported if each.code != UNUSED.code)

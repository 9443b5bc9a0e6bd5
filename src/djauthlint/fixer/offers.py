"""Fixes that are shown, not made: each is proved in the texts as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from djauthlint.diagnostics import Applicability, Diagnostic, Fix
from djauthlint.fixer.loop import Applied, Proposals
from djauthlint.fixer.proof import Prover, State
from djauthlint.source import Span

Found: TypeAlias = tuple[str, Span, str]
"""What tells diagnostics apart: code, place and message."""


def found_by(diagnostic: Diagnostic) -> Found:
    """What tells a diagnostic from the others."""
    return diagnostic.code, diagnostic.span, diagnostic.message


def offers(
    prover: Prover, wanted: Callable[[Diagnostic], bool], *, writable: Callable[[Path], bool] = lambda _: True
) -> dict[Found, Fix]:
    """The fixes that prove right.

    Those that can be made together are proved together, as `--fix` makes them: whoever makes only some of them should
    look again. Where something else follows from a fix, or it is only for those who say so, it is unsafe.

    Arguments:
        prover: evaluates the project.
        wanted: which diagnostics are asked about.
        writable: which files may be edited.
    """
    start = prover.begin()
    fixes: dict[Found, Fix] = {}
    for unsafe in (False, True):
        loop = Proposals(prover, lambda each: wanted(each) and found_by(each) not in fixes, unsafe, writable=writable)
        for applied in _proved(loop, start):
            fixes.setdefault(found_by(applied.diagnostic), _fix(applied, unsafe=unsafe))
    return fixes


def _proved(loop: Proposals, start: State) -> list[Applied]:
    """What proves right of what can be tried, without one standing on the other."""
    while True:
        done = {found_by(applied.diagnostic) for applied in loop.applied}
        batch = loop.batch([each for each in loop.proposals(start) if found_by(each.diagnostic) not in done])
        if not batch:
            return loop.applied
        loop.proved(start, batch)


def _fix(applied: Applied, *, unsafe: bool) -> Fix:
    cure = applied.diagnostic.cure
    settings = () if cure is None else cure.settings
    applicability = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return Fix(applied.title, applied.edits, applicability, settings, applied.caution)

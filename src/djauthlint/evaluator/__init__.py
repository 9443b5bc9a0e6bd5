"""Abstract execution of settings modules: syntax trees in, values out; nothing of the project is ever run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from djauthlint.evaluator.evaluation import Evaluation, Given, Problem

if TYPE_CHECKING:
    from djauthlint.project import EntryModule, Project

__all__ = ["Evaluation", "Given", "Problem", "evaluate", "no_collector"]

GARBAGE = 1_000_000
"""Objects after which garbage is collected before the next evaluation."""
RECURSION = 6_000
"""Python frames that nested expressions, calls and imports of the settings may take."""


def evaluate(project: Project, entry: EntryModule, given: Given | None = None) -> Evaluation:
    """Executes an entry module abstractly.

    Arguments:
        project: the only door to files.
        entry: the module that `DJANGO_SETTINGS_MODULE` names, for django-configurations with a class.
        given: what is said about the process; nothing by default.
    """
    from djauthlint.evaluator.entry import evaluate_entry

    with _deep_stack(), no_collector():
        return evaluate_entry(project, entry, given or Given())


@contextmanager
def no_collector() -> Iterator[None]:
    """Turns the garbage collector off: syntax trees and values stay, and looking through them over and over takes a fifth of the time.

    Little of what an evaluation throws away is in cycles; it is collected before the next one.
    """
    if gc.get_count()[0] > GARBAGE:
        gc.collect(0)
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _deep_stack() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)

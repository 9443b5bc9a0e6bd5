"""Abstract execution of settings modules: syntax trees in, values out; nothing of the project is ever run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from djauthlint.evaluator.evaluation import Evaluation, Given, Problem

if TYPE_CHECKING:
    from djauthlint.project import EntryModule, Project

__all__ = ["Evaluation", "Given", "Problem", "evaluate"]

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

    with _deep_stack():
        return evaluate_entry(project, entry, given or Given())


@contextmanager
def _deep_stack() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)

"""Environment variables of the process, as the settings leave them to Django."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import restrict
from djauthlint.settings.places import span_of
from djauthlint.settings.reading import Reading, origin_of
from djauthlint.source import Span
from djauthlint.values import Known


class EnvironmentVariable(Reading):
    """A variable in one scenario.

    Arguments:
        settings: the settings.
        name: the variable.
    """

    @property
    def tree(self) -> Any:
        """Its text, `ABSENT` in worlds in which it is not set."""
        evaluation = self.settings.evaluation
        return restrict(evaluation.environment_variable(self.name), evaluation.worlds)

    @property
    def is_written(self) -> bool:
        """Whether the settings set it to a text that is known."""
        leaf = self.leaf
        return isinstance(leaf, Known) and leaf.origin is not None

    @property
    def span(self) -> Span:
        """Where its text was written, line 1 of the entry module where that is nowhere."""
        origin = origin_of(self.leaf)
        return Span(self.settings.entry.path, 0, 0) if origin is None else span_of(origin)

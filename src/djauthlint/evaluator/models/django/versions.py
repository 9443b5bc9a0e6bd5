"""Names that only some versions of Django have."""

from __future__ import annotations

from typing import Any

from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.model import Factory, Model
from djauthlint.values import ABSENT


def only(model: Model, name: str, value: Any, since: tuple[int, ...] = (0,), until: tuple[int, ...] = (99,)) -> None:
    """Registers a name that exists from `since` on and no longer in `until`, and where the version does not tell."""

    def make(run: Interpreter) -> Any:
        version = run.given.django_version
        oldest, newest = (version, version) if version is not None else run.given.django_range or (since, since)
        if newest < since or oldest >= until:
            return ABSENT
        return value.make(run) if isinstance(value, Factory) else value

    model.factory(name)(make)

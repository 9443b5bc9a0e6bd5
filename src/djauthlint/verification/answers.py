"""What settings say in every scenario, or why that can't be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from djauthlint.conditions import Worlds, either
from djauthlint.project import Profile
from djauthlint.settings import Settings, Undetermined
from djauthlint.settings.scenarios import TooManyScenarios, explore
from djauthlint.wording import scenarios

R = TypeVar("R")

MOST_SCENARIOS: Final = 64
MOST_SHOWN: Final = 3


@dataclass(frozen=True)
class Answer(Generic[R]):
    """What a reader sees.

    Arguments:
        value: the same in every scenario; None where it is not.
        why: why it can't be told, empty where it can.
    """

    value: R | None
    why: str = ""


def answer(settings: Settings, look: Callable[[Settings], R]) -> Answer[R]:
    """What a reader sees in every scenario.

    In production those are left out in which DEBUG is on, as for rules.

    Arguments:
        settings: what is looked at.
        look: the reader; it may raise Undetermined.
    """
    worlds = settings.evaluation.worlds
    if settings.profile is Profile.PRODUCTION:
        worlds = settings.worlds_without_debug or worlds
    found: dict[str, tuple[R, Worlds]] = {}
    try:
        for reached, value in explore(settings, worlds, look, MOST_SCENARIOS):
            _, before = found.get(repr(value), (value, False))
            found[repr(value)] = value, either(before, reached)
    except Undetermined as undetermined:
        return Answer(None, undetermined.reason)
    except TooManyScenarios:
        return Answer(None, "it depends on too many conditions")
    if len(found) == 1:
        return Answer(next(iter(found.values()))[0])
    if not found:
        return Answer(None, "these settings can't be imported")
    shown = [f"{text} when {_conditions(reached)}" for text, (_, reached) in list(found.items())[:MOST_SHOWN]]
    return Answer(None, f"it is {', '.join(shown)}{', ...' if len(found) > MOST_SHOWN else ''}")


def _conditions(worlds: Worlds) -> str:
    found = [" and ".join(words) for words in scenarios(worlds)]
    return f"{found[0]}{' or ...' if len(found) > 1 else ''}"

"""What cures a diagnostic: which edits may do it, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeAlias

from djauthlint.diagnostics import Applicability, Edit
from djauthlint.settings.scenarios import TooManyScenarios, Undetermined

Edits: TypeAlias = tuple[Edit, ...]

MOST_CANDIDATES: Final = 4


class Code(str):
    """The text of an expression, where a plain value would be written as Python writes it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cure:
    """A change of settings that cures a diagnostic.

    Arguments:
        title: what it does, in a few words: "set SESSION_COOKIE_SECURE = True".
        settings: the settings that it is meant to change.
        find: finds the edits that do it, the best first; none where the text does not allow it. It can be asked only until the
            next entry module is evaluated.
        place: says where to, as the end of the title; it is asked when the edits are.
        caution: who may notice it, and how: what makes it unsafe. Empty where it is safe.
        spells: whether it makes the setting what its text says: what is then wrong with that was wrong before.
        converts: whether it converts a text, which makes the import fail where that is not what it should be.
        stops: whether the settings can be imported in fewer cases than before, and are meant to be.
    """

    title: str
    settings: tuple[str, ...]
    find: Callable[[], Iterable[Edits]]
    place: Callable[[], str] = str
    caution: str = ""
    spells: bool = False
    converts: bool = False
    stops: bool = False

    @property
    def applicability(self) -> Applicability:
        """Whether it may be applied without asking, as far as the rule can tell."""
        return Applicability.UNSAFE if self.caution else Applicability.SAFE

    def but(self, caution: str) -> Cure:
        """The same, unsafe because of what it may do to those who can log in today, or let in, or no longer keep out."""
        return replace(self, caution=caution)

    def describe(self) -> str:
        """The title, with what only the edits tell."""
        try:
            return f"{self.title}{self.place()}"
        except (Undetermined, TooManyScenarios):
            return self.title

    def candidates(self) -> tuple[Edits, ...]:
        """The edits that may do it, the best first."""
        try:
            return tuple(dict.fromkeys(islice((edits for edits in self.find() if edits), MOST_CANDIDATES)))
        except (Undetermined, TooManyScenarios):
            return ()


def joined(first: Cure, *others: Cure) -> Cure:
    """Several changes that only together cure a diagnostic."""
    every = (first, *others)

    def find() -> Iterator[Edits]:
        found = [cure.candidates() for cure in every]
        if all(found):
            for number in range(max(map(len, found))):
                yield tuple(edit for each in found for edit in each[min(number, len(each) - 1)])

    names = tuple(dict.fromkeys(name for cure in every for name in cure.settings))
    return Cure(
        ", and ".join(cure.title for cure in every),
        names,
        find,
        caution=next((each.caution for each in every if each.caution), ""),
        converts=any(each.converts for each in every),
        stops=any(each.stops for each in every),
    )

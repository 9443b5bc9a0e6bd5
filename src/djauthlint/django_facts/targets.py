"""Which versions of Django an entry module may run with, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, TypeAlias

from djauthlint.django_facts.versions import DjangoVersion, VersionRange, newest, versions

Feature: TypeAlias = tuple[int, int]

OLDER: Final[tuple[Feature, ...]] = (
    *((1, minor) for minor in range(12)),
    *((major, minor) for major in (2, 3) for minor in range(3)),
    (4, 0),
    (4, 1),
)
"""The versions before those that there are facts about."""

PATCHES: Final = 99
"""More than any version had."""

_CLAUSE = re.compile(r"(~=|==|!=|<=|>=|<|>)(\d{1,9}(?:\.\d{1,9})*)(?!\.?\d)(\.\*)?.*")


@dataclass(frozen=True)
class Target:
    """The versions of Django that are meant.

    Arguments:
        oldest: the oldest of them, for instance (4, 2).
        newest: the newest of them.
        source: what says so.
        exact: the very version, as far as it is known: (5, 2, 3), or (5, 2); None for several.
        is_known: whether anything says so: if not, it is the newest that there are facts about.
    """

    oldest: Feature
    newest: Feature
    source: str
    exact: tuple[int, ...] | None = None
    is_known: bool = True

    @classmethod
    def of(cls, version: tuple[int, ...], source: str) -> Target:
        """One version, as the user states it: (5, 2, 3), (5, 2), or (5,) for any 5.x."""
        if len(version) == 1:
            found = cls.allowed([f"=={version[0]}.*"], source)
            return found or cls((version[0], 0), (version[0], 0), source, (version[0], 0))
        feature = version[0], version[1]
        return cls(feature, feature, source, version)

    @classmethod
    def default(cls) -> Target:
        """The newest version, where nothing says which."""
        feature = _feature(newest())
        return cls(feature, feature, "the newest that djauthlint knows; nothing says which", None, is_known=False)

    @classmethod
    def allowed(cls, any_of: Iterable[str], source: str) -> Target | None:
        """The versions that at least one of several specifiers (`>=4.2,<5.0`) allows, None if there are none.

        Versions that are older than those that there are facts about only count where no other is allowed.
        """
        clauses = [tuple(_clauses(specifier)) for specifier in any_of]
        if not all(clauses):
            return None
        found = sorted({feature for each in clauses for feature in _allowed(each)})
        if not found:
            return None
        numbers = {_exact(each[0]) for each in clauses if len(each) == 1 and each[0][0] == "=="}
        single = len(numbers) == 1 and all(len(each) == 1 for each in clauses)
        exact = numbers.pop() if single else found[0] if found[0] == found[-1] else None
        return cls(found[0], found[-1], source, exact if exact and len(exact) > 1 else None)

    @cached_property
    def facts(self) -> DjangoVersion:
        """The versions that there are facts about, as functions of `django_facts` take them."""
        known = [each for each in map(_feature, versions()) if self.oldest <= each <= self.newest]
        if not known:
            known = [
                max(
                    (each for each in map(_feature, versions()) if each <= self.newest), default=_feature(versions()[0])
                )
            ]
        first, last = _text(known[0]), _text(known[-1])
        return first if first == last else VersionRange(first, last)

    @property
    def text(self) -> str:
        """The versions as they are shown: `5.2.3`, `4.2 to 6.1`."""
        if self.exact is not None:
            # Django calls 5.2.0 by the name of 5.2.
            return _text(self.exact[:2] if self.exact[2:] == (0,) else self.exact)
        return _text(self.oldest) if self.oldest == self.newest else f"{_text(self.oldest)} to {_text(self.newest)}"

    def __str__(self) -> str:
        known = [*map(_feature, versions())]
        stand_in = ""
        if self.newest < known[0]:
            stand_in = f"; taken for {_text(known[0])}, the oldest that djauthlint knows"
        elif self.oldest > known[-1]:
            stand_in = f"; taken for {_text(known[-1])}, the newest that djauthlint knows"
        return f"Django {self.text} ({self.source}{stand_in})"


_Clause: TypeAlias = "tuple[str, tuple[int, ...], bool]"


def _clauses(specifier: str) -> list[_Clause]:
    """The clauses of a specifier: operator, version, whether `.*` follows; those of an unknown form are left out.

    Suffixes of pre-releases and of local versions count for nothing: what is allowed are feature versions.
    """
    matches = (_CLAUSE.fullmatch(each.strip()) for each in specifier.split(","))
    return [(each[1], tuple(map(int, each[2].split("."))), bool(each[3])) for each in matches if each is not None]


def _exact(clause: _Clause) -> tuple[int, ...]:
    """The version that `==` names: 5.2 is 5.2.0, unless `.*` follows."""
    _, number, prefix = clause
    return (*number, 0) if len(number) == 2 and not prefix else number


@cache
def _allowed(clauses: tuple[_Clause, ...]) -> Sequence[Feature]:
    """The feature versions with a release that obeys all clauses."""
    known = [*map(_feature, versions())]
    # Versions that are newer than any that is known can only be those that the clauses name.
    named = {(number[0], number[1] if len(number) > 1 else 0) for _, number, _ in clauses}
    for features in (known, OLDER, [feature for feature in named if feature > known[-1]]):
        if found := [feature for feature in features if _has_release(feature, clauses)]:
            return found
    return []


def _has_release(feature: Feature, clauses: tuple[_Clause, ...]) -> bool:
    return any(all(_obeys((*feature, patch), clause) for clause in clauses) for patch in range(PATCHES + 1))


def _obeys(release: tuple[int, ...], clause: _Clause) -> bool:
    operator, number, prefix = clause
    length = max(len(release), len(number))
    given, wanted = (each + (0,) * (length - len(each)) for each in (release, number))
    match operator:
        case "==" | "!=":
            same = given[: len(number)] == number if prefix else given == wanted
            return same is (operator == "==")
        case "~=":
            return given >= wanted and given[: len(number) - 1] == number[:-1]
        case ">=":
            return given >= wanted
        case "<=":
            return given <= wanted
        case ">":
            return given > wanted
        case _:
            return given < wanted


def _feature(version: str) -> Feature:
    major, minor = version.split(".")
    return int(major), int(minor)


def _text(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))

"""Which Django a project means: what users write as a version, matched with the versions that the tables know."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, TypeAlias

from djauthlint.django_facts.table import settings_table

VERSION = re.compile(r"(\d+)\.(\d+)(?:[.abr].*)?")


class UnknownDjangoVersion(ValueError):
    """There are no facts about this version of Django; the message says about which there are."""


class ResolvedVersion(NamedTuple):
    """A version the tables know, and whether it stands in for a newer one that they do not know."""

    version: str
    beyond_newest: bool = False


class VersionRange(NamedTuple):
    """Every version from one to another, both included; both are written as by users."""

    oldest: str
    newest: str

    def __str__(self) -> str:
        return self.oldest if self.oldest == self.newest else f"{self.oldest} to {self.newest}"


DjangoVersion: TypeAlias = str | VersionRange
"""A version as users write it, or a range of them: of a range is told what holds in each of its versions."""


def versions() -> tuple[str, ...]:
    """The feature versions that are known, oldest first: "4.2", "5.0", ..."""
    return tuple(settings_table()["releases"])


def newest() -> str:
    """The newest version that is known."""
    return versions()[-1]


@cache
def span(version: DjangoVersion) -> tuple[str, ...]:
    """The known versions that are meant, oldest first.

    Raises:
        UnknownDjangoVersion: it is no version of Django, or older than those that are known; a range ends before it
            begins.
    """
    known = versions()
    if isinstance(version, str):
        return (resolve(version).version,)
    first, last = (known.index(resolve(end).version) for end in version)
    if first > last:
        raise UnknownDjangoVersion(f"Django {version.newest} is older than {version.oldest}")
    return known[first : last + 1]


def resolve(version: str) -> ResolvedVersion:
    """The known version that stands for `version`: its feature version, or the newest if it is newer than that.

    Raises:
        UnknownDjangoVersion: it is no version of Django, or older than those that are known.
    """
    known = versions()
    match = VERSION.fullmatch(version.strip())
    if match is None:
        raise UnknownDjangoVersion(
            f"{version!r} is not a version of Django{_did_you_mean(version, known)}; {_range(known)}"
        )
    feature = f"{int(match[1])}.{int(match[2])}"
    if feature in known:
        return ResolvedVersion(feature)
    if _key(feature) > _key(known[-1]):
        return ResolvedVersion(known[-1], beyond_newest=True)
    if _key(feature) < _key(known[0]):
        raise UnknownDjangoVersion(f"Django {feature} is older than djauthlint supports; {_range(known)}")
    raise UnknownDjangoVersion(f"there is no Django {feature}{_did_you_mean(feature, known)}; {_range(known)}")


def _key(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _range(known: tuple[str, ...]) -> str:
    return f"supported are {known[0]} to {known[-1]}"


def _did_you_mean(version: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(version, known, n=1, cutoff=0.5)
    return f", did you mean {close[0]}?" if close else ""

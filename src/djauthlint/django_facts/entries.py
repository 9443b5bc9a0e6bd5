"""What the entries of a table say about versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from djauthlint.django_facts.table import Entry, JsonValue
from djauthlint.django_facts.versions import versions


class VersionsDiffer(KeyError):
    """What was asked is not the same in every version of a range; the message says what."""

    def __str__(self) -> str:
        return str(self.args[0])


class Lifetime(NamedTuple):
    """Since when and until when Django has something.

    Arguments:
        added_in: the first version that has it, None if the oldest known version does.
        removed_in: the first version that no longer has it, None if the newest known version does.
    """

    added_in: str | None
    removed_in: str | None


class Deprecation(NamedTuple):
    """When something was deprecated and removed, or will be.

    Arguments:
        deprecated_in: None where it was removed at once, or where nothing tells.
        removed_in: the version that no longer has it, perhaps one that is yet to come.
        replacement: the name of what takes its place.
        source: the file of Django's documentation that says so.
    """

    deprecated_in: str | None
    removed_in: str
    replacement: str | None
    source: str


def lifetime_of(entry: Entry) -> Lifetime:
    """Since when and until when there is what an entry is about."""
    added, removed = entry.get("added_in"), entry.get("removed_in")
    return Lifetime(str(added) if added else None, str(removed) if removed else None)


def deprecation_of(entry: Mapping[str, str]) -> Deprecation:
    """When what an entry is about was deprecated and removed."""
    return Deprecation(
        entry.get("deprecated_in"),
        entry["removed_in"],
        entry.get("replacement"),
        entry.get("source", "internals/deprecation.txt"),
    )


def exists(entry: Entry, version: str) -> bool:
    """Whether a version has what an entry is about."""
    known = versions()
    at = known.index(version)
    added, removed = lifetime_of(entry)
    return (added is None or known.index(added) <= at) and (removed is None or known.index(removed) > at)


def present(entries: Mapping[str, Entry], version: str) -> frozenset[str]:
    """The names of those entries that a version has."""
    return frozenset(name for name, entry in entries.items() if exists(entry, version))


def value_in(entry: Entry, key: str, version: str) -> JsonValue:
    """What an entry says under a key about a version that has it, None where it says nothing."""
    value = entry.get(key)
    if not isinstance(value, Mapping) or "$since" not in value:
        return value
    since = value["$since"]
    assert isinstance(since, Mapping)
    known = versions()
    first = max((each for each in since if known.index(each) <= known.index(version)), key=known.index)
    return since[first]

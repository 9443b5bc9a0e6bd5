"""What djauthlint knows about each version of Django: settings, their defaults, the dotted paths that settings name.

All of it is generated from Django's own releases by `tools/generate_django_facts.py`. Every function that takes a
version takes what users write ("5.2", "5.2.3", "6.1rc1") and raises `UnknownDjangoVersion` for one that there are no
facts about. Values are written as in the JSON of `djauthlint settings`: a tuple is
`{"$type": "tuple", "items": [...]}`.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from djauthlint.django_facts.table import Entry, JsonValue, SettingEntry, load
from djauthlint.django_facts.versions import ResolvedVersion, UnknownDjangoVersion, newest, resolve, versions

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "JsonValue",
    "Lifetime",
    "PathKind",
    "ResolvedVersion",
    "UnknownDjangoVersion",
    "boolean_settings",
    "default",
    "default_type",
    "defaults",
    "is_setting",
    "lifetime",
    "newest",
    "paths",
    "resolve",
    "setting_names",
    "versions",
]

PathKind: TypeAlias = Literal["middleware", "authentication_backends", "session_engines"]


class Lifetime(NamedTuple):
    """Since when and until when Django has something.

    Arguments:
        added_in: the first version that has it, None if the oldest known version does.
        removed_in: the first version that no longer has it, None if the newest known version does.
    """

    added_in: str | None
    removed_in: str | None


def defaults(version: str) -> Mapping[str, JsonValue]:
    """Every setting that has a default in `version`, with that default."""
    return _defaults(resolve(version).version)


def default(version: str, name: str) -> JsonValue:
    """The default of the setting `name`; KeyError if it has none in `version`."""
    return defaults(version)[name]


def default_type(version: str, name: str) -> str:
    """The name of the Python type of the default ("bool", "NoneType", "tuple"); KeyError if there is none."""
    value = default(version, name)
    if isinstance(value, dict) and "$type" in value:
        return str(value["$type"])
    return type(value).__name__


def boolean_settings(version: str) -> frozenset[str]:
    """The settings whose default is True or False."""
    return _boolean_settings(resolve(version).version)


def setting_names(version: str) -> frozenset[str]:
    """Every setting that Django itself reads, including those without a default, like ROOT_URLCONF and SITE_ID."""
    return _setting_names(resolve(version).version)


def is_setting(version: str, name: str) -> bool:
    """Whether Django reads a setting of this name, with or without a default."""
    return name in setting_names(version)


def lifetime(name: str) -> Lifetime | None:
    """Since when and until when Django has the setting; None for a name that no known version has."""
    entry = load()["settings"].get(name) or load()["undefaulted"].get(name)
    return None if entry is None else Lifetime(entry.get("added_in"), entry.get("removed_in"))


def paths(version: str, kind: PathKind) -> frozenset[str]:
    """The dotted paths of everything of one kind that comes with Django."""
    return _present(load()["paths"][kind], resolve(version).version)


@cache
def _defaults(version: str) -> Mapping[str, JsonValue]:
    entries = load()["settings"]
    return MappingProxyType({name: _value(entries[name], version) for name in sorted(_present(entries, version))})


@cache
def _boolean_settings(version: str) -> frozenset[str]:
    return frozenset(name for name, value in _defaults(version).items() if isinstance(value, bool))


@cache
def _setting_names(version: str) -> frozenset[str]:
    return _present(load()["settings"], version) | _present(load()["undefaulted"], version)


def _present(entries: Mapping[str, Entry], version: str) -> frozenset[str]:
    known = versions()
    at = known.index(version)
    return frozenset(
        name
        for name, entry in entries.items()
        if ("added_in" not in entry or known.index(entry["added_in"]) <= at)
        and ("removed_in" not in entry or known.index(entry["removed_in"]) > at)
    )


def _value(entry: SettingEntry, version: str) -> JsonValue:
    known = versions()
    since = max((first for first in entry["defaults"] if known.index(first) <= known.index(version)), key=known.index)
    return entry["defaults"][since]

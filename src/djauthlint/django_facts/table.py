"""The tables: their shape on disk, and reading each at the first question about it.

`tools/generate_django_facts.py` writes `data/settings.json`, `data/paths.json` and `data/checks.json`. What several
versions share is stored once: an entry says from which version to which it exists, and what changes in between is
stored as `{"$since": {version: value}}`, under each version that begins it.
"""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, Union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JsonValue: TypeAlias = Union[None, bool, int, float, str, "Sequence[JsonValue]", "Mapping[str, JsonValue]"]
Entry: TypeAlias = "Mapping[str, JsonValue]"


class SettingsTable(TypedDict):
    """Settings with a default, settings without one, and those that were deprecated or removed."""

    releases: dict[str, str]
    settings: dict[str, Entry]
    undefaulted: dict[str, Entry]
    deprecated: dict[str, dict[str, str]]


class PathsTable(TypedDict):
    """What settings name by dotted path: where, what there is, by which other names, and what was removed."""

    settings: dict[str, list[str]]
    kinds: dict[str, dict[str, Entry]]
    aliases: dict[str, Entry]
    deprecated: dict[str, dict[str, str]]


class ChecksTable(TypedDict):
    """The system checks, by id."""

    checks: dict[str, Entry]


@cache
def settings_table() -> SettingsTable:
    """The table of settings."""
    loaded: SettingsTable = load("settings.json")
    return loaded


@cache
def paths_table() -> PathsTable:
    """The table of dotted paths."""
    loaded: PathsTable = load("paths.json")
    return loaded


@cache
def checks_table() -> ChecksTable:
    """The table of system checks."""
    loaded: ChecksTable = load("checks.json")
    return loaded


def load(name: str) -> Any:
    """One file of facts, parsed."""
    content = pkgutil.get_data(__package__, f"data/{name}")
    assert content is not None, "the package was installed without its data"
    return json.loads(content)

"""The form of the tables: what several versions share is said once, and a difference between two tables can be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

FORMAT = 2

Entry = dict[str, Any]


def merged(versions: Sequence[str], found: Sequence[Mapping[str, Mapping[str, object]]]) -> dict[str, Entry]:
    """What each version says about each name, as one entry a name.

    Arguments:
        versions: the versions, oldest first.
        found: for each of them, what it says.

    Returns:
        Entries with `added_in` and `removed_in` where a version marks them, and what is said: a value where it is the
        same in every version that has the name, else `{"$since": {version: value}}`.
    """
    entries: dict[str, Entry] = {}
    for name in sorted(set[str]().union(*found)):
        entries[name] = dict(lifetime(versions, [name in each for each in found]))
        present = [(version, each[name]) for version, each in zip(versions, found, strict=True) if name in each]
        for key in dict.fromkeys(key for _, said in present for key in said):
            entries[name][key] = _changes([(version, said.get(key)) for version, said in present])
    return entries


def lifetime(versions: Sequence[str], present: Sequence[bool]) -> dict[str, str]:
    """The versions at which something comes and goes, each left out where the oldest or newest version has it."""
    first, last = present.index(True), len(present) - 1 - [*present][::-1].index(True)
    if not all(present[first : last + 1]):
        raise ValueError("something was removed and came back: the table has no form for that")
    added = {"added_in": versions[first]} if first else {}
    return added | ({"removed_in": versions[last + 1]} if last + 1 < len(versions) else {})


def _changes(values: Sequence[tuple[str, object]]) -> object:
    found: dict[str, object] = {}
    for version, value in values:
        if not found or json.dumps([*found.values()][-1]) != json.dumps(value):
            found[version] = value
    return values[0][1] if len(found) == 1 else {"$since": found}


def encode(value: object) -> object:
    """A Python value as the JSON that `djauthlint settings --format json` would show."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [encode(item) for item in value]
        case tuple():
            return {"$type": "tuple", "items": [encode(item) for item in value]}
        case dict() if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: encode(item) for key, item in value.items()}
        case _:
            raise TypeError(f"no default was a {type(value).__name__} before: give it the form of the JSON output")


def signed(content: Mapping[str, Any]) -> dict[str, Any]:
    """A table with its format and its checksum."""
    return {"sha256": checksum({"format": FORMAT, **content}), "format": FORMAT, **content}


def checksum(content: Mapping[str, Any]) -> str:
    """The sha256 of a table without its own checksum, in canonical form."""
    rest = {key: value for key, value in content.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def render(content: Mapping[str, Any], grouped: Sequence[str] = ("kinds",)) -> str:
    """A table as text: compact, with a line for each entry.

    Arguments:
        content: the table.
        grouped: its sections whose entries are groups of entries.
    """
    sections = {key: _block(section, 1 + (key in grouped)) for key, section in content.items()}
    return _lines(sections) + "\n"


def _block(value: object, depth: int) -> str:
    """An object with a line for each of its entries, to a certain depth."""
    if depth and isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
        return _lines({key: _block(inner, depth - 1) for key, inner in value.items()})
    return json.dumps(value)


def _lines(parts: Mapping[str, str]) -> str:
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {part}" for name, part in parts.items()) + "\n}"

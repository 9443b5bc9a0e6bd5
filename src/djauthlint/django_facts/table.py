"""The generated table: its shape on disk, and reading it at the first question.

`tools/generate_django_facts.py` writes `data/django.json`. What several versions share is stored once: each entry says
from which version to which it exists, and each default is stored under the first version that has it.
"""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, TypedDict, Union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JsonValue: TypeAlias = Union[None, bool, int, float, str, "Sequence[JsonValue]", "Mapping[str, JsonValue]"]


class Entry(TypedDict, total=False):
    """What exists in some versions: both ends are absent where no known version marks them."""

    added_in: str
    removed_in: str


class SettingEntry(Entry, total=False):
    """A setting with a default: the versions at which the default begins to be what, in order."""

    defaults: dict[str, JsonValue]


class Table(TypedDict):
    """The whole file; `sha256` is that of all the rest in canonical form."""

    format: int
    sha256: str
    releases: dict[str, str]
    settings: dict[str, SettingEntry]
    undefaulted: dict[str, Entry]
    paths: dict[str, dict[str, Entry]]


@cache
def load() -> Table:
    """The table, parsed when it is first asked for."""
    content = pkgutil.get_data(__package__, "data/django.json")
    assert content is not None, "the package was installed without its data"
    loaded: Table = json.loads(content)
    return loaded

"""Django's system checks: which ids there are, what they look at, and when they are run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from djauthlint.django_facts.entries import exists, lifetime_of, value_in
from djauthlint.django_facts.table import Entry, checks_table
from djauthlint.django_facts.versions import DjangoVersion, span


class SystemCheck(NamedTuple):
    """One message of Django's system checks.

    Arguments:
        id: for instance "security.W012".
        module: the module that makes it.
        tags: what it is registered with; none for what the methods of models, fields and template engines say.
        deploy: whether only `manage.py check --deploy` runs it.
        app: the app that registers it: without that in INSTALLED_APPS it is not run.
        settings: the settings that the functions read that make it; they may read more by names they compute.
        added_in: the first version that has it, None if the oldest known version does.
        removed_in: the first version that no longer has it, None if the newest known version does.
    """

    id: str
    module: str
    tags: frozenset[str]
    deploy: bool
    app: str | None
    settings: frozenset[str]
    added_in: str | None
    removed_in: str | None


@cache
def system_checks(version: DjangoVersion) -> Mapping[str, SystemCheck]:
    """The system checks that every version of a range has, by id, as the newest of these versions has them."""
    meant = span(version)
    return MappingProxyType(
        {
            name: _check(name, entry, meant[-1])
            for name, entry in checks_table()["checks"].items()
            if all(exists(entry, each) for each in meant)
        }
    )


def _check(name: str, entry: Entry, version: str) -> SystemCheck:
    app = value_in(entry, "app", version)
    return SystemCheck(
        name,
        str(value_in(entry, "module", version)),
        _texts(entry, "tags", version),
        bool(value_in(entry, "deploy", version)),
        None if app is None else str(app),
        _texts(entry, "settings", version),
        *lifetime_of(entry),
    )


def _texts(entry: Entry, key: str, version: str) -> frozenset[str]:
    value = value_in(entry, key, version)
    return frozenset(map(str, value if isinstance(value, list) else ()))

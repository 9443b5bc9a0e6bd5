"""Django's settings: defaults and their types, since when there are which, what was deprecated and removed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from types import MappingProxyType

from djauthlint.django_facts.entries import (
    Deprecation,
    Lifetime,
    VersionsDiffer,
    deprecation_of,
    lifetime_of,
    present,
    value_in,
)
from djauthlint.django_facts.table import JsonValue, settings_table
from djauthlint.django_facts.versions import DjangoVersion, span


@cache
def defaults(version: DjangoVersion) -> Mapping[str, JsonValue]:
    """Every setting that has a default, with that default; of a range those that are the same in every version."""
    first, *rest = (_defaults(each) for each in span(version))
    if not rest:
        return first
    same = {name for name, value in first.items() if all(_is_same(name, value, other) for other in rest)}
    return MappingProxyType({name: value for name, value in first.items() if name in same})


def default(version: DjangoVersion, name: str) -> JsonValue:
    """The default of a setting.

    Raises:
        VersionsDiffer: it is not the same in every version of a range, or not every version has one.
        KeyError: it has none.
    """
    try:
        return defaults(version)[name]
    except KeyError:
        if any(name in _defaults(each) for each in span(version)):
            raise VersionsDiffer(f"the default of {name} is not the same in Django {version}") from None
        raise


def defaulted(version: DjangoVersion) -> frozenset[str]:
    """Every setting that has a default in at least one version of a range, perhaps not the same in all."""
    return frozenset(name for each in span(version) for name in _defaults(each))


def default_type(version: DjangoVersion, name: str) -> str:
    """The name of the Python type of the default ("bool", "NoneType", "tuple"); errors as for `default`."""
    return _type_name(default(version, name))


def boolean_settings(version: DjangoVersion) -> frozenset[str]:
    """The settings whose default is True or False, in every version."""
    return settings_of_type(version, "bool")


@cache
def settings_of_type(version: DjangoVersion, *types: str) -> frozenset[str]:
    """The settings whose default is of one of these types ("bool", "NoneType", "tuple"), in every version."""
    each = (
        frozenset(name for name, value in _defaults(one).items() if _type_name(value) in types) for one in span(version)
    )
    return reduce(frozenset.intersection, each)


@cache
def setting_names(version: DjangoVersion) -> frozenset[str]:
    """Every setting that Django itself reads, including those without a default, like ROOT_URLCONF and SITE_ID.

    Of a range, those that every version reads.
    """
    return reduce(frozenset.intersection, map(_names, span(version)))


@cache
def possible_setting_names(version: DjangoVersion) -> frozenset[str]:
    """Every setting that at least one version of a range reads: a name that is not among them is none of Django's."""
    return reduce(frozenset.union, map(_names, span(version)))


def is_setting(version: DjangoVersion, name: str) -> bool:
    """Whether Django reads a setting of this name, with or without a default; of a range, whether every version does."""
    return name in setting_names(version)


def may_be_setting(version: DjangoVersion, name: str) -> bool:
    """Whether at least one version of a range reads a setting of this name."""
    return name in possible_setting_names(version)


def lifetime(name: str) -> Lifetime | None:
    """Since when and until when Django has the setting; None for a name that no known version has."""
    entry = settings_table()["settings"].get(name, settings_table()["undefaulted"].get(name))
    return None if entry is None else lifetime_of(entry)


def deprecation(name: str) -> Deprecation | None:
    """When the setting was deprecated and removed, or will be; None for one that neither happened to.

    Settings that were removed before the oldest known version are among them: MIDDLEWARE_CLASSES, TEMPLATE_DIRS.
    """
    entry = settings_table()["deprecated"].get(name)
    return None if entry is None else deprecation_of(entry)


def removed_settings(target: tuple[int, int]) -> Mapping[str, Deprecation]:
    """The settings that a version (4, 2), and every newer one, no longer has, although an older one had them."""
    found = {name: deprecation_of(entry) for name, entry in settings_table()["deprecated"].items()}
    return {name: each for name, each in found.items() if tuple(map(int, each.removed_in.split("."))) <= target}


def deprecated_settings() -> frozenset[str]:
    """The settings that `deprecation` knows something about."""
    return frozenset(settings_table()["deprecated"])


@cache
def former_names(name: str) -> tuple[str, ...]:
    """The deprecated settings that a setting replaces, sorted."""
    deprecated = settings_table()["deprecated"]
    return tuple(sorted(old for old, entry in deprecated.items() if deprecation_of(entry).replacement == name))


@cache
def _defaults(version: str) -> Mapping[str, JsonValue]:
    entries = settings_table()["settings"]
    return MappingProxyType(
        {name: value_in(entries[name], "default", version) for name in sorted(present(entries, version))}
    )


@cache
def _names(version: str) -> frozenset[str]:
    return present(settings_table()["settings"], version) | present(settings_table()["undefaulted"], version)


def _type_name(value: JsonValue) -> str:
    return str(value["$type"]) if isinstance(value, dict) and "$type" in value else type(value).__name__


def _is_same(name: str, value: JsonValue, other: Mapping[str, JsonValue]) -> bool:
    return name in other and value == other[name] and type(value) is type(other[name])

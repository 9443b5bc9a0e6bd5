"""What settings name by dotted path: what comes with each version of Django, and what its classes derive from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

from djauthlint.django_facts.entries import (
    Deprecation,
    Lifetime,
    VersionsDiffer,
    deprecation_of,
    exists,
    lifetime_of,
    present,
    value_in,
)
from djauthlint.django_facts.table import Entry, paths_table
from djauthlint.django_facts.versions import DjangoVersion, span

PathKind: TypeAlias = Literal[
    "app_configs",
    "apps",
    "authentication_backends",
    "auto_fields",
    "cache_backends",
    "context_processors",
    "csrf_failure_views",
    "database_engines",
    "email_backends",
    "exception_reporter_filters",
    "exception_reporters",
    "form_renderers",
    "logging_classes",
    "message_storages",
    "middleware",
    "password_hashers",
    "password_validators",
    "serializers",
    "session_engines",
    "session_serializers",
    "session_stores",
    "signing_backends",
    "staticfiles_finders",
    "storages",
    "task_backends",
    "template_backends",
    "template_libraries",
    "template_loaders",
    "test_runners",
    "upload_handlers",
    "user_models",
]
PATH_KINDS: tuple[PathKind, ...] = get_args(PathKind)


SIMILAR = 0.8
"""How similar two paths are, from 0 to 1, of which one may be meant by the other."""


class PasswordHasher(NamedTuple):
    """What a password hasher of Django is.

    Arguments:
        algorithm: how the hashes that it makes begin; None for a class that makes none.
        library: the package that it imports; None: it needs none.
    """

    algorithm: str | None
    library: str | None


def path_settings(kind: PathKind) -> tuple[str, ...]:
    """Where settings name paths of this kind: `CACHES.*.BACKEND`, with `*` for each key or element.

    None for what no setting names: it is known for what derives from it.
    """
    return tuple(paths_table()["settings"][kind])


@cache
def paths(version: DjangoVersion, kind: PathKind) -> frozenset[str]:
    """The dotted paths of everything of one kind that comes with Django, in every version of a range.

    Classes that other modules import are there under each name that they can be imported by.
    """
    return reduce(frozenset.intersection, (_paths(each, kind) for each in span(version)))


@cache
def possible_paths(version: DjangoVersion, kind: PathKind) -> frozenset[str]:
    """The dotted paths of everything of one kind that at least one version of a range has."""
    return reduce(frozenset.union, (_paths(each, kind) for each in span(version)))


@cache
def possible_paths_of(version: DjangoVersion, kinds: tuple[PathKind, ...]) -> frozenset[str]:
    """The same for things of several kinds."""
    return frozenset().union(*(possible_paths(version, kind) for kind in kinds))


def path_lifetime(path: str) -> Lifetime | None:
    """Since when and until when a path exists; None for one that no known version has, or that is of no kind."""
    entry = _entries().get(path, paths_table()["aliases"].get(path))
    return None if entry is None else lifetime_of(entry)


def path_deprecation(path: str) -> Deprecation | None:
    """When a path was deprecated and removed, or will be, alone or with the module that it is in."""
    table = paths_table()["deprecated"]
    while path:
        if path in table:
            return deprecation_of(table[path])
        path = path.rpartition(".")[0]
    return None


def misspells(path: str, of: str) -> bool:
    """Whether a path that no known version of Django has, or had, looks as if another was meant."""
    from difflib import SequenceMatcher

    if not path.startswith("django.") or path_lifetime(path) is not None or path_deprecation(path) is not None:
        return False
    return SequenceMatcher(None, path, of).ratio() >= SIMILAR


def may_mean(path: str, of: str) -> bool:
    """Whether a path is another one, or has a mistake in it of which other rules speak: a missing comma joins it with the
    next (DJA803), or it is misspelled (DJA804).
    """
    return path.startswith(of) or path.endswith(of) or misspells(path, of)


def ancestors(version: DjangoVersion, path: str) -> frozenset[str] | None:
    """What a class of Django derives from, its own path included; None for what is no class of a known kind.

    A class that is imported by another name is found by it, and has the path by which it is defined among the results.

    Raises:
        VersionsDiffer: that is not the same in every version of a range.
    """
    found = {_ancestors(each, path) for each in span(version)}
    if len(found) > 1:
        raise VersionsDiffer(f"{path} is not the same in Django {version}")
    return found.pop()


def is_subclass(version: DjangoVersion, path: str, of: str) -> bool | None:
    """Whether a class of Django is or derives from another in every version; None where versions differ.

    False for what is no class of a known kind.
    """
    answers = {of in (_ancestors(each, path) or {path}) for each in span(version)}
    return answers.pop() if len(answers) == 1 else None


def password_hasher(version: DjangoVersion, path: str) -> PasswordHasher | None:
    """What a password hasher is, None for a path that is none of Django's; errors as for `ancestors`."""
    found = {_hasher(each, path) for each in span(version)}
    if len(found) > 1:
        raise VersionsDiffer(f"{path} is not the same in Django {version}")
    return found.pop()


def validator_options(version: DjangoVersion, path: str) -> frozenset[str] | None:
    """The OPTIONS that a password validator accepts, None for a path that is none of Django's; errors as above."""
    found = {_options(each, path) for each in span(version)}
    if len(found) > 1:
        raise VersionsDiffer(f"{path} is not the same in Django {version}")
    return found.pop()


def takes_password(version: DjangoVersion, path: str) -> bool | None:
    """Whether a backend of Django can find a user by name and password, None for no backend; errors as above."""
    found = {_takes_password(each, path) for each in span(version)}
    if len(found) > 1:
        raise VersionsDiffer(f"{path} is not the same in Django {version}")
    return found.pop()


@cache
def _paths(version: str, kind: PathKind) -> frozenset[str]:
    own = present(paths_table()["kinds"][kind], version)
    return own | {alias for alias, of in _aliases(version).items() if of in own}


@cache
def _aliases(version: str) -> Mapping[str, str]:
    entries = paths_table()["aliases"]
    return MappingProxyType(
        {alias: str(value_in(entries[alias], "of", version)) for alias in present(entries, version)}
    )


@cache
def _entries() -> Mapping[str, Entry]:
    return MappingProxyType({path: entry for kind in paths_table()["kinds"].values() for path, entry in kind.items()})


def _entry(version: str, path: str) -> tuple[str, Entry] | None:
    """The path by which something is defined, and its entry, if the version has it."""
    path = _aliases(version).get(path, path)
    entry = _entries().get(path)
    return None if entry is None or not exists(entry, version) else (path, entry)


@cache
def _ancestors(version: str, path: str) -> frozenset[str] | None:
    found = _entry(version, path)
    if found is None:
        return None
    bases = value_in(found[1], "bases", version)
    return frozenset({path, found[0], *(bases if isinstance(bases, list) else ())})


def _hasher(version: str, path: str) -> PasswordHasher | None:
    found = _entry(version, path)
    if found is None or found[0] not in paths_table()["kinds"]["password_hashers"]:
        return None
    algorithm, library = (value_in(found[1], key, version) for key in ("algorithm", "library"))
    # `library` is a package, or a name for it and the module to import.
    package = library[0] if isinstance(library, list) else library
    return PasswordHasher(str(algorithm) if algorithm else None, str(package) if package else None)


def _takes_password(version: str, path: str) -> bool | None:
    found = _entry(version, path)
    if found is None or found[0] not in paths_table()["kinds"]["authentication_backends"]:
        return None
    return value_in(found[1], "password", version) is True


def _options(version: str, path: str) -> frozenset[str] | None:
    found = _entry(version, path)
    if found is None or found[0] not in paths_table()["kinds"]["password_validators"]:
        return None
    options = value_in(found[1], "options", version)
    return frozenset(map(str, options if isinstance(options, list) else ()))

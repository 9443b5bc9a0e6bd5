"""What is known of packages whose classes and apps settings name: authentication backends, and what apps bring and need.

`data/packages.json` is written by hand. Each entry says which code of the package it rests on; the backends were also asked for
a user by name and password. Middleware of packages is in `middleware_table`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from djauthlint.django_facts.dotted_paths import takes_password
from djauthlint.django_facts.entries import VersionsDiffer
from djauthlint.django_facts.table import JsonValue, load
from djauthlint.django_facts.versions import DjangoVersion


class Backend(NamedTuple):
    """An authentication backend of a package.

    Arguments:
        path: its dotted path; `package.module.*` for every class of a package.
        package: the package that it comes with.
        password: whether it can find a user by name and password.
        derives: the classes of Django that it derives from. One that is a ModelBackend has its permissions, but not
            always its way to log in.
        source: where that is to be seen.
    """

    path: str
    package: str
    password: bool
    derives: frozenset[str]
    source: str


class App(NamedTuple):
    """An app whose presence matters.

    Arguments:
        name: how INSTALLED_APPS names it.
        package: the package that it comes with.
        middleware: it needs all of these in MIDDLEWARE.
        backends: it needs one of these, or a subclass, in AUTHENTICATION_BACKENDS.
        password_login: whether it brings a form to log in with a name and a password.
        source: where that is to be seen.
    """

    name: str
    package: str
    middleware: tuple[str, ...]
    backends: tuple[str, ...]
    password_login: bool
    source: str


def known_backend(path: str) -> Backend | None:
    """The authentication backend of a package, None for one that nobody looked at."""
    module = path.rpartition(".")[0]
    while module:
        if found := _backends().get(path) or _backends().get(f"{module}.*"):
            return found
        module = module.rpartition(".")[0]
    return None


def accepts_password(version: DjangoVersion, path: str) -> bool | None:
    """Whether an authentication backend can find a user by name and password.

    None where that is not known: it is the project's, or of a package that nobody looked at, or versions differ.
    """
    if path.startswith("django."):
        try:
            return takes_password(version, path)
        except VersionsDiffer:
            return None
    known = known_backend(path)
    return None if known is None else known.password


def known_app(entry: str) -> App | None:
    """The app that an entry of INSTALLED_APPS means, by its package or by the class of its configuration."""
    return _apps().get(entry) or _apps().get(entry.rpartition(".apps.")[0])


@cache
def _backends() -> Mapping[str, Backend]:
    return {
        path: Backend(
            path,
            str(entry["package"]),
            entry["password"] is True,
            frozenset(_texts(entry.get("derives"))),
            str(entry["source"]),
        )
        for path, entry in _table()["backends"].items()
    }


@cache
def _apps() -> Mapping[str, App]:
    return {
        name: App(
            name,
            str(entry["package"]),
            _texts(entry.get("middleware")),
            _texts(entry.get("backends")),
            entry.get("password_login") is True,
            str(entry["source"]),
        )
        for name, entry in _table()["apps"].items()
    }


@cache
def _table() -> dict[str, dict[str, dict[str, JsonValue]]]:
    loaded: dict[str, dict[str, dict[str, JsonValue]]] = load("packages.json")
    return loaded


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


@cache
def settings_modules() -> dict[str, tuple[str, ...]]:
    """Modules of packages that a project imports with a star for their settings, with the public names that they bind."""
    return _names("modules")


@cache
def settings_classes() -> dict[str, tuple[str, ...]]:
    """Classes of packages that a configuration class is derived from for their settings, with the settings that they have."""
    return _names("classes")


def _names(kind: str) -> dict[str, tuple[str, ...]]:
    return {path: tuple(entry["names"]) for path, entry in load("settings_modules.json")[kind].items()}

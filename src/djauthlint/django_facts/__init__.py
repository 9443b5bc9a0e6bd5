"""What djauthlint knows about each version of Django, and about the packages that stand beside it in its settings.

All facts about Django are generated from its own releases by `tools/generate_django_facts.py`. Every function that takes
a version takes what users write ("5.2", "5.2.3", "6.1rc1") or a `VersionRange`, of which it tells what holds in every
version, and raises `UnknownDjangoVersion` for one that there are no facts about. Values are written as in the JSON of
`djauthlint settings`: a tuple is `{"$type": "tuple", "items": [...]}`.
"""

from __future__ import annotations

from djauthlint.django_facts.django_settings import (
    boolean_settings,
    default,
    default_type,
    defaulted,
    defaults,
    deprecated_settings,
    deprecation,
    former_names,
    is_setting,
    lifetime,
    may_be_setting,
    possible_setting_names,
    removed_settings,
    setting_names,
    settings_of_type,
)
from djauthlint.django_facts.dotted_paths import (
    PATH_KINDS,
    PasswordHasher,
    PathKind,
    ancestors,
    is_subclass,
    may_mean,
    misspells,
    password_hasher,
    path_deprecation,
    path_lifetime,
    path_settings,
    paths,
    possible_paths,
    validator_options,
)
from djauthlint.django_facts.entries import Deprecation, Lifetime, VersionsDiffer
from djauthlint.django_facts.system_checks import SystemCheck, system_checks
from djauthlint.django_facts.table import JsonValue
from djauthlint.django_facts.versions import (
    DjangoVersion,
    ResolvedVersion,
    UnknownDjangoVersion,
    VersionRange,
    newest,
    resolve,
    span,
    versions,
)

__all__ = [
    "PATH_KINDS",
    "Deprecation",
    "DjangoVersion",
    "JsonValue",
    "Lifetime",
    "PasswordHasher",
    "PathKind",
    "ResolvedVersion",
    "SystemCheck",
    "UnknownDjangoVersion",
    "VersionRange",
    "VersionsDiffer",
    "ancestors",
    "boolean_settings",
    "default",
    "default_type",
    "defaulted",
    "defaults",
    "deprecated_settings",
    "deprecation",
    "former_names",
    "is_setting",
    "is_subclass",
    "lifetime",
    "may_be_setting",
    "may_mean",
    "misspells",
    "newest",
    "password_hasher",
    "path_deprecation",
    "path_lifetime",
    "path_settings",
    "paths",
    "possible_paths",
    "possible_setting_names",
    "removed_settings",
    "resolve",
    "setting_names",
    "settings_of_type",
    "span",
    "system_checks",
    "validator_options",
    "versions",
]

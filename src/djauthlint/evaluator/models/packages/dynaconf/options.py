"""What a call of `Dynaconf(...)` or `DjangoDynaconf(...)` asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.models.packages.dynaconf.parsing import Opaque

EXTENSIONS: Final = ("py", "toml", "tml", "yaml", "yml", "ini", "conf", "properties", "json")
DEFAULT_FILES: Final = [f"{stem}.{extension}" for stem in ("settings", ".secrets") for extension in EXTENSIONS]
SUFFIX: Final = "_FOR_DYNACONF"
_KNOWN: Final = (
    "APPLY_DEFAULT_ON_NONE AUTO_CAST COMMENTJSON_ENABLED CORE_LOADERS DEFAULT_ENV DOTENV_OVERRIDE DOTENV_PATH DOTENV_VERBOSE "
    "DOTTED_LOOKUP ENCODING ENV ENVIRONMENTS ENVVAR ENVVAR_PREFIX ENV_SWITCHER FORCE_ENV FRESH_VARS IGNORE_UNKNOWN_ENVVARS INCLUDES "
    "INDEX_SEPARATOR INSTANCE LOADERS LOWERCASE_READ MAIN_ENV MERGE_ENABLED NESTED_SEPARATOR PRELOAD REDIS_ENABLED ROOT_PATH SECRETS "
    "SETTINGS_FILE SILENT_ERRORS SKIP_FILES SYSENV_FALLBACK VALIDATE_ON_UPDATE VAULT_ENABLED YAML_LOADER"
).split()
_UNMODELLED: Final = (
    "FILTER_STRATEGY",
    "INDEX_SEPARATOR",
    "LOADERS",
    "REDIS_ENABLED",
    "VAULT_ENABLED",
    "IGNORE_UNKNOWN_ENVVARS",
)
_OTHERS: Final = {"SETTINGS_FILES": "SETTINGS_FILE", "ENVIRONMENT": "ENVIRONMENTS"}
_MEANT_FOR_DYNACONF: Final = (
    "VALIDATORS POST_HOOKS DYNABOXIFY FRESH FILTER_STRATEGY VALIDATE_ONLY VALIDATE_EXCLUDE VALIDATE_ONLY_CURRENT_ENV "
    "_WRAPPER_CLASS WARN_DYNACONF_GLOBAL_SETTINGS"
).split()


@dataclass(slots=True)
class Options:
    """The options by their name without `_FOR_DYNACONF`, and values that are settings themselves."""

    given: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, keywords: Mapping[str, Any], defaults: Mapping[str, Any]) -> Options:
        """Of keyword arguments as plain Python objects."""
        options = cls(dict(defaults))
        for key, value in keywords.items():
            name = key.upper().removesuffix(SUFFIX)
            name = _OTHERS.get(name, name)
            if name in _KNOWN or name in _MEANT_FOR_DYNACONF or name in ("LOAD_DOTENV", "DEFAULT_SETTINGS_PATHS"):
                options.given[name] = value
            else:
                options.settings[key] = value
        for name in _UNMODELLED:
            if options.given.get(name):
                raise Undetermined(f"the option {name.lower()} of dynaconf")
        if options.given.get("DOTTED_LOOKUP") is False:
            raise Undetermined("the option dotted_lookup of dynaconf")
        return options

    def get(self, name: str, default: Any = None) -> Any:
        """An option.

        Raises:
            Undetermined: it is not determined.
        """
        value = self.given.get(name, default)
        if isinstance(value, Opaque):
            raise Undetermined(f"the option {name.lower()} of dynaconf")
        return value

    def names(self, name: str) -> list[str]:
        """An option that is a list of files: a list, or a text with commas or semicolons."""
        return as_list(self.get(name))


def as_list(value: Any) -> list[str]:
    """A list of texts, or one text with commas or semicolons, as a list.

    Raises:
        Undetermined: some of it is not determined.
    """
    if not value:
        return []
    if isinstance(value, str):
        separator = ";" if ";" in value else ","
        return [part.strip() for part in value.strip().split(separator)] if separator in value else [value]
    items = list(value) if isinstance(value, (list, tuple, set)) else [value]
    if any(isinstance(item, Opaque) for item in items):
        raise Undetermined("a list of files")
    return [str(item) for item in items]

"""`django.conf.global_settings`: Django's own defaults, from the table of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from djauthlint.conditions import Worlds
from djauthlint.django_facts import JsonValue, UnknownDjangoVersion, defaults, versions
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.django.translation import marks
from djauthlint.evaluator.models.model import Model
from djauthlint.values import Builtin, Library, Unknown, Value


class _Defaults(Model):
    """The names depend on the version: they are made for each evaluation."""

    def library(self, run: Interpreter) -> Library:
        library = super().library(run)
        library.names.update(default_values(run))
        return library


global_settings = _Defaults("django.conf.global_settings")
global_settings.function("gettext_noop")(marks("s"))


def default_values(run: Interpreter) -> dict[str, Value]:
    """Every setting that has a default, with it; unknown where it depends on a version that is not given."""
    given = run.given.django_version
    if given is not None:
        try:
            return {
                name: from_json(value, run.worlds) for name, value in defaults(".".join(map(str, given[:2]))).items()
            }
        except UnknownDjangoVersion:
            pass
    tables = [defaults(version) for version in (_possible(run) if given is None else versions()[:1])]
    names = dict.fromkeys(name for table in tables for name in table)
    values: dict[str, Value] = {}
    for name in names:
        found = [table.get(name) for table in tables]
        if given is None and all(name in table for table in tables) and all(value == found[0] for value in found):
            values[name] = from_json(found[0], run.worlds)
        else:
            path = f"django.conf.global_settings.{name}"
            values[name] = Unknown(
                "a default that depends on the version of Django", _kind(found[-1]), ("text", path), None, path
            )
    return values


def _possible(run: Interpreter) -> Sequence[str]:
    """The known versions that it may be; all where none of them can be."""
    if run.given.django_range is None:
        return versions()
    oldest, newest = run.given.django_range
    known = {version: tuple(map(int, version.split("."))) for version in versions()}
    return [version for version, number in known.items() if oldest <= number <= newest] or versions()


def _kind(value: JsonValue) -> str | None:
    if isinstance(value, Mapping) and "$type" in value:
        return "tuple" if value["$type"] == "tuple" else None
    return None if value is None else type(value).__name__


def from_json(value: JsonValue, born: Worlds) -> Value:
    """A default as it stands in the table of facts, as a value."""
    return from_python(_plain(value), None, born)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        kind = value.get("$type")
        if kind in ("tuple", "set", "frozenset"):
            return {"tuple": tuple, "set": set, "frozenset": frozenset}[kind](_plain(item) for item in value["items"])
        if kind is not None:
            return Unknown(f"a default of type {kind}")
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


# -- django.conf and django.utils.log

conf = Model("django.conf")
log = Model("django.utils.log")

conf.names["settings"] = Unknown(
    "django.conf.settings while it is made", None, ("text", "django.conf.settings"), None, "django.conf.settings"
)
conf.constant(
    ENVIRONMENT_VARIABLE="DJANGO_SETTINGS_MODULE",
    DEFAULT_STORAGE_ALIAS="default",
    STATICFILES_STORAGE_ALIAS="staticfiles",
)

_SERVER = "django.server"
DEFAULT_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "require_debug_false": {"()": "django.utils.log.RequireDebugFalse"},
        "require_debug_true": {"()": "django.utils.log.RequireDebugTrue"},
    },
    "formatters": {
        _SERVER: {"()": "django.utils.log.ServerFormatter", "format": "[{server_time}] {message}", "style": "{"}
    },
    "handlers": {
        "console": {"level": "INFO", "filters": ["require_debug_true"], "class": "logging.StreamHandler"},
        _SERVER: {"level": "INFO", "class": "logging.StreamHandler", "formatter": _SERVER},
        "mail_admins": {
            "level": "ERROR",
            "filters": ["require_debug_false"],
            "class": "django.utils.log.AdminEmailHandler",
        },
    },
    "loggers": {
        "django": {"handlers": ["console", "mail_admins"], "level": "INFO"},
        _SERVER: {"handlers": [_SERVER], "level": "INFO", "propagate": False},
    },
}
"""https://github.com/django/django/blob/stable/5.2.x/django/utils/log.py, the same from 2.1 to 6.1."""
log.constant(DEFAULT_LOGGING=DEFAULT_LOGGING)


def _make(call: Call) -> Value:
    return call.undetermined()


def _filter(name: str) -> Builtin:
    return Builtin(f"django.utils.log.{name}", _make, bases=("logging.Filter", "builtins.object"), is_class=True)


for _name in ("RequireDebugFalse", "RequireDebugTrue", "CallbackFilter", "AdminEmailHandler", "ServerFormatter"):
    log.names[_name] = _filter(_name)

"""mitol-django-common 2026.10 (https://github.com/mitodl/ol-django): `mitol.common.envs` reads the environment and imports settings."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import (
    exception_class,
    raise_class,
    read_variable,
    typed,
)
from djauthlint.values import (
    ABSENT,
    Builtin,
    Dict,
    Entry,
    Globals,
    Known,
    Module,
    Namespace,
    Object,
    Unknown,
    Value,
)

IMPROPERLY_CONFIGURED: Final = exception_class("django.core.exceptions.ImproperlyConfigured", "Exception")
CRONTAB: Final = ("minute", "hour", "day_of_week", "day_of_month", "month_of_year")
_BOOLEANS: Final = {"true": True, "false": False}

envs = Model("mitol.common.envs")


def _bool(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise ValueError("Expected a boolean")
    return _BOOLEANS[text.lower()]


def _list_literal(text: str) -> list[Any]:
    try:
        value = ast.literal_eval(text)
    except SyntaxError:
        value = None
    if not isinstance(value, list):
        raise ValueError("Expected a list literal")
    return value


def _crontab(text: str) -> dict[str, str]:
    units = text.split(" ")
    if len(units) != len(CRONTAB) or not all(units):
        raise ValueError("Crontab value is required to have 5 units")
    return dict(zip(CRONTAB, units, strict=True))


_GETTERS: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "get_string": ("str", str),
    "get_bool": ("bool", _bool),
    "get_int": ("int", int),
    "get_list_literal": ("list", _list_literal),
    "get_delimited_list": ("list", lambda text: [item.strip(" ") for item in text.split(",")]),
    "get_crontab_kwargs": ("dict", _crontab),
}


def _getter(name: str) -> Builtin:
    kind, convert = _GETTERS[name]

    def body(call: Call) -> Tree[Value]:
        variable = call.text(None, "name")
        if variable is None:
            return call.undetermined()

        def parsed(leaf: Value) -> Tree[Value]:
            if isinstance(leaf, Known) and isinstance(leaf.value, str):
                try:
                    convert(leaf.value)
                except ValueError as error:
                    return raise_class(call, IMPROPERLY_CONFIGURED, f"{variable}: {error}")  # type: ignore[no-any-return]
                return typed(call, leaf, kind, convert)
            return typed(call, leaf, kind, convert) if isinstance(leaf, Unknown) else leaf

        default = call.get(None, "default") or NONE
        return read_variable(call, variable, call.run.lift(parsed, default), parsed, call.undetermined)

    return Builtin(f"mitol.common.envs.{name}", body)


def _features(call: Call) -> Value:
    """The variables that begin with a prefix: all of them are known only where the environment is complete."""
    run = call.run
    prefix = "FEATURE_" if call.get(0, "prefix") is None else call.text(0, "prefix")
    if prefix is None or not run.given.complete:
        return call.undetermined(kind="dict")
    result = Dict({}, call.origin, run.worlds)
    for name, text in run.given.environment.items():
        if name.startswith(prefix):
            if text.lower() not in _BOOLEANS:
                return call.undetermined(kind="dict")
            key = name.removeprefix(prefix)
            result.entries[key] = Entry(Known(key), Known(_BOOLEANS[text.lower()], call.origin))
    return result


def _scope(call: Call) -> Namespace:
    scope = call.get(None, "scope")
    return scope.namespace if isinstance(scope, Globals) else call.run.frame.module.namespace


def _init_app_settings(call: Call) -> Value:
    for setting, keyword in (("APP_SETTINGS_NAMESPACE", "namespace"), ("SITE_NAME", "site_name")):
        default = call.get(None, keyword) or NONE
        value = read_variable(call, setting, default, lambda leaf: leaf, call.undetermined)
        call.run.bind_name(_scope(call), setting, value, "set", call.origin)
    return NONE


def _app_namespaced(call: Call) -> Tree[Value]:
    run, key = call.run, call.text(0, "setting_key")
    namespace = run.here(run.frame.module.namespace.names.get("APP_SETTINGS_NAMESPACE", ABSENT))
    if key is None or not isinstance(namespace, Known):
        return call.undetermined(kind="str")
    return Known(f"{namespace.value!s}_{key}", call.origin)


def _import_settings_modules(call: Call) -> Value:
    """Binds the upper-case names of modules; those of a package are not seen."""
    from djauthlint.evaluator.imports import import_module

    run, target = call.run, _scope(call)
    for argument in call.args:
        name = str(argument.value) if isinstance(argument, Known) else None
        module = run.here(import_module(run, name, call.node)) if name is not None else argument
        if not isinstance(module, Module):
            run.open_namespace(
                target,
                f"the settings of {name}, which are imported, may write any setting" if name else reason_of(module),
            )
            continue
        for setting, tree in list(module.namespace.names.items()):
            if setting.isupper():
                run.bind_name(target, setting, tree, "imported", call.origin)
        for _, reason in module.namespace.opened:
            run.open_namespace(target, reason, keep=module.namespace.names)
    return NONE


_METHODS: Final = {
    **{name: _getter(name) for name in _GETTERS},
    "get_features": Builtin("mitol.common.envs.get_features", _features),
    "init_app_settings": Builtin("mitol.common.envs.init_app_settings", _init_app_settings),
    "app_namespaced": Builtin("mitol.common.envs.app_namespaced", _app_namespaced),
    "import_settings_modules": Builtin("mitol.common.envs.import_settings_modules", _import_settings_modules),
    **{name: Builtin(f"mitol.common.envs.{name}", lambda call: NONE) for name in ("reset", "reload", "validate")},
}
envs.names.update({name: method for name, method in _METHODS.items() if name != "reset"})
envs.names["env"] = Object("mitol.common.envs.EnvParser", {**_METHODS})

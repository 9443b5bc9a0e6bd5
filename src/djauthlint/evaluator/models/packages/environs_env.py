"""environs 14 (https://github.com/sloria/environs): variables read by methods named after types; defaults are cast, too."""

from __future__ import annotations

import datetime
import decimal
import json
import pathlib
from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.database_urls import parse_database
from djauthlint.evaluator.models.packages.dotenv_files import find, load
from djauthlint.evaluator.models.packages.reading import (
    cast_name,
    exception_class,
    folder_of_caller,
    place,
    raise_class,
    read_text,
    read_variable,
    typed,
    unless_in_file,
)
from djauthlint.evaluator.models.packages.url_packages import email as parse_email
from djauthlint.values import Builtin, Known, List, Object, Unknown, Value

environs = Model("environs")
ERROR: Final = exception_class("environs.EnvError", "ValueError", "Exception")
_TRUE: Final = ("t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1")
_FALSE: Final = ("f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0")


def _bool(text: str) -> bool:
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError("Not a valid boolean.")


def _days(text: str) -> datetime.timedelta:
    return datetime.timedelta(seconds=int(text))


Cast = tuple[str | None, Callable[[str], Any]]
_CASTS: Final[dict[str, Cast]] = {
    "__call__": ("str", str),
    "str": ("str", str),
    "bool": ("bool", _bool),
    "int": ("int", int),
    "float": ("float", float),
    "decimal": (None, decimal.Decimal),
    "json": (None, json.loads),
    "path": ("path", pathlib.PurePosixPath),
    "timedelta": ("timedelta", _days),
    "list": ("list", lambda text: text.split(",") if text else []),
    "dict": (
        "dict",
        lambda text: {
            key.strip(): value.strip() for key, value in (part.split("=", 1) for part in text.split(",") if text)
        },
    ),
    "dj_email_url": ("dict", parse_email),
}
_OPAQUE: Final = ("datetime", "date", "time", "uuid", "url", "log_level", "enum", "dj_cache_url")


def _method(state: dict[str, str], name: str) -> Builtin:
    def body(call: Call) -> Tree[Value]:
        variable = call.text(0, "name")
        if variable is None or call.get(None, "validate") is not None:
            return call.undetermined()

        def cast(leaf: Value) -> Tree[Value]:
            if name == "dj_db_url":
                options = {key: value for key, value in call.keywords.items() if key not in ("name", "default")}
                return parse_database(call, leaf, options)
            if not (isinstance(leaf, Unknown) or (isinstance(leaf, Known) and isinstance(leaf.value, str))):
                return leaf
            if name not in _CASTS or (
                name == "timedelta" and isinstance(leaf, Known) and not str(leaf.value).isdigit()
            ):
                return call.undetermined()
            kind, convert = _CASTS[name]
            if name in ("list", "dict") and (
                call.get(None, "delimiter") is not None or any("subcast_" in key for key in call.keywords)
            ):
                return call.undetermined()
            made = typed(call, leaf, kind, convert, (ValueError, decimal.InvalidOperation))
            inner = cast_name(call.get(2, "subcast"))
            if name == "list" and inner in _CASTS and isinstance(made, List):
                items = tuple(
                    typed(call, item, *_CASTS[inner]) if isinstance(item, Known) else item for item in made.items
                )
                return List(items, call.origin, call.run.worlds)
            if name == "list" and call.get(2, "subcast") is not None:
                return call.undetermined(kind="list")
            return made

        default = call.get(1, "default")
        made = call.run.lift(cast, default) if default is not None else None
        full = state["prefix"] + variable

        def value() -> Tree[Value]:
            return read_variable(
                call, full, made, cast, lambda: raise_class(call, ERROR, f'Environment variable "{full}" not set')
            )

        return unless_in_file(call, f"{full}{state['file_suffix']}", value) if state["file_suffix"] else value()

    return Builtin(f"environs.Env.{name}", body)


def _read_env(call: Call) -> Value:
    run = call.run
    argument = call.get(0, "path")
    if argument is None or (isinstance(argument, Known) and argument.value is None):
        path = find(run, folder_of_caller(run))
    else:
        path = place(run, argument)
    text = read_text(run, path) if path is not None else None
    if text is not None:
        load(run, text, override=call.flag(3, "override", False) is True)
    return Known(text is not None) if run.given.complete else call.undetermined(kind="bool")


def _make_aware_of_files(call: Call) -> Value:
    suffix = call.text(None, "file_suffix") if "file_suffix" in call.keywords else "_FILE"
    return _make(call, suffix) if suffix else call.undetermined()


def _make(call: Call, file_suffix: str = "") -> Value:
    if call.flag(None, "expand_vars", False) is not False or call.flag(None, "eager", True) is not True:
        return call.undetermined()
    prefix = call.get(None, "prefix")
    state = {
        "prefix": str(prefix.value) if isinstance(prefix, Known) and prefix.value else "",
        "file_suffix": file_suffix,
    }
    methods: dict[str, Any] = {name: _method(state, name) for name in (*_CASTS, *_OPAQUE, "dj_db_url")}
    methods["read_env"] = Builtin("environs.Env.read_env", _read_env)
    methods["seal"] = Builtin("environs.Env.seal", lambda call: NONE)

    def prefixed(call: Call) -> Value:
        text = call.text(0, "prefix")
        if text is None:
            return call.undetermined()

        def enter(call: Call) -> Value:
            state["prefix"] += text
            return NONE

        def leave(call: Call) -> Value:
            state["prefix"] = state["prefix"].removesuffix(text)
            return NONE

        return Object(
            "environs.prefixed",
            {
                "__enter__": Builtin("environs.prefixed.__enter__", enter),
                "__exit__": Builtin("environs.prefixed.__exit__", leave),
            },
        )

    methods["prefixed"] = Builtin("environs.Env.prefixed", prefixed)
    return Object("environs.Env", methods, call.origin)


environs.cls("FileAwareEnv", read_env=Builtin("environs.Env.read_env", _read_env))(_make_aware_of_files)
environs.cls("Env", read_env=Builtin("environs.Env.read_env", _read_env))(_make)
environs.constant(EnvError=ERROR, EnvValidationError=ERROR)

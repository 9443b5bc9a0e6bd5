"""dj-database-url 3 (https://github.com/jazzband/dj-database-url) and its relatives for e-mail and caches."""

from __future__ import annotations

from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import exception_class, raise_class, read_variable
from djauthlint.evaluator.models.packages.urls import dj_database
from djauthlint.values import Dict, Known, Unknown, Value

dj_database_url = Model("dj_database_url")
dj_database_url.constant(DEFAULT_ENV="DATABASE_URL")
PARSE_ERROR: Final = exception_class("dj_database_url.ParseError", "ValueError", "Exception")
UNKNOWN_SCHEME: Final = exception_class("dj_database_url.UnknownSchemeError", "ValueError", "Exception")
dj_database_url.constant(ParseError=PARSE_ERROR, UnknownSchemeError=UNKNOWN_SCHEME)
_OPTIONS = (
    "engine",
    "conn_max_age",
    "conn_health_checks",
    "disable_server_side_cursors",
    "ssl_require",
    "test_options",
)


def parse_database(call: Call, leaf: Value, options: dict[str, Any]) -> Tree[Value]:
    """`dj_database_url.parse` of a text; a dict of unknown entries for an undetermined one."""
    if isinstance(leaf, Known) and isinstance(leaf.value, str):
        try:
            plain = {name: to_python(value) for name, value in options.items()}
            return from_python(dj_database(leaf.value, **plain), call.origin, call.run.worlds)
        except Undetermined:
            return call.undetermined(kind="dict")
        except ValueError as error:
            unknown = "Scheme" in str(error)
            return raise_class(call, UNKNOWN_SCHEME if unknown else PARSE_ERROR, str(error))  # type: ignore[no-any-return]
    if isinstance(leaf, Unknown):
        return Dict({}, call.origin, call.run.worlds, leaf.reason)
    return call.undetermined(kind="dict")


def _options(call: Call, first: int) -> dict[str, Any]:
    options = {}
    for position, name in enumerate(_OPTIONS, first):
        value = call.get(position, name)
        if value is not None:
            options[name] = value
    return options


@dj_database_url.function("parse")
def _parse(call: Call) -> Tree[Value]:
    return parse_database(call, call.get(0, "url"), _options(call, 1))


@dj_database_url.function("config")
def _config(call: Call) -> Tree[Value]:
    name = "DATABASE_URL" if call.get(0, "env") is None else call.text(0, "env")
    if name is None:
        return call.undetermined(kind="dict")
    options = _options(call, 2)
    default = call.get(1, "default")

    def parsed(leaf: Value) -> Tree[Value]:
        if isinstance(leaf, Known) and not leaf.value:
            return Dict({}, call.origin, call.run.worlds)
        return parse_database(call, leaf, options)

    made = call.run.lift(parsed, default) if default is not None else None
    return read_variable(call, name, made, parsed, lambda: Dict({}, call.origin, call.run.worlds))

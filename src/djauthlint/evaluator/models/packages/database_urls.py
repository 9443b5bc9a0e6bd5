"""dj-database-url 3 (https://github.com/jazzband/dj-database-url)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import exception_class, raise_class, read_variable
from djauthlint.values import Dict, Known, Unknown, Value

POSTGRESQL: Final = "django.db.backends.postgresql"
DJ_ENGINES: Final = {
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "pgsql": POSTGRESQL,
    "postgis": "django.contrib.gis.db.backends.postgis",
    "mysql": "django.db.backends.mysql",
    "mysql2": "django.db.backends.mysql",
    "mysqlgis": "django.contrib.gis.db.backends.mysql",
    "mysql-connector": "mysql.connector.django",
    "mssql": "sql_server.pyodbc",
    "mssqlms": "mssql",
    "spatialite": "django.contrib.gis.db.backends.spatialite",
    "sqlite": "django.db.backends.sqlite3",
    "oracle": "django.db.backends.oracle",
    "oraclegis": "django.contrib.gis.db.backends.oracle",
    "redshift": "django_redshift_backend",
    "timescale": "timescale.db.backends.postgresql",
    "timescalegis": "timescale.db.backends.postgis",
    "cockroach": "django_cockroachdb",
}


def dj_database(
    text: str,
    *,
    engine: str | None = None,
    conn_max_age: Any = 0,
    conn_health_checks: Any = False,
    disable_server_side_cursors: Any = False,
    ssl_require: Any = False,
    test_options: Any = None,
) -> dict[str, Any]:
    """As `dj_database_url.parse`, version 3.

    Raises:
        ValueError: it is no address, or one of another kind of database.
    """
    if text == "sqlite://:memory:":
        return {"ENGINE": DJ_ENGINES["sqlite"], "NAME": ":memory:"}
    url = urlsplit(text)
    if url.scheme not in DJ_ENGINES:
        raise ValueError(f"Scheme '{url.scheme}://' is unknown.")
    options: dict[str, Any] = {}
    config: dict[str, Any] = {
        "ENGINE": DJ_ENGINES[url.scheme],
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": url.port or "",
        "NAME": unquote(url.path[1:]),
        "OPTIONS": options,
    }
    for key, values in parse_qs(url.query).items():
        made = [_option(each) for each in values]
        options[key] = made[0] if len(made) == 1 else made
    _adapt(url.scheme, config)
    if ssl_require:
        options["sslmode"] = "require"
    config |= {
        "CONN_MAX_AGE": conn_max_age,
        "CONN_HEALTH_CHECKS": conn_health_checks,
        "DISABLE_SERVER_SIDE_CURSORS": disable_server_side_cursors,
    }
    if engine:
        config["ENGINE"] = engine
    if test_options:
        config["TEST"] = test_options
    if not options:
        del config["OPTIONS"]
    return config


def _option(text: str) -> Any:
    return int(text) if text.isdigit() else text.lower() == "true" if text.lower() in ("true", "false") else text


def _adapt(scheme: str, config: dict[str, Any]) -> None:
    """What dj-database-url does for each kind of database."""
    options = config["OPTIONS"]
    if scheme == "sqlite":
        config["NAME"] = config["NAME"] or ":memory:"
    elif scheme in ("oracle", "mssqlms", "mssql"):
        config["PORT"] = str(config["PORT"])
    elif scheme in ("mysql", "mysql2"):
        authority = options.pop("ssl-ca", None)
        if authority:
            options["ssl"] = {"ca": authority}
    elif scheme in _WITH_SCHEMA:
        schema = options.pop("currentSchema", None)
        if schema:
            options["options"] = f"-c search_path={schema}"


_WITH_SCHEMA: Final = ("postgres", "postgresql", "pgsql", "postgis", "redshift", "timescale", "timescalegis")


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


def parse_database(
    call: Call, leaf: Value, options: dict[str, Any], refuse: Callable[[str], Tree[Value]] | None = None
) -> Tree[Value]:
    """`dj_database_url.parse` of a text; a dict of unknown entries for an undetermined one.

    What is no address raises the package's errors, or is what `refuse` says.
    """
    if isinstance(leaf, Known) and isinstance(leaf.value, str):
        try:
            plain = {name: to_python(value) for name, value in options.items()}
            return from_python(dj_database(leaf.value, **plain), call.origin, call.run.worlds)
        except Undetermined:
            return call.undetermined(kind="dict")
        except ValueError as error:
            if refuse is not None:
                return refuse(str(error))
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

"""Addresses of databases and caches as dicts for Django, as django-environ 0.13 and dj-database-url 3 make them."""

from __future__ import annotations

import itertools
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, unquote_plus, urlparse, urlsplit, urlunparse

POSTGRESQL: Final = "django.db.backends.postgresql"

ENVIRON_DATABASES: Final = {
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "psql": POSTGRESQL,
    "pgsql": POSTGRESQL,
    "postgis": "django.contrib.gis.db.backends.postgis",
    "prometheus_postgresql": "django_prometheus.db.backends.postgresql",
    "prometheus_postgis": "django_prometheus.db.backends.postgis",
    "cockroachdb": "django_cockroachdb",
    "mysql": "django.db.backends.mysql",
    "mysql2": "django.db.backends.mysql",
    "mysql-connector": "mysql.connector.django",
    "mysqlgis": "django.contrib.gis.db.backends.mysql",
    "prometheus_mysql": "django_prometheus.db.backends.mysql",
    "mssql": "mssql",
    "oracle": "django.db.backends.oracle",
    "pyodbc": "sql_server.pyodbc",
    "redshift": "django_redshift_backend",
    "spatialite": "django.contrib.gis.db.backends.spatialite",
    "prometheus_spatialite": "django_prometheus.db.backends.spatialite",
    "sqlite": "django.db.backends.sqlite3",
    "prometheus_sqlite": "django_prometheus.db.backends.sqlite3",
    "ldap": "ldapdb.backends.ldap",
}
_BASE_OPTIONS: Final = {
    "CONN_MAX_AGE",
    "ATOMIC_REQUESTS",
    "AUTOCOMMIT",
    "DISABLE_SERVER_SIDE_CURSORS",
    "CONN_HEALTH_CHECKS",
}
_POSTGRES_FAMILY: Final = {"postgres", "postgresql", "psql", "pgsql", "postgis"}
_CACHE_OPTIONS: Final = {"TIMEOUT", "KEY_PREFIX", "VERSION", "KEY_FUNCTION", "BINARY"}
ENVIRON_CACHES: Final = {
    "dbcache": "django.core.cache.backends.db.DatabaseCache",
    "dummycache": "django.core.cache.backends.dummy.DummyCache",
    "filecache": "django.core.cache.backends.filebased.FileBasedCache",
    "locmemcache": "django.core.cache.backends.locmem.LocMemCache",
    "memcache": "django.core.cache.backends.memcached.MemcachedCache",
    "pylibmc": "django.core.cache.backends.memcached.PyLibMCCache",
}
EMAIL_SCHEMES: Final = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+tls": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+ssl": "django.core.mail.backends.smtp.EmailBackend",
    "consolemail": "django.core.mail.backends.console.EmailBackend",
    "filemail": "django.core.mail.backends.filebased.EmailBackend",
    "memorymail": "django.core.mail.backends.locmem.EmailBackend",
    "dummymail": "django.core.mail.backends.dummy.EmailBackend",
}


class Unsupported(Exception):
    """An address whose result depends on the version of the package or on what is installed."""


def _number(value: Any) -> Any:
    return int(value) if hasattr(value, "isdigit") and value.isdigit() else value


def _literal(value: str) -> Any:
    import ast

    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return value


def environ_database(text: str) -> dict[str, Any]:
    """As `environ.Env.db_url_config`."""
    if not text:
        return {}
    if text == "sqlite://:memory:":
        return {"ENGINE": ENVIRON_DATABASES["sqlite"], "NAME": ":memory:"}
    url = urlparse(text)
    if not url.path:
        url = urlparse(quote(urlunparse(url), safe=":/?&=@"))
    path = unquote_plus(url.path[1:].split("?", 2)[0])
    if url.scheme == "sqlite" and not path:
        path = ":memory:"
    if url.scheme == "ldap":
        path = f"{url.scheme}://{url.hostname}" + (f":{url.port}" if url.port else "")
    netloc = unquote(url.netloc.rsplit("@", 1)[-1])
    hostname: Any = url.hostname if "," not in netloc else None
    port: Any = url.port if "," not in netloc else None
    if url.scheme in _POSTGRES_FAMILY and "," in netloc:
        parts = []
        for host in netloc.split(","):
            name, _, number = host.rpartition(":")
            parts.append((name, number) if name and number.isdigit() else (host, ""))
        columns = list(itertools.zip_longest(*parts))
        hostname, port = ",".join(columns[0]), ",".join(filter(None, columns[1]))
    config: dict[str, Any] = {
        "NAME": path or "",
        "USER": unquote(url.username) if url.username else "",
        "PASSWORD": unquote(url.password) if url.password else "",
        "HOST": hostname or "",
        "PORT": _number(port) or "",
    }
    if (url.scheme in _POSTGRES_FAMILY or "cloudsql" in path) and path.startswith("/"):
        config["HOST"], config["NAME"] = path.rsplit("/", 1)
    if url.scheme == "oracle":
        raise Unsupported
    if url.query:
        options = {}
        for key, values in parse_qs(url.query).items():
            if key.upper() in _BASE_OPTIONS:
                config[key.upper()] = _literal(values[0])
            else:
                options[key] = _number(values[0])
        config["OPTIONS"] = options
    config["ENGINE"] = ENVIRON_DATABASES.get(url.scheme, url.scheme)
    return config


def environ_cache(text: str, *, redis: str = "django.core.cache.backends.redis.RedisCache") -> dict[str, Any]:
    """As `environ.Env.cache_url_config`; which Redis backend it takes depends on the installed Django and packages."""
    if not text:
        return {}
    url = urlparse(text)
    if url.scheme in ("rediscache", "redis", "rediss", "valkey", "valkeys"):
        backend = redis
    elif url.scheme in ENVIRON_CACHES:
        backend = ENVIRON_CACHES[url.scheme]
    else:
        raise Unsupported
    locations: Any = url.netloc.split(",")
    config: dict[str, Any] = {"BACKEND": backend, "LOCATION": locations[0] if len(locations) == 1 else locations}
    if url.scheme == "filecache":
        config["LOCATION"] = url.netloc + url.path
    elif not url.netloc and url.scheme == "memcache":
        config["LOCATION"] = "unix:" + url.path
    elif url.scheme.startswith("redis"):
        scheme = url.scheme.replace("cache", "") if url.hostname else "unix"
        made = [f"{scheme}://{each}{url.path}" for each in url.netloc.split(",")]
        config["LOCATION"] = made[0] if len(made) == 1 else made
    if url.query:
        options = {}
        for key, values in parse_qs(url.query).items():
            name = key.lower() if backend == "django.core.cache.backends.redis.RedisCache" else key.upper()
            if key.upper() in _CACHE_OPTIONS:
                config[name] = _literal(values[0])
            else:
                options[name] = _literal(values[0])
        config["OPTIONS"] = options
    return config


def environ_email(text: str) -> dict[str, Any]:
    """As `environ.Env.email_url_config`."""
    url = urlparse(text)
    if url.scheme not in EMAIL_SCHEMES or url.query:
        raise Unsupported
    config: dict[str, Any] = {
        "EMAIL_FILE_PATH": unquote_plus(url.path[1:].split("?", 2)[0]),
        "EMAIL_HOST_USER": unquote(url.username) if url.username else url.username,
        "EMAIL_HOST_PASSWORD": unquote(url.password) if url.password else url.password,
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port,
        "EMAIL_BACKEND": EMAIL_SCHEMES[url.scheme],
    }
    if url.scheme in ("smtps", "smtp+tls"):
        config["EMAIL_USE_TLS"] = True
    elif url.scheme == "smtp+ssl":
        config["EMAIL_USE_SSL"] = True
    return config


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

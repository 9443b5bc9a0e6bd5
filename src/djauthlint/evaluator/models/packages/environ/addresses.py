"""Addresses of databases, caches, mail servers and the like as dicts for Django; plain Python, as `environ.Env.db_url_config` and its relatives."""

from __future__ import annotations

import ast
import itertools
from typing import Any, Final
from urllib.parse import ParseResult, parse_qs, quote, unquote, unquote_plus, urlparse, urlunparse

POSTGRESQL: Final = "django.db.backends.postgresql"
DATABASES: Final = {
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
REDIS: Final = "django.core.cache.backends.redis.RedisCache"
"""The backend where django-redis is not installed."""
DJANGO_REDIS: Final = "django_redis.cache.RedisCache"
PYLIBMC: Final = "django.core.cache.backends.memcached.PyLibMCCache"
PYMEMCACHE: Final = "django.core.cache.backends.memcached.PyMemcacheCache"
CACHES: Final = {
    "dbcache": "django.core.cache.backends.db.DatabaseCache",
    "dummycache": "django.core.cache.backends.dummy.DummyCache",
    "filecache": "django.core.cache.backends.filebased.FileBasedCache",
    "locmemcache": "django.core.cache.backends.locmem.LocMemCache",
    "memcache": "django.core.cache.backends.memcached.MemcachedCache",
    "pymemcache": PYLIBMC,
    "pylibmc": PYLIBMC,
    **dict.fromkeys(("rediscache", "redis", "rediss", "valkey", "valkeys"), REDIS),
}
PACKAGE_OF_SCHEME: Final = {
    **dict.fromkeys(("rediscache", "redis", "rediss", "valkey", "valkeys"), ("django_redis", DJANGO_REDIS)),
    "pymemcache": ("pymemcache", PYMEMCACHE),
}
"""Schemes whose backend is another one where a package is installed."""
EMAILS: Final = {
    **dict.fromkeys(("smtp", "smtps", "smtp+tls", "smtp+ssl"), "django.core.mail.backends.smtp.EmailBackend"),
    "consolemail": "django.core.mail.backends.console.EmailBackend",
    "filemail": "django.core.mail.backends.filebased.EmailBackend",
    "memorymail": "django.core.mail.backends.locmem.EmailBackend",
    "dummymail": "django.core.mail.backends.dummy.EmailBackend",
}
SEARCHES: Final = {
    "elasticsearch": "haystack.backends.elasticsearch_backend.ElasticsearchSearchEngine",
    "elasticsearch2": "haystack.backends.elasticsearch2_backend.Elasticsearch2SearchEngine",
    "elasticsearch5": "haystack.backends.elasticsearch5_backend.Elasticsearch5SearchEngine",
    "elasticsearch7": "haystack.backends.elasticsearch7_backend.Elasticsearch7SearchEngine",
    "solr": "haystack.backends.solr_backend.SolrEngine",
    "whoosh": "haystack.backends.whoosh_backend.WhooshEngine",
    "xapian": "haystack.backends.xapian_backend.XapianEngine",
    "simple": "haystack.backends.simple_backend.SimpleEngine",
}
CHANNELS: Final = {
    "inmemory": "channels.layers.InMemoryChannelLayer",
    "redis": "channels_redis.core.RedisChannelLayer",
    "rediss": "channels_redis.core.RedisChannelLayer",
    "redis+pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
    "rediss+pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
}
_DATABASE_OPTIONS: Final = (
    "CONN_MAX_AGE",
    "ATOMIC_REQUESTS",
    "AUTOCOMMIT",
    "DISABLE_SERVER_SIDE_CURSORS",
    "CONN_HEALTH_CHECKS",
)
_CACHE_OPTIONS: Final = ("TIMEOUT", "KEY_PREFIX", "VERSION", "KEY_FUNCTION", "BINARY")
_POSTGRES: Final = ("postgres", "postgresql", "psql", "pgsql", "postgis", "prometheus_postgresql", "prometheus_postgis")
_ELASTIC: Final = tuple(f"{name}{secure}" for name in SEARCHES if name.startswith("elastic") for secure in ("", "s"))
TRUE: Final = ("true", "on", "ok", "y", "yes", "1")


class Refused(Exception):
    """An address that makes django-environ raise ImproperlyConfigured."""


def number(value: Any) -> Any:
    """A text of digits as a number."""
    return int(value) if hasattr(value, "isdigit") and value.isdigit() else value


def literal(value: str) -> Any:
    """A text as a Python literal, where it is one."""
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return value


def boolean(value: Any) -> bool:
    """As `parse_value(value, bool)`."""
    try:
        return int(value) != 0
    except ValueError:
        return str(value).lower().strip() in TRUE


def _unquoted(value: str | None) -> str | None:
    return unquote(value) if isinstance(value, str) else value


def _options(query: str, names: tuple[str, ...], convert: Any, config: dict[str, Any], spell: Any = str) -> None:
    """Puts the parts of a query into a config: those with these names at its top, the rest into OPTIONS."""
    if not query:
        return
    options = {}
    for key, values in parse_qs(query).items():
        if key.upper() in names:
            config[spell(key) if spell is not str else key.upper()] = convert(values[0])
        else:
            options[spell(key)] = number(values[0]) if spell is str else convert(values[0])
    config["OPTIONS"] = options


def database(text: str, engine: str | None = None, schemes: dict[str, str] = DATABASES) -> dict[str, Any]:
    """As `db_url_config`."""
    if text == "sqlite://:memory:":
        return {"ENGINE": schemes["sqlite"], "NAME": ":memory:"}
    try:
        url = urlparse(text)
    except ValueError:
        url = _quoted(text)
    if not url.path:
        url = _quoted(urlunparse(url))
    path = unquote_plus(url.path[1:].split("?", 2)[0])
    if url.scheme == "sqlite" and not path:
        path = ":memory:"
    if url.scheme == "ldap":
        path = f"{url.scheme}://{url.hostname}" + (f":{url.port}" if url.port else "")
    hostname, port = _host(url)
    config: dict[str, Any] = {
        "NAME": path or "",
        "USER": _unquoted(url.username) or "",
        "PASSWORD": _unquoted(url.password) or "",
        "HOST": hostname or "",
        "PORT": number(port) or "",
    }
    if path.startswith("/") and (url.scheme in _POSTGRES or "cloudsql" in path):
        config["HOST"], config["NAME"] = path.rsplit("/", 1)
    if url.scheme == "oracle":
        if not path:
            config["NAME"], config["HOST"] = config["HOST"], ""
        config["PORT"] = str(config["PORT"])
        if not config["PORT"]:
            del config["PORT"]
    _options(url.query, _DATABASE_OPTIONS, literal, config)
    config["ENGINE"] = engine or url.scheme
    config["ENGINE"] = schemes.get(config["ENGINE"], config["ENGINE"])
    return config if config["ENGINE"] else {}


def _quoted(text: str) -> ParseResult:
    return urlparse(quote(text, safe=":/?&=@"))


def _host(url: ParseResult) -> tuple[Any, Any]:
    netloc = unquote(url.netloc.rsplit("@", 1)[-1])
    if url.scheme not in _POSTGRES or "," not in netloc:
        return url.hostname, url.port
    parts: list[tuple[str, str]] = []
    for host in netloc.split(","):
        name, separator, digits = host.rpartition(":")
        if host.startswith("["):
            end = host.find("]")
            port_follows = end != -1 and host[end + 1 : end + 2] == ":"
            parts.append((host[: end + 1], host[end + 2 :]) if port_follows else (host, ""))
        else:
            parts.append((name, digits) if separator and digits.isdigit() else (host, ""))
    names, ports = itertools.zip_longest(*parts)
    return ",".join(names), ",".join(filter(None, ports))


def cache(text: str, backend: str | None = None, schemes: dict[str, str] = CACHES) -> dict[str, Any]:
    """As `cache_url_config`."""
    url = urlparse(text)
    if url.scheme not in schemes:
        raise Refused(f"Invalid cache schema {url.scheme}")
    hosts = url.netloc.split(",")
    config: dict[str, Any] = {"BACKEND": schemes[url.scheme], "LOCATION": hosts[0] if len(hosts) == 1 else hosts}
    if url.scheme == "filecache":
        config["LOCATION"] = url.netloc + url.path
    if not url.netloc and url.scheme in ("memcache", "pymemcache"):
        config["LOCATION"] = "unix:" + url.path
    elif url.scheme.startswith("redis"):
        scheme = url.scheme.replace("cache", "") if url.hostname else "unix"
        places = [f"{scheme}://{host}{url.path}" for host in hosts]
        config["LOCATION"] = places[0] if len(places) == 1 else places
    if backend:
        config["BACKEND"] = backend
    spell = str.lower if config["BACKEND"] == REDIS else str.upper
    _options(url.query, _CACHE_OPTIONS, literal, config, spell)
    return config


def email(text: str, backend: str | None = None, schemes: dict[str, str] = EMAILS) -> dict[str, Any]:
    """As `email_url_config`."""
    url = urlparse(text)
    config: dict[str, Any] = {
        "EMAIL_FILE_PATH": unquote_plus(url.path[1:].split("?", 2)[0]),
        "EMAIL_HOST_USER": _unquoted(url.username),
        "EMAIL_HOST_PASSWORD": _unquoted(url.password),
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": number(url.port),
    }
    if not backend and url.scheme not in schemes:
        raise Refused(f"Invalid email schema {url.scheme}")
    config["EMAIL_BACKEND"] = backend or schemes[url.scheme]
    if url.scheme in ("smtps", "smtp+tls"):
        config["EMAIL_USE_TLS"] = True
    elif url.scheme == "smtp+ssl":
        config["EMAIL_USE_SSL"] = True
    _options(url.query, ("EMAIL_USE_TLS", "EMAIL_USE_SSL"), number, config, str.upper)
    return config


def channels(text: str, backend: str | None = None, schemes: dict[str, str] = CHANNELS) -> dict[str, Any]:
    """As `channels_url_config`."""
    url = urlparse(text)
    if backend:
        return {"BACKEND": backend}
    if url.scheme not in schemes:
        raise Refused(f"Invalid channels schema {url.scheme}")
    config: dict[str, Any] = {"BACKEND": schemes[url.scheme]}
    if url.scheme.startswith("redis"):
        config["CONFIG"] = {"hosts": [url._replace(scheme=url.scheme.split("+")[0]).geturl()]}
    return config


def search(text: str, engine: str | None = None, schemes: dict[str, str] = SEARCHES) -> dict[str, Any]:
    """As `search_url_config`."""
    url = urlparse(text)
    path = unquote_plus(url.path[1:].split("?", 2)[0])
    secure = url.scheme in _ELASTIC and url.scheme.endswith("s")
    scheme = url.scheme[:-1] if secure else url.scheme
    if scheme not in schemes:
        raise Refused(f"Invalid search schema {url.scheme}")
    config: dict[str, Any] = {"ENGINE": schemes[scheme]}
    given = {name: values[0] for name, values in parse_qs(url.query).items()}
    if "EXCLUDED_INDEXES" in given:
        config["EXCLUDED_INDEXES"] = given["EXCLUDED_INDEXES"].split(",")
    if "INCLUDE_SPELLING" in given:
        config["INCLUDE_SPELLING"] = boolean(given["INCLUDE_SPELLING"])
    if "BATCH_SIZE" in given:
        config["BATCH_SIZE"] = int(given["BATCH_SIZE"])
    if url.scheme == "simple":
        return config
    path = path.removesuffix("/")
    if url.scheme == "solr" or url.scheme in _ELASTIC:
        head, _, index = path.rpartition("/")
        place = path if url.scheme == "solr" else head
        config["URL"] = urlunparse(("https" if secure else "http", url.netloc, place, "", "", ""))
        if "TIMEOUT" in given:
            config["TIMEOUT"] = int(given["TIMEOUT"])
        if "KWARGS" in given:
            config["KWARGS"] = given["KWARGS"]
        return config if url.scheme == "solr" else {**config, "INDEX_NAME": index}
    config["PATH"] = "/" + path
    names = {"whoosh": ("STORAGE", "POST_LIMIT"), "xapian": ("FLAGS",)}[url.scheme]
    for name in names:
        if name in given:
            config[name] = int(given[name]) if name == "POST_LIMIT" else given[name]
    if engine:
        config["ENGINE"] = engine
    return config

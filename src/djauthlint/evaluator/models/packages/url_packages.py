"""dj-email-url 1, django-cache-url 3 and dj-search-url 0.1: `config(env, default)` and `parse(url)` make a dict of an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlparse, urlunparse

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import EMAIL_PARTS, parts, read_variable
from djauthlint.evaluator.models.pure import computed
from djauthlint.values import Dict, Known, Unknown, Value

dj_email_url = Model("dj_email_url")
django_cache_url = Model("django_cache_url")
dj_search_url = Model("dj_search_url")

Parse = Callable[[str], dict[str, Any]]

_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_BACKENDS: Final = {
    "smtp": _SMTP,
    "submission": _SMTP,
    "submit": _SMTP,
    "smtps": _SMTP,
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
    "dummy": "django.core.mail.backends.dummy.EmailBackend",
}
TRUE: Final = ("1", "y", "Y", "yes", "Yes", "YES", "t", "T", "true", "True", "TRUE", "on", "On", "ON")
_REDIS: Final = "django.core.cache.backends.redis.RedisCache"
_OTHER_REDIS: Final = "redis-cache"
CACHE_BACKENDS: Final = {
    "db": "django.core.cache.backends.db.DatabaseCache",
    "dummy": "django.core.cache.backends.dummy.DummyCache",
    "elasticache": "django_elasticache.memcached.ElastiCache",
    "file": "django.core.cache.backends.filebased.FileBasedCache",
    "locmem": "django.core.cache.backends.locmem.LocMemCache",
    "uwsgicache": "uwsgicache.UWSGICache",
    "memcached": "django.core.cache.backends.memcached.PyLibMCCache",
    "djangopylibmc": "django_pylibmc.memcached.PyLibMCCache",
    "pymemcached": "django.core.cache.backends.memcached.MemcachedCache",
    "pymemcache": "django.core.cache.backends.memcached.PyMemcacheCache",
    _OTHER_REDIS: "redis_cache.RedisCache",
    "redis": _REDIS,
    "rediss": _REDIS,
    "hiredis": _REDIS,
}
_SOCKETS: Final = ("memcached", "pymemcached", "pymemcache", "djangopylibmc")
SEARCH_ENGINES: Final = {
    "elasticsearch": "haystack.backends.elasticsearch_backend.ElasticsearchSearchEngine",
    "solr": "haystack.backends.solr_backend.SolrEngine",
    "whoosh": "haystack.backends.whoosh_backend.WhooshEngine",
    "simple": "haystack.backends.simple_backend.SimpleEngine",
}


EMAIL_SETTINGS: Final = (
    "EMAIL_BACKEND EMAIL_FILE_PATH EMAIL_HOST EMAIL_HOST_PASSWORD EMAIL_HOST_USER EMAIL_PORT EMAIL_TIMEOUT EMAIL_USE_SSL "
    "EMAIL_USE_TLS DEFAULT_FROM_EMAIL SERVER_EMAIL"
).split()
"""All that `email` may know of an address."""


def email(text: str) -> dict[str, Any]:
    """As `dj_email_url.parse`."""
    url = urlparse(text)
    query = parse_qs(url.query)
    config: dict[str, Any] = {
        "EMAIL_FILE_PATH": url.path[1:].split("?", 2)[0],
        "EMAIL_HOST_USER": unquote(url.username) if url.username else url.username,
        "EMAIL_HOST_PASSWORD": unquote(url.password) if url.password else url.password,
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port,
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": False,
        "EMAIL_TIMEOUT": None,
    }
    if url.scheme in EMAIL_BACKENDS:
        config["EMAIL_BACKEND"] = EMAIL_BACKENDS[url.scheme]
    if url.scheme == "smtp":
        config["EMAIL_HOST"] = config["EMAIL_HOST"] or "localhost"
        config["EMAIL_PORT"] = config["EMAIL_PORT"] or 25
    elif url.scheme == "smtps":
        config["EMAIL_USE_TLS"] = True
    elif url.scheme in ("submission", "submit"):
        config["EMAIL_USE_TLS"] = True
        config["EMAIL_PORT"] = config["EMAIL_PORT"] or 587
    if query.get("ssl"):
        if query["ssl"][0] in TRUE:
            config.update(EMAIL_USE_SSL=True, EMAIL_USE_TLS=False)
    elif query.get("tls") and query["tls"][0] in TRUE:
        config.update(EMAIL_USE_SSL=False, EMAIL_USE_TLS=True)
    if "timeout" in query:
        config["EMAIL_TIMEOUT"] = int(query["timeout"][0])
    for name, setting in (("_server_email", "SERVER_EMAIL"), ("_default_from_email", "DEFAULT_FROM_EMAIL")):
        if name in query:
            config[setting] = query[name][0]
    return config


def cache(text: str) -> dict[str, Any]:
    """As `django_cache_url.parse`."""
    url = urlparse(text)
    options: dict[str, Any] = {name.upper(): ";".join(values) for name, values in parse_qs(url.query).items()}
    if url.scheme not in CACHE_BACKENDS:
        raise Exception(f'Unknown backend: "{url.scheme}"')
    library = options.get("LIB")
    backend = CACHE_BACKENDS[library if "redis" in url.scheme and library in CACHE_BACKENDS else url.scheme]
    inner: dict[str, Any] = {"PARSER_CLASS": "redis.connection.HiredisParser"} if url.scheme == "hiredis" else {}
    in_address = library == _OTHER_REDIS or backend == _REDIS
    entry: dict[str, Any] = {"BACKEND": backend, "LOCATION": _location(url, in_address=in_address)}
    if url.netloc and url.scheme in ("redis", "rediss", "hiredis"):
        if url.password and not in_address:
            inner["PASSWORD"] = url.password
        if library == _OTHER_REDIS:
            inner.update(_pool(options))
    for name in ("MAX_ENTRIES", "CULL_FREQUENCY"):
        if name in options:
            inner[name] = int(options.pop(name))
    return {**entry, **({"OPTIONS": inner} if inner else {}), **options}


def _location(url: Any, *, in_address: bool) -> str:
    if url.netloc:
        if url.scheme not in ("redis", "rediss", "hiredis"):
            return ";".join(url.netloc.split(","))
        scheme = "rediss" if url.scheme == "rediss" else "redis"
        secret = f":{url.password}@" if url.password and in_address else ""
        return f"{scheme}://{secret}{url.hostname}:{url.port or 6379}/{url.path[1:] or '0'}"
    if url.scheme in _SOCKETS:
        return f"unix://{url.path}"
    if url.scheme in ("redis", "hiredis"):
        number = re.match(r".+?(\d+)", url.path)
        path = url.path[: url.path.rfind("/")] if number else url.path
        return f"unix://{path}?db={number[1] if number else '0'}"
    return (url.path or "default") if url.scheme == "uwsgicache" else url.path  # type: ignore[no-any-return]


def _pool(options: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: options[name] for name in ("PARSER_CLASS", "CONNECTION_POOL_CLASS") if name in options
    }
    limits = {name.lower(): int(options[name]) for name in ("MAX_CONNECTIONS", "TIMEOUT") if name in options}
    return {**found, **({"CONNECTION_POOL_CLASS_KWARGS": limits} if limits else {})}


def search(text: str) -> dict[str, Any]:
    """As `dj_search_url.parse`."""
    url = urlparse(text)
    path = url.path[1:].split("?", 2)[0]
    config: dict[str, Any] = {"ENGINE": SEARCH_ENGINES[url.scheme]} if url.scheme in SEARCH_ENGINES else {}
    if url.scheme == "solr":
        config["URL"] = urlunparse(("http", *url[1:]))
    elif url.scheme == "elasticsearch":
        head, separator, index = path.removesuffix("/").rpartition("/")
        if separator:
            raise TypeError("Cannot mix str and non-str arguments")  # The package passes a list on.
        config.update(URL=urlunparse(("http", url.netloc, head, *url[3:])), INDEX_NAME=index)
    elif url.scheme == "whoosh":
        config["PATH"] = path
    return config


def undetermined_email(call: Call, text: Unknown) -> Dict:
    """What `dj_email_url.parse` makes of an address that is not determined."""
    always = (*EMAIL_PARTS, "EMAIL_USE_SSL", "EMAIL_USE_TLS")
    return parts(call, text, always, ("EMAIL_BACKEND", "EMAIL_TIMEOUT", "SERVER_EMAIL", "DEFAULT_FROM_EMAIL"))


def parsed(call: Call, leaf: Value, parse: Parse) -> Tree[Value]:
    """A text as a dict; an undetermined one as a dict of which nothing is known, or only the keys."""
    if isinstance(leaf, Known) and isinstance(leaf.value, str):
        return computed(call, parse, leaf.value)  # type: ignore[no-any-return]
    if isinstance(leaf, Unknown):
        if parse is email:
            return undetermined_email(call, leaf)
        return Dict({}, call.origin, call.run.worlds, leaf.reason)
    return call.undetermined(kind="dict")


def _package(model: Model, variable: str, parse: Parse, fallback: str | None = None) -> None:
    """Registers `parse(url)` and `config(env, default)`; `fallback` is the default of `default`."""

    def from_variable(call: Call) -> Tree[Value]:
        name = variable if call.get(0, "env") is None else call.text(0, "env")
        if name is None:
            return call.undetermined(kind="dict")
        empty = Dict({}, call.origin, call.run.worlds)

        def one(leaf: Value) -> Tree[Value]:
            if isinstance(leaf, Known) and not leaf.value:
                return empty
            is_empty = call.run.equals_case(leaf, "") if isinstance(leaf, Unknown) else False
            return call.run.branch(is_empty, lambda: empty, lambda: parsed(call, leaf, parse))  # type: ignore[no-any-return]

        default = call.get(1, "default") or Known(fallback)
        return read_variable(call, name, call.run.lift(one, default), one, lambda: empty)

    model.function("parse")(lambda call: parsed(call, call.get(0, "url") or Unknown("an address"), parse))
    model.function("config")(from_variable)
    model.constant(DEFAULT_ENV=variable)


_package(dj_email_url, "EMAIL_URL", email)
_package(django_cache_url, "CACHE_URL", cache, "locmem://")
_package(dj_search_url, "SEARCH_URL", search)

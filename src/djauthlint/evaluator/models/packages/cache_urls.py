"""django-cache-url 3.4 (https://github.com/epicserve/django-cache-url): a URL as an entry of CACHES."""

from __future__ import annotations

import urllib.parse
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import read_variable, typed
from djauthlint.evaluator.models.packages.urls import Unsupported
from djauthlint.values import Dict, Known, Unknown, Value

DEFAULT_ENV: Final = "CACHE_URL"
_REDIS: Final = "django.core.cache.backends.redis.RedisCache"
_BACKENDS: Final = {
    "db": "django.core.cache.backends.db.DatabaseCache",
    "dummy": "django.core.cache.backends.dummy.DummyCache",
    "elasticache": "django_elasticache.memcached.ElastiCache",
    "file": "django.core.cache.backends.filebased.FileBasedCache",
    "locmem": "django.core.cache.backends.locmem.LocMemCache",
    "memcached": "django.core.cache.backends.memcached.PyLibMCCache",
    "djangopylibmc": "django_pylibmc.memcached.PyLibMCCache",
    "pymemcached": "django.core.cache.backends.memcached.MemcachedCache",
    "pymemcache": "django.core.cache.backends.memcached.PyMemcacheCache",
    "redis": _REDIS,
    "rediss": _REDIS,
}
_SOCKETS: Final = ("memcached", "pymemcached", "pymemcache", "djangopylibmc")


def parse(text: str) -> dict[str, Any]:
    """The entry of CACHES.

    Raises:
        Unsupported: a scheme or option that is not followed.
    """
    url = urllib.parse.urlparse(text)
    options = {name.upper(): ";".join(values) for name, values in urllib.parse.parse_qs(url.query).items()}
    redis = url.scheme in ("redis", "rediss")
    if url.scheme not in _BACKENDS or "LIB" in options or (redis and not url.hostname):
        raise Unsupported
    entry: dict[str, Any] = {"BACKEND": _BACKENDS[url.scheme]}
    if redis:
        secret = f":{url.password}@" if url.password else ""
        entry["LOCATION"] = f"{url.scheme}://{secret}{url.hostname}:{url.port or 6379}/{url.path[1:] or '0'}"
    elif url.netloc:
        entry["LOCATION"] = ";".join(url.netloc.split(","))
    else:
        entry["LOCATION"] = f"unix://{url.path}" if url.scheme in _SOCKETS else url.path
    limits = {name: int(options.pop(name)) for name in ("MAX_ENTRIES", "CULL_FREQUENCY") if name in options}
    return {**entry, **({"OPTIONS": limits} if limits else {}), **options}


django_cache_url = Model("django_cache_url")
django_cache_url.constant(DEFAULT_ENV=DEFAULT_ENV)


def _entry(call: Call, leaf: Value) -> Tree[Value]:
    if isinstance(leaf, Known) and isinstance(leaf.value, str):
        try:
            return typed(call, leaf, "dict", lambda text: parse(text) if text else {})
        except Unsupported:
            return call.undetermined(kind="dict")
    if isinstance(leaf, Unknown):
        return Dict({}, call.origin, call.run.worlds, leaf.reason)
    return call.undetermined(kind="dict")


@django_cache_url.function("parse")
def _parse(call: Call) -> Tree[Value]:
    url = call.get(0, "url")
    return _entry(call, url) if isinstance(url, Known) and url.value else call.undetermined(kind="dict")


@django_cache_url.function("config")
def _config(call: Call) -> Tree[Value]:
    name = DEFAULT_ENV if call.get(0, "env") is None else call.text(0, "env")
    if name is None:
        return call.undetermined(kind="dict")

    def parsed(leaf: Value) -> Tree[Value]:
        return _entry(call, leaf)

    default = call.get(1, "default") or Known("locmem://")
    return read_variable(call, name, call.run.lift(parsed, default), parsed, call.undetermined)

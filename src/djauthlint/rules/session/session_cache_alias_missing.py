"""Sessions are kept in a cache that does not exist.

## Why is this bad?
The engines "cache" and "cached_db" open the cache that SESSION_CACHE_ALIAS names when a request comes in
(`django/contrib/sessions/backends/cache.py` and `cached_db.py`, `SessionStore.__init__`), and there is no such entry in
CACHES.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_CACHE_ALIAS = "sessions"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"}}
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_CACHE_ALIAS = "default"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"}}
```

## Fix safety
The fix is unsafe: sessions share a cache with everything else that is kept there, also where the other one is configured: there,
everybody is logged out. There is none where CACHES has no `default` either.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA329",
    severity=Severity.ERROR,
    symptom="every page is an error 500 (InvalidCacheBackendError: the connection doesn't exist)",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine, alias, caches = settings["SESSION_ENGINE"], settings["SESSION_CACHE_ALIAS"], settings["CACHES"]
    if engine.value in tuple(sessions.IN_CACHE) and not settings.session_cache.is_set:
        yield rule.diagnostic(
            alias if alias.is_set else caches,
            f"sessions are kept in the cache {alias.value!r}, which CACHES has not",
            help=f"add {alias.value!r} to CACHES, or name another one in SESSION_CACHE_ALIAS",
            related=[(caches, "the caches"), (engine, "the engine")] if caches.is_set else [(engine, "the engine")],
            cure=assign(alias, "default").but("where the other cache is configured, everybody is logged out")
            if alias.is_set
            else None,
        )

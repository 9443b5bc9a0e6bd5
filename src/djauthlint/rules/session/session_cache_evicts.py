"""Sessions are thrown away when the cache holds more than a few.

## Why is this bad?
The caches of Django that live in files, a table or the memory throw entries away once there are more than MAX_ENTRIES,
be they expired or not (`django/core/cache/backends/base.py`, `BaseCache.__init__`; `_cull` of each of them). Unless
OPTIONS say otherwise that is 300, for sessions and all else in the cache. With the engine "cache" they are nowhere else.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
```

## Prove it
Log in, make as many other sessions as MAX_ENTRIES says, and request a page that needs a login: it answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import caches, sessions
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA330",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    symptom="users are logged out at random, long before their sessions expire, once there are enough of them",
)

ENOUGH = 10_000


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    if engine.value != sessions.CACHE:
        return
    cache = settings.session_cache
    backend = cache.entry("BACKEND")
    if not any(settings.provides(culling)(backend.value) for culling in caches.CULLING):
        return
    # Who develops has few sessions, and loses them with each restart.
    if settings.profile is not Profile.PRODUCTION and settings.provides(caches.LOCAL_MEMORY)(backend.value):
        return
    limits = (cache.entry("max_entries"), cache.entry("OPTIONS").entry("MAX_ENTRIES"))
    limit = next((limit for limit in limits if limit.is_set), None)
    kept = caches.MAX_ENTRIES if limit is None else caches.max_entries(limit.value)
    if kept < ENOUGH:
        yield rule.diagnostic(
            limit or (backend if settings["CACHES"].is_set else engine),
            f"sessions are kept in a cache that throws entries away when there are more than {kept}",
            help="set MAX_ENTRIES in OPTIONS to more than there will ever be, or use another engine or cache",
            related=[(engine, "the engine")] if settings["CACHES"].is_set else [],
        )

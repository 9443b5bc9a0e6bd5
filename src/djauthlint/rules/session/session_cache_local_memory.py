"""Sessions are kept in the memory of each process.

## Why is this bad?
LocMemCache is a dict of the process that it lives in (`django/core/cache/backends/locmem.py`), and it is what CACHES is
where a project does not set it. A server with several worker processes finds a session only when the request happens
to reach the one that made it. With a single process (`workers = 1` in `[tool.djauthlint.deployment]`, which silences the
rule) each restart logs everybody out.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"}}
```

## Fix safety
The fix is unsafe: sessions that are only in the cache are lost, and each page asks the database.

## Prove it
Start the server with four workers, log in, and request a page that needs a login 20 times with the same cookie, each time
with a new connection: all answer 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import caches, sessions
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA327",
    severity=Severity.ERROR,
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    symptom="users seem to be logged out at random, and all are at every restart",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    workers = settings.deployment.workers
    if workers == 1 or engine.value != sessions.CACHE:
        return
    backend, own = settings.session_cache.entry("BACKEND"), settings["CACHES"].is_set
    if settings.provides(caches.LOCAL_MEMORY)(backend.value):
        yield rule.diagnostic(
            backend if own else engine,
            "sessions are kept in the memory of one worker process"
            + (" (LocMemCache)" if own else ": CACHES is not set, and Django's default is LocMemCache"),
            help="use Redis, Memcached or the database as the cache, or the engine django.contrib.sessions.backends.db",
            cure=assign(engine, "django.contrib.sessions.backends.db").but(
                "sessions that are only in the cache are lost, and each page asks the database"
            ),
            confidence=None if workers is None else Confidence.CERTAIN,
            related=[(engine, "the engine")] if own else [],
        )

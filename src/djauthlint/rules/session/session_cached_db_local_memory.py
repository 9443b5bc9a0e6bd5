"""Each process keeps its own copies of sessions.

## Why is this bad?
The engine "cached_db" looks into the cache first (`django/contrib/sessions/backends/cached_db.py`, `load`), and logging out
deletes the session there and in the database. LocMemCache is a dict of each process
(`django/core/cache/backends/locmem.py`), and it is what CACHES is where a project does not set it. The other worker
processes keep their copies, so whoever has the cookie stays logged in with them. A single process (`workers = 1` in
`[tool.djauthlint.deployment]`) has no such copies.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.db"
```

## Fix safety
The fix is unsafe: each page asks the database.

## Prove it
Start the server with four workers, log in, request a page that needs a login until each of them has answered, log out, and
request it 20 times with the old cookie: each redirects to the login page.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import caches, sessions
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA328",
    severity=Severity.ERROR,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    symptom="nothing: logging out works, and a copied cookie stays logged in with other worker processes",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    workers = settings.deployment.workers
    if workers == 1 or engine.value != sessions.CACHED_DB:
        return
    backend, own = settings.session_cache.entry("BACKEND"), settings["CACHES"].is_set
    if settings.provides(caches.LOCAL_MEMORY)(backend.value):
        yield rule.diagnostic(
            backend if own else engine,
            "each worker process keeps its own copies of sessions"
            + (" (LocMemCache)" if own else ": CACHES is not set, and Django's default is LocMemCache"),
            help="use a cache that all processes share, or the engine django.contrib.sessions.backends.db",
            cure=assign(engine, "django.contrib.sessions.backends.db").but("each page asks the database"),
            confidence=None if workers is None else Confidence.CERTAIN,
            related=[(engine, "the engine")] if own else [],
        )

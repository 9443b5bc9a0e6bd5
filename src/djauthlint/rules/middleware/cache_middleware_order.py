"""UpdateCacheMiddleware comes after SessionMiddleware: pages of one user are shown to others.

## Why is this bad?
SessionMiddleware adds `Vary: Cookie` to what depends on the session. A middleware sees what those below it have done to an
answer, so UpdateCacheMiddleware (`django/middleware/cache.py`, `process_response`) listed below SessionMiddleware stores the
page without that header, and FetchFromCacheMiddleware hands it to everyone. CacheMiddleware does the work of both. No system
check looks at it.

The rule is silent where the cache that is used certainly stores nothing: DummyCache, or CACHE_MIDDLEWARE_SECONDS = 0. Where
FetchFromCacheMiddleware stands changes nothing about who sees what. Views that are marked with `never_cache` or
`cache_control(private=True)` are not stored in any order.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
```

## Fix safety
The fix is unsafe: pages that depend on the visitor are no longer shared, which takes more of the server.

## Prove it
Log in as two users in two browsers: a page that shows the name of its user shows two names. Empty the cache before.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import FETCH_FROM_CACHE, SESSION, UPDATE_CACHE
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import move

rule = Rule(
    __name__,
    code="DJA116",
    severity=Severity.ERROR,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="visitors see the pages of whoever came before them, as if they were logged in as someone else",
)

DUMMY = "django.core.cache.backends.dummy.DummyCache"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    update = middleware.first(settings.provides(UPDATE_CACHE))
    if update is None or not middleware.any(settings.provides(SESSION), before=update):
        return
    if middleware.any(settings.provides(FETCH_FROM_CACHE)) and not _stores_nothing(settings):
        name = update.value.rpartition(".")[2]
        yield rule.diagnostic(
            middleware.misplaced(update, settings.provides(SESSION)),
            f"{name} is listed after SessionMiddleware: it caches the pages of a user for everyone",
            help=f"move {name} above SessionMiddleware, and empty the cache",
            cure=move(update, before=settings.provides(SESSION)).but(
                "pages that depend on the visitor are no longer shared"
            ),
        )


def _stores_nothing(settings: Settings) -> bool:
    seconds, alias = settings["CACHE_MIDDLEWARE_SECONDS"], settings["CACHE_MIDDLEWARE_ALIAS"]
    if seconds.is_known and seconds.value == 0:
        return True
    backend = settings["CACHES"].entry(alias.value).entry("BACKEND") if alias.is_known else None
    return backend is not None and backend.is_known and backend.value == DUMMY

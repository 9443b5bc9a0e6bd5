"""One half of the cache middleware is missing.

## Why is this bad?
FetchFromCacheMiddleware notes in the request that a page has to be stored, and UpdateCacheMiddleware stores what has the note
(`django/middleware/cache.py`, `process_request` and `process_response`). Each does nothing without the other: the site works,
but no page is ever cached. CacheMiddleware does the work of both.

## Example
```python
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
```

## Prove it
The second answer of a page that does not depend on its visitor has the `Expires` of the first.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import FETCH_FROM_CACHE, UPDATE_CACHE
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA117",
    severity=Severity.INFO,
    priority="P2",
    outside_tests=True,
    symptom="logging in works, but no page is cached",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    for one, other in ((UPDATE_CACHE, FETCH_FROM_CACHE), (FETCH_FROM_CACHE, UPDATE_CACHE)):
        alone = middleware.first(settings.provides(one))
        if alone is not None and not middleware.any(settings.provides(other)):
            name = alone.value.rpartition(".")[2]
            yield rule.diagnostic(
                alone,
                f"{name} does nothing without {other.rpartition('.')[2]}",
                help=f'add "{other}", or remove {name}',
            )

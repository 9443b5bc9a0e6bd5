"""CACHES has no "default".

## Why is this bad?
What uses a cache without naming one uses "default": `django.core.cache.cache`, the cache middleware, and sessions in a cache.
The system check refuses CACHES without it (`django/core/checks/caches.py`, `check_default_cache_is_configured`), and with it
`manage.py runserver` and `migrate`.

## Example
```python
CACHES = {"sessions": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"}}
```

Use instead:
```python
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "sessions": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"},
}
```

## Prove it
`manage.py check` reports no caches.E001.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA337",
    severity=Severity.ERROR,
    priority="P1",
    django_check="caches.E001",
    symptom="manage.py check, runserver and migrate refuse to work, and using the default cache is an error 500",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    default = settings["CACHES"].entry("default")
    if not default.is_set:
        yield rule.diagnostic(default, 'CACHES has no "default"', help='add "default", or rename one of the caches')

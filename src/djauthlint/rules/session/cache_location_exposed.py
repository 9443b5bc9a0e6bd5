"""A cache writes its files where a web server hands them out, or nobody knows where.

## Why is this bad?
FileBasedCache unpickles what it finds in LOCATION (`django/core/cache/backends/filebased.py`, `get`). In a folder that is
served, MEDIA_ROOT or STATIC_ROOT, or that `collectstatic` copies there, anybody can fetch the files, and sessions with them.
Whoever can upload to it runs code. A relative LOCATION is another folder in each working directory. The system checks say
so, too (`django/core/checks/caches.py`); that about exposed folders only with `--deploy`.

## Example
```python
MEDIA_ROOT = "/var/www/site/media"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": "/var/www/site/media/cache",
    }
}
```

Use instead:
```python
MEDIA_ROOT = "/var/www/site/media"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": "/var/cache/site",
    }
}
```

## Prove it
`manage.py check --deploy` reports neither caches.W002 nor caches.W003.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import caches, sessions
from djauthlint.rule import Rule
from djauthlint.settings import Part, Settings, Undetermined
from djauthlint.settings.folders import as_path, exposing

rule = Rule(
    __name__,
    code="DJA338",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    django_check="caches.W002, caches.W003",
    symptom="nothing: logging in works, and what is cached can be downloaded",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    for cache in settings["CACHES"].entries:
        try:
            yield from _checked(settings, cache)
        except Undetermined:
            continue


def _checked(settings: Settings, cache: Part) -> Iterator[Diagnostic]:
    location = cache.entry("LOCATION")
    if not settings.provides(caches.FILES)(cache.entry("BACKEND").value):
        return
    path = as_path(location.value)
    if path is None:
        return
    if not path.is_absolute():
        yield rule.diagnostic(
            location,
            f"LOCATION of the cache {cache.key!r} is a relative path",
            help="write an absolute path",
            symptom="the cache is lost, with the sessions in it, when the server starts in another folder",
            django_check="caches.W003",
        )
    for folder, relation in exposing(settings, path):
        with_sessions = _keeps_sessions(settings, cache)
        yield rule.diagnostic(
            location,
            f"LOCATION of the cache {cache.key!r} {relation} {folder.name}, which is served",
            help="use a folder that the web server does not hand out",
            severity=Severity.ERROR if with_sessions else None,
            symptom="nothing: logging in works, and sessions can be downloaded" if with_sessions else None,
            related=[(folder, "is served")],
            django_check="caches.W002",
        )


def _keeps_sessions(settings: Settings, cache: Part) -> bool:
    engine, alias = settings["SESSION_ENGINE"], settings["SESSION_CACHE_ALIAS"]
    return engine.is_known and engine.value in tuple(sessions.IN_CACHE) and alias.is_known and alias.value == cache.key

"""Sessions are kept in a cache that keeps nothing.

## Why is this bad?
DummyCache forgets whatever is stored (`django/core/cache/backends/dummy.py`). The engine "cache" stores the session that
logging in makes, and then finds nothing to save to (`django/contrib/sessions/backends/cache.py`, `save`): Django takes
that for a session which was deleted meanwhile, and answers 400. The engine "cached_db" works, as it has the database.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
```

## Fix safety
The fix is unsafe: manage.py migrate has to make the table of sessions.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import caches, sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA326",
    severity=Severity.ERROR,
    symptom="sending the login form is an error 400 (the request's session was deleted before the request completed)",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    if engine.value != sessions.CACHE:
        return
    backend = settings.session_cache.entry("BACKEND")
    if settings.provides(caches.DUMMY)(backend.value):
        yield rule.diagnostic(
            backend,
            "sessions are kept in this cache, and it keeps nothing (DummyCache)",
            help="use a real cache here, or the engine django.contrib.sessions.backends.db or cached_db",
            cure=assign(engine, "django.contrib.sessions.backends.db").but(
                "manage.py migrate has to make the table of sessions"
            ),
            related=[(engine, "the engine")],
        )

"""Pages are cached together with the session cookie of a visitor.

## Why is this bad?
With SESSION_SAVE_EVERY_REQUEST each answer to a visitor who has a session sets the cookie anew. Django before 5.2.14, and
6.0 before 6.0.5, adds `Vary: Cookie` only where the session was looked at (`django/contrib/sessions/middleware.py`,
`process_response`; CVE-2026-35192). UpdateCacheMiddleware above it takes any other page for one that is the same for
everybody, and stores it with the cookie: who requests it next is logged in as the first visitor. The setting itself only
makes the age of a session count from the last visit.

## Example
```python
# django: 5.1
SESSION_SAVE_EVERY_REQUEST = True
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
```

Use instead:
```python
# django: 5.1
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
```

## Prove it
Log in, open a page that everybody may see, and open it in a second browser that has no cookies: the answer has no
Set-Cookie for the session.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.django_facts.middleware import FETCH_FROM_CACHE, SESSION, UPDATE_CACHE
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA323",
    severity=Severity.ERROR,
    priority="P1",
    outside_tests=True,
    symptom="visitors find themselves logged in as someone else",
    url="https://docs.djangoproject.com/en/stable/releases/5.2.14/",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    every, middleware = settings["SESSION_SAVE_EVERY_REQUEST"], settings["MIDDLEWARE"]
    if not sessions.reveals_saved_sessions(settings.target) or not every.truthy:
        return
    session = middleware.first(settings.provides(SESSION))
    if session is None or not middleware.any(settings.provides(FETCH_FROM_CACHE)):
        return
    update = middleware.first(settings.provides(UPDATE_CACHE))
    if update is not None and update.place < session.place:
        yield rule.diagnostic(
            every,
            f"the cache middleware of Django {settings.target.text} gives the session cookie of one visitor to others",
            help="upgrade Django to 5.2.14, 6.0.5 or newer, or delete this setting",
            related=[(update, "stores the page with the cookie")],
        )

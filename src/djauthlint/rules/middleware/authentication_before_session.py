"""AuthenticationMiddleware is listed before SessionMiddleware.

## Why is this bad?
Middleware runs in the order of the list. AuthenticationMiddleware raises ImproperlyConfigured when `request.session` is
not there yet (`django/contrib/auth/middleware.py`, `process_request`), so every page fails. Django has no system check
for the order: admin.E408 and admin.E410 only look whether both are there.

## Example
```python
MIDDLEWARE = [
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is safe: in the other order every page fails.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION, SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import move

rule = Rule(
    __name__,
    code="DJA103",
    severity=Severity.ERROR,
    symptom="every page is an error 500: the Django authentication middleware requires session middleware",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware, is_session = settings["MIDDLEWARE"], settings.provides(SESSION)
    authentication = middleware.first(settings.provides(AUTHENTICATION))
    if authentication is None or middleware.any(is_session, before=authentication):
        return
    if middleware.any(is_session, after=authentication):
        yield rule.diagnostic(
            middleware.misplaced(authentication, is_session),
            "AuthenticationMiddleware is listed before SessionMiddleware in MIDDLEWARE",
            cure=move(authentication, behind=is_session),
            help="move AuthenticationMiddleware below SessionMiddleware",
        )

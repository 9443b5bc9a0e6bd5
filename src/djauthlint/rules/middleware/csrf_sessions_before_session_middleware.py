"""CSRF_USE_SESSIONS is on, but SessionMiddleware comes after CsrfViewMiddleware.

## Why is this bad?
CsrfViewMiddleware looks for its secret in the session as soon as a request comes in (`django/middleware/csrf.py`,
`_get_secret`), and raises ImproperlyConfigured when `request.session` is not there yet, so every page fails. With
DEBUG off even the error page does: `server_error` (`django/views/defaults.py`) asks for a token, too. No system check
looks at the order. With the secret in a cookie, as is the default, any order works.

## Example
```python
CSRF_USE_SESSIONS = True
MIDDLEWARE = [
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
CSRF_USE_SESSIONS = True
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
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
from djauthlint.django_facts.middleware import CSRF, SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import move

rule = Rule(
    __name__,
    code="DJA105",
    severity=Severity.ERROR,
    symptom="every page is an error 500: CSRF_USE_SESSIONS is enabled, but request.session is not set",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    use_sessions = settings["CSRF_USE_SESSIONS"]
    if not use_sessions.truthy:
        return
    middleware, is_session = settings["MIDDLEWARE"], settings.provides(SESSION)
    csrf = middleware.first(settings.provides(CSRF))
    # DJA101 speaks where there is no SessionMiddleware.
    if csrf is None or middleware.any(is_session, before=csrf) or not middleware.any(is_session, after=csrf):
        return
    yield rule.diagnostic(
        middleware.misplaced(csrf, is_session),
        "CsrfViewMiddleware is listed before SessionMiddleware, but CSRF_USE_SESSIONS needs the session",
        help="move CsrfViewMiddleware below SessionMiddleware",
        cure=move(csrf, behind=is_session),
        related=[(use_sessions, "switched on here")],
    )

"""MIDDLEWARE has no CsrfViewMiddleware.

## Why is this bad?
CsrfViewMiddleware (`django/middleware/csrf.py`) is what refuses a form that another site sends with the visitor's
session cookie. Django's own LoginView and admin keep their protection, because they carry `@csrf_protect`
(`django/contrib/auth/views.py`), so nothing looks wrong; every other view accepts such requests. The system check
security.W003 speaks only with `--deploy`, and not about subclasses.

The rule speaks where AuthenticationMiddleware is in use: what needs no cookie needs no CSRF protection.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is unsafe: forms without a token, and clients that send none, get an error 403.

## Prove it
Log in, then POST to a view of your own without a token: `Client(enforce_csrf_checks=True).post(...)` answers 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION, CSRF
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import add_middleware

rule = Rule(
    __name__,
    code="DJA104",
    severity=Severity.ERROR,
    priority="P1",
    outside_tests=True,
    django_check="security.W003",
    symptom="nothing looks wrong, but a page of another site can send forms in the name of whoever is logged in",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    if middleware.any(settings.provides(AUTHENTICATION)) and not settings.uses_middleware(CSRF):
        yield rule.diagnostic(
            middleware.lacking(settings.provides(CSRF)),
            "MIDDLEWARE has no CsrfViewMiddleware: views without @csrf_protect accept forms of other sites",
            help=f'add "{CSRF}" above AuthenticationMiddleware',
            cure=add_middleware(middleware, CSRF).but("forms and clients that send no token get an error 403"),
        )

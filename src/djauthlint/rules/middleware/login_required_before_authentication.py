"""LoginRequiredMiddleware comes before AuthenticationMiddleware, or without it.

## Why is this bad?
LoginRequiredMiddleware asks for `request.user` before each view. The system check auth.E013
(`django/contrib/auth/checks.py`, `check_middleware`) wants AuthenticationMiddleware above it and stops `manage.py`:
`runserver`, `migrate` and `test` end there. An application server runs no checks, and as LoginRequiredMiddleware only has
`process_view`, which runs after every `process_request` (`django/contrib/auth/middleware.py`), the wrong order works
there. Without AuthenticationMiddleware each view that needs a login fails.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
]
```

## Fix safety
The fix is safe: `manage.py` starts, and views that need a login still need it.

## Prove it
`python manage.py check` does not report auth.E013.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import AUTH
from djauthlint.django_facts.middleware import AUTHENTICATION, LOGIN_REQUIRED
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import add_middleware, move

rule = Rule(
    __name__,
    code="DJA111",
    severity=Severity.ERROR,
    priority="P1",
    since=(5, 1),
    django_check="auth.E013",
    symptom="manage.py stops with auth.E013, although the site works under an application server",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware, authenticates = settings["MIDDLEWARE"], settings.provides(AUTHENTICATION)
    login_required = middleware.first(settings.provides(LOGIN_REQUIRED))
    if login_required is None or middleware.any(authenticates, before=login_required) or not settings.installs(AUTH):
        return
    if middleware.any(authenticates, after=login_required):
        if settings.silences("auth.E013"):
            return
        yield rule.diagnostic(
            middleware.misplaced(login_required, authenticates),
            "LoginRequiredMiddleware is listed before AuthenticationMiddleware in MIDDLEWARE",
            help="move LoginRequiredMiddleware below AuthenticationMiddleware",
            cure=move(login_required, behind=authenticates),
        )
    else:
        yield rule.diagnostic(
            login_required,
            "LoginRequiredMiddleware runs without AuthenticationMiddleware",
            help=f'add "{AUTHENTICATION}" above it',
            cure=add_middleware(middleware, AUTHENTICATION),
            symptom="manage.py stops with auth.E013, and under an application server no view finds request.user",
        )

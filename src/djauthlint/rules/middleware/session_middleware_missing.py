"""MIDDLEWARE has no SessionMiddleware.

## Why is this bad?
`login()` stores the user in `request.session`, which only SessionMiddleware sets. Without it AuthenticationMiddleware
raises ImproperlyConfigured on every request (`django/contrib/auth/middleware.py`, `process_request`); without both, the
login form fails with an AttributeError when it is sent (`django/contrib/auth/__init__.py`, `login`). The system check
admin.E410 notices it only where the admin is installed.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is safe: without the middleware nobody can log in.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import ADMIN
from djauthlint.django_facts.middleware import AUTHENTICATION, SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import add_middleware
from djauthlint.settings.django_checks import of_no_session_middleware

rule = Rule(__name__, code="DJA101", severity=Severity.ERROR, django_check="admin.E410")


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    if middleware.any(settings.provides(SESSION)):
        return
    # A copy of SessionMiddleware in the project does its work, but is none for the admin.
    copied = middleware.any(lambda path: settings.may_set_on_request(path, "session"))
    if copied and (settings.silences("admin.E410") or not settings.installs(ADMIN)):
        return
    if copied:
        yield rule.diagnostic(
            middleware.lacking(settings.provides(SESSION)),
            "MIDDLEWARE has no SessionMiddleware, which the admin requires",
            help=f'add "{SESSION}", or derive the class that sets request.session from it',
            symptom="manage.py stops with admin.E410",
        )
    elif settings.needs_sessions:
        authenticates = middleware.any(settings.provides(AUTHENTICATION))
        yield rule.diagnostic(
            middleware.lacking(settings.provides(SESSION)),
            "MIDDLEWARE has no SessionMiddleware: login() cannot store the user",
            help=f'add "{SESSION}", after SecurityMiddleware',
            cure=add_middleware(middleware, SESSION),
            symptom=(
                "every page is an error 500: the Django authentication middleware requires session middleware"
                if authenticates
                else "logging in is an error 500: 'WSGIRequest' object has no attribute 'session'"
            ),
            django_check=of_no_session_middleware(settings),
        )

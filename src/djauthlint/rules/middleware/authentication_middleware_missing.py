"""MIDDLEWARE has no AuthenticationMiddleware.

## Why is this bad?
Only AuthenticationMiddleware sets `request.user` (`django/contrib/auth/middleware.py`, `process_request`). Without it
the login form still answers as if all were well, but the next page that needs a login fails with an AttributeError.
Templates show the visitor as anonymous: the context processor `auth` (`django/contrib/auth/context_processors.py`) falls
back to AnonymousUser. The system check admin.E408 notices it only where the admin is installed.

The rule is silent where a middleware that is not Django's might set `request.user`, unless the admin is installed.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is safe: without the middleware no page that needs a login can be seen.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import ADMIN, AUTH
from djauthlint.django_facts.middleware import AUTHENTICATION, LOGIN_REQUIRED, REMOTE_USER, SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import add_middleware

rule = Rule(
    __name__,
    code="DJA102",
    severity=Severity.ERROR,
    django_check="admin.E408",
    symptom="logging in seems to work, but pages that need a login are an error 500: the request has no attribute 'user'",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    if middleware.any(settings.provides(AUTHENTICATION)) or not middleware.any(settings.provides(SESSION)):
        return
    # DJA111 and DJA113 say it of the middleware that needs it most.
    if any(middleware.any(settings.provides(other)) for other in (LOGIN_REQUIRED, REMOTE_USER)):
        return
    if not settings.installs(AUTH):
        return
    foreign = middleware.any(lambda path: isinstance(path, str) and not path.startswith("django."))
    if foreign and (settings.silences("admin.E408") or not settings.installs(ADMIN)):
        return
    yield rule.diagnostic(
        middleware.lacking(settings.provides(AUTHENTICATION)),
        "MIDDLEWARE has no AuthenticationMiddleware: request.user is never set"
        if not foreign
        else "MIDDLEWARE has no AuthenticationMiddleware, which the admin requires",
        help=f'add "{AUTHENTICATION}" below SessionMiddleware',
        cure=add_middleware(middleware, AUTHENTICATION),
        symptom="manage.py stops with admin.E408" if foreign else None,
    )

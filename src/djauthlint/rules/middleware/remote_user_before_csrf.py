"""RemoteUserMiddleware comes before CsrfViewMiddleware: the CSRF token stays the same when a user is logged in.

## Why is this bad?
`login()` makes a new CSRF token, so that who knew the old one (a subdomain that set the cookie, say) can't use it afterwards.
RemoteUserMiddleware logs in while the request comes in. CsrfViewMiddleware below it then takes the token from the cookie
(`django/middleware/csrf.py`, `process_request`) in place of the new one, and sends the old one again.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
```

## Fix safety
The fix is safe: users are logged in as before, and get a new token.

## Prove it
The first answer to a user whom the web server has logged in sets another csrftoken than the request had.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CSRF, REMOTE_USER, REMOTE_USER_METHODS
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import move
from djauthlint.settings.project_classes import overrides

rule = Rule(
    __name__,
    code="DJA115",
    severity=Severity.INFO,
    priority="P2",
    outside_tests=True,
    symptom="nothing visible: the CSRF token of the visitor is still good after the login",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware, protects = settings["MIDDLEWARE"], settings.provides(CSRF)
    remote = middleware.first(settings.provides(REMOTE_USER))
    if remote is None or middleware.any(protects, before=remote) or not middleware.any(protects, after=remote):
        return
    if not overrides(settings, remote.value, REMOTE_USER_METHODS):
        name = remote.value.rpartition(".")[2]
        yield rule.diagnostic(
            middleware.misplaced(remote, protects),
            f"{name} is listed before CsrfViewMiddleware: the CSRF token is not renewed when it logs in",
            help=f"move CsrfViewMiddleware above {name}",
            cure=move(remote, behind=protects),
        )

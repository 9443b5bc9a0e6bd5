"""RemoteUserMiddleware comes before AuthenticationMiddleware, or without it.

## Why is this bad?
RemoteUserMiddleware compares the user that the web server names with `request.user`, and raises ImproperlyConfigured when
that is not there yet (`django/contrib/auth/middleware.py`, `process_request`), so every page fails. No system check looks
at it.

Without AuthenticationMiddleware, the rule is silent where a middleware that is not Django's might set `request.user`.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
```

## Fix safety
The fix is safe: before it every page fails.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION, REMOTE_USER
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import add_middleware, move

rule = Rule(
    __name__,
    code="DJA113",
    severity=Severity.ERROR,
    symptom="every page is an error 500: the remote user middleware requires the authentication middleware",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware, authenticates = settings["MIDDLEWARE"], settings.provides(AUTHENTICATION)
    remote = middleware.first(settings.provides(REMOTE_USER))
    if remote is None or middleware.any(authenticates, before=remote):
        return
    name = remote.value.rpartition(".")[2]
    if middleware.any(authenticates, after=remote):
        yield rule.diagnostic(
            middleware.misplaced(remote, authenticates),
            f"{name} is listed before AuthenticationMiddleware in MIDDLEWARE",
            help=f"move {name} below AuthenticationMiddleware",
            cure=move(remote, behind=authenticates),
        )
    elif not middleware.any(lambda path: not str(path).startswith("django."), before=remote):
        yield rule.diagnostic(
            remote,
            f"{name} runs without AuthenticationMiddleware",
            help=f'add "{AUTHENTICATION}" above it',
            cure=add_middleware(middleware, AUTHENTICATION),
        )

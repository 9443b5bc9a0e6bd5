"""RemoteUserMiddleware is in use, but no backend takes the user that it passes on.

## Why is this bad?
RemoteUserMiddleware calls `authenticate(request, remote_user=...)` with the name that the web server found
(`django/contrib/auth/middleware.py`, `process_request`). ModelBackend needs a password and finds nobody; backends whose
`authenticate` takes no `remote_user` are skipped without a word (`django/contrib/auth/__init__.py`, `authenticate`).
The visitor stays anonymous. No system check looks at it.

The rule is silent where a backend or the middleware is of a package that djauthlint does not know, and where the project's own
class has its own `authenticate`, or its own `process_request`.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.RemoteUserBackend",
    "django.contrib.auth.backends.ModelBackend",
]
```

## Fix safety
The fix is unsafe: whoever the web server names is then logged in.

## Prove it
Send a request with REMOTE_USER in its environment, `Client().get("/private/", REMOTE_USER="ada")`: it answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.backends import REMOTE_USER as BACKEND
from djauthlint.django_facts.middleware import REMOTE_USER, REMOTE_USER_METHODS
from djauthlint.django_facts.packages import known_backend
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append
from djauthlint.settings.project_classes import overrides

rule = Rule(
    __name__,
    code="DJA112",
    severity=Severity.ERROR,
    symptom="whoever the web server has logged in stays anonymous, and is sent to the login page",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware, backends = settings["MIDDLEWARE"], settings["AUTHENTICATION_BACKENDS"]
    remote = middleware.first(settings.provides(REMOTE_USER))
    if remote is None or overrides(settings, remote.value, REMOTE_USER_METHODS):
        return
    if not backends.truthy or backends.any(lambda path: _may_take(settings, path)):
        return
    name = remote.value.rpartition(".")[2]
    yield rule.diagnostic(
        remote,
        f"{name} is in MIDDLEWARE, but no backend takes the user that it passes on",
        help=f'add "{BACKEND}" to AUTHENTICATION_BACKENDS',
        cure=append(backends, BACKEND).but("whoever the web server names is logged in"),
        related=[(backends, "these backends")] if backends.is_set else [],
    )


def _may_take(settings: Settings, path: object) -> bool:
    """Whether a backend derives from RemoteUserBackend, or has an `authenticate` of the project's."""
    if not isinstance(path, str) or known_backend(path) is not None:
        return isinstance(path, str) and settings.is_subclass(path, BACKEND)
    return settings.is_subclass(path, BACKEND) or overrides(settings, path, ("authenticate", "__getattr__"))

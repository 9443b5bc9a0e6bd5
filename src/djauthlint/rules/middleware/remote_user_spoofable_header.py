"""The name of the user comes from a header that any client can send.

## Why is this bad?
RemoteUserMiddleware logs in whoever `request.META[header]` names, without a password (`django/contrib/auth/middleware.py`,
`process_request`). REMOTE_USER can only be set by a web server that runs Django inside itself. A key that begins with `HTTP_`
is a header of the request: `HTTP_X_REMOTE_USER` is what the client sent as X-Remote-User, unless a proxy removes it first.
Under ASGI there is no such environment, so Django 5.2 and newer read the header Remote-User instead
(`aprocess_request`, later `get_username`).

The rule looks at `header` of the project's own subclass where that is a literal, and does not at subclasses with a
`process_request` of their own, which may check more. That a proxy removes the header it can't see: silence it with a comment
that says which one does. It takes ASGI_APPLICATION as the sign of ASGI, unless all that the deployment files of the project
start is gunicorn with a WSGI module.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
ASGI_APPLICATION = "shop.asgi.application"
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
WSGI_APPLICATION = "shop.wsgi.application"
```

## Prove it
`curl -H 'X-Remote-User: admin' https://HOST/admin/`, with the header in question, is sent to the login page.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.headers import header_name
from djauthlint.django_facts.middleware import REMOTE_USER, REMOTE_USER_METHODS
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.project_classes import class_constant, overrides

rule = Rule(
    __name__,
    code="DJA114",
    severity=Severity.ERROR,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="whoever sends the header is logged in as the user whom it names, the administrator among them",
)

READS_HEADER_UNDER_ASGI = (5, 2)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    remote = settings["MIDDLEWARE"].first(settings.provides(REMOTE_USER))
    if remote is None or overrides(settings, remote.value, REMOTE_USER_METHODS):
        return
    key = class_constant(settings, remote.value, "header", REMOTE_USER, "REMOTE_USER")
    if not isinstance(key, str):
        return
    name, asgi = remote.value.rpartition(".")[2], settings["ASGI_APPLICATION"]
    if key.startswith("HTTP_"):
        header = header_name(key)
        yield rule.diagnostic(
            remote,
            f"{name} trusts the header {header}, which any client can send",
            help=f"let the proxy remove {header} from requests, with - and with _, before it sets its own",
        )
    elif settings.target.oldest >= READS_HEADER_UNDER_ASGI and asgi.is_set and asgi.truthy and not _is_wsgi(settings):
        header = header_name(key)
        yield rule.diagnostic(
            remote,
            f"under ASGI {name} trusts the header {header}, which any client can send",
            help=f"let the proxy remove {header} from requests before it sets its own, or deploy with WSGI",
            related=[(asgi, "ASGI")],
        )


def _is_wsgi(settings: Settings) -> bool:
    """Whether all that the deployment files of the project start is a WSGI server."""
    servers = settings.evaluation.servers
    return bool(servers.gunicorn) and not servers.others

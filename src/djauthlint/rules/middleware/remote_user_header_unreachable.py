"""RemoteUserMiddleware waits for REMOTE_USER, which gunicorn never sets.

## Why is this bad?
RemoteUserMiddleware reads `request.META["REMOTE_USER"]` (`django/contrib/auth/middleware.py`, `get_username`, before 6.1
`process_request`). That is a variable which a server sets that runs Django inside itself, such as Apache with mod_wsgi.
gunicorn is behind a proxy that speaks HTTP to it: all that the proxy can send are headers, and Remote-User arrives as
`HTTP_REMOTE_USER`. Nobody is ever logged in, and no message says why.

The rule speaks where a Dockerfile, Procfile or another deployment file of the project starts gunicorn with a `wsgi` module of
the project, none of them mentions another server, and that module does not mention REMOTE_USER. It is silent about subclasses
with a `header` or `process_request` of their own.

## Example
```python
# settings.py
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
# shop/wsgi.py
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
# run.sh
gunicorn shop.wsgi
```

Use instead:
```python
# settings.py
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shop.middleware.ProxyUser",
]
# shop/middleware.py
from django.contrib.auth.middleware import RemoteUserMiddleware


class ProxyUser(RemoteUserMiddleware):
    header = "HTTP_REMOTE_USER"  # the proxy has to remove this header from requests
# shop/wsgi.py
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
# run.sh
gunicorn shop.wsgi
```

## Prove it
A request through the proxy is answered as that of the user whom the proxy has logged in. Let DJA114 remind you of what the
proxy must not let through.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import REMOTE_USER, REMOTE_USER_METHODS
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.project_classes import overrides

rule = Rule(
    __name__,
    code="DJA120",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.MEDIUM,
    symptom="whoever the proxy has logged in stays anonymous, and is sent to the login page",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    remote = settings["MIDDLEWARE"].first(settings.provides(REMOTE_USER))
    if remote is None or overrides(settings, remote.value, {*REMOTE_USER_METHODS, "header"}):
        return
    evaluation = settings.evaluation
    texts = [text for module in evaluation.servers.gunicorn if (text := evaluation.text_of(module)) is not None]
    if texts and not evaluation.servers.others and not any("REMOTE_USER" in text for text in texts):
        name = remote.value.rpartition(".")[2]
        yield rule.diagnostic(
            remote,
            f"{name} waits for REMOTE_USER, which gunicorn never sets: a proxy can only send headers",
            help='use a subclass with header = "HTTP_REMOTE_USER", and let the proxy remove that header from requests',
        )

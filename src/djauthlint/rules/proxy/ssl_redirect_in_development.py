"""SECURE_SSL_REDIRECT is on where `manage.py runserver` answers, which has no TLS.

## Why is this bad?
SecurityMiddleware answers each request over plain HTTP with a permanent redirect to https (`django/middleware/security.py`,
`process_request`). The development server speaks plain HTTP only: the browser shows an SSL protocol error, and keeps the
redirect, so that it goes to https also once the setting is gone. The rule is silent where something may speak TLS: an app with such
a server, SECURE_PROXY_SSL_HEADER, SECURE_SSL_HOST, or an origin with https in CSRF_TRUSTED_ORIGINS.

## Example
```python
# profile: development
DEBUG = True
SECURE_SSL_REDIRECT = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
# profile: development
DEBUG = True
SECURE_SSL_REDIRECT = not DEBUG
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is unsafe: a module that switches DEBUG off only after this one has run is left without the redirect.

## Prove it
`curl -sI http://localhost:8000/` is no redirect to https.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import Code, assign
from djauthlint.settings.hosts import may_have_tls
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA513",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.DEVELOPMENT,
    confidence=Confidence.HIGH,
    symptom="every page of the development server is an SSL protocol error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    redirect = settings["SECURE_SSL_REDIRECT"]
    if not redirect.truthy or redirect.is_requested or not settings["DEBUG"].truthy or may_have_tls(settings):
        return
    if settings["SECURE_SSL_HOST"].truthy or settings["SECURE_REDIRECT_EXEMPT"].truthy:
        return
    if runs(settings, SECURITY, "__init__", "process_request"):
        yield rule.diagnostic(
            redirect,
            "SECURE_SSL_REDIRECT is on with DEBUG: manage.py runserver has no TLS to redirect to",
            help="set SECURE_SSL_REDIRECT = not DEBUG",
            cure=assign(redirect, Code("not DEBUG")).but("no redirect where DEBUG is switched off only later"),
        )

"""AUTHENTICATION_BACKENDS is empty.

## Why is this bad?
`authenticate()` asks each backend in turn. With none, `_get_backends` (`django/contrib/auth/__init__.py`) raises
ImproperlyConfigured, and TypeError when the setting is None. The login page itself is fine and no system check speaks:
it fails when the form is sent.

## Example
```python
AUTHENTICATION_BACKENDS = []
```

Use instead:
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
```

## Fix safety
The fix is unsafe: whoever has a password in Django can then log in with it, also where a condition adds another backend.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA201",
    severity=Severity.ERROR,
    symptom="the login page works, but sending the form is an error 500",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    backends = settings["AUTHENTICATION_BACKENDS"]
    if not backends.truthy:
        what = "empty" if backends.is_sequence else repr(backends.value)
        yield rule.diagnostic(
            backends,
            f"AUTHENTICATION_BACKENDS is {what}: nobody can log in",
            help='list a backend, or delete the setting to have "django.contrib.auth.backends.ModelBackend"',
            cure=assign(backends, ["django.contrib.auth.backends.ModelBackend"]).but(
                "whoever has a password in the database can log in with it"
            ),
        )

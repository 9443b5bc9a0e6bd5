"""SECRET_KEY is empty.

## Why is this bad?
Settings are read without complaint, and the server starts. The first that asks for the key gets an ImproperlyConfigured
(`django/conf/__init__.py`, `LazySettings.__getattr__`): whatever signs something, such as a session that is saved or a
message. `manage.py check` says nothing without `--deploy` (security.W009).

The rule does not speak of a key that is empty only where an environment variable is not set that it is read from, or where a
file is missing; nor of a module without ROOT_URLCONF, to which other settings must come.

## Example
```python
SECRET_KEY = ""
```

Use instead:
```python
import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
```

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA701",
    severity=Severity.ERROR,
    django_check="security.W009",
    symptom="the server starts, and logging in is an error 500: The SECRET_KEY setting must not be empty",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    key = settings["SECRET_KEY"]
    is_part = not key.is_set and not settings["ROOT_URLCONF"].is_set and not settings.is_declared
    if key.truthy or is_part or key.environment_default is not None or key.depends_on_files:
        return
    what = "not set" if not key.is_set else "None" if key.value is None else "empty"
    yield rule.diagnostic(
        key,
        f"SECRET_KEY is {what}",
        help='read it from where it is kept: SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]',
    )

"""AUTHENTICATION_BACKENDS lists the same backend twice.

## Why is this bad?
`_get_backends` (`django/contrib/auth/__init__.py`) takes the entries as they come, so `authenticate()` asks the backend
again after it has refused: each wrong password is hashed twice, and each failure is counted twice by what counts inside
a backend.

## Example
```python
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "django.contrib.auth.backends.ModelBackend",
]
```

Use instead:
```python
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
]
```

## Fix safety
The fix is safe: the same backend is only asked once.

## Prove it
`django.contrib.auth.get_backends()` has each class once.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import remove

rule = Rule(
    __name__,
    code="DJA204",
    severity=Severity.INFO,
    priority="P2",
    symptom="logging in works, but a wrong password takes twice the time",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    for element, first in settings["AUTHENTICATION_BACKENDS"].repeated():
        yield rule.diagnostic(
            element,
            f"{element.value.rpartition('.')[2]} is listed twice in AUTHENTICATION_BACKENDS",
            help="remove the second entry",
            cure=remove(element),
            related=[(first, "first listed here")],
        )

"""MIDDLEWARE lists the same class twice.

## Why is this bad?
`load_middleware` (`django/core/handlers/base.py`) makes one instance for each entry, so all that the class does is done
twice for every request. SessionMiddleware, CsrfViewMiddleware and AuthenticationMiddleware bear it, others may not; and
whoever moves or removes one of the entries will wonder why nothing changes.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is safe: the first entry does the work of both.

## Prove it
`python -c "from django.conf import settings as s; print(len(s.MIDDLEWARE) - len(set(s.MIDDLEWARE)))"` prints 0.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import remove

rule = Rule(
    __name__,
    code="DJA118",
    severity=Severity.WARNING,
    priority="P2",
    symptom="every request passes the same middleware twice",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    for element, first in settings["MIDDLEWARE"].repeated():
        yield rule.diagnostic(
            element,
            f"{element.value.rpartition('.')[2]} is listed twice in MIDDLEWARE",
            help="remove the second entry",
            cure=remove(element),
            related=[(first, "first listed here")],
        )

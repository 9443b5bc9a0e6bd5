"""Browsers may guess what a file is.

## Why is this bad?
Without `X-Content-Type-Options: nosniff`, which SecurityMiddleware sends unless SECURE_CONTENT_TYPE_NOSNIFF is off
(`django/middleware/security.py`, `process_response`), a browser may run an uploaded text as a script, with the cookies of who
looks at it. The system check security.W006 speaks only with `--deploy`.

## Example
```python
SECURE_CONTENT_TYPE_NOSNIFF = False
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_CONTENT_TYPE_NOSNIFF = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is unsafe: files that are served with a wrong type are no longer shown.

## Prove it
`curl -sI https://HOST/accounts/login/` shows `X-Content-Type-Options: nosniff`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA712",
    severity=Severity.WARNING,
    priority="P2",
    profile=Profile.PRODUCTION,
    since=(3, 0),
    django_check="security.W006",
    symptom="nothing: a browser may take an upload for a script",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    nosniff = settings["SECURE_CONTENT_TYPE_NOSNIFF"]
    if not nosniff.truthy and not nosniff.is_requested and runs(settings, SECURITY):
        yield rule.diagnostic(
            nosniff,
            "SECURE_CONTENT_TYPE_NOSNIFF is off: browsers may guess what a file is",
            help="delete the setting: the default is True",
            cure=assign(nosniff, True).but("files that are served with a wrong type are no longer shown"),
            django_check=of_security_middleware(settings, "security.W006"),
        )

"""Browsers are not told to insist on HTTPS.

## Why is this bad?
Without `Strict-Transport-Security`, which SecurityMiddleware sends over HTTPS where SECURE_HSTS_SECONDS is not 0
(`django/middleware/security.py`, `process_response`), a browser begins each visit to a bare host name over plain HTTP, where
anyone on the network path can answer instead of the site. A server before Django can send the header as well: `hsts = "edge"` in
`[tool.djauthlint.deployment]` says that it does. The system check security.W004 speaks only with `--deploy`, and does not see
subclasses of the middleware.

## Example
```python
SECURE_HSTS_SECONDS = 0
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_HSTS_SECONDS = 3600  # more, once every page has been seen to work over HTTPS
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is unsafe: for an hour browsers refuse to open the site over plain HTTP.

## Prove it
`curl -sI https://HOST/accounts/login/` shows `Strict-Transport-Security`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.hsts import may_send_hsts

rule = Rule(
    __name__,
    code="DJA515",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    django_check="security.W004",
    symptom="nothing",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    seconds = settings["SECURE_HSTS_SECONDS"]
    if not seconds.truthy and not seconds.is_requested and may_send_hsts(settings):
        yield rule.diagnostic(
            seconds,
            f"SECURE_HSTS_SECONDS is {'off' if seconds.is_set else 'not set'}: browsers are not told to insist on HTTPS",
            help="start with a small number, 3600, where the whole site is served over HTTPS",
            django_check=of_security_middleware(settings, "security.W004"),
            cure=assign(seconds, 3600).but("for an hour browsers do not open the site over plain HTTP"),
        )

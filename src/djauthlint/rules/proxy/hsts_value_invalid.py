"""SECURE_HSTS_SECONDS is no number of seconds.

## Why is this bad?
Django writes it into the header as it is: `"max-age=%s" % self.sts_seconds` (`django/middleware/security.py`, `process_response`).
Browsers take digits only (RFC 6797, section 6.1.1), and ignore a header with `max-age=True` or `max-age=-1`: they never learn to
insist on HTTPS. No system check looks at it: security.W004 is content with any true value.

## Example
```python
SECURE_HSTS_SECONDS = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_HSTS_SECONDS = 31536000
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Prove it
`curl -sI https://HOST/` shows `Strict-Transport-Security: max-age=` and digits.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.hsts import max_age, may_send_hsts

rule = Rule(
    __name__,
    code="DJA518",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    symptom="nothing: browsers ignore the header, and never learn to insist on HTTPS",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    seconds = settings["SECURE_HSTS_SECONDS"]
    if seconds.truthy and max_age(seconds.value) is None and may_send_hsts(settings):
        yield rule.diagnostic(
            seconds,
            f"SECURE_HSTS_SECONDS must be a whole number of seconds: browsers ignore max-age={seconds.value}",
            help="write 31536000 for a year",
        )

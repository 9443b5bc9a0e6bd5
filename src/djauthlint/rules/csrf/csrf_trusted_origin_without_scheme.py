"""CSRF_TRUSTED_ORIGINS has an entry without a scheme.

## Why is this bad?
Since Django 4.0 entries are compared with the whole `Origin` header (`django/middleware/csrf.py`, `_origin_verified`),
so a bare host matches nothing and the form is refused with error 403. The system check 4_0.E001
(`django/core/checks/compatibility/django_4_0.py`) stops `manage.py`, but application servers do not run it.

## Example
```python
CSRF_TRUSTED_ORIGINS = ["app.example.com"]
```

Use instead:
```python
CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
```

## Fix safety
The fix is unsafe: that the origin has TLS is a guess, except for the machine itself, which is taken for one without.

## Prove it
Send the login form from the listed origin with a browser: the answer is not 403 "Origin checking failed".
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import origins
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import assign

_LOCAL: Final = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)")

rule = Rule(
    __name__,
    code="DJA410",
    severity=Severity.ERROR,
    since=(4, 0),
    django_check="4_0.E001",
    symptom="manage.py stops with 4_0.E001; under an application server sending the form is an error 403",
)


@rule.check_elements(lambda _: ["CSRF_TRUSTED_ORIGINS"])
def check(origin: Element) -> Iterator[Diagnostic]:
    text = origin.value
    if isinstance(text, str) and "://" not in text and text not in ("", "null"):  # DJA413, DJA412
        meant = _with_scheme(text)
        yield rule.diagnostic(
            origin,
            f"{text!r} in CSRF_TRUSTED_ORIGINS has no scheme",
            help=f'write "{meant or f"https://{text}"}"',
            cure=assign(origin, meant).but("the scheme is a guess") if meant and origin.is_written else None,
        )


def _with_scheme(text: str) -> str | None:
    """The origin that was probably meant, None where that is none."""
    host = text.strip().removeprefix("//")
    scheme = "http" if _LOCAL.match(host) else "https"
    return origins.corrected(f"{scheme}://{host}")

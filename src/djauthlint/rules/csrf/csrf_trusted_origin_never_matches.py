"""CSRF_TRUSTED_ORIGINS has an entry that matches no origin.

## Why is this bad?
An entry without `*` is compared, letter by letter, with the `Origin` header (`django/middleware/csrf.py`,
`_origin_verified`), which browsers write in lower case, without a slash at the end and without a default port. Of an
entry with `*` Django removes the stars before the host; only what then begins with a dot stands for subdomains. Forms
from the origin that was meant are refused with error 403, and the system check 4_0.E001 accepts the entry.

## Example
```python
CSRF_TRUSTED_ORIGINS = ["https://app.example.com/"]
```

Use instead:
```python
CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
```

## Fix safety
The fix is safe: it trusts the origin that is written there, in the form in which browsers send it.

## Prove it
Send the login form from the listed origin with a browser: the answer is not 403 "Origin checking failed".
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import origins
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA411",
    severity=Severity.ERROR,
    since=(4, 0),
    symptom="sending a form from that origin is an error 403: Origin checking failed",
)


@rule.check_elements(lambda _: ["CSRF_TRUSTED_ORIGINS"])
def check(entry: Element) -> Iterator[Diagnostic]:
    text = entry.value
    if not isinstance(text, str) or "://" not in text or len(entry.parts) > 1:  # A missing comma is DJA803.
        return
    fault = origins.fault(text)
    if fault is not None:
        better = origins.corrected(text)
        yield rule.diagnostic(
            entry,
            f"{text!r} in CSRF_TRUSTED_ORIGINS {fault}",
            cure=assign(entry, better) if better and entry.is_written else None,
            help=f'write "{better}"' if better else 'write "https://app.example.com" or "https://*.example.com"',
        )

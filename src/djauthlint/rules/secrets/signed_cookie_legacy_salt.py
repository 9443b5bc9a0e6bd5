"""SIGNED_COOKIE_LEGACY_SALT_FALLBACK lets a signed cookie stand for another one.

## Why is this bad?
Django once signed a cookie with its name and its salt joined without anything between them: what was signed for the cookie `ab` with
the salt `c` is valid for the cookie `a` with the salt `bc`, too (CVE-2026-6873). Where the setting is true such cookies are still
accepted (`django/core/signing.py`, `_unsign_cookie`). It is there for a transition, and Django 6.1 warns of it.

Sessions of `signed_cookies` are not concerned: their engine signs with a salt of its own.

## Example
```python
# django: 6.0
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = True
```

Use instead:
```python
# django: 6.0
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
```

## Fix safety
The fix is unsafe: cookies that were signed before the upgrade are no longer valid.

## Prove it
`get_signed_cookie` refuses a cookie that Django signed before 5.2.15 or 6.0.6.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA722",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    since=(5, 2),
    symptom="nothing: cookies of get_signed_cookie are accepted that were signed for another name",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    fallback = settings["SIGNED_COOKIE_LEGACY_SALT_FALLBACK"]
    if fallback.is_surely_set and fallback.truthy:
        yield rule.diagnostic(
            fallback,
            "SIGNED_COOKIE_LEGACY_SALT_FALLBACK accepts cookies that were signed for another name and salt",
            help="set it to False once the cookies have expired that were signed before the upgrade",
            cure=assign(fallback, False).but("cookies that were signed before the upgrade are no longer valid"),
        )

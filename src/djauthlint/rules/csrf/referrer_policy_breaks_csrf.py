"""SECURE_REFERRER_POLICY makes browsers hide where a form comes from.

## Why is this bad?
SecurityMiddleware sends the setting as `Referrer-Policy` (`django/middleware/security.py`, `process_response`); of
several policies browsers take the last that they know. Under `no-referrer` they send `Origin: null` with each form
(Fetch standard, "append a request Origin header"), and CsrfViewMiddleware refuses it (`django/middleware/csrf.py`,
`_origin_verified`). The system check security.E023 accepts the value. To trust the origin `null` would let every
sandboxed frame of every site send forms.

## Example
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
SECURE_REFERRER_POLICY = "no-referrer"
```

Use instead:
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
SECURE_REFERRER_POLICY = "same-origin"
```

## Fix safety
The fix is unsafe: the policy hid from the site itself, too, which of its pages people come from.

## Prove it
Send the login form with a browser: the answer is not 403 "Origin checking failed - null".
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.headers import REFERRER_POLICIES, words
from djauthlint.django_facts.middleware import CSRF, SECURITY
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA418",
    severity=Severity.ERROR,
    since=(4, 0),
    symptom="sending any form is an error 403: Origin checking failed - null",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    policy = settings["SECURE_REFERRER_POLICY"]
    if not _hides_the_origin(policy.value) or settings["CSRF_TRUSTED_ORIGINS"].contains("null"):
        return
    middleware = settings["MIDDLEWARE"]
    if middleware.any(settings.provides(SECURITY)) and middleware.any(settings.provides(CSRF)):
        yield rule.diagnostic(
            policy,
            "SECURE_REFERRER_POLICY is no-referrer: browsers send Origin: null with forms, which Django refuses",
            help='write "same-origin", the default, or "strict-origin-when-cross-origin"',
            cure=assign(policy, "same-origin").but("pages of the site are told from which of its pages people come"),
        )


def _hides_the_origin(value: object) -> bool:
    if isinstance(value, (set, frozenset)):  # Django joins it in any order.
        return False
    known = [word for word in map(str.lower, words(value)) if word in REFERRER_POLICIES]
    return known[-1:] == ["no-referrer"]

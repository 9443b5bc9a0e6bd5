"""SESSION_COOKIE_NAME begins with a prefix whose promise is not kept.

## Why is this bad?
Browsers refuse a cookie whose name begins with `__Secure-` or `__Host-`, in any case, if it is not `Secure`; for `__Host-`
it must also have the path `/` and no domain (RFC 6265bis, section 5.7). Django sends what the settings say
(`django/http/response.py`, `set_cookie`), the browser drops it without a word, and the next request is anonymous again.

## Example
```python
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_DOMAIN = "example.com"
```

Use instead:
```python
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: nobody can log in over plain HTTP, and hosts and paths no longer share logins.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA317",
    severity=Severity.ERROR,
    symptom="logging in leads back to the login page, without an error",
)

VALUES = {"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_PATH": "/", "SESSION_COOKIE_DOMAIN": None}
CAUTION = "nobody can log in over plain HTTP, and hosts and paths no longer share logins"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    name = settings["SESSION_COOKIE_NAME"]
    prefix = cookies.prefix(name.value) if isinstance(name.value, str) else None
    if prefix is not None and (broken := settings.broken_promise("SESSION", prefix)) is not None:
        culprit, promise = broken
        yield rule.diagnostic(
            name,
            f"SESSION_COOKIE_NAME begins with {prefix} without {promise}: browsers refuse the cookie",
            help=f"set {promise}, or take the prefix away",
            cure=assign(culprit, VALUES[culprit.name]).but(CAUTION),
            related=[(culprit, "not so here")] if culprit.is_set else [],
        )

"""Session cookie has SameSite=None without Secure.

## Why is this bad?
Browsers refuse a cookie with `SameSite=None` that is not `Secure` (RFC 6265bis, section 5.7), over HTTPS too. Django
sends what the settings say (`django/http/response.py`, `set_cookie`), the browser drops it without a word, and the next
request is anonymous again. Only the string `"None"` means this: with Python's `None` Django leaves the attribute out.

## Example
```python
SESSION_COOKIE_SAMESITE = "None"
```

Use instead:
```python
SESSION_COOKIE_SAMESITE = "None"
SESSION_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: nobody can log in where the site is reached over plain HTTP.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA304",
    severity=Severity.ERROR,
    symptom="logging in leads back to the login page, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    samesite, secure = settings["SESSION_COOKIE_SAMESITE"], settings["SESSION_COOKIE_SECURE"]
    if isinstance(samesite.value, str) and samesite.value.lower() == "none" and not secure.truthy:
        yield rule.diagnostic(
            samesite,
            "SESSION_COOKIE_SAMESITE is the string 'None' without SESSION_COOKIE_SECURE: browsers refuse the cookie",
            help='set SESSION_COOKIE_SECURE = True, or SESSION_COOKIE_SAMESITE = "Lax"',
            cure=assign(secure, True).but("nobody can log in where the site is reached over plain HTTP"),
            related=[(secure, "not Secure here")] if secure.is_set else [],
        )

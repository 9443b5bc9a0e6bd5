"""CSRF_COOKIE_SAMESITE makes the CSRF cookie unusable.

## Why is this bad?
Browsers refuse a cookie with `SameSite=None` that is not `Secure` (RFC 6265bis, section 5.7), over HTTPS too: the form
comes back without its cookie, and Django refuses it. Only the string `"None"` means this: with Python's `None` Django
leaves the attribute out. Any other word is an exception while the page with the form is sent
(`django/http/response.py`, `set_cookie`). With CSRF_USE_SESSIONS there is no such cookie.

## Example
```python
CSRF_COOKIE_SAMESITE = "None"
```

Use instead:
```python
CSRF_COOKIE_SAMESITE = "None"
CSRF_COOKIE_SECURE = True
```

## Fix safety
A word that Django does not take becomes the one that was meant, or else `Lax`; that is safe, as every page with a form fails
before. `None` without Secure becomes `Lax`; that is unsafe, as some browsers take the cookie all the same.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and
sending the form is not an error 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.cookies import SAMESITE
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(__name__, code="DJA403", severity=Severity.ERROR)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    samesite = settings["CSRF_COOKIE_SAMESITE"]
    if not samesite.truthy or settings["CSRF_USE_SESSIONS"].truthy:
        return
    word = samesite.value.lower() if isinstance(samesite.value, str) else None
    if word not in SAMESITE:
        meant = (word or "").strip().capitalize()
        yield rule.diagnostic(
            samesite,
            f"CSRF_COOKIE_SAMESITE is {samesite.value!r}: Django takes only 'Lax', 'Strict' and 'None'",
            help='write "Lax", or delete the line: that is the default',
            symptom="the login page is an error 500, as is every page with a form",
            cure=assign(samesite, meant if meant.lower() in SAMESITE else "Lax"),
        )
        return
    secure = settings["CSRF_COOKIE_SECURE"]
    if word == "none" and not secure.truthy:
        yield rule.diagnostic(
            samesite,
            "CSRF_COOKIE_SAMESITE is the string 'None' without CSRF_COOKIE_SECURE: browsers refuse the cookie",
            help='set CSRF_COOKIE_SECURE = True, or CSRF_COOKIE_SAMESITE = "Lax"',
            symptom="sending the login form is an error 403: CSRF cookie not set",
            related=[(secure, "not Secure here")] if secure.is_set else [],
            cure=assign(samesite, "Lax").but(
                "forms that other sites show in a frame stop working in browsers that took the cookie all the same"
            ),
        )

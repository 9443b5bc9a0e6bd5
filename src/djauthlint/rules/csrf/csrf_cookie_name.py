"""CSRF_COOKIE_NAME makes the CSRF cookie unusable.

## Why is this bad?
Django hands the name to Python's `http.cookies` (`django/http/response.py`, `set_cookie`), which raises CookieError for
one with a space or a semicolon, an empty one and the names of attributes such as `path`: each page with a form is an
error. And browsers refuse a cookie whose name begins with `__Secure-` or `__Host-` if it is not `Secure`; for `__Host-`
it must also have the path `/` and no domain (RFC 6265bis, section 4.1.3). With CSRF_USE_SESSIONS there is no such
cookie.

## Example
```python
CSRF_COOKIE_NAME = "__Host-csrftoken"
```

Use instead:
```python
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
```

## Fix safety
The fix is safe: no browser has had the cookie, so nothing can depend on it. A name that can't be becomes the default;
what a prefix promises is set as the prefix wants it.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and
sending the form is not an error 403.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

_PROMISED: Final = {"CSRF_COOKIE_SECURE": True, "CSRF_COOKIE_PATH": "/", "CSRF_COOKIE_DOMAIN": None}
"""What the prefixes want."""

rule = Rule(__name__, code="DJA406", severity=Severity.ERROR)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    name = settings["CSRF_COOKIE_NAME"]
    is_name = isinstance(name.value, str) and cookies.is_name(name.value)
    prefix = cookies.prefix(name.value) if is_name else None
    if (is_name and prefix is None) or settings["CSRF_USE_SESSIONS"].truthy:
        return
    if not is_name:
        yield rule.diagnostic(
            name,
            f"CSRF_COOKIE_NAME is {name.value!r}, which Python's http.cookies refuses as the name of a cookie",
            help="use letters, digits, '-', '_' and '.'",
            symptom="the login page is an error 500, as is every page with a form",
            cure=assign(name, "csrftoken"),
        )
    elif prefix is not None and (broken := settings.broken_promise("CSRF", prefix)) is not None:
        culprit, cure = broken
        yield rule.diagnostic(
            name,
            f"CSRF_COOKIE_NAME begins with {prefix} without {cure}: browsers refuse the cookie",
            help=f"set {cure}, or take the prefix away",
            symptom="sending the login form is an error 403: CSRF cookie not set",
            related=[(culprit, "not so here")] if culprit.is_set else [],
            cure=assign(culprit, _PROMISED[culprit.name]),
        )

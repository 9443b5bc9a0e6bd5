"""CSRF_COOKIE_DOMAIN is no host name.

## Why is this bad?
Django writes whatever is not `None` behind `Domain=` (`django/http/response.py`, `set_cookie`): a URL, a port, a
wildcard, even `False` or a list. Browsers refuse a cookie whose domain the visited host is not in (RFC 6265bis, section
5.7), so the form comes back without its cookie, and Django refuses it. With CSRF_USE_SESSIONS there is no such cookie.

## Example
```python
CSRF_COOKIE_DOMAIN = "https://app.example.com"
```

Use instead:
```python
CSRF_COOKIE_DOMAIN = "app.example.com"
```

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and
sending the form is not an error 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA404",
    severity=Severity.ERROR,
    symptom="sending the login form is an error 403: CSRF cookie not set",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    domain = settings["CSRF_COOKIE_DOMAIN"]
    value = domain.value
    if value is None or (isinstance(value, str) and cookies.may_be_domain(value)):
        return
    if not settings["CSRF_USE_SESSIONS"].truthy:
        yield rule.diagnostic(
            domain,
            f"CSRF_COOKIE_DOMAIN is {value!r}, which is no host name: browsers refuse the cookie",
            help="write a host name without scheme, port and path, or None for the host that is visited",
        )

"""CSRF_COOKIE_DOMAIN is no domain that the site's hosts are in.

## Why is this bad?
Django writes whatever is not `None` behind `Domain=` (`django/http/response.py`, `set_cookie`): a URL, a port, a
wildcard, even `False` or a list. Browsers refuse a cookie whose domain the visited host is not in, and one for a name
below which anybody can have a host, such as `herokuapp.com` (RFC 6265bis, section 5.7, and the Public Suffix List). So the
form comes back without its cookie, and Django refuses it. The hosts are those of `[tool.djauthlint.deployment]`, else of
ALLOWED_HOSTS. With CSRF_USE_SESSIONS there is no such cookie.

## Example
```python
CSRF_COOKIE_DOMAIN = "https://app.example.com"
```

Use instead:
```python
CSRF_COOKIE_DOMAIN = "app.example.com"
```

## Fix safety
The fix is safe where every browser refuses the cookie. It is unsafe where some hosts of the site take it: they no longer
have it in common.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and
sending the form is not an error 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies, registries
from djauthlint.rule import Rule
from djauthlint.settings import Settings, hosts
from djauthlint.settings.cures import assign

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
    if value is None or value == "" or settings["CSRF_USE_SESSIONS"].truthy:
        return
    if not isinstance(value, str) or not cookies.may_be_domain(value):
        yield rule.diagnostic(
            domain,
            f"CSRF_COOKIE_DOMAIN is {value!r}, which is no host name: browsers refuse the cookie",
            help="write a host name without scheme, port and path, or None for the host that is visited",
            cure=assign(domain, None),
        )
    elif registries.is_public(cookies.domain(value)) and not hosts.is_named(settings, cookies.domain(value)):
        yield rule.diagnostic(
            domain,
            f"CSRF_COOKIE_DOMAIN is {value!r}, below which anybody can have a host: browsers refuse the cookie",
            help="write None, or the full name of the site's host",
            confidence=Confidence.HIGH,
            cure=assign(domain, None),
        )
    elif (refused := hosts.refusal(settings, "CSRF_COOKIE_DOMAIN")) is not None:
        cure = assign(domain, None)
        yield rule.diagnostic(
            domain,
            f"CSRF_COOKIE_DOMAIN is {value!r}: browsers at {refused.host} refuse the cookie",
            help="write None for the host that is visited, or a domain that every host of the site is in",
            severity=refused.severity,
            confidence=refused.confidence,
            symptom=None if refused.everywhere else f"at {refused.host} sending the login form is an error 403",
            related=refused.related,
            cure=cure if refused.everywhere else cure.but("hosts of the site no longer have the cookie in common"),
        )

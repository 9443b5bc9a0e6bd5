"""SESSION_COOKIE_DOMAIN is no host name.

## Why is this bad?
Django writes whatever is not None into the attribute `Domain` (`django/http/response.py`, `set_cookie`): a URL, a port, a
`*` and, with `SESSION_COOKIE_DOMAIN = False`, the word `False`. A browser refuses the cookie, since no host matches
(RFC 6265bis, section 5.7), without a word, and the next request is anonymous again. Django's test client does not look
at the attribute, and no system check does.

## Example
```python
SESSION_COOKIE_DOMAIN = "https://app.example.com"
```

Use instead:
```python
SESSION_COOKIE_DOMAIN = "app.example.com"
```

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA309",
    severity=Severity.ERROR,
    symptom="logging in leads back to the login page, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    domain = settings["SESSION_COOKIE_DOMAIN"]
    value = domain.value
    if value is None or (isinstance(value, str) and cookies.may_be_domain(value)):
        return
    yield rule.diagnostic(
        domain,
        f"SESSION_COOKIE_DOMAIN is {value!r}, which is no host name: browsers refuse the cookie",
        help="write a host name without scheme, port and path, or None for the host that is visited",
    )

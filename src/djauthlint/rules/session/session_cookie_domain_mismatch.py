"""SESSION_COOKIE_DOMAIN is a domain that hosts of the site are not in.

## Why is this bad?
Django writes the domain into the cookie (`django/contrib/sessions/middleware.py`, `process_response`), whatever host is
visited. A browser refuses a cookie for a domain that this host is neither equal to nor below (RFC 6265bis, section 5.7), without a
word, and the next request is anonymous again. A dot before the domain makes no difference. The hosts are those of
`[tool.djauthlint.deployment]`, else of ALLOWED_HOSTS; in development, while that is empty, localhost.

## Example
```python
ALLOWED_HOSTS = ["app.example.com"]
SESSION_COOKIE_DOMAIN = "www.example.com"
```

Use instead:
```python
ALLOWED_HOSTS = ["app.example.com"]
SESSION_COOKIE_DOMAIN = None
```

## Fix safety
The fix is unsafe: hosts of the domain no longer share logins.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings, hosts
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA310",
    severity=Severity.ERROR,
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="logging in leads back to the login page, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    domain = settings["SESSION_COOKIE_DOMAIN"]
    refused = hosts.refusal(settings, "SESSION_COOKIE_DOMAIN")
    if refused is None:
        return
    yield rule.diagnostic(
        domain,
        f"SESSION_COOKIE_DOMAIN is {domain.value!r}: browsers at {refused.host} refuse the cookie",
        help="write None for the host that is visited, or a domain that every host of the site is in",
        cure=assign(domain, None).but("hosts of the domain no longer share logins"),
        severity=refused.severity,
        confidence=refused.confidence,
        symptom=None if refused.everywhere else f"at {refused.host} logging in leads back to the login page",
        related=refused.related,
    )

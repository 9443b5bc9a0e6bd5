"""CSRF_COOKIE_SECURE is on, and the site is visited over plain HTTP.

## Why is this bad?
Django makes the cookie `Secure` whatever the scheme of the request is (`django/middleware/csrf.py`, `_set_csrf_cookie`). A
browser refuses such a cookie from a page without TLS (RFC 6265bis, section 5.7), so the form comes back without it, and
Django refuses it. Only localhost and addresses like 127.0.0.1 are exempt: that it works there proves nothing. The scheme and the
hosts are those of `[tool.djauthlint.deployment]`; in development, where `runserver` has no TLS, the hosts of ALLOWED_HOSTS that are
addresses or names of a local network. With CSRF_USE_SESSIONS there is no such cookie, and DJA302 speaks of the session cookie.

## Example
```python
# deployment: browser_scheme = "http"
ALLOWED_HOSTS = ["app.example.com"]
CSRF_COOKIE_SECURE = True
```

Use instead:
```python
# deployment: browser_scheme = "https"
ALLOWED_HOSTS = ["app.example.com"]
CSRF_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: the CSRF cookie then also travels over plain HTTP where the site has TLS as well.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and
sending the form is not an error 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings, hosts
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA402",
    severity=Severity.ERROR,
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="sending the login form is an error 403: CSRF cookie not set",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    secure = settings["CSRF_COOKIE_SECURE"]
    if not secure.truthy or settings["CSRF_USE_SESSIONS"].truthy or (plain := hosts.without_tls(settings)) is None:
        return
    yield rule.diagnostic(
        secure,
        f"CSRF_COOKIE_SECURE is on: browsers at http://{plain.host} refuse the cookie",
        help="serve the site over HTTPS, or switch the setting off where there is none",
        severity=plain.severity,
        confidence=plain.confidence,
        related=plain.related,
        cure=assign(secure, False).but("the CSRF cookie then also travels over plain HTTP where the site has TLS"),
    )

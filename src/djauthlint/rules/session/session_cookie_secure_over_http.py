"""SESSION_COOKIE_SECURE is on, and the site is visited over plain HTTP.

## Why is this bad?
Django makes the cookie `Secure` whatever the scheme of the request is (`django/contrib/sessions/middleware.py`,
`process_response`). A browser refuses such a cookie from a page without TLS (RFC 6265bis, section 5.7), and the next
request is anonymous again; with CSRF_USE_SESSIONS the login form is refused. Only localhost and addresses like 127.0.0.1 are
exempt: that it works there proves nothing. The scheme and the hosts are those of `[tool.djauthlint.deployment]`; in
development, where `runserver` has no TLS, the hosts of ALLOWED_HOSTS that are addresses or names of a local network.

## Example
```python
# deployment: browser_scheme = "http"
ALLOWED_HOSTS = ["app.example.com"]
SESSION_COOKIE_SECURE = True
```

Use instead:
```python
# deployment: browser_scheme = "https"
ALLOWED_HOSTS = ["app.example.com"]
SESSION_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: the session id travels where anyone can read it.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings, hosts
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA302",
    severity=Severity.ERROR,
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="logging in leads back to the login page, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    secure = settings["SESSION_COOKIE_SECURE"]
    if not secure.truthy or (plain := hosts.without_tls(settings)) is None:
        return
    off = assign(secure, False).but("the session id travels where anyone can read it")
    in_session = settings["CSRF_USE_SESSIONS"].truthy
    yield rule.diagnostic(
        secure,
        f"SESSION_COOKIE_SECURE is on: browsers at http://{plain.host} refuse the cookie",
        help="serve the site over HTTPS, or switch the setting off where there is none",
        cure=off if settings.profile is Profile.DEVELOPMENT else None,
        severity=plain.severity,
        confidence=plain.confidence,
        symptom="sending the login form is an error 403: CSRF token missing" if in_session else None,
        related=plain.related,
    )

"""Nobody is redirected from HTTP to HTTPS.

## Why is this bad?
SecurityMiddleware redirects only where SECURE_SSL_REDIRECT is on (`django/middleware/security.py`, `process_request`). Whoever types
the address without `https://` gets the login form over plain HTTP, and sends the password that way, unless something before Django
redirects: then `http_redirected = true` in `[tool.djauthlint.deployment]` says so. The system check security.W008 speaks
only with `--deploy`; it takes any value but `True` for off, though Django tests for truth, and does not see subclasses of the
middleware.

## Example
```python
SECURE_SSL_REDIRECT = False
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # behind a proxy that always sets this header
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is unsafe: no page opens where there is no HTTPS, or where a proxy does not say that it was used.

## Prove it
`curl -sI http://HOST/accounts/login/` is a 301 to https.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA514",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    django_check="security.W008",
    symptom="nothing: logging in over plain HTTP works, and the password can be read on the way",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    redirect = settings["SECURE_SSL_REDIRECT"]
    if settings.deployment.http_redirected or settings.deployment.browser_scheme == "http":
        return
    if not redirect.is_off or not runs(settings, SECURITY, "__init__", "process_request"):
        return
    yield rule.diagnostic(
        redirect,
        f"SECURE_SSL_REDIRECT is {'off' if redirect.is_set else 'not set'}: Django redirects nobody from HTTP to HTTPS",
        cure=assign(redirect, True).but(
            "no page opens without HTTPS, or behind a proxy that does not say that it was used"
        ),
        help="set SECURE_SSL_REDIRECT = True, with SECURE_PROXY_SSL_HEADER behind a proxy, or let the proxy redirect",
        django_check=of_security_middleware(settings, "security.W008"),
    )

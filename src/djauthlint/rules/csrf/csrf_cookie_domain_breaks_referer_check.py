"""The domain of the CSRF cookie is compared with the Referer, and the site's own host does not match it.

## Why is this bad?
Over HTTPS, where a request has no `Origin` header, Django compares the host of the `Referer` with CSRF_COOKIE_DOMAIN, or
with SESSION_COOKIE_DOMAIN if CSRF_USE_SESSIONS is on (`django/middleware/csrf.py`, `_check_referer`). Without a dot before
it that is an exact comparison: `example.com` does not match `app.example.com`, and an empty text matches nothing. For
browsers, which send `Origin`, and for the cookie itself the dot makes no difference.

## Example
```python
ALLOWED_HOSTS = ["app.example.com"]
CSRF_COOKIE_DOMAIN = "example.com"
```

Use instead:
```python
ALLOWED_HOSTS = ["app.example.com"]
CSRF_COOKIE_DOMAIN = ".example.com"
```

## Fix safety
The fix is safe: to browsers a domain is the same with the dot and without, and so are an empty text and None.

## Prove it
Log in with curl over HTTPS with cookie, token and `Referer`, and without `Origin`: the answer is a redirect, not 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies, origins
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA415",
    severity=Severity.WARNING,
    priority="P2",
    outside_tests=True,
    symptom="nothing in a browser; clients that send no Origin over HTTPS get error 403: Referer checking failed",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    name = "SESSION_COOKIE_DOMAIN" if settings["CSRF_USE_SESSIONS"].truthy else "CSRF_COOKIE_DOMAIN"
    domain = settings[name].value
    if not isinstance(domain, str) or domain.startswith(".") or (domain and not cookies.may_be_domain(domain)):
        return
    host = next(_refused(settings, domain), None)
    if host is not None:
        yield rule.diagnostic(
            settings[name],
            f"{name} {domain!r} does not match {host!r} where Django compares it with the Referer",
            cure=assign(settings[name], f".{domain}" if domain else None),
            help=f'write ".{domain}"' if domain else "write None for the host that is visited",
        )


def _refused(settings: Settings, domain: str) -> Iterator[str]:
    """The hosts of the site whose own pages are refused as `Referer`."""
    trusted = settings["CSRF_TRUSTED_ORIGINS"].value
    for entry in settings["ALLOWED_HOSTS"].value:
        host = entry.lower().removeprefix(".") if isinstance(entry, str) else ""
        is_below = host.endswith(f".{domain}") or (entry.startswith(".") and host == domain) if domain else host != "*"
        example = f"www.{host}" if host and entry.startswith(".") else host
        if is_below and example and not any(origins.covers(origin, example) for origin in trusted):
            yield example

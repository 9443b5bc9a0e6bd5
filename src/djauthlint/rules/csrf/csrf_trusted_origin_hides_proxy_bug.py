"""The site trusts its own origin, because Django does not know that it is visited over HTTPS.

## Why is this bad?
Behind a proxy that ends TLS, Django takes requests for plain HTTP unless SECURE_PROXY_SSL_HEADER tells it otherwise. The
`Origin` of each form then differs from what Django expects, which is error 403. Listing the site's own origin makes
`_origin_verified` (`django/middleware/csrf.py`) accept it, but `request.is_secure()` stays False: links in the mails about
passwords begin with http://, HSTS is never sent, and SECURE_SSL_REDIRECT would be a loop. Where Django knows the scheme, a site
need not trust itself.

The rule speaks where the deployment is declared with `tls_at_proxy = true`, or USE_X_FORWARDED_HOST shows that there is a
proxy; and not where the server that runs Django is declared to take the scheme from the proxy, or where SECURE_SSL_REDIRECT is on.

## Example
```python
ALLOWED_HOSTS = ["app.example.com"]
USE_X_FORWARDED_HOST = True
CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
```

Use instead:
```python
ALLOWED_HOSTS = ["app.example.com"]
USE_X_FORWARDED_HOST = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
```

## Prove it
The link in the mail of a password reset begins with https://.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import origins
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Element, Settings

rule = Rule(
    __name__,
    code="DJA414",
    severity=Severity.WARNING,
    priority="P2",
    profile=Profile.PRODUCTION,
    confidence=Confidence.MEDIUM,
    since=(4, 0),
    symptom="logging in works; links in mails about passwords begin with http://, and HSTS is never sent",
)


@rule.check_elements(lambda _: ["CSRF_TRUSTED_ORIGINS"])
def check(entry: Element) -> Iterator[Diagnostic]:
    settings, origin = entry.settings, entry.value
    if not isinstance(origin, str) or len(entry.parts) > 1 or origins.fault(origin) is not None:
        return
    scheme, _, host = origin.partition("://")
    # With a port, or a * for other hosts, it may be needed for more than the scheme.
    if scheme != "https" or ":" in host or "*" in host or not _is_own(settings, host):
        return
    if not settings["SECURE_PROXY_SSL_HEADER"].truthy and _seems_plain(settings):
        yield rule.diagnostic(
            entry,
            f"{origin!r} is the site itself: trusting it hides that SECURE_PROXY_SSL_HEADER is missing",
            help='remove it, and set SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if the proxy sends that',
        )


def _is_own(settings: Settings, host: str) -> bool:
    if settings.deployment.hosts is not None:
        return host in settings.deployment.hosts
    return settings["ALLOWED_HOSTS"].any(
        lambda allowed: isinstance(allowed, str) and origins.is_same_domain(host, allowed)
    )


def _seems_plain(settings: Settings) -> bool:
    """Whether Django seems to take requests for plain HTTP, although people use HTTPS, and to see the host that they visit."""
    deployment, forwarded = settings.deployment, settings["USE_X_FORWARDED_HOST"]
    if deployment.server_trusts_proxy or deployment.browser_scheme == "http" or deployment.tls_at_proxy is False:
        return False
    if deployment.host_header == "upstream" and not forwarded.truthy:
        return False
    return (deployment.tls_at_proxy is True or forwarded.truthy) and not settings["SECURE_SSL_REDIRECT"].truthy

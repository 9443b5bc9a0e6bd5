"""Django redirects to HTTPS those who are there already: the redirect is a loop.

## Why is this bad?
With SECURE_SSL_REDIRECT Django redirects each request that it takes for plain HTTP (`django/middleware/security.py`,
`process_request`). Behind a proxy that ends TLS these are all requests, unless SECURE_PROXY_SSL_HEADER names a header by which the
proxy says that they came over HTTPS, or the server that runs Django takes the scheme from such a header by itself.

The rule speaks where `tls_at_proxy = true` in `[tool.djauthlint.deployment]` says that there is such a proxy;
`server_trusts_proxy = true` says that the server takes the scheme from it, and `proxy_headers` which headers it sends.

## Example
```python
# deployment: tls_at_proxy = true
SECURE_SSL_REDIRECT = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
# deployment: tls_at_proxy = true
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the proxy always sets this header
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix sets the header that is missing, and is unsafe: a proxy that passes the header of a client on lets that pretend to
use HTTPS. There is none where another header is set.

## Prove it
`curl -sI https://HOST/` is no redirect to itself.
"""

import re
from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.proxies import UNLESS, USUAL, hides_https, lacks_header, redirects

rule = Rule(
    __name__,
    code="DJA502",
    severity=Severity.ERROR,
    symptom="browsers open no page: ERR_TOO_MANY_REDIRECTS, and so it is with the login page",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    if not hides_https(settings):
        return
    redirect, header = settings["SECURE_SSL_REDIRECT"], settings["SECURE_PROXY_SSL_HEADER"]
    # Of a text that is meant to be false, DJA809 speaks.
    if not redirects(settings) or redirect.type_name == "str" or _exempts_any_page(settings):
        return
    if not header.truthy:
        reason = f"SECURE_PROXY_SSL_HEADER is {'off' if header.is_set else 'not set'}"
    elif lacks_header(settings):
        reason = "the proxy does not send what SECURE_PROXY_SSL_HEADER asks for"
    else:
        return
    yield rule.diagnostic(
        redirect,
        f"SECURE_SSL_REDIRECT is a loop behind the proxy: {reason}, and Django takes HTTPS for HTTP",
        help='set SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https"), and make the proxy always set that header',
        confidence=Confidence.CERTAIN if settings.deployment.server_trusts_proxy is False else Confidence.MEDIUM,
        cure=None if header.truthy else assign(header, USUAL).but(UNLESS),
        related=[(header, "what Django looks for")] if header.truthy else [],
    )


def _exempts_any_page(settings: Settings) -> bool:
    """Whether SECURE_REDIRECT_EXEMPT lets nearly everything through, of which DJA511 speaks if it is a string."""
    exempt = settings["SECURE_REDIRECT_EXEMPT"].value
    if not isinstance(exempt, (list, tuple)):
        return bool(exempt)
    try:
        return any(isinstance(pattern, str) and re.search(pattern, "a/page/") for pattern in exempt)
    except re.error:
        return False

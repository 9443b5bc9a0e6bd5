"""Anybody can make Django take plain HTTP for HTTPS, with a header that no proxy replaces.

## Why is this bad?
With SECURE_PROXY_SSL_HEADER Django believes what that header of a request says (`scheme` in `django/http/request.py`). Where no proxy
sets it on every request, it comes from whoever sends the request: `X-Forwarded-Proto: https` over plain HTTP gets around
SECURE_SSL_REDIRECT and every check of `request.is_secure()`. Django's documentation of the setting warns of it.

The rule speaks where TLS does not end at a proxy (`tls_at_proxy = false` in `[tool.djauthlint.deployment]`), and `proxy_headers` does
not have the header: write `proxy_headers = {}` where there is no proxy.

## Example
```python
# deployment: tls_at_proxy = false
# deployment: proxy_headers = {}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
```

Use instead:
```python
# deployment: tls_at_proxy = false
# deployment: proxy_headers = {}
SECURE_PROXY_SSL_HEADER = None
```

## Prove it
`curl -sI -H 'X-Forwarded-Proto: https' http://HOST/` redirects to HTTPS, as it does without the header.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.headers import header_name
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.proxies import is_sent, proxy_header

rule = Rule(
    __name__,
    code="DJA506",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    symptom="nothing visible: who sends the header is not redirected to HTTPS",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    deployment = settings.deployment
    if deployment.tls_at_proxy is not False or deployment.browser_scheme == "http":
        return
    header = proxy_header(settings)
    # Another name is none of a header of the request: the server has the last word about what that says.
    if header is not None and header.name.startswith("HTTP_") and is_sent(settings, header) is False:
        yield rule.diagnostic(
            header.setting,
            f"SECURE_PROXY_SSL_HEADER believes {header_name(header.name)}, which no proxy sets: any client can send it",
            help="delete the line, or let a proxy set the header on every request",
        )

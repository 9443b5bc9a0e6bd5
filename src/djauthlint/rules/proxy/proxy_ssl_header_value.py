"""SECURE_PROXY_SSL_HEADER waits for what the proxy never sends.

## Why is this bad?
Django takes a request for HTTPS if the header has exactly this value, capital letters and all (`scheme` in `django/http/request.py`;
of a list with commas the first item counts). With any other value the request is HTTP, even where the server itself knows better: the
`Origin` of each form differs from what Django expects, which is error 403, and SECURE_SSL_REDIRECT redirects for ever. Proxies send
`X-Forwarded-Proto: https` and `X-Forwarded-Ssl: on`.

Where `proxy_headers` in `[tool.djauthlint.deployment]` says what the proxy sends, that is what the rule goes by. A header that it does not
send at all is reported where `tls_at_proxy = true` says that TLS ends there; where Django redirects to HTTPS, by DJA502.

## Example
```python
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "HTTPS")
```

Use instead:
```python
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
```

## Fix safety
The fix is safe where only upper and lower case differ. It is unsafe where the value is another one: then requests count as
HTTPS that did not before.

## Prove it
Behind the proxy, `request.is_secure()` is true in a view.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.headers import header_name
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.proxies import (
    has_odd_value,
    hides_https,
    is_sent,
    proxy_header,
    redirects,
    trusts_itself,
    usual_value,
)

rule = Rule(
    __name__,
    code="DJA505",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="behind the proxy sending a form is an error 403: Origin checking failed",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    header = proxy_header(settings)
    if header is None:
        return
    name, value = header.setting.elements
    words = header_name(header.name)
    if has_odd_value(settings, header):
        usual = usual_value(settings, header)
        cure = assign(value, usual)
        who = "the proxy sends" if is_sent(settings, header) else "proxies send"
        yield rule.diagnostic(
            value,
            f"{words} is never {header.value!r}: {who} {usual!r}, and Django compares exactly",
            help=f'write ("{header.name}", "{usual}")',
            cure=cure
            if usual is not None and usual.lower() == str(header.value).lower()
            else cure.but(f"whoever sends {usual!r} counts as using HTTPS"),
        )
    elif is_sent(settings, header) is False and hides_https(settings):
        # DJA502 speaks of the redirect.
        if redirects(settings) or trusts_itself(settings):
            return
        yield rule.diagnostic(
            name,
            f"the proxy does not send {words}, which SECURE_PROXY_SSL_HEADER waits for",
            help="name the header that it sends, or make it send this one",
        )

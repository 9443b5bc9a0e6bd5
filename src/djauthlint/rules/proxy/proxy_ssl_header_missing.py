"""Django takes the site for plain HTTP, because nothing tells it that the proxy speaks HTTPS.

## Why is this bad?
A proxy that ends TLS passes requests on over plain HTTP. Django believes that this is what browsers use (`scheme` in
`django/http/request.py`), unless SECURE_PROXY_SSL_HEADER names a header by which the proxy says otherwise, or the server that
runs Django takes the scheme from such a header by itself. The `Origin` of each form then begins with https://, what Django expects
with http://, and it refuses the form (`_origin_verified` in `django/middleware/csrf.py`): from Django 4.0 on nobody can log in. Links
in mails about passwords begin with http://, too.

The rule speaks where `tls_at_proxy = true` in `[tool.djauthlint.deployment]` says that there is such a proxy. gunicorn and uvicorn take
the scheme from X-Forwarded-Proto where the proxy is one that they trust: on the same machine, or in their `forwarded-allow-ips`.
`server_trusts_proxy = true` says so. Where Django redirects to HTTPS, DJA502 speaks instead; where the site trusts its own origin,
DJA414.

## Example
```python
# deployment: tls_at_proxy = true
SECURE_PROXY_SSL_HEADER = None
```

Use instead:
```python
# deployment: tls_at_proxy = true
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the proxy always sets this header
```

## Fix safety
The fix is unsafe: a proxy that passes the header of a client on lets that pretend to use HTTPS.

## Prove it
Behind the proxy, `request.is_secure()` is true in a view.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import CSRF
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.proxies import UNLESS, USUAL, hides_https, redirects, trusts_itself

rule = Rule(
    __name__,
    code="DJA501",
    severity=Severity.ERROR,
    profile=Profile.PRODUCTION,
    symptom="logging in is an error 403: Origin checking failed",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    if not hides_https(settings):
        return
    header = settings["SECURE_PROXY_SSL_HEADER"]
    if header.truthy or redirects(settings) or trusts_itself(settings):
        return
    is_refused = settings.target.oldest >= (4, 0) and settings["MIDDLEWARE"].any(settings.provides(CSRF))
    yield rule.diagnostic(
        header,
        f"SECURE_PROXY_SSL_HEADER is {'off' if header.is_set else 'not set'}: behind the proxy Django takes HTTPS for HTTP",
        help='set SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if the proxy always sets that header',
        cure=assign(header, USUAL).but(UNLESS),
        severity=None if is_refused else Severity.WARNING,
        confidence=Confidence.CERTAIN if settings.deployment.server_trusts_proxy is False else Confidence.MEDIUM,
        symptom=None if is_refused else "nothing: links in mails about passwords begin with http://",
    )

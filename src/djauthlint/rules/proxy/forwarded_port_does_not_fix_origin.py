"""The site is visited at a port that the proxy leaves out of the Host header.

## Why is this bad?
Browsers name the port in the `Origin` of a form: `https://app.example.com:8443`. Django compares it with the `Host` header
(`_origin_verified` in `django/middleware/csrf.py`, `get_host` in `django/http/request.py`), which nginx sends without the port where
it says `proxy_set_header Host $host`. The two differ, and nobody can log in. USE_X_FORWARDED_PORT does not help: Django asks
for that port only where there is no `Host` header, or no `Origin` but a `Referer`.

The rule speaks where `port` and `host_header = "noport"` in `[tool.djauthlint.deployment]` say so.

## Example
```python
# deployment: browser_scheme = "https"
# deployment: hosts = ["app.example.com"]
# deployment: port = 8443
# deployment: host_header = "noport"
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
USE_X_FORWARDED_PORT = True
```

Use instead:
```python
# deployment: browser_scheme = "https"
# deployment: hosts = ["app.example.com"]
# deployment: port = 8443
# deployment: host_header = "noport"
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
CSRF_TRUSTED_ORIGINS = ["https://app.example.com:8443"]
```

## Prove it
With `proxy_set_header Host $http_host`, or with the origin in CSRF_TRUSTED_ORIGINS, sending the login form answers a redirect.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import CSRF
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.sequences import Plain

rule = Rule(
    __name__,
    code="DJA509",
    severity=Severity.ERROR,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    since=(4, 0),
    symptom="sending the login form is an error 403: Origin checking failed",
)

_DEFAULT_PORTS = {"http": 80, "https": 443}


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    deployment = settings.deployment
    port, scheme = deployment.port, deployment.browser_scheme
    is_usual = port in _DEFAULT_PORTS.values() if scheme is None else port == _DEFAULT_PORTS[scheme]
    if deployment.host_header != "noport" or port is None or is_usual:
        return
    sent, forwarded = deployment.proxy_headers, settings["USE_X_FORWARDED_PORT"]
    # X-Forwarded-Host may have the port.
    if settings["USE_X_FORWARDED_HOST"].truthy and (sent is None or "HTTP_X_FORWARDED_HOST" in sent):
        return
    trusted = settings["CSRF_TRUSTED_ORIGINS"]
    if trusted.any(lambda origin: _has_port(origin, port)) or not settings.uses_middleware(CSRF):
        return
    yield rule.diagnostic(
        forwarded if forwarded.is_set and forwarded.truthy else trusted,
        f"the proxy leaves :{port} out of the Host header, and the Origin of forms has it"
        + (": USE_X_FORWARDED_PORT does not help" if forwarded.truthy else ""),
        help=f'make the proxy pass the whole Host header on, or trust "{scheme or "https"}://HOST:{port}"',
    )


def _has_port(origin: Plain, port: int) -> bool:
    return isinstance(origin, str) and origin.rstrip("/").endswith(f":{port}")

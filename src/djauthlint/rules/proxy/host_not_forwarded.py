"""The proxy sends Django its own name for the server in place of the host that people visit.

## Why is this bad?
Django takes the host of a request from its `Host` header (`_get_raw_host` in `django/http/request.py`). nginx replaces that with the name
in `proxy_pass`, unless it is told to pass it on. Where ALLOWED_HOSTS does not have that name, every page is an error 400. Where it
does, the `Origin` of each form differs from what Django expects (`_origin_verified` in `django/middleware/csrf.py`), which is error
403: nobody can log in. USE_X_FORWARDED_HOST helps where the proxy sets X-Forwarded-Host.

The rule speaks where `host_header = "upstream"` in `[tool.djauthlint.deployment]` says that there is such a proxy. It is silent where the
site trusts its own origin in CSRF_TRUSTED_ORIGINS, and ALLOWED_HOSTS may have the other name.

## Example
```python
# deployment: host_header = "upstream"
ALLOWED_HOSTS = ["app.example.com"]
```

Use instead:
```python
# deployment: host_header = "upstream"
# deployment: proxy_headers = {HTTP_X_FORWARDED_HOST = "app.example.com"}
ALLOWED_HOSTS = ["app.example.com"]
USE_X_FORWARDED_HOST = True
```

## Fix safety
The fix is unsafe: a proxy that passes X-Forwarded-Host of a client on lets that name any host of ALLOWED_HOSTS.

## Prove it
`request.get_host()` in a view that is asked for at the public address is the host of that address.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import origins
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.proxies import has_visited
from djauthlint.settings.sequences import Plain

rule = Rule(
    __name__,
    code="DJA508",
    severity=Severity.ERROR,
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    symptom="every page is an error 400, or sending the login form is an error 403: Origin checking failed",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    deployment, forwarded = settings.deployment, settings["USE_X_FORWARDED_HOST"]
    if deployment.host_header != "upstream":
        return
    sent = deployment.proxy_headers
    if not forwarded.truthy:
        fix = None
        problem, cure = "the proxy does not pass the Host header on", "make the proxy pass it on"
        if sent is None or "HTTP_X_FORWARDED_HOST" in sent:
            fix = assign(forwarded, True).but("clients can name the host unless the proxy always sets X-Forwarded-Host")
            cure += ", or set USE_X_FORWARDED_HOST = True if it always sets X-Forwarded-Host"
    elif sent is not None and "HTTP_X_FORWARDED_HOST" not in sent:
        problem = "USE_X_FORWARDED_HOST is on, but the proxy sets no X-Forwarded-Host"
        cure = "make the proxy pass the Host header on"
        fix = None
    else:
        return
    if _allows_only_own(settings) or not settings["CSRF_TRUSTED_ORIGINS"].any(
        lambda origin: _may_be_own(settings, origin)
    ):
        yield rule.diagnostic(forwarded, f"{problem}: Django does not know which host is visited", help=cure, cure=fix)


def _allows_only_own(settings: Settings) -> bool:
    """Whether the site is allowed at the hosts only that people visit."""
    allowed, hosts = settings["ALLOWED_HOSTS"], settings.deployment.hosts
    return hosts is not None and allowed.truthy and not allowed.any(lambda entry: entry not in hosts)


def _may_be_own(settings: Settings, origin: Plain) -> bool:
    hosts = settings.deployment.hosts
    return not isinstance(origin, str) or hosts is None or has_visited(hosts, origins.host_of(origin))

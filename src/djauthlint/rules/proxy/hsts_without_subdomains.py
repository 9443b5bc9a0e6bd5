"""Browsers do not insist on HTTPS at subdomains.

## Why is this bad?
A host that only seems to be below the site's (`x.app.example.com`), answered over plain HTTP by anyone on the network path, can set
cookies for the site itself. SecurityMiddleware adds `includeSubDomains` where SECURE_HSTS_INCLUDE_SUBDOMAINS is on
(`django/middleware/security.py`, `process_response`). It is wrong to set it while one of the subdomains is not served over HTTPS. The
system check security.W005 speaks only with `--deploy`; it takes any value but `True` for off, though Django tests for truth, and
does not see subclasses of the middleware.

## Example
```python
SECURE_HSTS_SECONDS = 31536000
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is unsafe: browsers refuse to open subdomains over plain HTTP, whoever serves them.

## Prove it
`curl -sI https://HOST/accounts/login/` shows `Strict-Transport-Security` with `includeSubDomains`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.hsts import may_send_hsts

rule = Rule(
    __name__,
    code="DJA516",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    django_check="security.W005",
    symptom="nothing",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    subdomains = settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    if not settings["SECURE_HSTS_SECONDS"].truthy or not subdomains.is_off or not may_send_hsts(settings):
        return
    yield rule.diagnostic(
        subdomains,
        f"SECURE_HSTS_INCLUDE_SUBDOMAINS is {'off' if subdomains.is_set else 'not set'}: "
        "browsers do not insist on HTTPS at subdomains",
        help="set it to True, if all subdomains are served over HTTPS",
        django_check=of_security_middleware(settings, "security.W005"),
        cure=assign(subdomains, True).but("browsers do not open subdomains over plain HTTP"),
    )

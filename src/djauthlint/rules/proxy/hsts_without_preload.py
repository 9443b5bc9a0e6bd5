"""The site can't be on the list of sites at which browsers insist on HTTPS from the first visit on.

## Why is this bad?
Browsers know of `Strict-Transport-Security` only after a first visit. They come with a list of sites at which they insist before
it (<https://hstspreload.org>), which takes those that send `preload`, `includeSubDomains` and a `max-age` of a year at least.
SecurityMiddleware adds `preload` where SECURE_HSTS_PRELOAD is on (`django/middleware/security.py`, `process_response`). Who has no
wish to be on that list needs none of it. The system check security.W021 speaks only with `--deploy`, and only of `preload`; it takes any
value but `True` for off, though Django tests for truth, and does not see subclasses of the middleware.

## Example
```python
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Prove it
<https://hstspreload.org> says that the site is eligible.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.hsts import max_age, may_send_hsts

_YEAR: Final = 31536000

rule = Rule(
    __name__,
    code="DJA517",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    django_check="security.W021",
    symptom="nothing",
    url="https://hstspreload.org",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    seconds, preload = settings["SECURE_HSTS_SECONDS"], settings["SECURE_HSTS_PRELOAD"]
    if not seconds.truthy or not may_send_hsts(settings):
        return
    if preload.is_off:
        yield rule.diagnostic(
            preload,
            f"SECURE_HSTS_PRELOAD is {'off' if preload.is_set else 'not set'}: "
            "the site can't be on the list that browsers come with",
            help="set it to True, if the site is to be submitted to that list",
            django_check=of_security_middleware(settings, "security.W021"),
        )
    # Of subdomains that are left out DJA516 speaks, of what is no number DJA518.
    elif preload.truthy and not seconds.is_requested and 0 < (max_age(seconds.value) or 0) < _YEAR:
        yield rule.diagnostic(
            seconds,
            f"SECURE_HSTS_SECONDS is {seconds.value}, less than the year that SECURE_HSTS_PRELOAD needs",
            help=f"write {_YEAR}, once the site is known to work with less",
            django_check="",
            related=[(preload, "switched on here")],
        )

"""The session cookie is also sent to the other hosts below SESSION_COOKIE_DOMAIN.

## Why is this bad?
Without a domain a cookie belongs to the host that set it. With one, which Django takes from this setting
(`django/contrib/sessions/middleware.py`, `process_response`), the cookie is sent to every host below it, and every one of them can
overwrite it (RFC 6265bis, section 5.7): whoever runs one of them can read sessions, or make visitors use one of his own.

## Example
```python
ALLOWED_HOSTS = ["app.example.com"]
SESSION_COOKIE_DOMAIN = ".example.com"
```

Use instead:
```python
ALLOWED_HOSTS = ["app.example.com"]
SESSION_COOKIE_DOMAIN = None
```

## Fix safety
The fix is unsafe: hosts of the domain no longer share logins.

## Prove it
Log in, and open another host below the domain: the developer tools show no session cookie in its requests.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings, hosts
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA312",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    symptom="nothing: logging in works, and other hosts of the domain get the session id",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    setting = settings["SESSION_COOKIE_DOMAIN"]
    domain = cookies.domain(setting.value) if isinstance(setting.value, str) else ""
    if not domain:
        return
    host = hosts.narrower(settings, domain)
    if host is not None:
        yield rule.diagnostic(
            setting,
            f"SESSION_COOKIE_DOMAIN is {setting.value!r}: the session of {host} is sent to every host of that domain",
            help="write None, unless these hosts share their logins",
            cure=assign(setting, None).but("hosts of the domain no longer share logins"),
        )

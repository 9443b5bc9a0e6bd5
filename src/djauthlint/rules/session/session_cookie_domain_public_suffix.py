"""SESSION_COOKIE_DOMAIN is a domain below which anybody can have a host.

## Why is this bad?
Django writes the domain into the cookie (`django/contrib/sessions/middleware.py`, `process_response`). A browser refuses
a cookie for a public suffix, a name such as `co.uk` or `herokuapp.com`, since it would be sent to the sites of others
(RFC 6265bis, section 5.7, and the Public Suffix List), and the next request is anonymous again. Only at the host of that
very name it keeps the cookie, so the rule is silent where ALLOWED_HOSTS names it. Django's test client does not look at
the domain, and no system check does.

## Example
```python
SESSION_COOKIE_DOMAIN = ".herokuapp.com"
```

Use instead:
```python
SESSION_COOKIE_DOMAIN = None
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies, registries
from djauthlint.rule import Rule
from djauthlint.settings import Settings, hosts
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA311",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="logging in leads back to the login page, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    setting = settings["SESSION_COOKIE_DOMAIN"]
    domain = cookies.domain(setting.value) if isinstance(setting.value, str) else ""
    if registries.is_public(domain) and not hosts.is_named(settings, domain):
        yield rule.diagnostic(
            setting,
            f"SESSION_COOKIE_DOMAIN is {setting.value!r}, below which anybody can have a host: browsers refuse the cookie",
            help="write None, or the full name of the site's host",
            cure=assign(setting, None),
        )

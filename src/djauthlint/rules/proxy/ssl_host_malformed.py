"""SECURE_SSL_HOST is no host: the redirect to HTTPS leads nowhere.

## Why is this bad?
SecurityMiddleware puts it between scheme and path: `"https://%s%s" % (host, request.get_full_path())`
(`django/middleware/security.py`, `process_request`). With a scheme in it the address is `https://https://...`, with a path or a slash
at its end it is no page of the site. Whoever types the address without `https://` does not get to the site. No system check
looks at it.

## Example
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
SECURE_SSL_HOST = "https://app.example.com"
```

Use instead:
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
SECURE_SSL_HOST = "app.example.com"
```

## Fix safety
The fix is safe: the redirect that led nowhere leads to the host that is written there.

## Prove it
`curl -sI http://HOST/accounts/login/` is a 301 to a page that answers.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.project_classes import runs

_OUTSIDE: Final = re.compile(r"[/\\?#\s]")
"""What ends a host in a URL, or stands in none."""

rule = Rule(
    __name__,
    code="DJA510",
    severity=Severity.ERROR,
    outside_tests=True,
    symptom="a page that is asked for over plain HTTP, such as the login page, leads to an address that does not exist",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    host = settings["SECURE_SSL_HOST"]
    if not host.truthy or not settings["SECURE_SSL_REDIRECT"].truthy:
        return
    value = host.value
    if isinstance(value, str) and not _OUTSIDE.search(value):
        return
    if runs(settings, SECURITY, "__init__", "process_request"):
        name = _OUTSIDE.split(value.strip().rpartition("://")[2])[0] if isinstance(value, str) else ""
        yield rule.diagnostic(
            host,
            f"SECURE_SSL_HOST is {value!r}, which is no host: the redirect to HTTPS leads nowhere",
            cure=assign(host, name) if name else None,
            help=f'write "{name}"' if name else 'write the name of the host: "app.example.com"',
        )

"""SESSION_COOKIE_DOMAIN is no host name.

## Why is this bad?
Django writes whatever is not None into the attribute `Domain` (`django/http/response.py`, `set_cookie`): a URL, a port, a
`*` and, with `SESSION_COOKIE_DOMAIN = False`, the word `False`. A browser refuses the cookie, since no host matches
(RFC 6265bis, section 5.7), without a word, and the next request is anonymous again. Django's test client does not look
at the attribute, and no system check does.

## Example
```python
SESSION_COOKIE_DOMAIN = "https://app.example.com"
```

Use instead:
```python
SESSION_COOKIE_DOMAIN = "app.example.com"
```

## Fix safety
The fix is safe: browsers refuse the cookie without it. A host name loses its scheme, port, path, full stop or asterisk, and `False`
becomes None. Of anything else there is none.

## Prove it
Log in with a real browser: the developer tools show no blocked `Set-Cookie` under Network, Response, Cookies, and a
page that needs a login answers 200.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import Cure, assign

rule = Rule(
    __name__,
    code="DJA309",
    severity=Severity.ERROR,
    symptom="logging in leads back to the login page, without an error",
)

_WITH_MORE: Final = re.compile(
    r"(?:https?://)?(?:\*(?=\.))?([\w.-]*[a-z]\w*)\.?(?::\d+)?/?(?:(?<=/)[\w./-]*)?", re.IGNORECASE
)
"""A host name with what is no part of it."""


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    domain = settings["SESSION_COOKIE_DOMAIN"]
    value = domain.value
    if value is None or (isinstance(value, str) and cookies.may_be_domain(value)):
        return
    yield rule.diagnostic(
        domain,
        f"SESSION_COOKIE_DOMAIN is {value!r}, which is no host name: browsers refuse the cookie",
        help="write a host name without scheme, port and path, or None for the host that is visited",
        cure=cure_of(domain),
    )


def cure_of(domain: Setting) -> Cure | None:
    """The host name that is written there, or None for `False`."""
    value = domain.value
    if value is False:
        return assign(domain, None)
    found = _WITH_MORE.fullmatch(value) if isinstance(value, str) else None
    if found is None or not cookies.may_be_domain(found[1]):
        return None
    return assign(domain, found[1])

"""SESSION_COOKIE_NAME is no name that a cookie can have.

## Why is this bad?
Python's `http.cookies`, which Django writes cookies with (`django/http/response.py`, `set_cookie`), refuses an empty name,
a name with spaces, `;`, `=`, `/`, `"` and the like, letters outside ASCII, and the names of a cookie's own attributes such
as "path". The login page still loads; the answer to the login form is the first that sets the cookie.

## Example
```python
SESSION_COOKIE_NAME = "session id"
```

Use instead:
```python
SESSION_COOKIE_NAME = "session_id"
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

import re
from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA315",
    severity=Severity.ERROR,
    symptom="the login page loads, and sending the form is an error 500",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    name = settings["SESSION_COOKIE_NAME"]
    value = name.value
    if isinstance(value, str) and cookies.is_name(value):
        return
    yield rule.diagnostic(
        name,
        f"SESSION_COOKIE_NAME is {value!r}, which Python's http.cookies refuses as the name of a cookie",
        help="use letters, digits, '-', '_' and '.'",
        cure=assign(name, re.sub(r"[^\w.-]", "_", value, flags=re.ASCII)) if isinstance(value, str) and value else None,
    )

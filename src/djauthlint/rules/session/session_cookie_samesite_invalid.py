"""SESSION_COOKIE_SAMESITE has a value that Django refuses.

## Why is this bad?
Django accepts "Lax", "Strict" and "None" in any case, and leaves the attribute out for what is false. With another string
`set_cookie` raises a ValueError, and an AttributeError with what is no string (`django/http/response.py`). The login page
still loads; the answer to the login form is the first that sets the cookie. No system check looks at it.

## Example
```python
SESSION_COOKIE_SAMESITE = True
```

Use instead:
```python
SESSION_COOKIE_SAMESITE = "Lax"
```

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA305",
    severity=Severity.ERROR,
    symptom="the login page loads, and sending the form is an error 500",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    samesite = settings["SESSION_COOKIE_SAMESITE"]
    if not samesite.truthy:
        return
    value = samesite.value
    if not isinstance(value, str) or value.lower() not in ("lax", "strict", "none"):
        yield rule.diagnostic(
            samesite,
            f"SESSION_COOKIE_SAMESITE is {value!r}, which Django refuses to put into the session cookie",
            help='write "Lax", "Strict" or "None" in quotes, or False to leave the attribute out',
        )

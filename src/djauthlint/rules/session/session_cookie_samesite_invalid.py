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

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import Cure, assign

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
            cure=_meant(samesite),
        )


def _meant(samesite: Setting) -> Cure | None:
    """The word that a text is nearly, if there is only one."""
    words = {"lax": "Lax", "strict": "Strict", "none": "None"}
    value = samesite.value
    near = get_close_matches(value.strip().lower(), words, cutoff=0.7) if isinstance(value, str) else []
    return assign(samesite, words[near[0]]) if len(near) == 1 else None

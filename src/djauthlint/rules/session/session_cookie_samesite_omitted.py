"""SESSION_COOKIE_SAMESITE leaves the attribute SameSite out.

## Why is this bad?
For None, False and "" Django writes no `SameSite` at all (`django/http/response.py`, `set_cookie`). That is neither "Lax"
nor "None": Firefox then sends the session cookie with requests from other sites, forms included, and Chromium with forms
too for the two minutes after it was set. What is left against forged requests is the CSRF token alone.

## Example
```python
SESSION_COOKIE_SAMESITE = None
```

Use instead:
```python
SESSION_COOKIE_SAMESITE = "Lax"
```

Where other sites are meant to embed the pages, write the string "None", and SESSION_COOKIE_SECURE = True.

## Fix safety
The fix is unsafe: forms that other sites send come without the session.

## Prove it
Log in while the network tab of the browser is open: the `Set-Cookie` of `sessionid` has a `SameSite`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA306",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    symptom="nothing: logging in works, and browsers send the session cookie with forms of other sites",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    samesite = settings["SESSION_COOKIE_SAMESITE"]
    if samesite.is_set and not samesite.truthy and settings.sends_session_cookie:
        yield rule.diagnostic(
            samesite,
            f"SESSION_COOKIE_SAMESITE is {samesite.value!r}: the session cookie has no SameSite at all",
            help='delete the setting (the default is "Lax"), or write the string "None" to mean SameSite=None',
            cure=assign(samesite, "Lax").but("forms that other sites send come without the session"),
        )

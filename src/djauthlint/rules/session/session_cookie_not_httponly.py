"""Session cookie is readable from JavaScript.

## Why is this bad?
`HttpOnly` keeps the session id away from `document.cookie`. Without it any script on any page of the site, for instance
one that an attacker got into a comment, can send the id elsewhere and be logged in as the user. SessionMiddleware sets
the attribute from this setting alone (`django/contrib/sessions/middleware.py`, `process_response`), and it is on unless
the setting turns it off. Logging in works either way.

## Example
```python
SESSION_COOKIE_HTTPONLY = False
```

Use instead:
```python
SESSION_COOKIE_HTTPONLY = True
```

## Fix safety
The fix is unsafe: JavaScript of the site can no longer read the session id.

## Prove it
Log in and enter `document.cookie` in the console of the browser: there is no `sessionid`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_session_cookie

rule = Rule(
    __name__,
    code="DJA303",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    django_check="security.W013, security.W014, security.W015",
    symptom="nothing: logging in works, and a script on any page can read the session id",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    httponly = settings["SESSION_COOKIE_HTTPONLY"]
    if not httponly.truthy and not httponly.is_requested and settings.sends_session_cookie:
        yield rule.diagnostic(
            httponly,
            "SESSION_COOKIE_HTTPONLY is off: JavaScript can read the session cookie",
            help="delete the setting: it is on by default",
            cure=assign(httponly, True).but("JavaScript of the site can no longer read the session id"),
            django_check=of_session_cookie(settings, httponly.name),
        )

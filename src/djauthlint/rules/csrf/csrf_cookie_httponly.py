"""CSRF_COOKIE_HTTPONLY is on although a script of the project reads the cookie.

## Why is this bad?
A cookie with `HttpOnly` is hidden from JavaScript, so the script has no token to send. The setting protects nothing: who
can run a script on the page can read the token from a form just as well. Django sets the attribute in
`django/middleware/csrf.py` (`_set_csrf_cookie`); its documentation of the setting says that it is of no practical use.

## Example
```python
# settings.py
CSRF_COOKIE_HTTPONLY = True
# static/api.js
const token = getCookie("csrftoken");
```

Use instead:
```python
# settings.py
CSRF_COOKIE_HTTPONLY = False
# static/api.js
const token = getCookie("csrftoken");
```

## Fix safety
The fix is unsafe: every script of the page can then read the token, not only the one that needs it.

## Prove it
Let the script send a request while somebody is logged in: the answer is not 403 "CSRF token missing".
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA408",
    severity=Severity.INFO,
    priority="P2",
    confidence=Confidence.HIGH,
    symptom="form logins work, but the requests of that script are an error 403: CSRF token missing",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hidden, name = settings["CSRF_COOKIE_HTTPONLY"], settings["CSRF_COOKIE_NAME"].value
    if not hidden.truthy or settings["CSRF_USE_SESSIONS"].truthy or not isinstance(name, str) or not name:
        return
    script = settings.evaluation.reads_cookie(name)
    if script is not None:
        yield rule.diagnostic(
            hidden,
            f"CSRF_COOKIE_HTTPONLY hides the cookie {name} from {script}, which reads it",
            help="set CSRF_COOKIE_HTTPONLY = False, or let the script read the token from the page",
            cure=assign(hidden, False).but("every script of the page can then read the token"),
        )

"""A CSRF_COOKIE setting has no effect, because CSRF_USE_SESSIONS is on.

## Why is this bad?
With CSRF_USE_SESSIONS the secret is kept in the session (`django/middleware/csrf.py`, `_set_csrf_cookie`): there is no
CSRF cookie, and what the setting promises is decided by its counterpart for the session cookie. The error "CSRF cookie
not set" then means that the session has no secret.

## Example
```python
CSRF_USE_SESSIONS = True
CSRF_COOKIE_SAMESITE = "Strict"
```

Use instead:
```python
CSRF_USE_SESSIONS = True
```

## Fix safety
The fix is unsafe: code of the project or of a package may read the setting.

## Prove it
`curl -si https://HOST/login/ | grep -i set-cookie` shows no `csrftoken`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import delete

rule = Rule(
    __name__,
    code="DJA409",
    severity=Severity.INFO,
    priority="P2",
    symptom="nothing: there is no csrftoken cookie for the setting to apply to",
)

ATTRIBUTES = ("AGE", "DOMAIN", "HTTPONLY", "NAME", "PATH", "SAMESITE", "SECURE")


@rule.check_each(lambda _: [f"CSRF_COOKIE_{attribute}" for attribute in ATTRIBUTES])
def check(setting: Setting) -> Iterator[Diagnostic]:
    sessions = setting.settings["CSRF_USE_SESSIONS"]
    if setting.is_set and sessions.truthy:
        yield rule.diagnostic(
            setting,
            f"{setting.name} has no effect: CSRF_USE_SESSIONS is on, so there is no CSRF cookie",
            help="delete the line, unless the project itself reads the setting",
            related=[(sessions, "switched on here")],
            cure=delete(setting).but(f"code that reads settings.{setting.name} gets the default instead"),
        )

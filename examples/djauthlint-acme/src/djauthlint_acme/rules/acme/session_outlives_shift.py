"""A session outlives the shift of who logged in.

## Why is this bad?
The terminals in our shops are shared: who comes next finds the previous person logged in. Django keeps a session for
SESSION_COOKIE_AGE seconds (`django/contrib/sessions/backends/base.py`, `get_session_cookie_age`), two weeks unless the
settings say otherwise, or until the browser is closed with SESSION_EXPIRE_AT_BROWSER_CLOSE.

## Example
```python
SESSION_COOKIE_AGE = 86400
```

Use instead:
```python
SESSION_COOKIE_AGE = 8 * 60 * 60
```

## Prove it
Log in, and look at the expiry of the session cookie in the developer tools of the browser: it is within eight hours.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule, Settings

SHIFT = 8 * 60 * 60

rule = Rule(
    __name__,
    code="ACM101",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    symptom="the next person at the terminal is logged in as the previous one",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    age = settings["SESSION_COOKIE_AGE"]
    if settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"].truthy:
        return
    if isinstance(age.value, int) and age.value > SHIFT:
        yield rule.diagnostic(
            age,
            f"sessions last {age.value} seconds, longer than a shift",
            help=f"set SESSION_COOKIE_AGE to {SHIFT} or less",
        )

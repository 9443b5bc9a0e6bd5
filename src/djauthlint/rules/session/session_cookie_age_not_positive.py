"""SESSION_COOKIE_AGE ends every session at once.

## Why is this bad?
Zero and negative numbers do not mean "for ever" here: a session that is saved has expired already
(`django/contrib/sessions/backends/base.py`, `get_expiry_age`), and the cookie with `Max-Age=0` or less is one that browsers
delete (`django/http/response.py`, `set_cookie`). That happens with every fraction of a second, too, which is cut off. With
the cache as SESSION_ENGINE the login form is answered with an error 400. No system check looks at it.

## Example
```python
SESSION_COOKIE_AGE = 0
```

Use instead:
```python
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with a real browser: a page that needs a login answers 200, and the developer tools show `sessionid` under
Application (Firefox: Storage), Cookies.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import Code, assign

rule = Rule(
    __name__,
    code="DJA319",
    severity=Severity.ERROR,
    symptom="logging in leads back to the login page, without an error",
)

CACHE = "django.contrib.sessions.backends.cache"

TWO_WEEKS = Code("14 * 24 * 60 * 60")


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    age = settings["SESSION_COOKIE_AGE"]
    if not age.is_set or not isinstance(age.value, (int, float)) or age.value >= 1:
        return
    engine = settings["SESSION_ENGINE"].value
    if not sessions.is_engine(settings.django_version, engine):
        return
    if age.value <= 0:
        yield rule.diagnostic(
            age,
            f"SESSION_COOKIE_AGE is {age.value!r}: every session has expired as soon as it is made",
            help="write a number of seconds, or set SESSION_EXPIRE_AT_BROWSER_CLOSE = True instead",
            cure=assign(age, TWO_WEEKS),
            symptom="sending the login form is an error 400 (SessionInterrupted)" if engine == CACHE else None,
        )
    elif age.value > 0 and not settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"].truthy:
        yield rule.diagnostic(
            age,
            f"SESSION_COOKIE_AGE is {age.value!r}, which the cookie rounds down to Max-Age=0: browsers delete it",
            help="write a number of seconds",
            cure=assign(age, TWO_WEEKS),
        )

"""SESSION_COOKIE_AGE is unusually short or long.

## Why is this bad?
It is a number of seconds. Below a minute people are logged out while they read a page; True counts as one second. Beyond
400 days browsers shorten it (RFC 6265bis, section 5.5). And far beyond the year 9999, which milliseconds and microseconds
reach, Django cannot compute the date: the login is an OverflowError (`django/contrib/sessions/backends/base.py`,
`get_expiry_date`).

## Example
```python
SESSION_COOKIE_AGE = 30
```

Use instead:
```python
SESSION_COOKIE_AGE = 30 * 60
```

## Prove it
Log in, wait for a minute and reload the page: you are still logged in.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings

rule = Rule(__name__, code="DJA321", severity=Severity.WARNING, priority="P2")

KEPT_BY_BROWSERS = 400 * 24 * 60 * 60
BEYOND_ALL_DATES = (9999 - 2020) * 366 * 24 * 60 * 60
"""What leads past the year 9999 from any day since 2020."""


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    age = settings["SESSION_COOKIE_AGE"]
    if not age.is_set or not isinstance(age.value, (int, float)) or settings.profile is Profile.TEST:
        return
    seconds, version, engine = age.value, settings.django_version, settings["SESSION_ENGINE"].value
    if not sessions.is_engine(version, engine):
        return
    at_browser_close = settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"].truthy
    if seconds > BEYOND_ALL_DATES:
        if sessions.adds_age_to_now(version, engine, at_browser_close):
            yield rule.diagnostic(
                age,
                f"SESSION_COOKIE_AGE is {seconds!r} seconds, which no date can hold",
                help="write a number of seconds",
                severity=Severity.ERROR,
                symptom="the login page loads, and sending the form is an error 500",
            )
    elif seconds > KEPT_BY_BROWSERS:
        if not at_browser_close:
            yield rule.diagnostic(
                age,
                f"SESSION_COOKIE_AGE is {seconds!r} seconds: browsers keep a cookie for 400 days at most",
                help="write at most 400 * 24 * 60 * 60",
                severity=Severity.INFO,
                symptom="people are logged out 400 days after they were last given the cookie",
            )
    elif 1 <= seconds < 60:
        yield rule.diagnostic(
            age,
            f"SESSION_COOKIE_AGE is {seconds!r}, and counts seconds: sessions end within a minute",
            help="write a number of seconds, for instance 14 * 24 * 60 * 60",
            symptom="people are logged out seconds after they logged in",
        )

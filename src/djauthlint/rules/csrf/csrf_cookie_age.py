"""CSRF_COOKIE_AGE makes the CSRF cookie unusable.

## Why is this bad?
The setting becomes the `Max-Age` of the cookie (`django/http/response.py`, `set_cookie`). With zero or less browsers
delete the cookie on arrival, so the form comes back without it, and Django refuses it. A string, or more seconds than
there are up to the year 9999, is an exception while the page with the form is sent. `None` is a cookie that lasts until
the browser is closed. How long a token is valid has nothing to do with it. With CSRF_USE_SESSIONS there is no such
cookie.

## Example
```python
CSRF_COOKIE_AGE = 0
```

Use instead:
```python
CSRF_COOKIE_AGE = None
```

## Fix safety
The fix is safe: before it no login form can be sent. A text becomes a number, anything else the default of Django,
a year. It is unsafe for a text of the environment: where that is no whole number, the settings can no longer be imported.

## Prove it
Log in with a real browser: the developer tools show the cookie `csrftoken` under Storage or Application, and sending
the form is not an error 403.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign, to_number

rule = Rule(__name__, code="DJA407", severity=Severity.ERROR)

NO_NUMBERS: Final = ("str", "bytes", "list", "tuple")
CURE: Final = "write a number of seconds, None for until the browser is closed, or delete the line"
BREAKS_PAGES: Final = "the login page is an error 500, as is every page with a form"
YEAR: Final = 31449600
"""What Django takes by default: 52 weeks."""

END_OF_TIME: Final = 253402300799
"""The last second that a date can have, since 1970."""


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    age = settings["CSRF_COOKIE_AGE"]
    if age.type_name in NO_NUMBERS:
        if not settings["CSRF_USE_SESSIONS"].truthy:
            yield rule.diagnostic(
                age,
                f"CSRF_COOKIE_AGE is a {age.type_name}, not a number of seconds",
                help=CURE,
                symptom=BREAKS_PAGES,
                cure=to_number(age) if age.type_name == "str" else assign(age, YEAR),
            )
        return
    seconds = age.value.total_seconds() if isinstance(age.value, timedelta) else age.value
    if isinstance(seconds, (int, float)) and seconds >= END_OF_TIME:
        fault, breaks_page = "the cookie would expire after the year 9999", True
    elif isinstance(seconds, (int, float)) and seconds < 1:
        fault, breaks_page = "browsers delete the cookie at once", False
    else:
        return
    if not settings["CSRF_USE_SESSIONS"].truthy:
        yield rule.diagnostic(
            age,
            f"CSRF_COOKIE_AGE is {age.value!r}: {fault}",
            help=CURE,
            symptom=(BREAKS_PAGES if breaks_page else "sending the login form is an error 403: CSRF cookie not set"),
            cure=assign(age, YEAR),
        )

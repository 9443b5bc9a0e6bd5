"""SESSION_COOKIE_AGE is no number.

## Why is this bad?
Django adds SESSION_COOKIE_AGE to the present time when it saves a session (`django/contrib/sessions/middleware.py`,
`process_response`, and `get_expiry_date` in `django/contrib/sessions/backends/base.py`), which is a TypeError with a
string, None and a timedelta. What comes from an environment variable is a string until it is converted. The login page
still loads; the login itself is the first that saves a session. No system check looks at it.

## Example
```python
SESSION_COOKIE_AGE = "3600"
```

Use instead:
```python
SESSION_COOKIE_AGE = 3600
```

## Fix safety
The fix is safe where the number is written in quotation marks. It is unsafe for a text of the environment: where that is no whole
number, the settings can no longer be imported.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import to_number

rule = Rule(
    __name__,
    code="DJA320",
    severity=Severity.ERROR,
    symptom="the login page loads, and sending the form is an error 500",
)

CURES = {
    "str": "convert it with int(...), or write it without quotes",
    "datetime.timedelta": "write int(... .total_seconds())",
    "NoneType": "delete the setting: the default is two weeks",
    "list": "write a number of seconds",
    "tuple": "write a number of seconds",
}


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    age = settings["SESSION_COOKIE_AGE"]
    if age.type_name not in CURES:
        return
    at_browser_close = settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"].truthy
    if sessions.adds_age_to_now(settings.django_version, settings["SESSION_ENGINE"].value, at_browser_close):
        name = age.type_name.rpartition(".")[2]
        yield rule.diagnostic(
            age,
            f"SESSION_COOKIE_AGE is {'None' if name == 'NoneType' else f'a {name}'}, not a number of seconds",
            help=CURES[age.type_name],
            cure=to_number(age) if age.type_name == "str" else None,
        )

"""PASSWORD_RESET_TIMEOUT makes links to reset a password useless.

## Why is this bad?
Django compares the age of such a link, in seconds, with PASSWORD_RESET_TIMEOUT (`django/contrib/auth/tokens.py`,
`check_token`). With zero or less, no link is valid when it is opened; that is also so with a number of days, which
PASSWORD_RESET_TIMEOUT_DAYS was before Django 4.0. A string, None or a timedelta can't be compared: the link is a TypeError.
What comes from an environment variable is a string until it is converted. No system check looks at it.

## Example
```python
PASSWORD_RESET_TIMEOUT = 3
```

Use instead:
```python
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Request a new password, wait for a minute and open the link in the mail: it asks for the password.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import Code, assign

rule = Rule(
    __name__,
    code="DJA723",
    severity=Severity.ERROR,
    priority="P1",
    outside_tests=True,
    since=(3, 1),
    symptom="who forgot the password gets a link that is not valid any more",
)

CURES = {
    "str": "convert it with int(...), or write it without quotes",
    "datetime.timedelta": "write int(... .total_seconds())",
    "NoneType": "delete the setting: the default is three days",
    "list": "write a number of seconds",
    "tuple": "write a number of seconds",
}
ENOUGH = 60


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    timeout = settings["PASSWORD_RESET_TIMEOUT"]
    if not timeout.is_set:
        return
    if timeout.type_name in CURES:
        name = timeout.type_name.rpartition(".")[2]
        yield rule.diagnostic(
            timeout,
            f"PASSWORD_RESET_TIMEOUT is {'None' if name == 'NoneType' else f'a {name}'}, not a number of seconds",
            help=CURES[timeout.type_name],
            symptom="the link that resets a forgotten password is an error 500",
        )
    elif isinstance(timeout.value, (int, float)) and timeout.value < ENOUGH:
        too_short = timeout.value > 0
        yield rule.diagnostic(
            timeout,
            f"PASSWORD_RESET_TIMEOUT is {timeout.value!r}"
            + (", and counts seconds: links end within a minute" if too_short else ": no link is ever valid"),
            help="write a number of seconds, for instance 3 * 24 * 60 * 60",
            cure=assign(timeout, Code("3 * 24 * 60 * 60")),
        )

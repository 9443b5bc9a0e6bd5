"""PASSWORD_HASHERS is empty.

## Why is this bad?
The first hasher makes new hashes, and the others check old ones. `get_hasher` (`django/contrib/auth/hashers.py`) takes the
first of an empty list, which is an IndexError, and of None a TypeError. Checking a password needs it even for a user that
does not exist, so the login form fails whatever is typed in. No system check speaks.

## Example
```python
PASSWORD_HASHERS = []
```

Use instead:
```python
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
```

## Fix safety
The fix is safe: without a hasher nobody can log in. It deletes the line, so that Django takes its default.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import delete

rule = Rule(
    __name__,
    code="DJA208",
    severity=Severity.ERROR,
    symptom="the login page works, but sending the form is an error 500",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hashers = settings["PASSWORD_HASHERS"]
    if not hashers.truthy:
        what = "empty" if hashers.is_sequence else repr(hashers.value)
        yield rule.diagnostic(
            hashers,
            f"PASSWORD_HASHERS is {what}: no password can be checked",
            help="delete the setting to have Django's hashers, or list one",
            cure=delete(hashers),
        )

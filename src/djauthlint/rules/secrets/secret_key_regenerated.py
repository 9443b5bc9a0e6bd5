"""SECRET_KEY is a new one in each process.

## Why is this bad?
Settings are evaluated once in each process. With a key that is made there, a worker can't verify what another signed: the
session auth hash (`django/contrib/auth/__init__.py`, `get_user`) and, with the database, the session itself
(`django/core/signing.py`, `Signer.unsign`). It takes the session for a forged one and flushes it. After each restart nobody
is logged in, and links to reset a password are void. No system check notices.

The rule does not speak of a key that is made where a file is missing, or in a module that writes to a file: that is usually
kept there; nor of a site without sessions, from which nobody is logged out.

## Example
```python
from django.core.management.utils import get_random_secret_key

SECRET_KEY = get_random_secret_key()
```

Use instead:
```python
import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
```

## Fix safety
The fix is unsafe: the site does not start where DJANGO_SECRET_KEY is not set.

## Prove it
Start the server with four workers, log in, and request a page that needs a login 20 times with the same cookie, each time
with a new connection: all answer 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import read_environment

rule = Rule(
    __name__,
    code="DJA703",
    severity=Severity.ERROR,
    outside_tests=True,
    symptom="users seem to be logged out at random, and all are at every restart",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    key = settings["SECRET_KEY"]
    if key.per_process is not None and not key.may_be_kept and settings.sends_session_cookie:
        in_development = settings.profile is Profile.DEVELOPMENT
        yield rule.diagnostic(
            key,
            f"SECRET_KEY differs in each process: {key.per_process}",
            help='make one key and keep it outside the source: SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]',
            cure=read_environment(key, "DJANGO_SECRET_KEY").but(
                "the site does not start where DJANGO_SECRET_KEY is not set"
            ),
            severity=Severity.INFO if in_development else None,
            symptom="everybody is logged out whenever the server restarts" if in_development else None,
        )

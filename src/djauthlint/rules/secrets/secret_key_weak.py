"""SECRET_KEY is easy to guess.

## Why is this bad?
Whoever has the key can sign session data, password reset links and messages (`django/core/signing.py`). A short key, one of a
few characters, and one that begins with `django-insecure-`, as `startproject` writes it, can be guessed, or is known from
where the project was published (`django/core/checks/security/base.py`, `_check_secret_key`). The system check security.W009
speaks only with `--deploy`.

Of one key one rule speaks: DJA701 of an empty one, DJA705 of one that stands in for an environment variable, this rule of
a weak one, and DJA704 of a strong one in the source.

## Example
```python
SECRET_KEY = "change-me"
```

Use instead:
```python
import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
```

## Fix safety
The fix is unsafe: everybody has to log in once more, and the site does not start where DJANGO_SECRET_KEY is not set.

## Prove it
`python manage.py check --deploy` does not report security.W009.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.secret_keys import weakness
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import read_environment
from djauthlint.settings.secret_keys import fixed_text

rule = Rule(
    __name__,
    code="DJA702",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    django_check="security.W009",
    symptom="nothing: who guesses the key can be anybody on the site",
)

NEW_KEY = "everybody has to log in once more, and the site does not start where DJANGO_SECRET_KEY is not set"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    key = settings["SECRET_KEY"]
    text = fixed_text(key) if key.is_set else None
    what = weakness(text) if text else None
    if what is not None:
        yield rule.diagnostic(
            key,
            f"SECRET_KEY is weak: it {what}",
            help='make a new one with get_random_secret_key(), and read it: SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]',
            cure=read_environment(key, "DJANGO_SECRET_KEY").but(NEW_KEY),
        )

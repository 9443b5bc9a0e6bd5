"""PASSWORD_HASHERS can't check the passwords that Django stores by default.

## Why is this bad?
Unless PASSWORD_HASHERS is set, passwords are stored by PBKDF2PasswordHasher, and begin with `pbkdf2_sha256`. A stored
password is checked by the hasher of the list that has its algorithm; where none has, `verify_password`
(`django/contrib/auth/hashers.py`) answers that the password is wrong. So whoever has an account from before the list was
changed can't log in, and nothing is logged. PBKDF2SHA1PasswordHasher has another algorithm and does not help.

A hasher at the end of the list makes no new hashes. Where no account was ever stored by Django's default, it is not missing.
The rule is silent where the first hasher is a weak one: of that DJA210 speaks in production, and elsewhere it is meant.

## Example
```python
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
```

Use instead:
```python
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
```

## Fix safety
The fix is safe: a hasher at the end makes no new hashes. Accounts from before the list was changed can log in again, with their
passwords.

## Prove it
Log in as somebody whose account was made before the change.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import VersionsDiffer, may_mean, password_hasher
from djauthlint.django_facts.backends import PBKDF2, WEAK_HASHERS
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append
from djauthlint.settings.project_classes import class_constant

ALGORITHM: Final = "pbkdf2_sha256"

rule = Rule(
    __name__,
    code="DJA209",
    severity=Severity.WARNING,
    outside_tests=True,
    confidence=Confidence.MEDIUM,
    symptom="the login form refuses the correct password of every account that is older than this list",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hashers = settings["PASSWORD_HASHERS"]
    if hashers.is_requested or not hashers.is_sequence:
        return
    # Meant to be quick, or what DJA210 is about, whose cure is the same.
    preferred = hashers.first(lambda _: True)
    if preferred is None or not isinstance(preferred.value, str) or preferred.value in WEAK_HASHERS:
        return
    if not hashers.any(lambda path: isinstance(path, str) and _checks_default(settings, path)):
        yield rule.diagnostic(
            hashers,
            "PASSWORD_HASHERS has no hasher for pbkdf2_sha256, by which Django stores passwords unless it is told otherwise",
            help=f'add "{PBKDF2}" at the end of the list',
            cure=append(hashers, PBKDF2).but("whoever has a password of that kind can log in again"),
        )


def _checks_default(settings: Settings, path: str) -> bool:
    if may_mean(path, PBKDF2):
        return True
    if path.startswith("django."):
        return _algorithm(settings, path) == ALGORITHM
    bases = settings.evaluation.resolve_class(path) or ()
    inherited = next((algorithm for base in bases if (algorithm := _algorithm(settings, base)) is not None), None)
    return class_constant(settings, path, "algorithm", PBKDF2, inherited) == ALGORITHM


def _algorithm(settings: Settings, path: str) -> str | None:
    """How the hashes of a hasher of Django begin; of one that not every version has it is not asked."""
    try:
        known = password_hasher(settings.django_version, path)
    except VersionsDiffer:
        return None
    return None if known is None else known.algorithm

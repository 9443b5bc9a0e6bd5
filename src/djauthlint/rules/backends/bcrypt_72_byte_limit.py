"""BCryptPasswordHasher takes no more than 72 bytes of a password.

## Why is this bad?
bcrypt looks at the first 72 bytes. BCryptPasswordHasher (`django/contrib/auth/hashers.py`, `digest = None`) passes the password
on as it is: `bcrypt` before 5.0 drops the rest in silence, so that any password with the same beginning is accepted; since
5.0 it raises ValueError, in the form in which somebody chooses such a password and in the login form alike. In a script other
than Latin, 24 letters may be enough. BCryptSHA256PasswordHasher makes a digest of the whole password first.

## Example
```python
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.BCryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
```

Use instead:
```python
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "django.contrib.auth.hashers.BCryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
```

## Fix safety
The fix is unsafe: each login then stores the password with the other hash, which other programs that read the table may
not know. Old hashes are still accepted.

## Prove it
`check_password("a" * 79, make_password("a" * 80))` is False.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.backends import BCRYPT, BCRYPT_OF_DIGEST
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import put_first
from djauthlint.settings.project_classes import overrides

rule = Rule(
    __name__,
    code="DJA212",
    severity=Severity.WARNING,
    priority="P2",
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="a long password can't be chosen, or only its first 72 bytes count: it depends on the version of bcrypt",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hashers = settings["PASSWORD_HASHERS"]
    preferred = hashers.first(lambda _: True) if hashers.is_sequence else None
    if hashers.is_requested or preferred is None or not isinstance(preferred.value, str):
        return
    path = preferred.value
    # Joined to another path by a missing comma it is DJA803's.
    if settings.is_subclass(path, BCRYPT) and (path == BCRYPT or _passes_on(settings, path)):
        yield rule.diagnostic(
            preferred,
            f"{path.rpartition('.')[2]} takes only 72 bytes of a password",
            help=f'put "{BCRYPT_OF_DIGEST}" before it',
            cure=put_first(hashers, BCRYPT_OF_DIGEST).but("each login stores the password with another hash"),
        )


def _passes_on(settings: Settings, path: str) -> bool:
    """Whether a class of the project leaves it at the password as it is."""
    return settings.evaluation.resolve_class(path) is not None and not overrides(settings, path, ("digest", "encode"))

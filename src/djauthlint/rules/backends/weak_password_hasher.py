"""New passwords are stored with a weak hash.

## Why is this bad?
The first entry of PASSWORD_HASHERS makes new hashes; and as `check_password` (`django/contrib/auth/hashers.py`) finds that
a stored hash is not of that kind, each login replaces a strong hash with the weak one. MD5 and SHA-1 are computed
billions of times a second, so whoever gets the table of users gets their passwords. Such a hasher is good for tests, and
further down the list for accounts that are older than the change.

## Example
```python
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
```

Use instead:
```python
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
```

## Fix safety
The fix is unsafe: each login then stores the password with the other hash, which takes more time and which other programs
that read the table may not know. Old hashes are still accepted.

## Prove it
Log in once: `User.objects.get(...).password` then begins with `pbkdf2_sha256$`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import possible_paths
from djauthlint.django_facts.backends import PBKDF2, WEAK_HASHERS
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import put_first

rule = Rule(
    __name__,
    code="DJA210",
    severity=Severity.ERROR,
    priority="P1",
    profile=Profile.PRODUCTION,
    symptom="nothing looks wrong, but each login stores the password with the weak hash",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hashers = settings["PASSWORD_HASHERS"]
    # Whoever asks for it, for instance with `manage.py test`, gets it.
    if hashers.is_requested or not hashers.is_sequence:
        return
    preferred = hashers.first(lambda _: True)
    if preferred is None or not isinstance(preferred.value, str) or preferred.value not in WEAK_HASHERS:
        return
    # Of those that Django no longer has, DJA804 speaks.
    if preferred.value in possible_paths(settings.django_version, "password_hashers"):
        yield rule.diagnostic(
            preferred,
            f"{preferred.value.rpartition('.')[2]} is the first of PASSWORD_HASHERS: passwords are stored with a weak hash",
            help="put PBKDF2PasswordHasher, Argon2PasswordHasher or ScryptPasswordHasher before it",
            cure=put_first(hashers, PBKDF2).but("each login takes longer, and stores the password with another hash"),
        )

"""The first password hasher needs a package that the project does not install.

## Why is this bad?
Argon2PasswordHasher needs `argon2-cffi`, and the hashers of bcrypt need `bcrypt`; Django brings neither. The package is
imported when a password is hashed (`django/contrib/auth/hashers.py`, `_load_library`), which raises ValueError where it is not
installed. The first hasher of the list makes every new hash, and also one for each login with an unknown name, so logging in
and `createsuperuser` fail. A hasher further down is only asked about passwords that it has stored itself.

The rule reads lock files, requirements and the tables of packaging tools. It is silent unless these name everything that is
installed: by a lock file, like the output of `pip freeze`, or by listing only packages that are known not to bring it.

## Example
```python
# requirements.txt
Django

# settings.py
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
```

Use instead:
```python
# requirements.txt
Django[argon2]

# settings.py
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
```

## Prove it
`python manage.py shell -c "from django.contrib.auth.hashers import *; make_password('secret')"` ends without an error.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import VersionsDiffer, password_hasher
from djauthlint.django_facts.hasher_libraries import BRING_NONE, DISTRIBUTIONS
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.project_classes import overrides

rule = Rule(
    __name__,
    code="DJA211",
    severity=Severity.ERROR,
    confidence=Confidence.MEDIUM,
    symptom="the login page works, but sending the form is an error 500: an algorithm library can't be loaded",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hashers = settings["PASSWORD_HASHERS"]
    preferred = hashers.first(lambda _: True) if hashers.is_sequence else None
    if hashers.is_requested or preferred is None or not isinstance(preferred.value, str):
        return
    library = _library(settings, preferred.value)
    # A library of another hasher brings none of the rest.
    bring_none = BRING_NONE.union(DISTRIBUTIONS.values())
    if library is not None and settings.evaluation.lacks_package(settings.entry.path.parent, library, bring_none):
        package = DISTRIBUTIONS[library]
        yield rule.diagnostic(
            preferred,
            f"{preferred.value.rpartition('.')[2]} needs {package}, which the project does not install",
            help=f"add {package} to what is installed, or put another hasher before it",
        )


def _library(settings: Settings, path: str) -> str | None:
    """The library that a hasher imports, or that a class of the project inherits from one of Django's."""
    for base in (path,) if path.startswith("django.") else settings.evaluation.resolve_class(path) or ():
        try:
            known = password_hasher(settings.django_version, base)
        except VersionsDiffer:
            return None
        if known is not None and known.library in DISTRIBUTIONS:
            changes = base != path and overrides(settings, path, ("library", "_load_library", "encode"))
            return None if changes else known.library
    return None

"""INSTALLED_APPS lacks django.contrib.auth or django.contrib.contenttypes, which what is in use needs.

## Why is this bad?
The models of users, groups and permissions belong to `django.contrib.auth`, and permissions refer to the models of
`django.contrib.contenttypes` (`django/contrib/auth/models.py`, `Permission`). AuthenticationMiddleware imports them through
`django/contrib/auth/backends.py`, and so does the login page of the admin, whichever model AUTH_USER_MODEL names. A model
whose app is not installed raises RuntimeError as it is imported (`django/db/models/base.py`, `ModelBase.__new__`).

## Example
```python
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.sessions",
]
```

Use instead:
```python
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
```

## Fix safety
The fix is safe: before it the site does not start, or nobody can log in. The apps come last, so that their templates and
commands take the place of no others. Their tables are made by `migrate`.

## Prove it
`python manage.py check` ends without RuntimeError and ImproperlyConfigured.
"""

from collections.abc import Iterator, Sequence

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import ADMIN, AUTH, CONTENT_TYPES
from djauthlint.django_facts.middleware import AUTHENTICATION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append, joined

rule = Rule(
    __name__,
    code="DJA215",
    severity=Severity.ERROR,
    symptom="the site does not start, or has no login page: Django says that a model is not installed, or in no application",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    missing: dict[str, list[str]] = {}
    if _is_missing(settings, CONTENT_TYPES):
        who = "django.contrib.auth" if settings.installs(AUTH) else _admin(settings)
        missing.setdefault(who, []).append(CONTENT_TYPES[0])
    if _is_missing(settings, AUTH):
        who = _admin(settings)
        if not who and settings["MIDDLEWARE"].any(settings.provides(AUTHENTICATION)):
            who = "AuthenticationMiddleware"
        missing.setdefault(who, []).append(AUTH[0])
    for who, apps in missing.items():
        if who:
            first, *others = (append(settings["INSTALLED_APPS"], app) for app in apps)
            yield rule.diagnostic(
                settings["INSTALLED_APPS"].lacking(apps.__contains__),
                f"INSTALLED_APPS has no {' and no '.join(apps)}, which {who} needs",
                help=f"add {' and '.join(map(repr, apps))} to it".replace("'", '"'),
                cure=joined(first, *others) if others else first,
            )


def _admin(settings: Settings) -> str:
    return "django.contrib.admin" if settings.installs(ADMIN) else ""


def _is_missing(settings: Settings, app: Sequence[str]) -> bool:
    """Whether no entry is an app; one whose configuration class has a name like it may be the project's own of that app."""
    name = app[0].rpartition(".")[2].rstrip("s")
    return not settings["INSTALLED_APPS"].any(
        lambda entry: entry in app or (isinstance(entry, str) and name in entry.rpartition(".")[2].lower())
    )

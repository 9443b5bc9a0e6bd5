"""The result of a method that has none is assigned to a setting.

## Why is this bad?
`append`, `extend`, `insert`, `update` and the like change a list or dict and return None, which is then what the setting is.
Django does not start where that is MIDDLEWARE (`django/core/handlers/base.py`, `load_middleware`) or INSTALLED_APPS; other
settings fail where they are used: logging in is an error 500 without AUTHENTICATION_BACKENDS.

## Example
```python
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
MIDDLEWARE = MIDDLEWARE.append("django.contrib.auth.middleware.AuthenticationMiddleware")
```

Use instead:
```python
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
MIDDLEWARE.append("django.contrib.auth.middleware.AuthenticationMiddleware")
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`manage.py check` starts, and `settings.MIDDLEWARE` in `manage.py shell` is a list.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import possible_setting_names
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import without_assignment

rule = Rule(__name__, code="DJA814", severity=Severity.ERROR)

NO_START = "the site does not start"
SYMPTOMS = {
    "ALLOWED_HOSTS": NO_START,
    "AUTHENTICATION_BACKENDS": "the login page works, but sending the form is an error 500",
    "DATABASES": NO_START,
    "INSTALLED_APPS": NO_START,
    "LOCALE_PATHS": NO_START,
    "MIDDLEWARE": NO_START,
    "PASSWORD_HASHERS": "checking a password is an error 500",
    "SECRET_KEY_FALLBACKS": NO_START,
}


@rule.check_each(lambda settings: sorted(possible_setting_names(settings.django_version).intersection(settings.names)))
def check(setting: Setting) -> Iterator[Diagnostic]:
    method = setting.method_without_result
    if method is not None:
        yield rule.diagnostic(
            setting,
            f"{setting.name} is None: {method}() returns nothing",
            help=f"call {method}() without an assignment",
            cure=without_assignment(setting),
            symptom=SYMPTOMS.get(setting.name, "Django fails where it uses the setting"),
        )

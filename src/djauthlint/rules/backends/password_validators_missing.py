"""There are no password validators: any password will do.

## Why is this bad?
AUTH_PASSWORD_VALIDATORS is empty unless it is set (`django/conf/global_settings.py`); only the settings that `startproject`
writes list four. Without any, `validate_password` (`django/contrib/auth/password_validation.py`) accepts "1" in every form in
which somebody chooses a password.

The rule speaks where an installed app has forms in which passwords are chosen, such as the admin, and a backend checks them. Those
of allauth do not count: a site may leave them out and have people log in elsewhere.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
AUTH_PASSWORD_VALIDATORS = []
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
```

## Fix safety
The fix is unsafe: passwords that are easy to guess are refused when somebody chooses one. Those that are in use stay.

## Prove it
`python manage.py shell -c "from django.contrib.auth.password_validation import *; validate_password('123')"` raises
ValidationError.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.backends import STARTPROJECT_VALIDATORS
from djauthlint.django_facts.packages import known_app
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.project_classes import takes_password

rule = Rule(
    __name__,
    code="DJA213",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    symptom="nothing, until somebody guesses a password such as 123",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    validators = settings["AUTH_PASSWORD_VALIDATORS"]
    # None can't be iterated over: DJA214 speaks of that.
    if validators.is_requested or validators.truthy or validators.value is None:
        return
    if settings["INSTALLED_APPS"].any(lambda entry: _has_forms(str(entry))) and settings["AUTHENTICATION_BACKENDS"].any(
        lambda path: takes_password(settings, str(path)) is True
    ):
        yield rule.diagnostic(
            validators,
            f"AUTH_PASSWORD_VALIDATORS is {'empty' if validators.is_set else 'not set'}: people can choose any password",
            help="list the four validators that startproject writes",
            cure=assign(
                validators,
                [{"NAME": path} for path in STARTPROJECT_VALIDATORS],
                called="the four validators that startproject writes",
            ).but("new passwords that are easy to guess are refused"),
        )


def _has_forms(entry: str) -> bool:
    app = known_app(entry)
    return app is not None and app.password_login and app.package != "django-allauth"

"""A string is added to a list, or to a tuple something that is none.

## Why is this bad?
`+=` and `extend` take what they are given apart: the string `"x.Y"` becomes the items `"x"`, `"."` and `"Y"`, and `("x.Y")` is a
string, too. Django then imports each item (`django/utils/module_loading.py`, `import_string`): it does not start where that
is MIDDLEWARE or INSTALLED_APPS, and logging in is an error 500 where it is AUTHENTICATION_BACKENDS. To a tuple only a tuple
can be added: anything else is a TypeError when the settings are imported.

## Example
```python
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
MIDDLEWARE += "django.contrib.auth.middleware.AuthenticationMiddleware"
```

Use instead:
```python
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
MIDDLEWARE += ["django.contrib.auth.middleware.AuthenticationMiddleware"]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`manage.py check` starts, and `settings.MIDDLEWARE` in `manage.py shell` has whole names.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import settings_of_type
from djauthlint.rule import Rule
from djauthlint.settings import Element, Setting, Settings
from djauthlint.settings.cures import bracketed

rule = Rule(__name__, code="DJA813", severity=Severity.ERROR)

NO_START = "the site does not start"
SYMPTOMS = {
    "ALLOWED_HOSTS": "the host is refused with error 400",
    "AUTHENTICATION_BACKENDS": "the login page works, but sending the form is an error 500",
    "CSRF_TRUSTED_ORIGINS": "manage.py stops with 4_0.E001, and forms from that origin are refused with error 403",
    "INSTALLED_APPS": NO_START,
    "MIDDLEWARE": NO_START,
    "PASSWORD_HASHERS": "checking a password is an error 500",
}


def names(settings: Settings) -> list[str]:
    """The settings that it is about."""
    return sorted(settings_of_type(settings.django_version, "list", "tuple").intersection(settings.names))


@rule.check_elements(names)
def check(element: Element) -> Iterator[Diagnostic]:
    if element.is_spelled:
        yield rule.diagnostic(
            element,
            f"each character of this string is an item of {element.name}",
            help="put it into brackets: [...]",
            cure=bracketed(element),
            symptom=SYMPTOMS.get(element.name, "Django takes each character for an item"),
        )


@rule.check_each(names)
def check_types(setting: Setting) -> Iterator[Diagnostic]:
    if setting.failed_addition:
        yield rule.diagnostic(
            setting,
            f"what is added to {setting.name} is of another type than it is",
            help="add a list to a list, a tuple to a tuple",
            symptom=NO_START,
        )

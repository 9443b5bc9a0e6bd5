"""A setting that must be a list is a string.

## Why is this bad?
Django goes through the items of these settings, and those of a string are its characters. `("a.B")` is a string, too: only
the comma makes a tuple. Django refuses to start where that is ALLOWED_HOSTS, INSTALLED_APPS, LOCALE_PATHS or
SECRET_KEY_FALLBACKS (`django/conf/__init__.py`, `Settings`), and there a set, a dict and None are refused as well. The
others fail later: AUTHENTICATION_BACKENDS when the first login form is sent (`django/contrib/auth/__init__.py`,
`_get_backends`), and no system check speaks.

## Example
```python
AUTHENTICATION_BACKENDS = ("django.contrib.auth.backends.ModelBackend")
```

Use instead:
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import settings_of_type
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import to_list
from djauthlint.settings.django_checks import of_slip

rule = Rule(__name__, code="DJA801", severity=Severity.ERROR)

REFUSED = frozenset(("ALLOWED_HOSTS", "INSTALLED_APPS", "LOCALE_PATHS", "SECRET_KEY_FALLBACKS"))
NO_NONE = frozenset(("MIDDLEWARE", "TEMPLATES"))
"""Of those that other types will do for, those that None breaks, and no other rule says so."""
TYPES = {"str": "a string", "set": "a set", "frozenset": "a frozenset", "dict": "a dict", "NoneType": "None"}

SYMPTOMS = {
    **dict.fromkeys(REFUSED, "the site does not start"),
    "AUTHENTICATION_BACKENDS": "the login page works, but sending the form is an error 500",
    "AUTH_PASSWORD_VALIDATORS": "logging in works; signing up and changing a password end with error 500",
    "CSRF_TRUSTED_ORIGINS": "manage.py stops with 4_0.E001, and forms from other origins are refused with error 403",
    "DATABASE_ROUTERS": "every page that needs the database is an error 500",
    "FILE_UPLOAD_HANDLERS": "sending any form is an error 500",
    "MIDDLEWARE": "the site does not start",
    "PASSWORD_HASHERS": "checking a password is an error 500",
    "TEMPLATES": "every page that has a template is an error 500",
}
OTHERWISE = "each character counts as an item"


def names(settings: Settings) -> list[str]:
    """The settings that it is about; of SECURE_REDIRECT_EXEMPT, DJA511 speaks."""
    lists = settings_of_type(settings.django_version, "list", "tuple") - {"SECURE_REDIRECT_EXEMPT"}
    return sorted(lists.intersection(settings.names))


NO_TEXTS = frozenset(("ADMINS", "AUTH_PASSWORD_VALIDATORS", "LANGUAGES", "MANAGERS", "TEMPLATES"))
"""Lists of which no item is a text."""


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    kind = setting.type_name
    is_harmless = kind == "str" and setting.is_known and not setting.value
    refused = TYPES.keys() if setting.name in REFUSED else {"str", "NoneType"} if setting.name in NO_NONE else {"str"}
    if kind not in refused or (is_harmless and setting.name not in REFUSED):
        return
    is_one_item = kind == "str" and setting.name not in NO_TEXTS and setting.is_known and "," not in setting.value
    variable = setting.environment_text or (setting.environment_default if kind == "NoneType" else None)
    yield rule.diagnostic(
        setting,
        f"{setting.name} must be a list, not the text of the environment variable {variable}"
        if variable is not None
        else f"{setting.name} must be a list, not {TYPES[kind]}",
        help='split it: [item for item in ....split(",") if item]' if variable is not None else cure(kind),
        cure=to_list(setting) if variable is None and is_one_item else None,
        severity=Severity.ERROR if setting.name in SYMPTOMS else Severity.WARNING,
        symptom=SYMPTOMS.get(setting.name, OTHERWISE),
        django_check="staticfiles.E001"
        if setting.name == "STATICFILES_DIRS"
        else of_slip(setting.settings, setting.name),
    )


def cure(kind: str) -> str:
    match kind:
        case "str":
            return "put it into brackets, with a comma between items: [..., ...]"
        case "NoneType":
            return "write an empty list, or delete the line"
        case _:
            return "make a list of it"

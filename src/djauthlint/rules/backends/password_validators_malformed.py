"""AUTH_PASSWORD_VALIDATORS has an entry that Django can't make a validator of.

## Why is this bad?
Each entry has to be a dict whose `NAME` is the dotted path of a class, and whose `OPTIONS`, if it has some, are a dict
(`django/contrib/auth/password_validation.py`, `get_password_validators`). The list is read when somebody sets a password, not at start-up and not at a login, so the
error 500 waits for the first sign-up, password change or `createsuperuser`. No system check looks at it.

## Example
```python
AUTH_PASSWORD_VALIDATORS = [
    "django.contrib.auth.password_validation.MinimumLengthValidator",
]
```

Use instead:
```python
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
]
```

## Fix safety
The fix is safe: a path that stands there on its own becomes the NAME of a dict, which is what it says. For other mistakes
there is none.

## Prove it
`python manage.py shell -c "from django.contrib.auth.password_validation import *; get_default_password_validators()"`
ends without an error.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import path_lifetime, possible_paths, validator_options
from djauthlint.rule import Rule
from djauthlint.settings import Element, Setting, Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA214",
    severity=Severity.ERROR,
    priority="P1",
    symptom="logging in works; signing up, changing a password and createsuperuser end with error 500",
)


@rule.check_each(lambda settings: [name for name in ("AUTH_PASSWORD_VALIDATORS",) if name in settings.names])
def check_list(validators: Setting) -> Iterator[Diagnostic]:
    # Of a string, DJA801 speaks; nothing at all is made of an empty dict.
    if validators.type_name not in ("NoneType", "bool", "int", "float", "dict") or validators.value == {}:
        return
    yield rule.diagnostic(
        validators,
        f"AUTH_PASSWORD_VALIDATORS is {'a dict' if validators.is_dict else repr(validators.value)}, which is no list of validators",
        help='write [{"NAME": "..."}]' if validators.is_dict else "write an empty list, or delete the line",
    )


@rule.check_elements(lambda _: ["AUTH_PASSWORD_VALIDATORS"])
def check(entry: Element) -> Iterator[Diagnostic]:
    # A tuple that a stray comma makes is what DJA802 is about.
    if entry.settings["AUTH_PASSWORD_VALIDATORS"].before_comma is not None:
        return
    if not entry.is_dict:
        value = entry.value
        help_ = f'write {{"NAME": "{value}"}}' if isinstance(value, str) else 'write {"NAME": "..."}'
        cure = assign(entry, {"NAME": value}) if isinstance(value, str) else None
        yield rule.diagnostic(
            entry, f"{value!r} in AUTH_PASSWORD_VALIDATORS is no dict with a NAME", help=help_, cure=cure
        )
        return
    name = entry.entry("NAME")
    if not name.is_set:
        yield rule.diagnostic(entry, "an entry of AUTH_PASSWORD_VALIDATORS has no NAME", help='add "NAME": "..."')
    elif not isinstance(name.value, str):
        yield rule.diagnostic(
            name, f"NAME is {name.value!r}, which is no dotted path", help="name the class as a string"
        )
    elif _is_gone(entry.settings, name.value):
        yield rule.diagnostic(
            name,
            f"there is no validator {name.value}",
            help="name one of django.contrib.auth.password_validation",
        )
    else:
        options = entry.entry("OPTIONS")
        if options.is_set and not options.is_dict:
            yield rule.diagnostic(options, f"OPTIONS is {options.value!r}, which is no dict", help="delete OPTIONS")
            return
        known = validator_options(entry.settings.django_version, name.value)
        given = options.value_or({}) if known is not None else {}
        for option in given if isinstance(given, dict) else ():
            if option not in (known or ()):
                yield rule.diagnostic(
                    options,
                    f"{name.value.rpartition('.')[2]} has no option {option!r}",
                    help=f"its options are {', '.join(sorted(known or ()))}" if known else "delete OPTIONS",
                )


def _is_gone(settings: Settings, path: str) -> bool:
    return (
        path.startswith("django.contrib.auth.")
        and path not in possible_paths(settings.django_version, "password_validators")
        and path_lifetime(path) is None
    )

"""INSTALLED_APPS lists an app twice, or two apps with the same label.

## Why is this bad?
Labels are the names of apps in the database and in `AUTH_USER_MODEL`. Django does not start where two apps have the same one
(`django/apps/registry.py`, `populate`): "Application labels aren't unique". An app may be named by its package and by the class
of its configuration, and two packages of the same name have the same label, unless a configuration says otherwise.

## Example
```python
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.auth.apps.AuthConfig",
]
```

Use instead:
```python
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`manage.py check` starts.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.app_labels import same_label
from djauthlint.settings.cures import remove

rule = Rule(__name__, code="DJA817", severity=Severity.ERROR, symptom="the site does not start")


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    apps = settings["INSTALLED_APPS"]
    key = same_label(settings, apps.texts)
    for element, first in apps.repeated(key):
        is_same = element.value == first.value
        yield rule.diagnostic(
            element,
            f"{element.value} is listed twice in INSTALLED_APPS"
            if is_same
            else f"{first.value} and {element.value} have the same {key(element.value)}",
            help="remove one of them" if is_same else "remove one of them, or give it another label in its AppConfig",
            cure=remove(element) if is_same else None,
            related=[(first, "first listed here")],
        )

"""The templates of the admin do not get the user.

## Why is this bad?
`user` and `perms` are variables of templates only because of the context processor `auth`. Without it
`{% if user.is_authenticated %}` is false for everybody, and no error says so: who has just logged in still reads "Log in".
With the admin and a ModelBackend the system check admin.E402 (`django/contrib/admin/checks.py`, `check_dependencies`) stops
`manage.py`.

The rule speaks where that check does: it can't be seen which variables the templates of a site without the admin use.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
```

## Fix safety
The fix is safe: templates get one more value, and nothing is taken from them.

## Prove it
`python manage.py check` does not report admin.E402, and a template with `{{ user }}` shows who is logged in.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.backends import MODEL
from djauthlint.django_facts.packages import known_backend
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append
from djauthlint.settings.templates import lacks_processor

PROCESSOR: Final = "django.contrib.auth.context_processors.auth"

rule = Rule(
    __name__,
    code="DJA612",
    severity=Severity.ERROR,
    django_check="admin.E402",
    symptom="manage.py stops with admin.E402; templates take everybody for anonymous",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    processors = lacks_processor(settings, PROCESSOR, "admin.E402")
    if processors is None:
        return
    if settings["AUTHENTICATION_BACKENDS"].any(
        lambda path: isinstance(path, str) and _is_model_backend(settings, path)
    ):
        yield rule.diagnostic(
            processors,
            "the context processors lack the one that passes the user to templates, which the admin requires",
            help=f'add "{PROCESSOR}" to context_processors',
            cure=append(processors, PROCESSOR),
        )


def _is_model_backend(settings: Settings, path: str) -> bool:
    known = known_backend(path)
    return MODEL in known.derives if known is not None else settings.is_subclass(path, MODEL)

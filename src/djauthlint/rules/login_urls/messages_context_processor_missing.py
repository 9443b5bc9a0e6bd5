"""The templates of the admin do not get messages.

## Why is this bad?
What `messages.error()` and its like have to say reaches templates only through the context processor `messages`. Without it
nobody reads any of it, neither "saved" in the admin nor why logging in failed where a view says so in a message. The system
check admin.E404 (`django/contrib/admin/checks.py`, `check_dependencies`) stops `manage.py`. Logging in itself works.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.messages"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
    }
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.messages"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
```

## Fix safety
The fix is safe: templates get one more value, and nothing is taken from them.

## Prove it
`python manage.py check` does not report admin.E404, and saving something in the admin shows a message.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append
from djauthlint.settings.templates import lacks_processor

PROCESSOR: Final = "django.contrib.messages.context_processors.messages"

rule = Rule(
    __name__,
    code="DJA614",
    severity=Severity.WARNING,
    priority="P2",
    django_check="admin.E404",
    symptom="manage.py stops with admin.E404; pages show no messages",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    processors = lacks_processor(settings, PROCESSOR, "admin.E404")
    if processors is not None:
        yield rule.diagnostic(
            processors,
            "the context processors lack the one that passes messages to templates, which the admin requires",
            help=f'add "{PROCESSOR}" to context_processors',
            cure=append(processors, PROCESSOR),
        )

"""What templates print in place of an invalid variable is no text.

## Why is this bad?
The system check templates.E002 (`django/template/backends/django.py`, `_check_string_if_invalid_is_string`) stops `manage.py`, and with
it `migrate` and `runserver`, where `string_if_invalid` is no text: templates join it to others.

## Example
```python
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"string_if_invalid": False},
    }
]
```

Use instead:
```python
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"string_if_invalid": ""},
    }
]
```

## Prove it
`python manage.py check` does not report templates.E002.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.templates import is_of_django

rule = Rule(
    __name__,
    code="DJA010",
    severity=Severity.ERROR,
    priority="P2",
    django_check="templates.E002",
    symptom="manage.py stops with templates.E002",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    for engine in settings["TEMPLATES"].elements:
        text = engine.entry("OPTIONS").entry("string_if_invalid")
        if text.is_set and text.type_name != "str" and is_of_django(settings, engine):
            yield rule.diagnostic(text, f"string_if_invalid is a {text.type_name}, no text", help='write a text, or ""')

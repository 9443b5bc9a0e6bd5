"""STORAGES has no storage for static files.

## Why is this bad?
STORAGES replaces Django's default as a whole. Without an entry "staticfiles" `{% static %}` fails (`django/core/files/storage/handler.py`),
and so do the pages that use it. The system check staticfiles.E005 (since Django 5.0; `django/contrib/staticfiles/checks.py`,
`check_storages`) stops `manage.py`.

## Example
```python
INSTALLED_APPS = ["django.contrib.staticfiles"]
STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.staticfiles"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
```

## Fix safety
The fix is safe: it adds the default, without which static files are an error.

## Prove it
`python manage.py check` does not report staticfiles.E005.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import STATIC_FILES
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA025",
    severity=Severity.ERROR,
    priority="P2",
    since=(5, 0),
    django_check="staticfiles.E005",
    symptom="manage.py stops with staticfiles.E005",
)


STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    storages = settings["STORAGES"]
    if (
        storages.is_set
        and storages.is_dict
        and not storages.entry("staticfiles").is_set
        and settings.installs(STATIC_FILES)
    ):
        yield rule.diagnostic(
            storages,
            'STORAGES has no entry "staticfiles"',
            help='add "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}',
            cure=assign(storages.entry("staticfiles"), {"BACKEND": STORAGE}),
        )

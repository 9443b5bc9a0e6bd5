"""A prefix in STATICFILES_DIRS ends with a slash.

## Why is this bad?
The system check staticfiles.E003 (`django/contrib/staticfiles/finders.py`, `FileSystemFinder.check`) stops `manage.py`, and with it
`migrate` and `runserver`: files are looked for below the prefix and a slash of Django's own.

## Example
```python
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = [("downloads/", "/srv/downloads")]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = [("downloads", "/srv/downloads")]
```

## Fix safety
The fix is safe: without the slash, the site starts.

## Prove it
`python manage.py check` does not report staticfiles.E003.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.static_files import finds_folders, prefixes

rule = Rule(
    __name__,
    code="DJA023",
    severity=Severity.ERROR,
    priority="P2",
    django_check="staticfiles.E003",
    symptom="manage.py stops with staticfiles.E003",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    for prefix in prefixes(settings):
        if isinstance(prefix.value, str) and prefix.value.endswith("/") and finds_folders(settings):
            yield rule.diagnostic(
                prefix,
                f"the prefix {prefix.value!r} in STATICFILES_DIRS ends with a slash",
                help=f'write "{prefix.value.rstrip("/")}"',
                cure=assign(prefix, prefix.value.rstrip("/")),
            )

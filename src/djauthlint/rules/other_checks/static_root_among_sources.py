"""STATICFILES_DIRS contains STATIC_ROOT.

## Why is this bad?
`collectstatic` would copy the folder into itself. The system check staticfiles.E002 (`django/contrib/staticfiles/finders.py`,
`FileSystemFinder.check`) stops `manage.py`, and with it `migrate` and `runserver`.

## Example
```python
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATIC_ROOT = "/srv/static"
STATICFILES_DIRS = ["/srv/static"]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATIC_ROOT = "/srv/collected"
STATICFILES_DIRS = ["/srv/static"]
```

## Prove it
`python manage.py check` does not report staticfiles.E002.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.folders import as_path
from djauthlint.settings.static_files import finds_folders, folders

rule = Rule(
    __name__,
    code="DJA022",
    severity=Severity.ERROR,
    priority="P2",
    django_check="staticfiles.E002",
    symptom="manage.py stops with staticfiles.E002",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    root = settings["STATIC_ROOT"]
    if not root.is_set or not root.truthy or not finds_folders(settings):
        return
    target = as_path(root.value)
    for folder, path in folders(settings):
        if target is not None and path == target:
            yield rule.diagnostic(
                folder,
                "STATICFILES_DIRS contains STATIC_ROOT, to which collectstatic copies",
                help="give STATIC_ROOT a folder of its own",
                related=[(root, "STATIC_ROOT")],
            )

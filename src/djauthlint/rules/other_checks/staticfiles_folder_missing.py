"""STATICFILES_DIRS names a folder that does not exist.

## Why is this bad?
What is looked for there is not found. The system check staticfiles.W004 (`django/contrib/staticfiles/finders.py`,
`FileSystemFinder.check`) warns of it.

The rule speaks of folders in the project that nothing in the settings makes, and that `.gitignore` does not keep out of the
repository, as those that are built. An empty folder is in no repository: a file in it keeps it there.

## Example
```python
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = [BASE_DIR / "assets"]
```

Use instead:
```python
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = []
```

## Prove it
`python manage.py check` does not report staticfiles.W004.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.static_files import finds_folders, folders

rule = Rule(
    __name__,
    code="DJA024",
    severity=Severity.WARNING,
    priority="P2",
    confidence=Confidence.HIGH,
    django_check="staticfiles.W004",
    symptom="manage.py check warns of staticfiles.W004",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    for folder, path in folders(settings):
        if settings.evaluation.lacks_folder(str(path), unless_ignored=True) and finds_folders(settings):
            yield rule.diagnostic(
                folder,
                f"STATICFILES_DIRS names the folder {path.name}, which does not exist",
                help="delete it, or make the folder",
            )

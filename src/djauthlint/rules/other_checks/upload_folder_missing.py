"""FILE_UPLOAD_TEMP_DIR is a folder that does not exist.

## Why is this bad?
Large uploads are written there first. The system check files.E001 (`django/core/checks/files.py`) stops `manage.py`, and with it
`migrate` and `runserver`; under an application server a large upload is an error.

The rule speaks of folders in the project that nothing in the settings makes, and that `.gitignore` does not keep out of the
repository.

## Example
```python
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
FILE_UPLOAD_TEMP_DIR = BASE_DIR / "tmp"
```

Use instead:
```python
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
FILE_UPLOAD_TEMP_DIR = BASE_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
```

## Prove it
`python manage.py check` does not report files.E001.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.folders import as_path

rule = Rule(
    __name__,
    code="DJA012",
    severity=Severity.ERROR,
    priority="P2",
    confidence=Confidence.HIGH,
    django_check="files.E001",
    symptom="manage.py stops with files.E001",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    folder = settings["FILE_UPLOAD_TEMP_DIR"]
    path = as_path(folder.value) if folder.is_set else None
    if path is not None and settings.evaluation.lacks_folder(str(path), unless_ignored=True):
        yield rule.diagnostic(
            folder,
            "FILE_UPLOAD_TEMP_DIR is a folder that does not exist",
            help="make the folder when the site is installed, or delete the setting: the default is that of temporary files",
        )

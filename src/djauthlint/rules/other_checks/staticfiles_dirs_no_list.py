"""STATICFILES_DIRS is neither a list nor a tuple.

## Why is this bad?
The system check staticfiles.E001 (`django/contrib/staticfiles/finders.py`, `FileSystemFinder.check`) stops `manage.py`, and with it
`migrate` and `collectstatic`; a single path is a TypeError there. Of a text, DJA801 speaks.

## Example
```python
from pathlib import Path

INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = Path("/srv/assets")
```

Use instead:
```python
from pathlib import Path

INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = [Path("/srv/assets")]
```

## Prove it
`python manage.py check` does not report staticfiles.E001.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.static_files import finds_folders

rule = Rule(
    __name__,
    code="DJA021",
    severity=Severity.ERROR,
    priority="P2",
    django_check="staticfiles.E001",
    symptom="manage.py stops with staticfiles.E001",
)

ITERABLE = {"set": "a set", "frozenset": "a frozenset", "dict": "a dict"}
"""What Django gets to the check with; of anything else that is no list, it can't make a loop."""


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    folders = settings["STATICFILES_DIRS"]
    if not folders.is_set or folders.type_name in ("list", "tuple", "str") or not finds_folders(settings):
        return
    what = ITERABLE.get(folders.type_name)
    yield rule.diagnostic(
        folders,
        f"STATICFILES_DIRS must be a list, not {what or 'a single value'}",
        help="make a list of it" if what else "put it into brackets: [...]",
        symptom=None if what else "manage.py stops with a TypeError",
        django_check=None if what else "",
    )

"""The admin is installed without django.contrib.messages.

## Why is this bad?
The admin tells what it has done with messages: the system check admin.E406 (`django/contrib/admin/checks.py`,
`check_dependencies`) stops `manage.py`, and with it `migrate` and `runserver`, as long as their app is not installed.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
```

Use instead:
```python
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
]
```

## Fix safety
The fix is safe: the app has no tables, and `manage.py` does not start without it.

## Prove it
`python manage.py check` does not report admin.E406.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import may_mean
from djauthlint.django_facts.apps import ADMIN, MESSAGES
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append

rule = Rule(
    __name__,
    code="DJA616",
    severity=Severity.WARNING,
    priority="P2",
    django_check="admin.E406",
    symptom="manage.py stops with admin.E406",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    apps = settings["INSTALLED_APPS"]
    if settings.installs(ADMIN) and not apps.any(_may_be_messages) and not settings.silences("admin.E406"):
        yield rule.diagnostic(
            apps.lacking(_may_be_messages),
            "INSTALLED_APPS has no django.contrib.messages, which the admin requires",
            help='add "django.contrib.messages" to it',
            cure=append(apps, "django.contrib.messages"),
        )


def _may_be_messages(entry: object) -> bool:
    """Whether an entry is the app, its configuration in the project, or one with a mistake of which another rule speaks."""
    return isinstance(entry, str) and ("message" in entry.rpartition(".")[2].lower() or may_mean(entry, MESSAGES[0]))

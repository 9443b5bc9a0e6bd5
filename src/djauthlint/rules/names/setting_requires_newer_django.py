"""A setting that the project's version of Django does not have yet.

## Why is this bad?
Django asks for the settings that it knows (`django/conf/global_settings.py`) and ignores others without a word: a
Content-Security-Policy is not sent, and a changed SECRET_KEY ends every session although SECRET_KEY_FALLBACKS has the old key.
A name that the project itself reads is not reported, nor TASKS with the package django-tasks, which reads it.

## Example
```python
# django: 4.0
import os

SECRET_KEY_FALLBACKS = [os.environ["OLD_SECRET_KEY"]]
```

Use instead:
```python
# django: 4.2
import os

SECRET_KEY_FALLBACKS = [os.environ["OLD_SECRET_KEY"]]
```

## Prove it
`python manage.py diffsettings` no longer marks the setting with `###`, which it does with those that are none of Django's.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import lifetime
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings

rule = Rule(__name__, code="DJA816", severity=Severity.WARNING, priority="P1")

BEFORE_FACTS = {"SECRET_KEY_FALLBACKS": "4.1", "SECURE_CROSS_ORIGIN_OPENER_POLICY": "4.0", "STORAGES": "4.2"}
"""Settings that came before the oldest version that there are facts about; source: `docs/releases`."""

SYMPTOMS = {
    "MAILERS": "mail is sent as if it were not there",
    "SECRET_KEY_FALLBACKS": "changing SECRET_KEY ends every session",
    "SECURE_CSP": "browsers get no Content-Security-Policy",
    "SECURE_CSP_REPORT_ONLY": "browsers get no Content-Security-Policy",
    "STORAGES": "files are stored as if it were not there",
}


def added_in(name: str) -> str | None:
    """The version that a setting came with, None for one that is none of Django's or always was there."""
    known = lifetime(name)
    return BEFORE_FACTS.get(name, known.added_in if known is not None else None)


def names(settings: Settings) -> list[str]:
    """The settings that none of the versions has that may be run."""
    newest = settings.target.newest
    added = {name: version for name in settings.names if (version := added_in(name)) is not None}
    return [name for name, version in added.items() if tuple(map(int, version.split("."))) > newest]


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    settings = setting.settings
    if not setting.is_surely_set or settings.evaluation.reads_setting(setting.name):
        return
    if setting.name == "TASKS" and settings["INSTALLED_APPS"].any(lambda app: str(app).startswith("django_tasks")):
        return
    yield rule.diagnostic(
        setting,
        f"Django {settings.target.text} ignores {setting.name}, which came with version {added_in(setting.name)}",
        help="upgrade Django, or delete it",
        symptom=SYMPTOMS.get(setting.name, "nothing of what the setting says happens"),
    )

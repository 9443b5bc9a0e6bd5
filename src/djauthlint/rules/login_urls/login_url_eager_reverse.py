"""reverse() is called while the settings are imported.

## Why is this bad?
`django.urls.reverse` imports the URLs of the project, and with them its views and models. Models need the apps, and those
need the settings, which are not there yet (`django/apps/registry.py`, `check_apps_ready`): Django does not start, with
AppRegistryNotReady or with an AttributeError about a setting. LOGIN_URL and the settings like it take names of URLs, and
Django reverses these when it needs them (`django/shortcuts.py`, `resolve_url`).

## Example
```python
from django.urls import reverse

LOGIN_URL = reverse("login")
```

Use instead:
```python
LOGIN_URL = "login"
```

## Fix safety
The fix is safe: Django finds the URL of a name that these settings have, and did not start before.

## Prove it
Run `manage.py check`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings
from djauthlint.settings.cures import to_url_name

TAKE_NAMES: Final = ("LOGIN_URL", "LOGIN_REDIRECT_URL", "LOGOUT_REDIRECT_URL")

rule = Rule(
    __name__,
    code="DJA608",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="Django does not start: AppRegistryNotReady",
)


def names(settings: Settings) -> Iterable[str]:
    return (name for name in settings.names if settings[name].may_be_reversed)


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    if setting.is_reversed:
        yield rule.diagnostic(
            setting,
            f"{setting.name} is made with reverse(), which needs the apps, and these need the settings",
            cure=to_url_name(setting) if setting.name in TAKE_NAMES else None,
            help="write the name of the URL as a string" if setting.name in TAKE_NAMES else "use reverse_lazy()",
        )

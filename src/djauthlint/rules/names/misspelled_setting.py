"""A setting with a name that Django does not know, and that is nearly that of one that it does.

## Why is this bad?
Django takes every name in upper case from the settings module and complains about none (`django/conf/__init__.py`,
`Settings.__init__`). What it never asks for has no effect: the setting that was meant keeps its default.

Names are compared with the settings that matter to logging in, and with those of django-cors-headers where that is installed. A name
that anything else in the project mentions is the project's own, and not reported; nor is one whose value can't be one of the setting
that it resembles.

## Example
```python
SESSION_SECURE_COOKIE = True
```

Use instead:
```python
SESSION_COOKIE_SECURE = True
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`python manage.py diffsettings` marks the setting with `###`, as it does with those that are none of Django's.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import rename

rule = Rule(__name__, code="DJA805", severity=Severity.WARNING, priority="P1", confidence=Confidence.HIGH)


def names(settings: Settings) -> list[str]:
    """The names that nobody asks for and that resemble a setting."""
    return sorted(settings.misspelled)


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    if not setting.is_surely_set:
        return
    right = setting.settings.misspelled[setting.name]
    yield rule.diagnostic(
        setting,
        f"nothing knows a setting {setting.name}; did you mean {right}?",
        help=f"write {right}, or use a name that is not so near to it",
        cure=rename(setting, right),
        symptom=f"nothing of what the setting says happens: {right} is what it is without it",
    )

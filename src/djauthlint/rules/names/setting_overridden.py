"""A setting is set, and a later statement of the same module sets it to something else.

## Why is this bad?
Django takes the values that a module has at its end (`django/conf/__init__.py`, `Settings.__init__`): what counts is the last.
Who reads the first one takes it for the one in effect. It happens with a setting that stands there twice, and with
`from .base import *` below a setting that `base` has, too.

The rule speaks of settings that matter to logging in, but not of DEBUG, MIDDLEWARE and other large ones, about which there are rules
of their own, and not where another rule speaks of the value that is in effect. Both statements stand at the top level, and nothing
reads the setting between them. Modules for overrides, such as `local_settings`, are meant to be imported last.

## Example
```python
SESSION_COOKIE_AGE = 3600
SESSION_COOKIE_AGE = 1209600
```

Use instead:
```python
SESSION_COOKIE_AGE = 1209600
```

## Prove it
`python manage.py diffsettings` shows the value that is in effect.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.setting import Unset

rule = Rule(
    __name__, code="DJA815", severity=Severity.WARNING, priority="P1", confidence=Confidence.HIGH, gives_way=True
)


def names(settings: Settings) -> list[str]:
    """The settings that are set twice."""
    return sorted(settings.overridden)


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    if setting.is_overridden:
        twice = setting.settings.overridden[setting.name]
        yield rule.diagnostic(
            Unset(setting, twice.second),
            f"{setting.name} is set to {twice.value!r} before, and overwritten here",
            help="delete one of both, or import everything from the base module first",
            symptom="nothing of what the first value says happens",
            related=[(Unset(setting, twice.first), "set here, to no effect")],
        )

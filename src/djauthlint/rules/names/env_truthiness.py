"""A switch is the text of an environment variable: any text but the empty one is true.

## Why is this bad?
Environment variables are strings, and `"False"`, `"0"` and `"off"` are as true as `"True"`. Django tests the setting for truth
(`django/http/response.py`, `set_cookie`), so that whoever sets the variable to `False` switches on what they want off. `bool(...)`
changes nothing about that.

## Example
```python
import os

SESSION_COOKIE_SECURE = bool(os.environ.get("SESSION_COOKIE_SECURE", True))
```

Use instead:
```python
import os

SESSION_COOKIE_SECURE = os.environ.get("SESSION_COOKIE_SECURE", "True").lower() in {"1", "true", "yes", "on"}
```

## Fix safety
The fix is unsafe: where the variable says `False` or `0`, what the setting switches on is off from then on.

## Prove it
With the variable set to `False`, `settings.SESSION_COOKIE_SECURE` in `manage.py shell` is false.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import boolean_settings
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import to_switch
from djauthlint.settings.django_checks import of_slip

rule = Rule(__name__, code="DJA810", severity=Severity.ERROR, symptom="what the environment says is off is on")

SWITCHES = frozenset(("ENABLE", "ENABLED", "HTTPS", "SECURE", "SSL", "TLS", "USE"))
"""Words in the name of a variable that says yes or no, where it does not have one in common with the setting."""


@rule.check_each(lambda settings: sorted(boolean_settings(settings.django_version).intersection(settings.names)))
def check(setting: Setting) -> Iterator[Diagnostic]:
    variable = setting.environment_text
    if variable is None:
        variable = setting.environment_truth
        if variable is None or not is_switch(variable, setting.name):
            return
    yield rule.diagnostic(
        setting,
        f"{setting.name} is true whatever the environment variable {variable} says, even False or 0",
        help='compare the text: ....lower() in {"1", "true", "yes", "on"}',
        cure=to_switch(setting).but("where the text says False or 0, it is off from then on"),
        django_check=of_slip(setting.settings, setting.name),
    )


def is_switch(variable: str, setting: str) -> bool:
    """Whether the name of a variable tells that its text matters, and not only whether there is one."""
    words = set(variable.upper().split("_"))
    return bool(words & (SWITCHES | set(setting.split("_"))))

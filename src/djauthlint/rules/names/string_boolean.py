"""A setting that is true or false is a string.

## Why is this bad?
Django tests these settings for truth, and every string but the empty one is true: `SESSION_COOKIE_SECURE = "False"`
switches the attribute on (`django/http/response.py`, `set_cookie`), and over HTTP the login then leads back to the
login page. Strings that are true on purpose work, but the system checks security.W012 and W016 compare with `True`
(`django/core/checks/security/sessions.py`).

## Example
```python
SESSION_COOKIE_SECURE = "False"
```

Use instead:
```python
SESSION_COOKIE_SECURE = False
```

## Fix safety
The fix is unsafe where something that protects is switched off, as the text says, and safe for DEBUG and for what stays on.

## Prove it
`from django.conf import settings; settings.SESSION_COOKIE_SECURE` in `manage.py shell` shows `False`, without quotes.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import boolean_settings
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_slip

rule = Rule(__name__, code="DJA809", severity=Severity.ERROR)

OFF = frozenset({"false", "0", "no", "off", "n", "f", "none", "null", "disabled"})


@rule.check_each(lambda settings: sorted(boolean_settings(settings.django_version).intersection(settings.names)))
def check(setting: Setting) -> Iterator[Diagnostic]:
    text = setting.value
    # Of what an environment variable says, and of its default, DJA810 speaks.
    if not isinstance(text, str) or setting.environment_text is not None:
        return
    off = assign(setting, False, spells=True)
    if text.strip().lower() in OFF:
        yield rule.diagnostic(
            setting,
            f"{setting.name} is the string {text!r}, which is true",
            help=f"write {setting.name} = False",
            cure=off if setting.name == "DEBUG" else off.but("what the setting protects is then off, as its text says"),
            symptom="what the setting says is off is on",
            django_check=of_slip(setting.settings, setting.name),
        )
    else:
        meant = bool(text)
        yield rule.diagnostic(
            setting,
            f"{setting.name} is the string {text!r}, which counts as {meant}",
            help=f"write {setting.name} = {meant}",
            cure=assign(setting, meant, spells=True),
            severity=Severity.WARNING,
            symptom="nothing, but system checks that compare with True or False are misled",
            django_check=of_slip(setting.settings, setting.name),
        )

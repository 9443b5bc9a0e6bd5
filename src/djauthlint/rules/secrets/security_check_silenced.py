"""A system check about logging in or security is silenced.

## Why is this bad?
`manage.py check` says nothing any more of what SILENCED_SYSTEM_CHECKS names (`django/core/checks/messages.py`, `is_silenced`),
and errors no longer stop it: neither where there was a reason, nor after the next change of the settings.

The rule speaks of the checks of security, users and caches, of those of the admin site that look at apps and middleware, and of
4_0.E001, which looks at CSRF_TRUSTED_ORIGINS.

## Example
```python
SILENCED_SYSTEM_CHECKS = ["security.W012"]
```

Use instead:
```python
SILENCED_SYSTEM_CHECKS = []
```

## Fix safety
The fix is unsafe: manage.py check says what it finds.

## Prove it
`python manage.py check --deploy` counts no silenced issue.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.system_checks import SystemCheck, system_checks
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import remove

rule = Rule(
    __name__,
    code="DJA720",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    symptom="nothing",
)

ABOUT = ("security.", "auth.", "caches.", "admin.E4", "4_0.E001", "async.")


@rule.check_elements(lambda _: ("SILENCED_SYSTEM_CHECKS",))
def check(silenced: Element) -> Iterator[Diagnostic]:
    known = system_checks(silenced.settings.django_version)
    name = silenced.value
    if isinstance(name, str) and name.startswith(ABOUT) and name in known:
        yield rule.diagnostic(
            silenced,
            f"{name}{_subject(known[name])} is silenced",
            help="delete it here, and cure what it then says",
            cure=remove(silenced).but("manage.py check says what it finds"),
        )


def _subject(found: SystemCheck) -> str:
    """The setting that a check looks at, where that is one."""
    names = found.settings - {"INSTALLED_APPS", "MIDDLEWARE"}
    return f", which looks at {min(names)}," if len(names) == 1 else ""

"""A setting that Django is about to remove.

## Why is this bad?
Each version warns of what a later one removes, and that one ignores the setting without a word (`django/conf/__init__.py`). Beside
the setting that takes their place, some are refused at once: DEFAULT_FILE_STORAGE and STATICFILES_STORAGE beside STORAGES,
EMAIL_HOST and the like beside MAILERS are an ImproperlyConfigured.

The rule is silent where nothing tells which version of Django the project runs with.

## Example
```python
# django: 4.2
USE_L10N = True
```

Use instead:
```python
# django: 4.2
USE_I18N = True
```

## Fix safety
The fix deletes a setting that nothing replaces, which is unsafe: the Django that runs may still read it; or one that is refused beside
what replaces it, which is safe: the site does not start with both. There is none where a value would have to be written anew.

## Prove it
`python -W error::DeprecationWarning manage.py check` ends without an error.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import Deprecation, deprecated_settings, deprecation
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import delete

rule = Rule(
    __name__,
    code="DJA808",
    severity=Severity.INFO,
    priority="P2",
    symptom="nothing yet, but Django warns, and a later version ignores the setting",
)

EXCLUSIVE = frozenset(("MAILERS", "STORAGES"))


def deprecations(settings: Settings) -> dict[str, Deprecation]:
    """What every version warns of, or has removed, that may be run, and not every version has removed."""
    oldest = settings.target.oldest
    found = {name: change for name in deprecated_settings() if (change := deprecation(name)) is not None}
    return {
        name: change
        for name, change in found.items()
        if change.deprecated_in is not None and number(change.deprecated_in) <= oldest < number(change.removed_in)
    }


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def names(settings: Settings) -> list[str]:
    """The settings that it is about: of several that one setting replaces, the first."""
    if not settings.target.is_known:
        return []
    firsts: dict[str, str] = {}
    for name, change in sorted(deprecations(settings).items()):
        if name in settings.names:
            firsts.setdefault(change.replacement or name, name)
    return sorted(firsts.values())


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    settings = setting.settings
    change = deprecations(settings)[setting.name]
    new = change.replacement
    if not setting.is_surely_set or is_of_signed_cookies(setting):
        return
    clashes = new is not None and new in EXCLUSIVE and settings[new].is_surely_set
    yield rule.diagnostic(
        setting,
        f"{setting.name} is refused beside {new}"
        if clashes
        else f"{setting.name} is deprecated since Django {change.deprecated_in} and ignored from {change.removed_in} on",
        help="delete it" if new is None or clashes else f"use {new}",
        severity=Severity.ERROR if clashes else Severity.INFO,
        symptom="the site does not start" if clashes else None,
        cure=delete(setting)
        if clashes
        else delete(setting).but("the Django that runs may still read it")
        if new is None
        else None,
    )


def is_of_signed_cookies(setting: Setting) -> bool:
    """Whether DJA722 speaks of it."""
    is_fallback = setting.name == "SIGNED_COOKIE_LEGACY_SALT_FALLBACK"
    return is_fallback and setting.settings.profile is Profile.PRODUCTION and setting.truthy

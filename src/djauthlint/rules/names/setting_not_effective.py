"""A statement looks as if it set a setting, and does not.

## Why is this bad?
Django takes the names in upper case that the settings module binds (`django/conf/__init__.py`, `Settings.__init__`): nothing in
lower case, nothing inside a function or a class, no annotation without a value, no comparison. It complains about none of them,
and the setting that was meant stays what it is without the statement.

The rule speaks of settings that matter to logging in. It is silent where the project reads the name, about classes that derive from
others (as those of django-configurations do) or that the project names, and about functions that declare the name global.

## Example
```python
SESSION_COOKIE_SECURE: True
```

Use instead:
```python
SESSION_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: what the statement says takes effect from then on. There is none for what stands in a function or a class.

## Prove it
`python manage.py diffsettings` shows the setting with its value.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import make_effective
from djauthlint.settings.ineffective import Ineffective
from djauthlint.settings.setting import Unset

rule = Rule(__name__, code="DJA806", severity=Severity.WARNING, priority="P1")

WRITTEN_WRONG = ("case", "annotated", "compared")


def names(settings: Settings) -> list[str]:
    """The settings that such statements look like."""
    return sorted(settings.ineffective)


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    statement = setting.ineffective
    if statement is not None:
        yield rule.diagnostic(
            Unset(setting, statement.span),
            message(statement),
            help=f"write {setting.name} = ... at the level of the module",
            symptom=f"nothing of what the statement says happens: {setting.name} is what it is without it",
            cure=make_effective(setting, statement).but("what the statement says takes effect")
            if statement.how in WRITTEN_WRONG
            else None,
        )


def message(statement: Ineffective) -> str:
    name = statement.name
    match statement.how:
        case "case":
            return f"{statement.written} is no setting: Django takes {name} only"
        case "annotated":
            return f"{name} is annotated and has no value: that sets nothing"
        case "compared":
            return f"{name} is compared with something here, which sets nothing"
        case where:
            return f"{name} in the {where} {statement.where} sets nothing: Django takes what the module binds"

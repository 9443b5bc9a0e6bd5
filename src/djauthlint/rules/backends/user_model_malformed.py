"""AUTH_USER_MODEL is not of the form "app_label.ModelName".

## Why is this bad?
Django takes the label of an installed app, one dot, and the name of a model; there is no `models` in between.
`get_user_model` (`django/contrib/auth/__init__.py`) raises ImproperlyConfigured for anything else, and
`make_model_tuple` (`django/db/models/utils.py`) ValueError. Both happen while models are imported, so nothing starts.

## Example
```python
AUTH_USER_MODEL = "accounts.models.User"
```

Use instead:
```python
AUTH_USER_MODEL = "accounts.User"
```

## Fix safety
The fix is safe: nothing starts before it. It leaves out `models`; where anything else is wrong there is none, as only the
author knows which model is meant.

## Prove it
`python manage.py check` starts.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA205",
    severity=Severity.ERROR,
    symptom="the site does not start: Django reports an invalid model reference, or the form of AUTH_USER_MODEL",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    model = settings["AUTH_USER_MODEL"]
    name = model.value
    if isinstance(name, str) and name.count(".") == 1:
        return
    parts = name.split(".") if isinstance(name, str) else []
    meant = f"{parts[-3]}.{parts[-1]}" if len(parts) > 2 and parts[-2] == "models" else None
    example = meant or "accounts.User"
    yield rule.diagnostic(
        model,
        f'AUTH_USER_MODEL is {name!r}, but must be of the form "app_label.ModelName"',
        help=f'write the label of the app, a dot, and the name of the model, such as "{example}"',
        cure=None if meant is None else assign(model, meant),
    )

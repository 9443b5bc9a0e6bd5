"""An installed app defines a user model, but AUTH_USER_MODEL still names Django's.

## Why is this bad?
Logging in looks for users in the model that AUTH_USER_MODEL names, which is `auth.User` unless it is set
(`django/contrib/auth/__init__.py`, `get_user_model`). A model that derives from AbstractUser beside it clashes with it:
`manage.py check`, and with it `runserver` and `migrate`, stops with fields.E304. One that derives from AbstractBaseUser does
not, but nobody who is in its table can log in.

The rule reads the `models` of installed apps of the project. It is silent about models that are abstract, proxies, swappable
or defined under a condition, and about those that can't clash where a backend of its own may look for users in them.

## Example
```python
# settings.py
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "accounts"]

# accounts/models.py
from django.contrib.auth.models import AbstractUser

class User(AbstractUser):
    pass
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "accounts"]
AUTH_USER_MODEL = "accounts.User"
```

## Fix safety
The fix is unsafe: a database that was migrated without it does not fit.

## Prove it
`python manage.py check` reports no fields.E304, and `get_user_model()` is the model of the project.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.apps import AUTH
from djauthlint.django_facts.backends import ABSTRACT_USER, BASE_USER, PERMISSIONS, USER
from djauthlint.rule import Rule
from djauthlint.settings import Element, Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.project_classes import models_of_app, takes_password

rule = Rule(
    __name__,
    code="DJA207",
    severity=Severity.WARNING,
    priority="P1",
    confidence=Confidence.HIGH,
    django_check="fields.E304",
)


@rule.check_elements(lambda _: ["INSTALLED_APPS"])
def check(entry: Element) -> Iterator[Diagnostic]:
    settings, app = entry.settings, entry.value
    model = settings["AUTH_USER_MODEL"]
    if not isinstance(app, str) or model.value != "auth.User":
        return
    users = [
        path
        for path in models_of_app(settings, app, BASE_USER, [ABSTRACT_USER])
        if USER not in settings.work_of(path).does
    ]
    # Asked last: it goes through all apps, for each of them.
    if not users or not settings.installs(AUTH):
        return
    for path in users:
        if any(other in settings.work_of(path).does for other in users if other != path):
            continue
        clashes = _clashes(settings, path)
        if clashes or (not model.is_set and not _may_log_in(settings)):
            name = path.rpartition(".")[2]
            own = f"{path.split('.models.')[0].rpartition('.')[2]}.{name}"
            yield rule.diagnostic(
                model if model.is_set else entry,
                f"{app} defines the user model {name}, but AUTH_USER_MODEL is still auth.User",
                help=f'AUTH_USER_MODEL = "{own}", before the first migration',
                cure=assign(model, own).but("a database that was migrated before does not fit"),
                symptom="manage.py check and migrate stop with fields.E304"
                if clashes
                else "nobody who is stored in that model can log in",
            )


def _clashes(settings: Settings, path: str) -> bool:
    """Whether a model has groups and permissions like auth.User, by the same names back."""
    bases = settings.evaluation.resolve_class(path) or ()
    texts = [text for base in bases if (text := settings.evaluation.class_text(base)) is not None]
    own = any(not text.names.isdisjoint(("groups", "user_permissions")) for text in texts)
    return PERMISSIONS in settings.work_of(path).does and not own


def _may_log_in(settings: Settings) -> bool:
    """Whether a backend may look for users elsewhere than in the model that AUTH_USER_MODEL names."""
    return settings["AUTHENTICATION_BACKENDS"].any(lambda backend: takes_password(settings, str(backend)) is None)

"""AUTH_USER_MODEL names an app that is not installed.

## Why is this bad?
The part before the dot is the label of an installed app: the last part of its dotted name, or the `label` of its
configuration class. It has to be the same letter for letter, while capitals don't matter in the name of the model
(`django/apps/registry.py`, `get_model`). `get_user_model` (`django/contrib/auth/__init__.py`) raises ImproperlyConfigured
where there is no such app. `django.contrib.auth` asks for the model as it is set up, so nothing starts.

The rule is silent where the app may come from a package that it can't read, unless the project has the model itself, or an
installed app is almost named so.

## Example
```python
# the project has accounts/models.py
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
AUTH_USER_MODEL = "accounts.User"
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "accounts"]
AUTH_USER_MODEL = "accounts.User"
```

## Prove it
`python manage.py check` starts.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.apps import ADMIN, AUTH
from djauthlint.django_facts.backends import ABSTRACT_USER, BASE_USER
from djauthlint.django_facts.middleware import AUTHENTICATION
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.app_labels import app_label
from djauthlint.settings.project_classes import models_of_app

rule = Rule(
    __name__,
    code="DJA206",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="the site does not start: Django says that AUTH_USER_MODEL refers to a model that has not been installed",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    model, apps = settings["AUTH_USER_MODEL"], settings["INSTALLED_APPS"]
    if not isinstance(model.value, str) or model.value.count(".") != 1:
        return
    label, name = model.value.split(".")
    # That `auth` itself is missing is what DJA215 says.
    if label == "auth" or apps.any(lambda entry: label in str(entry) and _may_have(settings, entry, label)):
        return
    if apps.any(lambda entry: _may_have(settings, entry, label)) or not _needs_users(settings):
        return
    similar = apps.first(lambda entry: _is_similar(settings, str(entry), label))
    package = None if similar is not None else _package_of(settings, label, name)
    if similar is None and package is None and apps.any(lambda entry: app_label(settings, str(entry)) is None):
        return
    if similar is not None:
        cure = f'its app has another label: write "{app_label(settings, str(similar.value))}.{name}"'
    elif package is not None:
        cure = f'add "{package}" to INSTALLED_APPS'
    else:
        cure = "add the app to INSTALLED_APPS, or write its label"
    yield rule.diagnostic(
        model,
        f"AUTH_USER_MODEL is {model.value!r}, but no app in INSTALLED_APPS has the label {label!r}",
        help=cure,
        related=[(similar, "this app")] if similar is not None else [],
    )


def _may_have(settings: Settings, entry: object, label: str) -> bool:
    """Whether an app has a label; of one that can't be read, whether its name contains it."""
    own = app_label(settings, str(entry))
    return label in str(entry) if own is None else own == label


def _needs_users(settings: Settings) -> bool:
    return (
        settings.installs(AUTH)
        or settings.installs(ADMIN)
        or settings["MIDDLEWARE"].any(settings.provides(AUTHENTICATION))
    )


def _is_similar(settings: Settings, entry: str, label: str) -> bool:
    """Whether an app is almost named so: it differs in capitals, or has another label than its name suggests."""
    own = app_label(settings, entry)
    return own is not None and (own.lower() == label.lower() or label in entry.split("."))


def _package_of(settings: Settings, label: str, name: str) -> str | None:
    """The package of the project that has the model, if it is where the other apps of the project are."""
    folders = {"", *(entry.rpartition(".")[0] for entry in _entries(settings["INSTALLED_APPS"]))}
    for folder in sorted(folders):
        package = f"{folder}.{label}".lstrip(".")
        models = models_of_app(settings, package, BASE_USER, [ABSTRACT_USER])
        if any(path.rpartition(".")[2].lower() == name.lower() for path in models):
            return package
    return None


def _entries(apps: Setting) -> Iterator[str]:
    for element in apps.elements:
        if element.is_known and isinstance(element.value, str):
            yield element.value

"""The templates of the admin do not get the request.

## Why is this bad?
The sidebar of the admin marks the page that is open by the path of `request`, a variable of templates only because of the
context processor of that name: the system check admin.W411 warns (`django/contrib/admin/checks.py`, `check_dependencies`).
In every other template `{{ request.user }}` is empty, and `{% if request.user.is_authenticated %}` false for everybody.

The rule is silent where the urls, the apps or the admin of the project speak of `enable_nav_sidebar`, and with
SimpleAdminConfig, where it can't be seen which sites there are.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
    }
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
```

## Fix safety
The fix is safe: templates get one more value, and nothing is taken from them.

## Prove it
`python manage.py check` does not report admin.W411.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import ADMIN
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append
from djauthlint.settings.templates import lacks_processor

PROCESSOR: Final = "django.template.context_processors.request"

rule = Rule(
    __name__,
    code="DJA613",
    severity=Severity.WARNING,
    priority="P2",
    django_check="admin.W411",
    symptom="manage.py check warns of admin.W411; request.user is empty in templates",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    processors = lacks_processor(settings, PROCESSOR, "admin.W411")
    if processors is None or _may_have_no_sidebar(settings):
        return
    yield rule.diagnostic(
        processors,
        "the context processors lack the one that passes the request to templates, which the sidebar of the admin needs",
        help=f'add "{PROCESSOR}" to context_processors',
        cure=append(processors, PROCESSOR),
    )


def _may_have_no_sidebar(settings: Settings) -> bool:
    if not settings.installs(ADMIN[:2]):
        return True
    modules = [f"{app}.{part}" for app in settings["INSTALLED_APPS"].texts for part in ("admin", "apps", "sites")]
    modules += [app.rpartition(".")[0] for app in settings["INSTALLED_APPS"].texts if ".apps." in app]
    urls = settings["ROOT_URLCONF"]
    if urls.is_set and isinstance(urls.value, str):
        modules.append(urls.value)
    texts = map(settings.evaluation.text_of, modules)
    return any(text is not None and "enable_nav_sidebar" in text for text in texts)

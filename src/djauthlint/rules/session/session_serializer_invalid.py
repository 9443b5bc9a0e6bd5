"""SESSION_SERIALIZER names nothing that can serialize sessions.

## Why is this bad?
Each session, an empty one too, imports the class that SESSION_SERIALIZER names
(`django/contrib/sessions/backends/base.py`, `__init__`), and calls its `dumps` and `loads`. A name that does not exist is
an error on every page. `PickleSerializer` does not exist any more since Django 5.0. No system check looks at it.

## Example
```python
SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
```

Use instead:
```python
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import possible_paths, sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA334",
    severity=Severity.ERROR,
    symptom="pages are an error 500 as soon as they use a session",
)

WITHOUT_METHODS = ("json.", "pickle.", "marshal.")
"""Modules whose functions are `dumps` and `loads`; none of their classes has these."""


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    serializer, version = settings["SESSION_SERIALIZER"], settings.django_version
    path = serializer.value
    if isinstance(path, str) and path.startswith(WITHOUT_METHODS):
        problem = "has no dumps and loads"
    elif isinstance(path, str) and "." in path:
        if not path.startswith("django.") or path in possible_paths(version, "session_serializers"):
            return
        problem = f"is no serializer of Django {version}"
    else:
        problem = "is no dotted path of a class"
    if sessions.is_engine(version, settings["SESSION_ENGINE"].value):
        yield rule.diagnostic(
            serializer,
            f"SESSION_SERIALIZER is {path!r}, which {problem}",
            help="delete the setting: the default is django.contrib.sessions.serializers.JSONSerializer",
            cure=assign(serializer, "django.contrib.sessions.serializers.JSONSerializer"),
        )

"""Sessions are unpickled.

## Why is this bad?
Unpickling runs whatever code the data asks for (`django/contrib/sessions/serializers.py`, `PickleSerializer`, before Django
5.0). Whoever can write a session, with a leaked SECRET_KEY and the engine "signed_cookies", or into the cache or table that
holds them, runs code on the server. Django 5.0 removed the class. Sessions that are there already can't be read any more
with another serializer: everybody has to log in once more.

## Example
```python
# django: 4.2
SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
```

Use instead:
```python
# django: 4.2
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
```

## Fix safety
The fix is unsafe: everybody has to log in once more.

## Prove it
`python -W error::DeprecationWarning manage.py check` and a login show no RemovedInDjango50Warning, and logging in works.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA335",
    severity=Severity.ERROR,
    priority="P1",
    outside_tests=True,
    until=(5, 0),
    symptom="nothing: logging in works, and who can forge a session runs code on the server",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    serializer = settings["SESSION_SERIALIZER"]
    if settings.provides(sessions.PICKLE)(serializer.value):
        yield rule.diagnostic(
            serializer,
            "sessions are unpickled, which runs any code that they hold",
            help="delete the setting: JSON is the default (everybody has to log in once more)",
            cure=assign(serializer, "django.contrib.sessions.serializers.JSONSerializer").but(
                "everybody has to log in once more"
            ),
        )

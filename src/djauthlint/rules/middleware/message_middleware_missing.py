"""Messages are installed, but MIDDLEWARE has no MessageMiddleware.

## Why is this bad?
MessageMiddleware gives each request the place where messages are kept. Without it `messages.success()` and its like raise
MessageFailure (`django/contrib/messages/api.py`, `add_message`); the admin calls them after each change, and its system
check admin.E409 (`django/contrib/admin/checks.py`) stops `manage.py`. Logging in itself works.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
```

## Fix safety
The fix is safe: messages that raised an error are shown.

## Prove it
`python manage.py check` does not report admin.E409, and saving something in the admin shows a message.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import apps
from djauthlint.django_facts.middleware import MESSAGES
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import add_middleware

rule = Rule(__name__, code="DJA107", severity=Severity.WARNING, priority="P2", django_check="admin.E409")


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    # Where MIDDLEWARE is not set, DJA101 speaks.
    if not middleware.is_set or middleware.any(settings.provides(MESSAGES)):
        return
    if settings.installs(apps.ADMIN) and not settings.silences("admin.E409"):
        who, symptom = "the admin requires", "manage.py stops with admin.E409"
    elif settings.installs(apps.MESSAGES):
        who, symptom = "django.contrib.messages needs", "messages.success() and its like raise MessageFailure"
    else:
        return
    yield rule.diagnostic(
        middleware.lacking(settings.provides(MESSAGES)),
        f"MIDDLEWARE has no MessageMiddleware, which {who}",
        help=f'add "{MESSAGES}" below AuthenticationMiddleware',
        cure=add_middleware(middleware, MESSAGES),
        symptom=symptom,
    )

"""Sessions are kept in the database, and their app is not installed.

## Why is this bad?
The engines "db" and "cached_db" import the model `Session` when a session is first used
(`django/contrib/sessions/backends/db.py`, `get_model_class`), and Django refuses to make a model of an app that is not in
INSTALLED_APPS. Pages that look at no session work; logging in is the first that needs one.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
```

Then run `manage.py migrate`.

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.django_facts.middleware import SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append

rule = Rule(
    __name__,
    code="DJA325",
    severity=Severity.ERROR,
    symptom="sending the login form is an error 500 (RuntimeError: doesn't declare an explicit app_label)",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine, apps = settings["SESSION_ENGINE"], settings["INSTALLED_APPS"]
    if engine.value not in tuple(sessions.DATABASE) or apps.any(_may_be_sessions):
        return
    if settings["MIDDLEWARE"].any(settings.provides(SESSION)):
        yield rule.diagnostic(
            apps.lacking(_may_be_sessions),
            "INSTALLED_APPS has no 'django.contrib.sessions', and sessions are kept in the database",
            help='add "django.contrib.sessions" and run manage.py migrate',
            cure=append(apps, "django.contrib.sessions"),
            related=[(engine, "the engine")] if engine.is_set else [],
        )


def _may_be_sessions(app: object) -> bool:
    """Whether an entry is the app, or may be a configuration of the project for it."""
    return isinstance(app, str) and "session" in app.lower()

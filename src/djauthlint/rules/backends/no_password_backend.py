"""No configured backend can check a name and a password.

## Why is this bad?
`authenticate(request, username=..., password=...)` asks every backend and skips those that don't take these arguments
(`django/contrib/auth/__init__.py`, `authenticate`). Where none does, each login form answers "Please enter a correct username
and password" to correct ones, and nothing is logged. RemoteUserBackend, backends for single sign-on and those that only know
permissions take no password; that of allauth does.

The rule speaks where an installed app has a form for a name and a password, such as the admin. It is silent as soon as a
backend might take a password: of an unknown package, or with an `authenticate` of the project's own; and where
RemoteUserMiddleware logs in with RemoteUserBackend, as Django's documentation shows it, so that nobody meets a form.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.RemoteUserBackend",
    "django.contrib.auth.backends.ModelBackend",
]
```

## Fix safety
The fix is unsafe: accounts that have a password in Django can then log in with it.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.backends import MODEL
from djauthlint.django_facts.backends import REMOTE_USER as BACKEND
from djauthlint.django_facts.middleware import REMOTE_USER
from djauthlint.django_facts.packages import known_app
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import append
from djauthlint.settings.project_classes import takes_password

rule = Rule(
    __name__,
    code="DJA202",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="the login form asks to enter a correct username and password, although they are correct",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    backends = settings["AUTHENTICATION_BACKENDS"]
    if not backends.truthy or backends.any(lambda path: takes_password(settings, str(path)) is not False):
        return
    form = settings["INSTALLED_APPS"].first(
        lambda entry: (app := known_app(str(entry))) is not None and app.password_login
    )
    if form is None:
        return
    without_form = backends.any(settings.provides(BACKEND)) and settings["MIDDLEWARE"].any(
        settings.provides(REMOTE_USER)
    )
    if not without_form:
        yield rule.diagnostic(
            backends.lacking(lambda path: takes_password(settings, path) is True),
            "no backend in AUTHENTICATION_BACKENDS can check a name and a password",
            help=f'add "{MODEL}"',
            cure=append(backends, MODEL).but("whoever has a password in the database can log in with it"),
            related=[(form, "its login form needs one")],
        )

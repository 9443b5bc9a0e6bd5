"""MessageMiddleware stores messages in the session, but SessionMiddleware does not run before it.

## Why is this bad?
The default storage keeps what does not fit into a cookie in the session, and refuses to start without one:
`SessionStorage.__init__` (`django/contrib/messages/storage/session.py`) raises ImproperlyConfigured when
`request.session` is not there yet. MessageMiddleware makes the storage for every request, so every page fails. The
system check admin.E409 only looks whether MessageMiddleware is there.

## Example
```python
MIDDLEWARE = [
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
```

## Fix safety
The fix is safe: in the other order every page fails. Where there is no SessionMiddleware there is none: that is for
DJA101.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import MESSAGES, SESSION, session_storages
from djauthlint.rule import Rule
from djauthlint.settings import Settings, Subject
from djauthlint.settings.cures import move

rule = Rule(
    __name__,
    code="DJA106",
    severity=Severity.ERROR,
    symptom="every page is an error 500: the session-based temporary message storage requires session middleware",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware, is_session = settings["MIDDLEWARE"], settings.provides(SESSION)
    messages = middleware.first(settings.provides(MESSAGES))
    if messages is None or middleware.any(is_session, before=messages):
        return
    storage = settings["MESSAGE_STORAGE"].value
    if not any(settings.provides(base)(storage) for base in session_storages()):
        return
    place: Subject = messages
    cure = None
    if middleware.any(is_session, after=messages):
        problem, advice = "is before SessionMiddleware", "move MessageMiddleware below SessionMiddleware"
        place, cure = middleware.misplaced(messages, is_session), move(messages, behind=is_session)
    elif settings.needs_sessions:  # DJA101 speaks of it
        return
    else:
        problem, advice = "runs without SessionMiddleware", f'add "{SESSION}" above it'
    message = f"MessageMiddleware {problem} but MESSAGE_STORAGE uses the session"
    yield rule.diagnostic(place, message, help=advice, cure=cure)

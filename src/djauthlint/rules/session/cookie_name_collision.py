"""The session cookie and another cookie of Django have the same name.

## Why is this bad?
If the CSRF cookie has the name of the session cookie, Django takes the session id for the CSRF secret: each form carries
it, masked by a key beside it, and CsrfViewMiddleware writes the cookie again without `HttpOnly`
(`django/middleware/csrf.py`, `get_token` and `_set_csrf_cookie`). A session cookie named "messages" is overwritten by
the first message that is stored in a cookie (`django/contrib/messages/storage/cookie.py`, `_update_cookie`), which logs
the person out; a CSRF cookie of that name is overwritten as well, and a form that was open at the time is refused.

## Example
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CSRF_COOKIE_NAME = "sessionid"
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CSRF_COOKIE_NAME = "csrftoken"
```

## Fix safety
The fix is unsafe: everybody has to log in once more.

## Prove it
Log in with a real browser: there are two cookies, and `document.cookie` in its console does not show the session id.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CSRF, MESSAGES, SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(__name__, code="DJA316", severity=Severity.ERROR, priority="P1")

IN_COOKIES = (
    "django.contrib.messages.storage.cookie.CookieStorage",
    "django.contrib.messages.storage.fallback.FallbackStorage",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    session, csrf, middleware = settings["SESSION_COOKIE_NAME"], settings["CSRF_COOKIE_NAME"], settings["MIDDLEWARE"]
    symptoms = (
        (session, "people are logged out by the first message that is shown to them"),
        (csrf, "sending a form that was open when a message came is an error 403: CSRF token incorrect"),
    )
    for cookie, symptom in symptoms:
        if cookie.value != "messages" or (cookie is csrf and settings["CSRF_USE_SESSIONS"].truthy):
            continue
        if middleware.any(settings.provides(MESSAGES)) and settings["MESSAGE_STORAGE"].value in IN_COOKIES:
            yield rule.diagnostic(
                cookie,
                f"{cookie.name} is 'messages', the cookie in which Django keeps messages",
                help="give the cookie another name",
                symptom=symptom,
            )
    if session.value != csrf.value or settings["CSRF_USE_SESSIONS"].truthy:
        return
    if middleware.any(settings.provides(SESSION)) and middleware.any(settings.provides(CSRF)):
        subject, other = (csrf, session) if csrf.is_set else (session, csrf)
        yield rule.diagnostic(
            subject,
            f"the session cookie and the CSRF cookie are both called {session.value!r}",
            help="delete one of the settings: the defaults differ",
            cure=assign(subject, "csrftoken" if subject is csrf else "sessionid").but(
                "everybody has to log in once more"
            ),
            symptom="nothing: logging in works, and JavaScript and each form can read the session id",
            related=[(other, "and here")] if other.is_set else [],
        )

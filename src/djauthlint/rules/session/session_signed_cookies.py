"""Sessions are kept in cookies and cannot be revoked.

## Why is this bad?
With "signed_cookies" the cookie is the session: logging out deletes it in the browser, and a copy stays valid until it
expires (`django/contrib/sessions/backends/signed_cookies.py`, `load` and `delete`). It is signed, not encrypted: whoever
has it can read what the session holds. And browsers drop a cookie of more than 4096 bytes without a word, with the login.
It gets worse where JavaScript can read the cookie, and where it is unpickled, since a leaked SECRET_KEY then runs code.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.db"
```

## Fix safety
The fix is unsafe: everybody has to log in once more, after manage.py migrate.

## Prove it
Log in, copy the cookie, log out, and request a page that needs a login with the copy: it redirects to the login page.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA333",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    symptom="nothing: logging out works, and a copied cookie stays logged in",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    if engine.value != "django.contrib.sessions.backends.signed_cookies":
        return
    httponly, serializer = settings["SESSION_COOKIE_HTTPONLY"], settings["SESSION_SERIALIZER"]
    readable = httponly.is_known and not httponly.truthy
    pickled = serializer.is_known and str(serializer.value).endswith("PickleSerializer")
    reason = ", and unpickled" if pickled else ", and readable from JavaScript" if readable else ""
    yield rule.diagnostic(
        engine,
        f"sessions are kept in the cookie itself: logging out does not end them{reason}",
        help="use django.contrib.sessions.backends.db or cached_db",
        cure=assign(engine, "django.contrib.sessions.backends.db").but(
            "everybody has to log in once more, after manage.py migrate"
        ),
        severity=Severity.ERROR if reason else None,
        related=[(serializer, "unpickled")] if pickled else [(httponly, "readable")] if readable else [],
    )

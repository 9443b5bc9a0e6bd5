"""Session cookie is sent over plain HTTP.

## Why is this bad?
Without the `Secure` attribute a browser also sends the session cookie over unencrypted HTTP, where anyone on the
network path can copy it and be logged in as the user. SessionMiddleware sets the attribute from this setting alone
(`django/contrib/sessions/middleware.py`, `process_response`): whether the request came over HTTPS plays no part.
Logging in works either way.

## Example
```python
SESSION_COOKIE_SECURE = False
```

Use instead:
```python
SESSION_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: nobody can log in where the site is reached over plain HTTP.

## Prove it
`curl -si https://HOST/login/ | grep -i set-cookie` shows `Secure` on `sessionid`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_session_cookie

rule = Rule(
    __name__,
    code="DJA301",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    django_check="security.W010, security.W011, security.W012",
    symptom="nothing: logging in works, and the session id can be read on the way",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    secure = settings["SESSION_COOKIE_SECURE"]
    if not secure.truthy and not secure.is_requested and settings.sends_session_cookie:
        yield rule.diagnostic(
            secure,
            f"SESSION_COOKIE_SECURE is {'off' if secure.is_set else 'not set'}: "
            "the session cookie also travels over plain HTTP",
            help="set SESSION_COOKIE_SECURE = True where the site is served over HTTPS",
            django_check=of_session_cookie(settings, secure.name),
            cure=assign(secure, True).but("nobody can log in where the site is reached over plain HTTP"),
        )

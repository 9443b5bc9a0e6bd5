"""CSRF cookie is sent over plain HTTP.

## Why is this bad?
Without the `Secure` attribute a browser also sends the CSRF cookie over unencrypted HTTP. Who can read it there has the
secret that forms are checked against. CsrfViewMiddleware sets the attribute from this setting alone
(`django/middleware/csrf.py`, `_set_csrf_cookie`): whether the request came over HTTPS plays no part. Logging in works
either way. With CSRF_USE_SESSIONS there is no such cookie.

## Example
```python
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
```

Use instead:
```python
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
CSRF_COOKIE_SECURE = True
```

## Fix safety
The fix is unsafe: over plain HTTP browsers refuse a cookie that is Secure, and sending the login form is an error 403.

## Prove it
`curl -si https://HOST/login/ | grep -i set-cookie` shows `Secure` on `csrftoken`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CSRF
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_csrf_cookie

rule = Rule(
    __name__,
    code="DJA401",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    django_check="security.W016",
    symptom="nothing: logging in works, and the CSRF secret can be read on the way",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    secure = settings["CSRF_COOKIE_SECURE"]
    if secure.truthy or secure.is_requested or settings["CSRF_USE_SESSIONS"].truthy:
        return
    if settings["MIDDLEWARE"].any(settings.provides(CSRF)):
        yield rule.diagnostic(
            secure,
            f"CSRF_COOKIE_SECURE is {'off' if secure.is_set else 'not set'}: "
            "the CSRF cookie also travels over plain HTTP",
            help="set CSRF_COOKIE_SECURE = True where the site is served over HTTPS",
            django_check=of_csrf_cookie(settings),
            cure=assign(secure, True).but("nobody can log in where the site is reached over plain HTTP"),
        )

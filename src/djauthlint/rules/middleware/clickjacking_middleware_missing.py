"""Nothing keeps other sites from showing the login form in a frame.

## Why is this bad?
XFrameOptionsMiddleware (`django/middleware/clickjacking.py`, `process_response`) adds the header X-Frame-Options. Without
it a foreign page can lay the site invisibly under its own buttons, and visitors who are logged in click on what they do
not see. A Content-Security-Policy with `frame-ancestors` does the same. The system check security.W002 speaks only with
`--deploy`, and about subclasses, too.

The rule speaks where AuthenticationMiddleware is in use. It can't see headers that a proxy or a middleware of the
project adds.

## Example
```python
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
```

## Fix safety
The fix is unsafe: other sites can no longer show pages in a frame.

## Prove it
`curl -sI https://HOST/accounts/login/` shows X-Frame-Options, or frame-ancestors in Content-Security-Policy.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION, CLICKJACKING
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.content_security import limits_frames
from djauthlint.settings.cures import add_middleware

rule = Rule(
    __name__,
    code="DJA110",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    django_check="security.W002",
    symptom="other sites can show the login form in a frame, and make visitors click in it unawares",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    if not middleware.any(settings.provides(AUTHENTICATION)) or settings.uses_middleware(CLICKJACKING):
        return
    if not limits_frames(settings):
        yield rule.diagnostic(
            middleware.lacking(settings.provides(CLICKJACKING)),
            "MIDDLEWARE has no XFrameOptionsMiddleware",
            help=f'add "{CLICKJACKING}" to it',
            cure=add_middleware(middleware, CLICKJACKING).but(
                "other sites can no longer show pages of this one in a frame"
            ),
        )

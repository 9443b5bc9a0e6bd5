"""MIDDLEWARE has no SecurityMiddleware.

## Why is this bad?
Only SecurityMiddleware reads SECURE_SSL_REDIRECT, SECURE_HSTS_SECONDS, SECURE_REFERRER_POLICY and their like
(`django/middleware/security.py`, `__init__`). Without it they do nothing, and nothing says so: whoever types the address
without `https://` logs in over plain HTTP. It is an error where one of them is set, in any deployment; otherwise a
warning in production. The system check security.W001 speaks only with `--deploy`, and about subclasses, too.

## Example
```python
SECURE_SSL_REDIRECT = True
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
SECURE_SSL_REDIRECT = True
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is unsafe: settings take effect that did nothing so far, such as a redirect to HTTPS.

## Prove it
With SECURE_SSL_REDIRECT on, `curl -sI http://HOST/` answers 301 with `Location: https://HOST/`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import add_middleware
from djauthlint.settings.django_checks import of_no_middleware

SYMPTOMS = {
    "SECURE_SSL_REDIRECT": "pages answer over plain HTTP, the login form among them",
    "SECURE_HSTS_SECONDS": "browsers never learn to insist on HTTPS",
    "SECURE_REFERRER_POLICY": "answers carry no Referrer-Policy",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "answers carry no Cross-Origin-Opener-Policy",
}

rule = Rule(
    __name__,
    code="DJA108",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    django_check="security.W001",
    symptom="answers lack the headers X-Content-Type-Options, Referrer-Policy and Cross-Origin-Opener-Policy",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    if not middleware.is_set:
        yield from without_middleware(settings)
        return
    if settings.uses_middleware(SECURITY):
        return
    help = f'put "{SECURITY}" first'  # noqa: A001 (what the line is called)
    place = middleware.lacking(settings.provides(SECURITY))
    cure = add_middleware(middleware, SECURITY).but("what SECURE_SSL_REDIRECT and its like say takes effect")
    is_production = settings.profile is Profile.PRODUCTION
    without_effect = next((name for name in SYMPTOMS if _is_on(settings[name], is_production)), None)
    if without_effect is not None:
        yield rule.diagnostic(
            place,
            f"MIDDLEWARE has no SecurityMiddleware: {without_effect} has no effect",
            help=help,
            cure=cure,
            severity=Severity.ERROR,
            symptom=SYMPTOMS[without_effect],
            related=[(settings[without_effect], "set here")],
        )
    elif is_production:
        yield rule.diagnostic(place, "MIDDLEWARE has no SecurityMiddleware", help=help, cure=cure)


def _is_on(setting: Setting, is_production: bool) -> bool:
    """Whether a setting is meant to have an effect; of one that is set to what is unknown, that may be so.

    In production something is reported anyway, so that nothing has to be asked.
    """
    return setting.may_be_on and (is_production or (setting.is_set and (not setting.is_known or setting.truthy)))


def without_middleware(settings: Settings) -> Iterator[Diagnostic]:
    # Settings without MIDDLEWARE are often a part of others; where something needs a login, DJA101 speaks.
    middleware = settings["MIDDLEWARE"]
    if settings.is_declared and not middleware.truthy and not settings.needs_sessions:
        yield rule.diagnostic(
            middleware,
            "MIDDLEWARE is not set: there is no middleware at all",
            help="set it, as `django-admin startproject` does",
            django_check=of_no_middleware(settings),
        )

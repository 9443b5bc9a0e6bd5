"""An identity provider sends the answer to a login as a form, and browsers leave the session cookie out of it.

## Why is this bad?
Django's cookies have SameSite=Lax (`django/conf/global_settings.py`, `SESSION_COOKIE_SAMESITE`), and browsers do not add
such a cookie to a form that another site sends (RFC 6265bis, section 5.6.7). The callback finds an empty session, without
what was kept there when the login began, and refuses the answer. That befalls "Sign in with Apple" of social-auth-core as soon as it asks for
a scope (`social_core/backends/apple.py`, `auth_params`), and djangosaml2, unless its SamlSessionMiddleware keeps a session
of its own, whose cookie has SameSite=None (`djangosaml2/middleware.py`). Browsers refuse that one without
SESSION_COOKIE_SECURE, on localhost as well. Packages whose callback works without the session are not meant:
django-allauth, django-saml2-auth.

## Example
```python
AUTHENTICATION_BACKENDS = ["social_core.backends.apple.AppleIdAuth"]
SOCIAL_AUTH_APPLE_ID_SCOPE = ["email", "name"]
SESSION_COOKIE_SECURE = True
```

Use instead:
```python
AUTHENTICATION_BACKENDS = ["social_core.backends.apple.AppleIdAuth"]
SOCIAL_AUTH_APPLE_ID_SCOPE = ["email", "name"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "None"
```

## Prove it
Log in at the identity provider: the developer tools show the session cookie in the request for the callback.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings

APPLE = "social_core.backends.apple.AppleIdAuth"
SAML = ("djangosaml2", "djangosaml2.apps.DjangoSaml2Config")
SAML_SESSIONS = "djangosaml2.middleware.SamlSessionMiddleware"

rule = Rule(
    __name__,
    code="DJA308",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.MEDIUM,
    symptom="coming back from the identity provider is an error 403",
)


@rule.check
def apple(settings: Settings) -> Iterator[Diagnostic]:
    samesite, scope = settings["SESSION_COOKIE_SAMESITE"], settings["SOCIAL_AUTH_APPLE_ID_SCOPE"]
    if not _keeps_out(samesite) or not scope.is_set or not scope.truthy:
        return
    if settings["AUTHENTICATION_BACKENDS"].contains(APPLE):
        yield rule.diagnostic(
            samesite if samesite.is_set else scope,
            f'"Sign in with Apple" ends with a form that comes without the session cookie (SameSite={samesite.value})',
            help='set SESSION_COOKIE_SAMESITE = "None" and SESSION_COOKIE_SECURE = True, or ask for no scope',
            symptom="coming back from Apple is an error: the session with the state of the login is missing",
            related=[(scope, "with a scope, Apple sends a form")],
        )


@rule.check
def saml_without_sessions(settings: Settings) -> Iterator[Diagnostic]:
    if not _keeps_out(settings["SESSION_COOKIE_SAMESITE"]) or not _refuses_unsolicited(settings):
        return
    middleware, app = settings["MIDDLEWARE"], settings["INSTALLED_APPS"].first(lambda entry: entry in SAML)
    if app is not None and not middleware.any(settings.provides(SAML_SESSIONS)):
        yield rule.diagnostic(
            app,
            "djangosaml2 is installed without SamlSessionMiddleware, which keeps its session beyond the form of another site",
            help=f'add "{SAML_SESSIONS}" below SessionMiddleware',
            symptom="logging in with SAML is an error 500; with djangosaml2 before 0.50, 403",
            related=[(middleware, "does not have it")],
        )


@rule.check
def saml_cookie_refused(settings: Settings) -> Iterator[Diagnostic]:
    samesite, secure = settings["SAML_SESSION_COOKIE_SAMESITE"], settings["SESSION_COOKIE_SECURE"]
    sessions = settings["MIDDLEWARE"].first(lambda path: path == SAML_SESSIONS)
    if sessions is None or not _refuses_unsolicited(settings):
        return
    if samesite.is_set and _keeps_out(samesite):
        yield rule.diagnostic(
            samesite,
            f"SAML_SESSION_COOKIE_SAMESITE is {samesite.value!r}: the form of the identity provider comes without the cookie",
            help="delete the line: the default is the string 'None'",
        )
    elif not secure.truthy and (not samesite.is_set or _is(samesite, "none")):
        yield rule.diagnostic(
            secure if secure.is_set else sessions,
            "the cookie of SamlSessionMiddleware has SameSite=None, and browsers refuse that without SESSION_COOKIE_SECURE",
            help="set SESSION_COOKIE_SECURE = True",
        )


def _is(samesite: Setting, *words: str) -> bool:
    return isinstance(samesite.value, str) and samesite.value.lower() in words


def _keeps_out(samesite: Setting) -> bool:
    """Whether a cookie with this SameSite does not come with forms of other sites."""
    return _is(samesite, "lax", "strict")


def _refuses_unsolicited(settings: Settings) -> bool:
    """Whether djangosaml2 is installed and takes no answer that it does not know the question to."""
    if not settings["INSTALLED_APPS"].any(lambda entry: entry in SAML) or settings["SAML_CONFIG_LOADER"].is_set:
        return False
    config = settings["SAML_CONFIG"]
    allowed = config.entry("service").entry("sp").entry("allow_unsolicited")
    return not (config.is_set and allowed.is_set and allowed.truthy)

"""SESSION_COOKIE_SAMESITE is "Strict": who arrives from another site is not logged in.

## Why is this bad?
A browser keeps a `SameSite=Strict` cookie to itself when a person follows a link in an e-mail or on another site, or comes
back from a provider that logs them in (RFC 6265bis, section 5.8.3). Django then sees no session, and pages that need a
login redirect to the login page (`django/contrib/auth/decorators.py`, `login_required`); with the next click the person is
logged in again. Libraries that keep the state of an OAuth, OpenID Connect or SAML login in the session do not find it at
the callback, unless they redirect once more, as django-allauth does.

## Example
```python
SESSION_COOKIE_SAMESITE = "Strict"
```

Use instead:
```python
SESSION_COOKIE_SAMESITE = "Lax"
```

## Fix safety
The fix is unsafe: links of other sites open pages as the visitor.

## Prove it
Log in, then follow a link on another site, or in an e-mail, to a page that needs a login: it is shown.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA307",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="a link from an e-mail or another site shows the login page to someone who is logged in",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    if settings.profile is Profile.TEST:
        return
    samesite = settings["SESSION_COOKIE_SAMESITE"]
    if isinstance(samesite.value, str) and samesite.value.lower() == "strict":
        yield rule.diagnostic(
            samesite,
            f"SESSION_COOKIE_SAMESITE is {samesite.value!r}: browsers hold the session back "
            "when someone comes from another site",
            help='use "Lax", unless nobody ever arrives by a link or a redirect',
            cure=assign(samesite, "Lax").but("links of other sites open pages as the visitor"),
        )

"""The Content-Security-Policy keeps browsers from sending the login form.

## Why is this bad?
ContentSecurityPolicyMiddleware (`django/middleware/csp.py`) sends SECURE_CSP with every page, the one with the login form
included. A browser sends a form only to what `form-action` lists (Content Security Policy Level 3, section 6.4.1), which
takes no default from `default-src`; and under `sandbox` only with `allow-forms`, and as a stranger, whom Django refuses,
without `allow-same-origin`. Keywords need quotes within the text: `self` is a host. Nothing but the browser's console tells.

The rule speaks where AuthenticationMiddleware is in use, and no source of `form-action` may be one of ALLOWED_HOSTS.

## Example
```python
SECURE_CSP = {"form-action": ["'none'"]}
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
]
```

Use instead:
```python
SECURE_CSP = {"form-action": ["'self'"]}
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
]
```

## Prove it
Log in with a real browser: a page that needs a login answers 200, and the developer tools show nothing about
Content-Security-Policy under Console.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.content_security import allows_own_forms, directive, enforces_policy, sources

rule = Rule(
    __name__,
    code="DJA717",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    since=(6, 0),
    symptom="clicking on Log in does nothing",
)

NEEDED = {"allow-forms": "does not send forms", "allow-same-origin": "sends forms as a stranger (error 403)"}


@rule.check
def form_action(settings: Settings) -> Iterator[Diagnostic]:
    entry = directive(settings["SECURE_CSP"], "form-action") if _is_sent_with_login(settings) else None
    found = None if entry is None else sources(entry)
    if entry is not None and found is not None and not allows_own_forms(found, settings["ALLOWED_HOSTS"]):
        what = f"allows {' '.join(found)} only" if found else "is empty"
        yield rule.diagnostic(
            entry,
            f"form-action in SECURE_CSP {what}: browsers do not send the login form",
            help="""add "'self'" to it""",
        )


@rule.check
def sandbox(settings: Settings) -> Iterator[Diagnostic]:
    entry = directive(settings["SECURE_CSP"], "sandbox") if _is_sent_with_login(settings) else None
    found = None if entry is None else sources(entry)
    if entry is None or found is None:
        return
    for flag, what in NEEDED.items():
        if flag not in map(str.lower, found):
            yield rule.diagnostic(
                entry,
                f"sandbox in SECURE_CSP lacks {flag}: a page in it {what}",
                help=f"add {flag}, or take sandbox away",
                symptom=None if flag == "allow-forms" else "sending the login form is an error 403",
            )
            return


def _is_sent_with_login(settings: Settings) -> bool:
    policy = settings["SECURE_CSP"]
    if not policy.is_set or not policy.is_dict:
        return False
    return settings["MIDDLEWARE"].any(settings.provides(AUTHENTICATION)) and enforces_policy(settings)

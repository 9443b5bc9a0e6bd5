"""The Content-Security-Policy keeps browsers from sending the login form.

## Why is this bad?
ContentSecurityPolicyMiddleware (`django/middleware/csp.py`) sends SECURE_CSP with every page, the one with the login form
included; the package django-csp does so with CONTENT_SECURITY_POLICY. A browser sends a form only to what `form-action` lists
(Content Security Policy Level 3, section 6.4.1), which takes no default from `default-src`; and under `sandbox` only with
`allow-forms`, and as a stranger, whom Django refuses, without `allow-same-origin`. Keywords need quotes within the text: `self`
is a host. Nothing but the browser's console tells.

The rule speaks where AuthenticationMiddleware is in use, no middleware of the project may change the header, and no source of
`form-action` may be one of ALLOWED_HOSTS.

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

## Fix safety
The fix is unsafe: it allows more than the policy does. It is what the login form needs. There is none beside
`'none'`, and none where `'self'` lacks its quotation marks: there, what is written has to go.

## Prove it
Log in with a real browser: a page that needs a login answers 200, and the developer tools show nothing about
Content-Security-Policy under Console.
"""

from collections.abc import Iterator, Sequence

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION
from djauthlint.rule import Rule
from djauthlint.settings import Part, Settings
from djauthlint.settings.containers import Container
from djauthlint.settings.content_security import (
    allows_own_forms,
    directive,
    enforced_policy,
    enforced_policy_of_package,
    sources,
)
from djauthlint.settings.cures import Cure, append, assign

rule = Rule(
    __name__,
    code="DJA717",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="clicking on Log in does nothing",
)

NEEDED = {"allow-forms": "does not send forms", "allow-same-origin": "sends forms as a stranger (error 403)"}


@rule.check
def of_django(settings: Settings) -> Iterator[Diagnostic]:
    yield from _about(settings, enforced_policy(settings))


@rule.check
def of_package(settings: Settings) -> Iterator[Diagnostic]:
    yield from _about(settings, enforced_policy_of_package(settings))


def _about(settings: Settings, policy: Container | None) -> Iterator[Diagnostic]:
    if policy is not None and settings["MIDDLEWARE"].any(settings.provides(AUTHENTICATION)):
        yield from _form_action(settings, policy)
        yield from _sandbox(policy)


def _form_action(settings: Settings, policy: Container) -> Iterator[Diagnostic]:
    entry = directive(policy, "form-action")
    found = None if entry is None else sources(entry)
    if entry is not None and found is not None and not allows_own_forms(found, settings["ALLOWED_HOSTS"]):
        what = f"allows {' '.join(found)} only" if found else "is empty"
        yield rule.diagnostic(
            entry,
            f"form-action in {policy.name} {what}: browsers do not send the login form",
            help="""add "'self'" to it""",
            cure=append(entry, "'self'").but("forms may be sent to the site itself")
            if {"'none'", "self"}.isdisjoint(found)
            else None,
        )


def _sandbox(policy: Container) -> Iterator[Diagnostic]:
    entry = directive(policy, "sandbox")
    found = None if entry is None else sources(entry)
    if entry is None or found is None:
        return
    for flag, what in NEEDED.items():
        if flag not in map(str.lower, found):
            yield rule.diagnostic(
                entry,
                f"sandbox in {policy.name} lacks {flag}: a page in it {what}",
                help=f"add {flag}, or take sandbox away",
                symptom=None if flag == "allow-forms" else "sending the login form is an error 403",
                cure=_allowing(entry, found, flag).but("pages may do more than the policy lets them"),
            )
            return


def _allowing(entry: Part, found: Sequence[str], flag: str) -> Cure:
    """The cure that adds a flag to those of sandbox, in the form that they have."""
    if isinstance(entry.value, str):
        return assign(entry, " ".join((*found, flag)))
    return assign(entry, [*NEEDED]) if entry.value is True else append(entry, flag)

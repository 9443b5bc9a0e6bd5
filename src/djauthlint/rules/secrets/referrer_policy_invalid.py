"""SECURE_REFERRER_POLICY is missing, or no policy that browsers know.

## Why is this bad?
SecurityMiddleware sends the setting as `Referrer-Policy` (`django/middleware/security.py`, `process_response`). Browsers pass
over words that they do not know, and with none left they do what their makers chose, as they do without the header: with
`strict-origin-when-cross-origin` other sites learn the host. The system checks security.E023 and security.W022 speak only
with `--deploy`.

Where no-referrer is what is left, DJA418 speaks.

## Example
```python
SECURE_REFERRER_POLICY = "same_origin"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_REFERRER_POLICY = "same-origin"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is unsafe: other sites no longer see where their visitors come from.

## Prove it
`curl -sI https://HOST/accounts/login/` shows `Referrer-Policy: same-origin`.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.headers import REFERRER_POLICIES, words
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA713",
    severity=Severity.WARNING,
    priority="P2",
    profile=Profile.PRODUCTION,
    since=(3, 0),
    django_check="security.E023, security.W022",
    symptom="nothing: links to other sites tell them where they come from",
)


DEFAULT = "same-origin"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    policy = settings["SECURE_REFERRER_POLICY"]
    if not policy.is_set or not runs(settings, SECURITY):
        return
    if not policy.truthy:
        yield rule.diagnostic(
            policy,
            f"SECURE_REFERRER_POLICY is {policy.value!r}: pages have no Referrer-Policy",
            help='write "same-origin", the default',
            cure=assign(policy, DEFAULT).but("other sites no longer see where their visitors come from"),
            severity=Severity.INFO,
            django_check=of_security_middleware(settings, "security.W022" if policy.value is None else "security.E023"),
        )
        return
    found = words(policy.value)
    known = [word for word in found if word.lower() in REFERRER_POLICIES]
    if len(known) < len(found) and known[-1:] != ["no-referrer"]:
        unknown = next(word for word in found if word not in known)
        near = get_close_matches(unknown.lower(), REFERRER_POLICIES, n=1)
        yield rule.diagnostic(
            policy,
            f"{unknown!r} in SECURE_REFERRER_POLICY is no policy that browsers know",
            help=f'write "{near[0] if near else DEFAULT}"',
            cure=assign(policy, near[0]) if near and policy.value == unknown else None,
            django_check=of_security_middleware(settings, "security.E023"),
        )

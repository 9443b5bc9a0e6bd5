"""SECURE_CROSS_ORIGIN_OPENER_POLICY is no policy that browsers know.

## Why is this bad?
SecurityMiddleware sends the setting as `Cross-Origin-Opener-Policy` (`django/middleware/security.py`, `process_response`).
Browsers ignore what they do not know, and a page that opened the site in a window keeps its hold on it, on its login form, too. The
system check security.E024 speaks only with `--deploy`.

## Example
```python
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popup"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`python manage.py check --deploy` does not report security.E024.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.headers import OPENER_POLICIES, OTHER_OPENER_POLICIES
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_security_middleware
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA714",
    severity=Severity.WARNING,
    priority="P2",
    profile=Profile.PRODUCTION,
    since=(4, 0),
    django_check="security.E024",
    symptom="nothing: a page that opened the site keeps its hold on the window",
)


DEFAULT = "same-origin"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    policy = settings["SECURE_CROSS_ORIGIN_OPENER_POLICY"]
    if not isinstance(policy.value, str) or not policy.value or not runs(settings, SECURITY):
        return
    word = policy.value.partition(";")[0].strip()
    if word not in OPENER_POLICIES | OTHER_OPENER_POLICIES:
        near = get_close_matches(word.lower(), OPENER_POLICIES, n=1)
        yield rule.diagnostic(
            policy,
            f"SECURE_CROSS_ORIGIN_OPENER_POLICY is {policy.value!r}, which browsers ignore",
            help=f'write "{near[0] if near else DEFAULT}"',
            cure=assign(policy, near[0]) if near else None,
            django_check=of_security_middleware(settings, "security.E024"),
        )

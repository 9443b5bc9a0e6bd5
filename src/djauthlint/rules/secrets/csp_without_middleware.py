"""SECURE_CSP is set, and no middleware sends it.

## Why is this bad?
Only ContentSecurityPolicyMiddleware reads SECURE_CSP and SECURE_CSP_REPORT_ONLY (`django/middleware/csp.py`,
`process_response`). Without it no page has a Content-Security-Policy, and the decorators that change one for a view have no
effect either. No system check notices.

The rule does not speak where a middleware of the project is in a module that mentions the setting.

## Example
```python
SECURE_CSP = {"default-src": ["'self'"]}
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
```

Use instead:
```python
SECURE_CSP = {"default-src": ["'self'"]}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
]
```

## Fix safety
The fix is unsafe: browsers refuse what the policy does not allow.

## Prove it
`curl -sI https://HOST/accounts/login/` shows Content-Security-Policy.
"""

from collections.abc import Iterable, Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CSP
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings
from djauthlint.settings.content_security import mentions
from djauthlint.settings.cures import add_middleware

rule = Rule(
    __name__,
    code="DJA716",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    since=(6, 0),
    symptom="nothing: pages have no Content-Security-Policy",
)


def names(_: Settings) -> Iterable[str]:
    return ("SECURE_CSP", "SECURE_CSP_REPORT_ONLY")


@rule.check_each(names)
def check(policy: Setting) -> Iterator[Diagnostic]:
    settings = policy.settings
    middleware = settings["MIDDLEWARE"]
    if not policy.is_set or not policy.is_dict or not policy.truthy:
        return
    if not middleware.any(lambda path: settings.provides(CSP)(path) or mentions(settings, path, policy.name)):
        yield rule.diagnostic(
            policy,
            f"{policy.name} has no effect without ContentSecurityPolicyMiddleware",
            help=f'add "{CSP}" to MIDDLEWARE',
            cure=add_middleware(middleware, CSP).but("browsers refuse what the policy does not allow"),
            related=[(middleware, "without it")] if middleware.is_set else [],
        )

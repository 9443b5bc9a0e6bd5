"""SECURE_CSP is no dict.

## Why is this bad?
ContentSecurityPolicyMiddleware makes the header of the directives in the dict (`django/utils/csp.py`, `build_policy`): with a
text, a list or True every page is an AttributeError. The system check security.E026 stops the commands of manage.py, but no
application server.

## Example
```python
SECURE_CSP = "default-src 'self'"
MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
```

Use instead:
```python
SECURE_CSP = {"default-src": ["'self'"]}
MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
```

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterable, Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA718",
    severity=Severity.ERROR,
    since=(6, 0),
    django_check="security.E026",
    symptom="manage.py stops with security.E026; with ContentSecurityPolicyMiddleware every page is an error 500",
)

NO_DICTS = {"str", "bytes", "bool", "int", "list", "tuple", "set"}


def names(_: Settings) -> Iterable[str]:
    return ("SECURE_CSP", "SECURE_CSP_REPORT_ONLY")


@rule.check_each(names)
def check(policy: Setting) -> Iterator[Diagnostic]:
    if policy.type_name in NO_DICTS:
        yield rule.diagnostic(
            policy,
            f"{policy.name} is a {policy.type_name}, not a dict",
            help='write a dict of directives: {"default-src": ["\'self\'"]}',
            symptom=None if not policy.is_known or policy.truthy else "manage.py stops with security.E026",
        )

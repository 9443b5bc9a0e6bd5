"""SECURE_REDIRECT_EXEMPT is a string: nearly every page is exempt from the redirect to HTTPS.

## Why is this bad?
SecurityMiddleware compiles each item of it as a pattern (`django/middleware/security.py`, `__init__`). The items of a string are
its characters: `^` and `$` match every path, and a letter each path that has it. So the login page is served over plain HTTP,
too. No system check looks at it.

## Example
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ("^health/$")
```

Use instead:
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^health/$"]
```

## Fix safety
The fix is unsafe: pages that were served over plain HTTP are redirected to HTTPS then, which has to work.

## Prove it
`curl -sI http://HOST/accounts/login/` is a 301 to https.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import to_list

rule = Rule(
    __name__,
    code="DJA511",
    severity=Severity.ERROR,
    priority="P1",
    symptom="nothing: pages are served over plain HTTP that should be redirected",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    exempt = settings["SECURE_REDIRECT_EXEMPT"]
    if exempt.type_name != "str" or not exempt.truthy or not settings["SECURE_SSL_REDIRECT"].truthy:
        return
    if settings["MIDDLEWARE"].any(settings.provides(SECURITY)):
        yield rule.diagnostic(
            exempt,
            "SECURE_REDIRECT_EXEMPT must be a list, not a string: each character counts as a pattern",
            cure=to_list(exempt).but("pages over plain HTTP are redirected, and fail where there is no HTTPS"),
            help=f"write [{exempt.value!r}]" if exempt.is_known else "make a list of it",
        )

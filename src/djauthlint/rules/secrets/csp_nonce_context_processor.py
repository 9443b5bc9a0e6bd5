"""The Content-Security-Policy has a nonce that templates do not get.

## Why is this bad?
The middleware sends a nonce only where a template reads `{{ csp_nonce }}` (`django/middleware/csp.py`), which is there only
because of the context processor `csp`. Without it no script can carry the nonce, and browsers run none that only the nonce
allows. Django 6.1 warns of it with security.W027 (`django/core/checks/security/base.py`), Django 6.0 does not.

## Example
```python
from django.utils.csp import CSP

SECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}
MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
```

Use instead:
```python
from django.utils.csp import CSP

SECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}
MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.csp"]},
    }
]
```

## Fix safety
The fix is safe: templates get one more value, and nothing is taken from them.

## Prove it
`python manage.py check` of Django 6.1 does not report security.W027.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CSP
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings
from djauthlint.settings.content_security import sources
from djauthlint.settings.cures import append
from djauthlint.settings.templates import engine_of_admin, has_processor

NONCE: Final = "<CSP_NONCE_SENTINEL>"
PROCESSOR: Final = "django.template.context_processors.csp"

rule = Rule(
    __name__,
    code="DJA719",
    severity=Severity.WARNING,
    priority="P2",
    outside_tests=True,
    since=(6, 0),
    django_check="security.W027",
    symptom="browsers do not run the scripts that only the nonce allows",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    if not any(_has_nonce(settings[name]) for name in ("SECURE_CSP", "SECURE_CSP_REPORT_ONLY")):
        return
    engine = engine_of_admin(settings)
    if engine is None or settings.silences("security.W027") or not settings["MIDDLEWARE"].any(settings.provides(CSP)):
        return
    if not any(has_processor(each, PROCESSOR) for each in settings["TEMPLATES"].elements):
        processors = engine.entry("OPTIONS").entry("context_processors")
        yield rule.diagnostic(
            processors,
            "the context processors lack the one that passes the nonce of the Content-Security-Policy to templates",
            help=f'add "{PROCESSOR}" to context_processors',
            cure=append(processors, PROCESSOR),
        )


def _has_nonce(policy: Setting) -> bool:
    if not policy.is_set or not policy.is_dict:
        return False
    return any(NONCE in (sources(directive) or ()) for directive in policy.entries)

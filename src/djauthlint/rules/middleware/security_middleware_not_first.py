"""A middleware that answers requests by itself comes before SecurityMiddleware.

## Why is this bad?
What a middleware answers without asking those below it never passes them. CommonMiddleware redirects to the address with a
slash or with `www.` (`django/middleware/common.py`, `process_request` and `process_response`), LocaleMiddleware to the
language of the visitor (`django/middleware/locale.py`, `process_response`), and WhiteNoise answers with files. Listed above
SecurityMiddleware, these answers have no Strict-Transport-Security and no X-Content-Type-Options, and PREPEND_WWW redirects
to plain HTTP once more before SECURE_SSL_REDIRECT is asked.

The rule is silent about SessionMiddleware, AuthenticationMiddleware, LoginRequiredMiddleware and CsrfViewMiddleware above
SecurityMiddleware: they answer nothing by themselves, or in `process_view` only, which runs inside all of them.

## Example
```python
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.middleware.security.SecurityMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
```

## Fix safety
The fix is safe: the middleware does the same, and does it for every answer.

## Prove it
`curl -sI https://HOST/a-page-without-its-slash` shows Strict-Transport-Security where SECURE_HSTS_SECONDS is set.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY, what_security_precedes
from djauthlint.django_facts.middleware_table import Constraint
from djauthlint.rule import Rule
from djauthlint.settings import Element, Settings
from djauthlint.settings.cures import move

rule = Rule(
    __name__,
    code="DJA109",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.HIGH,
)

SEVERITIES = list(Severity)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    middleware = settings["MIDDLEWARE"]
    security = middleware.first(settings.provides(SECURITY))
    if security is None:
        return
    early: list[tuple[Constraint, Element]] = []
    for order in what_security_precedes():
        answers = settings.provides(order.after.path) if order.after else None
        if answers is None or not middleware.any(answers, before=security):
            continue
        first = middleware.first(answers)
        if first is not None and (order.condition is None or settings.holds(order.condition)):
            early.append((order, first))
    if early:
        worst, element = min(early, key=lambda found: (SEVERITIES.index(Severity(found[0].severity)), found[1].place))
        highest = min((found[1] for found in early), key=lambda found: found.place)
        yield rule.diagnostic(
            middleware.misplaced(security, lambda path: path == element.value),
            f"SecurityMiddleware is listed after {_name(element)}, which answers some requests by itself",
            help=f"move SecurityMiddleware above {_name(highest)}",
            cure=move(security, before=lambda path: bool(path == highest.value)),
            severity=Severity(worst.severity),
            symptom=worst.reason,
            related=[(found[1], "answers without it") for found in early],
        )


def _name(element: Element) -> str:
    return str(element.value).rpartition(".")[2]

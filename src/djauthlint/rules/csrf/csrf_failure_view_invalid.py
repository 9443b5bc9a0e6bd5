"""CSRF_FAILURE_VIEW names no view that Django can call.

## Why is this bad?
Django imports the view when a form is refused and calls it with the request and `reason`
(`django/middleware/csrf.py`, `_get_failure_view`, `_reject`). If that fails, who should read why the form was refused gets
error 500. The system checks security.E101 and security.E102 stop `manage.py`; where only the name is missing in a module
that is there, the check itself crashes. Application servers run no checks.

## Example
```python
CSRF_FAILURE_VIEW = "csrf_failure"
```

Use instead:
```python
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
```

## Prove it
Send the login form without its token: the answer is the page of error 403, not 500.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

FAULTS: Final = {
    "module": "is in a module that is not there",
    "name": "is not defined in its module",
    "arguments": "can't be called with a request and reason",
}

NO_PATH: Final = "is no dotted path of a view"
CHECKS: Final = {FAULTS["arguments"]: "security.E101", NO_PATH: "security.E102"}
"""Otherwise the system checks themselves fail, with a ViewDoesNotExist."""

rule = Rule(
    __name__,
    code="DJA417",
    severity=Severity.ERROR,
    priority="P1",
    confidence=Confidence.HIGH,
    django_check="security.E101, security.E102",
    symptom="a form that is refused gets error 500 instead of the page that says why",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    view = settings["CSRF_FAILURE_VIEW"]
    if view.type_name not in ("str", "NoneType", "int", "bool", "list", "tuple", "dict"):
        return
    path = view.value
    if isinstance(path, str) and "." in path:
        fault = FAULTS.get(settings.evaluation.view_fault(path, "reason") or "")
    else:
        fault = NO_PATH
    if fault is not None:
        yield rule.diagnostic(
            view,
            f"CSRF_FAILURE_VIEW {path!r} {fault}",
            help='name a view that is defined as def view(request, reason="")',
            django_check=CHECKS.get(fault, "") if isinstance(path, str) else "",
        )

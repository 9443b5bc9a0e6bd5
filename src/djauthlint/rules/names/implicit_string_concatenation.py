"""A missing comma joins two items of a list.

## Why is this bad?
Python joins adjacent string literals, so `"a.B" "c.D"` is the one item `"a.Bc.D"`. Both items are lost: the site does
not start (MIDDLEWARE, INSTALLED_APPS), logging in is an error 500 (AUTHENTICATION_BACKENDS), both hosts are refused
(ALLOWED_HOSTS), or forms from both origins (CSRF_TRUSTED_ORIGINS). An item that is split on purpose is not reported:
its parts are no complete items.

## Example
```python
AUTHENTICATION_BACKENDS = [
    "accounts.backends.EmailBackend"
    "django.contrib.auth.backends.ModelBackend",
]
```

Use instead:
```python
AUTHENTICATION_BACKENDS = [
    "accounts.backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

import re
from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import split

rule = Rule(__name__, code="DJA803", severity=Severity.ERROR, confidence=Confidence.HIGH)

APP = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
CLASS = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")
HOST = re.compile(r"\*|localhost|\[[0-9a-fA-F:.]+\]|\.?[\w*-]+(\.[\w-]+)+(:\d+)?")
ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(\*|localhost|\[[0-9a-fA-F:.]+\]|[\w*-]+(\.[\w-]+)+)(:\d+)?")

ITEMS = {
    "ALLOWED_HOSTS": (HOST, "both hosts are refused with error 400"),
    "AUTHENTICATION_BACKENDS": (CLASS, "sending the login form is an error 500"),
    "CSRF_TRUSTED_ORIGINS": (ORIGIN, "forms from both origins are refused with error 403"),
    "INSTALLED_APPS": (APP, "the site does not start"),
    "MIDDLEWARE": (CLASS, "the site does not start"),
    "PASSWORD_HASHERS": (CLASS, "checking a password is an error 500"),
}


@rule.check_elements(lambda _: ITEMS)
def check(element: Element) -> Iterator[Diagnostic]:
    grammar, symptom = ITEMS[element.name]
    if len(element.parts) > 1 and all(grammar.fullmatch(part) for part in element.parts):
        first, second, *_ = element.parts
        yield rule.diagnostic(
            element,
            f"a comma is missing in {element.name}: {first!r} and {second!r} are one item",
            help=f"put a comma after {first!r}",
            cure=split(element, element.parts),
            symptom=symptom,
        )

"""SECURE_PROXY_SSL_HEADER is not a pair of header and value.

## Why is this bad?
Django unpacks it whenever it asks for the scheme of a request (`django/http/request.py`, `scheme`):
`header, secure_value = settings.SECURE_PROXY_SSL_HEADER`. What has not two items raises ImproperlyConfigured there, on
every page that redirects, checks the origin of a form or builds an absolute URL. A set has two items but no order:
which of them is the header changes from process to process. No system check looks at it.

## Example
```python
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO")
```

Use instead:
```python
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
```

## Fix safety
The fix is safe where the setting names X-Forwarded-Proto itself: it only gets the form that Django takes. There is none for
other headers.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.proxies import USUAL

rule = Rule(
    __name__,
    code="DJA503",
    severity=Severity.ERROR,
    symptom="every page that asks for the scheme is an error 500",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    header = settings["SECURE_PROXY_SSL_HEADER"]
    if not header.truthy:
        return
    value = header.value
    cure = 'write ("HTTP_X_FORWARDED_PROTO", "https"), with the header that the proxy really sets'
    if isinstance(value, (set, frozenset)) and len(value) == 2:
        yield rule.diagnostic(
            header,
            "SECURE_PROXY_SSL_HEADER is a set: which item is the header changes from process to process",
            cure=assign(header, USUAL) if value == {*USUAL} else None,
            help=cure,
            symptom="requests count as HTTPS in some processes and as HTTP in others",
        )
    elif not (isinstance(value, (list, tuple)) and len(value) == 2 and all(isinstance(item, str) for item in value)):
        yield rule.diagnostic(
            header.elements[2] if isinstance(value, (list, tuple)) and len(value) > 2 else header,
            f"SECURE_PROXY_SSL_HEADER must be a tuple of a header and a value, not {_described(value)}",
            help=cure,
            cure=assign(header, USUAL) if _means_usual(value) else None,
        )


def _means_usual(value: object) -> bool:
    """Whether it names the usual header and nothing but the usual value."""
    if isinstance(value, (list, tuple)) and not all(isinstance(item, str) for item in value):
        return False
    words = (
        value if isinstance(value, (list, tuple)) else value.replace(",", " ").split() if isinstance(value, str) else ()
    )
    return tuple(words) in (USUAL, USUAL[:1]) or words == ["".join(USUAL)]


def _described(value: object) -> str:
    if isinstance(value, str):
        return "a string"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value) if len(value) != 2 else 'other things'}"
    return f"a {type(value).__name__}"

"""CSRF_HEADER_NAME is not written as a key of request.META.

## Why is this bad?
CsrfViewMiddleware looks up `request.META[settings.CSRF_HEADER_NAME]` (`django/middleware/csrf.py`, `_check_token`).
There the header `X-XSRF-Token` is called `HTTP_X_XSRF_TOKEN`: in capitals, with underscores, after `HTTP_`. With any
other name the header is never found, so logins by JavaScript are refused. Forms with a token in them work.

## Example
```python
CSRF_HEADER_NAME = "X-XSRF-Token"
```

Use instead:
```python
CSRF_HEADER_NAME = "HTTP_X_XSRF_TOKEN"
```

## Fix safety
The fix is safe: it names the same header, in the form in which Django looks for it.

## Prove it
Send a POST with the token in the header alone: the answer is not 403 "CSRF token missing".
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA416",
    severity=Severity.ERROR,
    priority="P1",
    symptom="forms work, but requests by JavaScript are an error 403: CSRF token missing",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    header = settings["CSRF_HEADER_NAME"]
    name = header.value
    if not isinstance(name, str):
        yield rule.diagnostic(
            header,
            f"CSRF_HEADER_NAME is {name!r}, no string",
            help='write "HTTP_X_CSRFTOKEN"',
            cure=assign(header, "HTTP_X_CSRFTOKEN"),
        )
        return
    bare = name.upper().replace("-", "_").removeprefix("HTTP_")
    if name != f"HTTP_{bare}" or not bare or " " in bare:
        yield rule.diagnostic(
            header,
            f"CSRF_HEADER_NAME is {name!r}, but headers are called HTTP_... in request.META",
            help=f'write "HTTP_{bare or "X_CSRFTOKEN"}"',
            cure=None if " " in bare else assign(header, f"HTTP_{bare or 'X_CSRFTOKEN'}"),
        )

"""Sessions end when the browser is closed.

## Why is this bad?
With SESSION_EXPIRE_AT_BROWSER_CLOSE the cookie has neither Max-Age nor Expires (`django/contrib/sessions/middleware.py`,
`process_response`), and a browser forgets it when it is closed, unless it is set to restore what was open. That is wanted
for shared computers; else it is why users say that the site forgets them. SESSION_COOKIE_AGE then only limits what the
server keeps.

The rule is silent where someone asks for it with an environment variable.

## Example
```python
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
```

Use instead:
```python
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
```

## Prove it
Log in, close the browser, start it again, and open a page that needs a login. A private window is no proof: it always
forgets.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA322",
    severity=Severity.INFO,
    priority="P2",
    outside_tests=True,
    symptom="users are logged out when they restart the browser",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    closing = settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"]
    if closing.truthy and not closing.is_requested:
        yield rule.diagnostic(
            closing,
            "sessions end when the browser is closed",
            help="delete the setting, unless that is meant",
        )

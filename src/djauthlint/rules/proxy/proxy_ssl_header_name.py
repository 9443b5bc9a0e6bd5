"""SECURE_PROXY_SSL_HEADER names a header in a way that Django never finds.

## Why is this bad?
Django looks the name up in `request.META` (`django/http/request.py`, `scheme`), where the header `X-Forwarded-Proto` is called
`HTTP_X_FORWARDED_PROTO`. Under any other name there is nothing, and every request behind the proxy counts as HTTP: forms are
refused because their origin is https, and SECURE_SSL_REDIRECT redirects for ever. No system check looks at it.

## Example
```python
SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")
```

Use instead:
```python
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
```

## Fix safety
The fix is safe: it names the same header, in the form in which Django looks for it.

## Prove it
Behind the proxy, `request.is_secure()` is true in a view.
"""

import re
from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.proxies import is_meta_key

rule = Rule(
    __name__,
    code="DJA504",
    severity=Severity.ERROR,
    symptom="behind the proxy sending a form is an error 403: Origin checking failed",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    setting = settings["SECURE_PROXY_SSL_HEADER"]
    if not setting.truthy or setting.type_name not in ("tuple", "list") or len(setting.elements) != 2:
        return
    name = setting.elements[0]
    if not isinstance(name.value, str) or is_meta_key(name.value):
        return
    key = re.sub(r"[^A-Z0-9]", "_", name.value.strip().upper()).removeprefix("HTTP_")
    yield rule.diagnostic(
        name,
        f"SECURE_PROXY_SSL_HEADER names {name.value!r}, which is no key of request.META",
        help=f'write "HTTP_{key}"',
        cure=assign(name, f"HTTP_{key}"),
    )

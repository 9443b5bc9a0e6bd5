"""A pattern in SECURE_REDIRECT_EXEMPT matches no path, or every path.

## Why is this bad?
SecurityMiddleware searches the path without the slash at its beginning: `path = request.path.lstrip("/")`
(`django/middleware/security.py`, `process_request`). A pattern that asks for that slash, such as `^/health/$`, matches nothing, and the
health check is redirected after all; `.*` and the like match everything, and nothing is redirected. No system check looks at it.

## Example
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^/health/$"]
```

Use instead:
```python
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^health/$"]
```

## Fix safety
The fix is safe where the pattern begins with `^/`, which matches no path. It is unsafe without `^`: the pattern may match a
page further below. What to exempt instead of everything nobody can tell from the settings.

## Prove it
`curl -sI http://HOST/health/` is no redirect, and `curl -sI http://HOST/accounts/login/` is one.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Element, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.project_classes import runs
from djauthlint.settings.urlconf import urlconf

_EVERYTHING: Final = re.compile(r"|\^|\$|\^?(?:\.\*\??|\((?:\?:)?\.\*\??\))\$?")
_WITH_SLASH: Final = re.compile(r"(\^|\\A)?/")

rule = Rule(
    __name__,
    code="DJA512",
    severity=Severity.WARNING,
    priority="P2",
    outside_tests=True,
    symptom="what should be exempt, such as a health check, is redirected to HTTPS",
)


@rule.check_elements(lambda _: ["SECURE_REDIRECT_EXEMPT"])
def check(element: Element) -> Iterator[Diagnostic]:
    settings, pattern = element.settings, element.value
    # Of a missing comma DJA803 speaks.
    if not isinstance(pattern, str) or len(element.parts) > 1 or not settings["SECURE_SSL_REDIRECT"].truthy:
        return
    slash = _WITH_SLASH.match(pattern)
    everything = _EVERYTHING.fullmatch(pattern)
    if not (slash or everything) or not runs(settings, SECURITY, "__init__", "process_request"):
        return
    if everything:
        yield rule.diagnostic(
            element,
            f"{pattern!r} in SECURE_REDIRECT_EXEMPT matches every path: nothing is redirected to HTTPS",
            help='exempt what needs it: "^health/$"',
            symptom="pages answer over plain HTTP, the login form among them",
        )
    elif slash and (slash[1] or not _matches_a_page(settings, pattern)):
        meant = f"{slash[1] or '^'}{pattern[slash.end() :]}"
        cure = assign(element, meant)
        yield rule.diagnostic(
            element,
            f"{pattern!r} in SECURE_REDIRECT_EXEMPT begins with a slash, and paths are compared without theirs",
            help=f'write "{meant}"',
            cure=cure if slash[1] else cure.but("pages further below whose path has it are redirected"),
            # Without ^ it may mean a page further below that is not found in the URLs.
            confidence=None if slash[1] else Confidence.MEDIUM,
        )


def _matches_a_page(settings: Settings, pattern: str) -> bool:
    """Whether it matches the path of a page of the site as Django compares it."""
    urls = urlconf(settings)
    try:
        return urls is not None and any(re.search(pattern, route.path.lstrip("/")) for route in urls.routes)
    except re.error:
        return True

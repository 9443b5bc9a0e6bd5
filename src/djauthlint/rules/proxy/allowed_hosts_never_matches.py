"""An entry of ALLOWED_HOSTS matches no host.

## Why is this bad?
Django takes the host of a request without its port and without a dot at its end, in lower case, and compares it with each entry:
as it is, or as a domain with all below it where the entry begins with a dot (`django/http/request.py`, `validate_host`). An entry
with a scheme, a port, a path, white space or a `*` inside is equal to none. No system check looks at it, and one such entry
also ends the exception for localhost with DEBUG.

## Example
```python
ALLOWED_HOSTS = ["*.example.org"]
```

Use instead:
```python
ALLOWED_HOSTS = [".example.org"]
```

## Fix safety
The fix is safe: it writes the host that is named there in the form that Django compares, or removes what matches nothing.

## Prove it
`curl -sI https://HOST/` is not 400.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Element, Rule
from djauthlint.settings.cures import Cure, assign, remove

_HOST: Final = re.compile(r"\.?(?:[a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])")
"""What `host_validation_re` lets through without a port; with a dot before it, which stands for what is below."""

rule = Rule(
    __name__,
    code="DJA521",
    severity=Severity.ERROR,
    outside_tests=True,
    since=(1, 5),
    symptom="every page is an error 400 at that host",
)


@rule.check_elements(lambda _: ["ALLOWED_HOSTS"])
def check(element: Element) -> Iterator[Diagnostic]:
    host = element.value
    # Of the entry that an empty text becomes when it is split, DJA812 speaks, of a missing comma DJA803.
    if host == "*" or (host == "" and not element.is_written) or len(element.parts) > 1:
        return
    fault = _fault(host) if isinstance(host, str) else "is no string"
    if fault is not None:
        yield rule.diagnostic(
            element,
            f"{host!r} in ALLOWED_HOSTS {fault}: it matches no host",
            cure=_cure(element, host),
            help=f'write "{_meant(host)}"' if isinstance(host, str) and _meant(host) else "delete it",
        )


def _cure(element: Element, host: object) -> Cure | None:
    # Of a network nobody can tell which of its hosts are meant.
    if not isinstance(host, str) or not element.is_written or re.search(r"[\d:]/\d+$", host):
        return None
    name = _meant(host)
    return assign(element, name) if name else None if host.strip() else remove(element)


def _fault(host: str) -> str | None:
    if host.strip() != host:
        return "has white space around it"
    if _HOST.fullmatch(host.lower()) and host.strip("."):
        return "ends with a dot" if host.endswith(".") else None
    if "://" in host:
        return "has a scheme"
    if "/" in host:
        return "has a slash"
    if "*" in host:
        return "has a *, which has no meaning inside of an entry"
    if re.fullmatch(r"[^:]+:\d+", host):
        return "has a port"
    return "is no name of a host"


def _meant(host: str) -> str:
    """What the entry was meant to be, an empty text where that can't be told."""
    name = re.sub(r"^\*\.?", ".", host.strip().rpartition("://")[2].partition("/")[0])
    name = re.sub(r":(\d+|\*)$", "", name).removesuffix(".")
    return name if _HOST.fullmatch(name.lower()) and name.strip(".") else ""

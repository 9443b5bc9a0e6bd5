"""CSRF_TRUSTED_ORIGINS trusts origins that are anybody's.

## Why is this bad?
Django compares the `Origin` header with the entries (`django/middleware/csrf.py`, `_origin_verified`). Browsers send
`Origin: null` for a page in a sandboxed frame, which any site can make, so the entry `"null"` lets every site send forms;
besides, the system check 4_0.E001 stops `manage.py` on it. `https://*.com` trusts whoever has a domain there. An origin
with `http://` is whatever somebody on the way answers for it, although the site itself keeps its cookies to HTTPS.

## Example
```python
CSRF_TRUSTED_ORIGINS = ["null"]
```

Use instead:
```python
CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
```

## Fix safety
The fix removes `null`, and is unsafe: forms in sandboxed frames of the site itself are refused then. Which origins to list
instead of the others nobody can tell from the settings.

## Prove it
Send the login form with `Origin: null` and a valid cookie and token: the answer is 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import origins
from djauthlint.project import Profile
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import remove

rule = Rule(
    __name__,
    code="DJA412",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    since=(4, 0),
    symptom="nothing: a page of another site can send forms in the name of whoever is logged in",
)


@rule.check_elements(lambda _: ["CSRF_TRUSTED_ORIGINS"])
def check(entry: Element) -> Iterator[Diagnostic]:
    text = entry.value
    if text == "null":
        yield rule.diagnostic(
            entry,
            "'null' in CSRF_TRUSTED_ORIGINS is the origin of every sandboxed frame, whoever makes it",
            help="remove it, and list the origins that send forms",
            cure=remove(entry).but("forms in sandboxed frames, and of pages that send no Referer, are refused"),
        )
    elif isinstance(text, str) and entry.settings.profile is Profile.PRODUCTION and origins.fault(text) is None:
        if origins.is_of_registry(text):
            yield rule.diagnostic(
                entry,
                f"{text!r} in CSRF_TRUSTED_ORIGINS trusts sites of anybody",
                help="list the origins that send forms",
            )
        elif origins.is_plain(text) and entry.settings["SESSION_COOKIE_SECURE"].truthy:
            yield rule.diagnostic(
                entry,
                f"{text!r} in CSRF_TRUSTED_ORIGINS trusts whoever answers for it on a plain connection",
                help="list it with https:// only",
            )

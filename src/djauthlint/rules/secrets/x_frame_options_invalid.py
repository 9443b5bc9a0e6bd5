"""X_FRAME_OPTIONS is nothing that browsers know.

## Why is this bad?
XFrameOptionsMiddleware sends the setting in upper case (`django/middleware/clickjacking.py`, `get_xframe_options_value`):
None and whatever else is no text is an AttributeError, on every page. Of texts browsers know DENY and SAMEORIGIN (HTML
standard, section 7.7.1); with any other, `ALLOW-FROM` and `ALLOWALL` included, every site can show the login form in a frame. The
system check security.W019 speaks only with `--deploy`.

The rule does not speak of texts where a Content-Security-Policy has `frame-ancestors`, which counts instead, nor in
development.

## Example
```python
X_FRAME_OPTIONS = "ALLOW-FROM https://partner.example.com"
MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
```

Use instead:
```python
X_FRAME_OPTIONS = "SAMEORIGIN"
MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`curl -sI https://HOST/accounts/login/` shows X-Frame-Options with DENY or SAMEORIGIN.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CLICKJACKING
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.content_security import limits_frames
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_frame_options
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA710",
    severity=Severity.WARNING,
    priority="P1",
    django_check="security.W019",
    symptom="nothing: other sites can show the login form in a frame, and make visitors click in it unawares",
)

KNOWN = {"DENY", "SAMEORIGIN"}
NO_TEXTS = {"NoneType", "bool", "int", "float", "list", "tuple", "dict", "set"}


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    option = settings["X_FRAME_OPTIONS"]
    if not option.is_set or not runs(settings, CLICKJACKING, "get_xframe_options_value"):
        return
    kind = option.type_name
    if kind in NO_TEXTS:
        yield rule.diagnostic(
            option,
            f"X_FRAME_OPTIONS is {'None' if kind == 'NoneType' else f'a {kind}'}, not a text",
            help='write "DENY" or "SAMEORIGIN", or take XFrameOptionsMiddleware away',
            cure=assign(option, "DENY"),
            severity=Severity.ERROR,
            symptom="every page is an error 500",
            django_check=of_frame_options(settings),
        )
    elif kind == "str" and settings.profile is Profile.PRODUCTION and _is_in_vain(settings, option.value):
        yield rule.diagnostic(
            option,
            f"X_FRAME_OPTIONS is {option.value!r}, which browsers ignore",
            help='write "DENY" or "SAMEORIGIN", and sites that may have frames into frame-ancestors of a Content-Security-Policy',
            django_check=of_frame_options(settings),
        )


def _is_in_vain(settings: Settings, value: str) -> bool:
    return KNOWN.isdisjoint(word.strip().upper() for word in value.split(",")) and not limits_frames(settings)

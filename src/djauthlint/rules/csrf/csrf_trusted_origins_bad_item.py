"""CSRF_TRUSTED_ORIGINS is None, or has an entry that is empty or no string.

## Why is this bad?
Django looks for `://` in each entry (`django/core/checks/compatibility/django_4_0.py`): with `None` `manage.py` stops
with a TypeError, with an empty string it stops with 4_0.E001. Application servers do not run this check; there forms
from any other origin than the site's own are an error 500 with `None` (`django/middleware/csrf.py`,
`allowed_origins_exact`). An unset environment variable is the usual cause: `"".split(",")` is `[""]`.

## Example
```python
CSRF_TRUSTED_ORIGINS = "".split(",")
```

Use instead:
```python
CSRF_TRUSTED_ORIGINS = [origin for origin in "".split(",") if origin]
```

## Fix safety
The fix is safe: it removes an entry that matches no origin, leaves empty texts out of what `split()` makes, or writes an empty
list for None.

## Prove it
`manage.py check` finds no issue.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Element, Settings
from djauthlint.settings.cures import assign, remove, without_empty

rule = Rule(__name__, code="DJA413", severity=Severity.ERROR, since=(4, 0), django_check="4_0.E001")

CRASH = "manage.py stops with a TypeError; under an application server forms from other origins are an error 500"


@rule.check
def check_all(settings: Settings) -> Iterator[Diagnostic]:
    origins = settings["CSRF_TRUSTED_ORIGINS"]
    if not origins.truthy and not origins.is_sequence and origins.value is None:
        yield rule.diagnostic(
            origins,
            "CSRF_TRUSTED_ORIGINS is None",
            help="write an empty list, or delete the line",
            symptom=CRASH,
            cure=assign(origins, []),
        )


@rule.check_elements(lambda _: ["CSRF_TRUSTED_ORIGINS"])
def check(entry: Element) -> Iterator[Diagnostic]:
    origin = entry.value
    if origin is None:
        yield rule.diagnostic(
            entry,
            "None is an entry of CSRF_TRUSTED_ORIGINS",
            help="leave it out where there is no origin",
            symptom=CRASH,
            cure=remove(entry),
        )
    elif not isinstance(origin, str):
        yield rule.diagnostic(
            entry,
            f"CSRF_TRUSTED_ORIGINS has a {type(origin).__name__} among its entries",
            help="write each origin as a string of its own",
            symptom="manage.py stops; under an application server the entry matches nothing",
        )
    elif not origin and not entry.settings.silences("4_0.E001"):
        yield rule.diagnostic(
            entry,
            "an empty string is an entry of CSRF_TRUSTED_ORIGINS",
            help="leave empty strings out: [origin for origin in ... if origin]",
            symptom="manage.py stops with 4_0.E001",
            cure=remove(entry) if entry.is_written else without_empty(entry.settings["CSRF_TRUSTED_ORIGINS"]),
        )

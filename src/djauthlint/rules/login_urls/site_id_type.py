"""SITE_ID is no whole number.

## Why is this bad?
SITE_ID is the key of a row in the table of sites. The system check sites.E101 (`django/contrib/sites/checks.py`,
`check_site_id`) stops `manage.py`, and with it `migrate` and `runserver`, where it is anything else: `"1"`, too, although
Django would find the row. None is as good as no SITE_ID.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sites"]
SITE_ID = "1"
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sites"]
SITE_ID = 1
```

## Fix safety
The fix is safe where the number is written in quotation marks. It is unsafe for a text of the environment: where that is no whole
number, the settings can no longer be imported. Of anything else there is none.

## Prove it
`python manage.py check` does not report sites.E101.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.apps import SITES
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import to_number

rule = Rule(
    __name__,
    code="DJA611",
    severity=Severity.ERROR,
    priority="P2",
    django_check="sites.E101",
    symptom="manage.py stops with sites.E101",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    site = settings["SITE_ID"]
    if not site.is_surely_set or not settings.installs(SITES) or settings.silences("sites.E101"):
        return
    if site.type_name == "str":
        yield rule.diagnostic(
            site, "SITE_ID is a text, no whole number", help="SITE_ID = 1, or int(...)", cure=to_number(site)
        )
        return
    value = site.value
    # True and 1.0 are equal to the number that Django makes of them.
    if value is not None and not (isinstance(value, (int, float)) and value == value // 1):
        yield rule.diagnostic(site, f"SITE_ID is {value!r}, no whole number", help="SITE_ID = 1")

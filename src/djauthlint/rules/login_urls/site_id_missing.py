"""django.contrib.sites is installed, and SITE_ID is not set.

## Why is this bad?
Django's LoginView asks for the current site (`django/contrib/auth/views.py`, `get_context_data`), and the login of the admin
is made of it. Without SITE_ID that is the row of the table of sites whose domain is the host of the request
(`django/contrib/sites/models.py`, `get_current`). `migrate` makes one row, example.com: at every other host the login page is
an error 500, Site.DoesNotExist. No system check looks at it.

Where the table has a row for each host, nothing is wrong: ignore the rule there.

## Example
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sites"]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sites"]
SITE_ID = 1
```

## Fix safety
The fix is unsafe: the first site of the table is then the site at every host.

## Prove it
`curl -sI https://HOST/accounts/login/` answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.apps import AUTH, SITES
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA610",
    severity=Severity.WARNING,
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="the login page is an error 500 at every host that is not in the table of sites",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    site = settings["SITE_ID"]
    if settings.installs(SITES) and settings.installs(AUTH) and not site.is_surely_set:
        yield rule.diagnostic(
            site,
            "django.contrib.sites is installed, and SITE_ID is not set",
            help="SITE_ID = 1, the key of the site",
            cure=assign(site, 1).but("site 1 is then the site at every host, if the table has it"),
        )

"""STATIC_URL or MEDIA_URL does not end with a slash.

## Why is this bad?
The names of files are joined to it: `/staticadmin/css/login.css`. The system check urls.E006 (`django/core/checks/urls.py`,
`check_url_settings`) stops `manage.py`, and with it `migrate` and `runserver`; under an application server pages have neither
styles nor pictures.

## Example
```python
STATIC_URL = "/static"
```

Use instead:
```python
STATIC_URL = "/static/"
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`python manage.py check` does not report urls.E006.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA011",
    severity=Severity.ERROR,
    priority="P2",
    django_check="urls.E006",
    symptom="manage.py stops with urls.E006",
)


@rule.check_each(lambda _: ("STATIC_URL", "MEDIA_URL"))
def check(url: Setting) -> Iterator[Diagnostic]:
    if url.is_set and isinstance(url.value, str) and url.value and not url.value.endswith("/"):
        yield rule.diagnostic(
            url,
            f"{url.name} does not end with a slash",
            help=f'write "{url.value}/"',
            cure=assign(url, f"{url.value}/"),
        )

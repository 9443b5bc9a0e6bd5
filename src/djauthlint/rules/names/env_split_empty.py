"""Where nothing is to be split, a list has one empty string.

## Why is this bad?
`"".split(",")` is `[""]`, not `[]`. An environment variable that is not set makes ALLOWED_HOSTS a list that allows no host, not even
localhost while DEBUG is on (`django/http/request.py`, `get_host`), and no system check speaks: the list is not empty. Where Django
imports each item, it does not start, or logging in is an error 500. Of CSRF_TRUSTED_ORIGINS and SECRET_KEY_FALLBACKS speak
DJA413 and DJA707.

## Example
```python
import os

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "").split(",")
```

Use instead:
```python
import os

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Without the variable, `settings.ALLOWED_HOSTS` in `manage.py shell` is `[]`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import without_empty

rule = Rule(__name__, code="DJA812", severity=Severity.ERROR)

NO_START = "the site does not start"
SYMPTOMS = {
    "ALLOWED_HOSTS": "every page is an error 400, on localhost and with DEBUG, too",
    "AUTHENTICATION_BACKENDS": "the login page works, but sending the form is an error 500",
    "DATABASE_ROUTERS": "every page that needs the database is an error 500",
    "FILE_UPLOAD_HANDLERS": "sending any form is an error 500",
    "INSTALLED_APPS": NO_START,
    "MIDDLEWARE": NO_START,
    "PASSWORD_HASHERS": "checking a password is an error 500",
}


@rule.check_elements(lambda _: sorted(SYMPTOMS))
def check(element: Element) -> Iterator[Diagnostic]:
    if element.value != "" or element.is_written:
        return
    # Beside other hosts it does no harm.
    if element.name == "ALLOWED_HOSTS" and element.settings[element.name].any(lambda host: host != ""):
        return
    yield rule.diagnostic(
        element,
        f"{element.name} has an empty string where there is nothing to split",
        help='leave empty strings out: [item for item in ....split(",") if item]',
        symptom=SYMPTOMS[element.name],
        cure=without_empty(element.settings[element.name]),
    )

"""A number is the text of an environment variable.

## Why is this bad?
Environment variables are strings, and Django compares this setting with numbers: a TypeError (`django/http/request.py`, `body`),
only where the variable is set. Of SESSION_COOKIE_AGE, CSRF_COOKIE_AGE and PASSWORD_RESET_TIMEOUT speak rules of their own;
EMAIL_PORT and SECURE_HSTS_SECONDS may be texts.

## Example
```python
import os

DATA_UPLOAD_MAX_MEMORY_SIZE = os.environ.get("MAX_UPLOAD", 2621440)
```

Use instead:
```python
import os

DATA_UPLOAD_MAX_MEMORY_SIZE = int(os.environ.get("MAX_UPLOAD", 2621440))
```

## Fix safety
The fix is unsafe: where the text is no whole number, the settings can no longer be imported. There is none where the variable
may be unset, and has no default.

## Prove it
With the variable set, logging in with the test client answers with a redirect.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import to_number

rule = Rule(__name__, code="DJA811", severity=Severity.ERROR)

SYMPTOMS = {
    "CACHE_MIDDLEWARE_SECONDS": "every page that the cache middleware keeps is an error 500",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": "the login page loads, and sending the form is an error 500",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": "every page is an error 500",
    "DATA_UPLOAD_MAX_NUMBER_FILES": "sending a file is an error 500",
    "EMAIL_TIMEOUT": "no mail is sent, of forgotten passwords neither",
    "FILE_UPLOAD_DIRECTORY_PERMISSIONS": "saving a file is an error 500",
    "FILE_UPLOAD_MAX_MEMORY_SIZE": "the login page loads, and sending the form is an error 500",
    "FILE_UPLOAD_PERMISSIONS": "saving a file is an error 500",
}


@rule.check_each(lambda settings: sorted(SYMPTOMS.keys() & set(settings.names)))
def check(setting: Setting) -> Iterator[Diagnostic]:
    variable = setting.environment_text
    if variable is not None:
        yield rule.diagnostic(
            setting,
            f"{setting.name} is the text of {variable}, not a number",
            help="convert it with int(...)",
            cure=to_number(setting),
            symptom=SYMPTOMS[setting.name],
        )

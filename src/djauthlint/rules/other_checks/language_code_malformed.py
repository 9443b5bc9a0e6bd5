"""LANGUAGE_CODE is no language code.

## Why is this bad?
Django writes it to the header Content-Language and looks for translations by it. The system check translation.E001
(`django/core/checks/translation.py`) stops `manage.py`, and with it `migrate` and `runserver`. A code has a hyphen between its
parts: `en_US` is the name of a locale.

## Example
```python
LANGUAGE_CODE = "en_US"
```

Use instead:
```python
LANGUAGE_CODE = "en-us"
```

## Fix safety
The fix is safe: it is there where a hyphen instead of an underscore makes a language code.

## Prove it
`python manage.py check` does not report translation.E001.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.languages import is_language_code
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA013",
    severity=Severity.ERROR,
    priority="P2",
    django_check="translation.E001, translation.E004",
    symptom="manage.py stops with translation.E001",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    code = settings["LANGUAGE_CODE"]
    if code.is_set and not is_language_code(code.value):
        right = str(code.value).replace("_", "-")
        yield rule.diagnostic(
            code,
            f"LANGUAGE_CODE {code.value!r} is no language code",
            help='write it like "en-us"',
            cure=assign(code, right) if right != str(code.value) and is_language_code(right) else None,
            django_check="translation.E001, translation.E004" if settings["USE_I18N"].truthy else "translation.E001",
        )

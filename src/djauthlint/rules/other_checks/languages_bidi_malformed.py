"""LANGUAGES_BIDI lists something that is no language code.

## Why is this bad?
Pages in the language that is meant are written from left to right. The system check translation.E003
(`django/core/checks/translation.py`) stops `manage.py`, and with it `migrate` and `runserver`.

## Example
```python
LANGUAGES_BIDI = ["he", "ar_EG"]
```

Use instead:
```python
LANGUAGES_BIDI = ["he", "ar-eg"]
```

## Fix safety
The fix is safe: it is there where a hyphen instead of an underscore makes a language code.

## Prove it
`python manage.py check` does not report translation.E003.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.languages import is_language_code
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA015",
    severity=Severity.ERROR,
    priority="P2",
    django_check="translation.E003",
    symptom="manage.py stops with translation.E003",
)


@rule.check_elements(lambda settings: ("LANGUAGES_BIDI",) if "LANGUAGES_BIDI" in settings.names else ())
def check(code: Element) -> Iterator[Diagnostic]:
    if not is_language_code(code.value):
        right = str(code.value).replace("_", "-")
        yield rule.diagnostic(
            code,
            f"{code.value!r} in LANGUAGES_BIDI is no language code",
            help='write it like "ar-eg"',
            cure=assign(code, right) if right != str(code.value) and is_language_code(right) else None,
        )

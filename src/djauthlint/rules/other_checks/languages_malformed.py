"""LANGUAGES lists something that is no language code.

## Why is this bad?
Nobody can choose it. The system check translation.E002 (`django/core/checks/translation.py`) stops `manage.py`, and with it `migrate` and
`runserver`. A code has a hyphen between its parts: `pt_BR` is the name of a locale.

## Example
```python
LANGUAGES = [("en", "English"), ("pt_BR", "Brazilian Portuguese")]
```

Use instead:
```python
LANGUAGES = [("en", "English"), ("pt-br", "Brazilian Portuguese")]
```

## Fix safety
The fix is safe: it is there where a hyphen instead of an underscore makes a language code.

## Prove it
`python manage.py check` does not report translation.E002.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.languages import is_language_code
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA014",
    severity=Severity.ERROR,
    priority="P2",
    django_check="translation.E002",
    symptom="manage.py stops with translation.E002",
)


@rule.check_elements(lambda settings: ("LANGUAGES",) if "LANGUAGES" in settings.names else ())
def check(language: Element) -> Iterator[Diagnostic]:
    pair = language.elements if language.is_sequence else ()
    if len(pair) == 2 and not is_language_code(pair[0].value):
        right = str(pair[0].value).replace("_", "-")
        yield rule.diagnostic(
            pair[0],
            f"{pair[0].value!r} in LANGUAGES is no language code",
            help='write it like "pt-br"',
            cure=assign(pair[0], right) if right != str(pair[0].value) and is_language_code(right) else None,
        )

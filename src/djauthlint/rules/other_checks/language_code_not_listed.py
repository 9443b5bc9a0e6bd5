"""LANGUAGE_CODE is not among LANGUAGES.

## Why is this bad?
Nobody can choose the language that the site speaks to everybody else. The system check translation.E004
(`django/core/checks/translation.py`) stops `manage.py`, and with it `migrate` and `runserver`. A more general code will do, and one
for another country: `de` is good for `de-at`, and the other way round.

The rule does not look for translations, without which Django takes a language for not listed.

## Example
```python
LANGUAGE_CODE = "de"
LANGUAGES = [("en", "English"), ("fr", "French")]
```

Use instead:
```python
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "German"), ("en", "English"), ("fr", "French")]
```

## Prove it
`python manage.py check` does not report translation.E004.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.languages import is_language_code, serves
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings, Undetermined

rule = Rule(
    __name__,
    code="DJA016",
    severity=Severity.ERROR,
    priority="P2",
    django_check="translation.E004",
    symptom="manage.py stops with translation.E004",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    code, languages = settings["LANGUAGE_CODE"], settings["LANGUAGES"]
    if not (code.is_set or languages.is_set) or not is_language_code(code.value) or not settings["USE_I18N"].truthy:
        return
    text = str(code.value)
    if not any(serves(listed, text) for listed in _codes(languages)):
        yield rule.diagnostic(
            code if code.is_set else languages,
            f"LANGUAGE_CODE {text!r} is not among LANGUAGES",
            help="add it to LANGUAGES, or take one of these",
            related=[(languages, "the languages")] if code.is_set and languages.is_set else (),
        )


def _codes(languages: Setting) -> Iterator[str]:
    for language in languages.elements:
        if not language.is_sequence or len(language.elements) != 2:
            raise Undetermined("an item of LANGUAGES is no pair")
        code = language.elements[0].value
        if isinstance(code, str):
            yield code

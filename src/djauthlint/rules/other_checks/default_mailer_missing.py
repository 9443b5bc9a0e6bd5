"""MAILERS has no mailer "default".

## Why is this bad?
Whoever does not say by which mailer to send a mail, as the form to reset a password, means that one (`django/core/mail/__init__.py`), and
fails. The system check mail.W001 warns of it (`django/core/checks/mail.py`, `check_mailers_default_alias`).

## Example
```python
MAILERS = {"newsletter": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
```

Use instead:
```python
MAILERS = {
    "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"},
    "newsletter": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"},
}
```

## Prove it
`python manage.py check` does not report mail.W001.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA017",
    severity=Severity.WARNING,
    priority="P2",
    since=(6, 1),
    django_check="mail.W001",
    symptom="manage.py check warns of mail.W001; asking for a new password fails, as no mail can be sent",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    mailers = settings["MAILERS"]
    if mailers.is_set and mailers.is_dict and not mailers.entry("default").is_set:
        yield rule.diagnostic(mailers, 'MAILERS has no entry "default"', help="add one")

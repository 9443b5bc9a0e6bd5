"""Mails are not sent in production.

## Why is this bad?
The backends `console`, `dummy`, `filebased` and `locmem` are for development (`django/core/mail/backends/`): they send nothing.
Who asks for a new password reads that a mail is on its way, and waits. Before Django 6.1 no system check looks at it; since
then mail.E001 does, with `check --deploy` (`django/core/checks/mail.py`).

## Example
```python
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
```

Use instead:
```python
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
```

## Prove it
`python manage.py sendtestemail you@example.com` brings a mail.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Part, Profile, Rule, Setting
from djauthlint.settings import Settings

SENDING_NOTHING: Final = {
    f"django.core.mail.backends.{module}.EmailBackend": what
    for module, what in {
        "console": "only prints mails",
        "dummy": "drops mails",
        "filebased": "only writes mails to files",
        "locmem": "only keeps mails in memory",
    }.items()
}

rule = Rule(
    __name__,
    code="DJA725",
    severity=Severity.WARNING,
    priority="P2",
    profile=Profile.PRODUCTION,
    django_check="mail.E001",
    symptom="mails to reset a password do not arrive, although the page says that they were sent",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    mailers = settings["MAILERS"]
    if settings.target.oldest >= (6, 1) and mailers.is_set:
        backend = mailers.entry("default").entry("BACKEND")
        if mailers.is_dict and backend.is_set:
            yield from _about(backend)
    elif settings["EMAIL_BACKEND"].is_set:
        yield from _about(settings["EMAIL_BACKEND"])


def _about(backend: Setting | Part) -> Iterator[Diagnostic]:
    path = backend.value
    if isinstance(path, str) and path in SENDING_NOTHING and not backend.is_requested:
        yield rule.diagnostic(
            backend,
            f"the mail backend is for development: it {SENDING_NOTHING[path]}",
            help="name the one for SMTP, or that of your mail service",
            django_check="mail.E001" if backend.name == "MAILERS" else "",
        )

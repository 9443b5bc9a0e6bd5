"""SECRET_KEY_FALLBACKS has an entry that is easy to guess.

## Why is this bad?
What was signed with one of the old keys is accepted as if it were signed with SECRET_KEY (`django/core/signing.py`,
`Signer.unsign`), so that a weak one undoes the strong one that came after it. Django means the same by weak as with SECRET_KEY
(`django/core/checks/security/base.py`, `check_secret_key_fallbacks`): short, of a few characters, or beginning with
`django-insecure-`. The system check security.W025 speaks only with `--deploy`.

The rule does not speak of an empty entry, which DJA707 does.

## Example
```python
SECRET_KEY_FALLBACKS = ["change-me"]
```

Use instead:
```python
SECRET_KEY_FALLBACKS = []
```

## Fix safety
The fix is unsafe: whoever has a session that was signed with it has to log in once more.

## Prove it
`python manage.py check --deploy` does not report security.W025.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.secret_keys import weakness
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import remove

rule = Rule(
    __name__,
    code="DJA708",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    since=(4, 1),
    django_check="security.W025",
    symptom="nothing: who guesses the old key can sign for the site",
)


@rule.check_elements(lambda _: ("SECRET_KEY_FALLBACKS",))
def check(key: Element) -> Iterator[Diagnostic]:
    what = weakness(key.value) if isinstance(key.value, str) and key.value else None
    if what is not None:
        yield rule.diagnostic(
            key,
            f"A key in SECRET_KEY_FALLBACKS is weak: it {what}",
            help="delete it as soon as the sessions that it signed have expired",
            cure=remove(key, called="the key").but(
                "whoever has a session that was signed with it has to log in once more"
            ),
        )

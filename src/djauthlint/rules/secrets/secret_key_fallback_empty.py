"""SECRET_KEY_FALLBACKS has an entry that is empty.

## Why is this bad?
Signed cookies are accepted with each of the old keys, too. What signs them puts a text that anybody can read before the key
(`django/core/signing.py`, `get_cookie_signer`), so that an empty entry, or None, makes a key that everybody knows: who sends
a cookie of their own making passes `request.get_signed_cookie()`, and can put messages with scripts on pages
(`django/contrib/messages/storage/cookie.py`). `"".split(",")` has one entry, which is empty; `[os.environ.get("OLD_KEY")]`
has None. The system check security.W025 speaks only with `--deploy`, and fails with a TypeError where the entry is None.

## Example
```python
import os

SECRET_KEY_FALLBACKS = ["", *os.environ["OLD_SECRET_KEYS"].split()]
```

Use instead:
```python
import os

SECRET_KEY_FALLBACKS = os.environ["OLD_SECRET_KEYS"].split()
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Send the site a message that `TimestampSigner(key=b"django.http.cookies", salt="django.contrib.messages")` signed, in the
cookie `messages`: no page shows it.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import remove

rule = Rule(
    __name__,
    code="DJA707",
    severity=Severity.ERROR,
    priority="P1",
    since=(4, 1),
    django_check="security.W025",
    symptom="nothing: anybody can forge signed cookies",
)


@rule.check_elements(lambda _: ("SECRET_KEY_FALLBACKS",))
def check(key: Element) -> Iterator[Diagnostic]:
    if not key.truthy and key.type_name in ("str", "bytes", "NoneType"):
        yield rule.diagnostic(
            key,
            f"{'None' if key.value is None else 'An empty text'} in SECRET_KEY_FALLBACKS is a key that everybody knows",
            help='leave it out: [key for key in os.environ.get("OLD_SECRET_KEYS", "").split(",") if key]',
            cure=remove(key),
        )

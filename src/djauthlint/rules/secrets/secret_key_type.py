"""SECRET_KEY is no text.

## Why is this bad?
Django signs with the text of whatever the key is (`django/utils/encoding.py`, `force_bytes`). That of pydantic's SecretStr is
`**********`, for each key there is: everybody can sign for the site. Bytes, numbers and tuples do sign, but `manage.py check --deploy`
fails with a TypeError for some, or calls them weak (`django/core/checks/security/base.py`, `_check_secret_key`).

Of a tuple that a stray comma made, DJA802 speaks.

## Example
```python
from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Environment(BaseSettings):
    secret_key: SecretStr


SECRET_KEY = Environment().secret_key
```

Use instead:
```python
from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Environment(BaseSettings):
    secret_key: SecretStr


SECRET_KEY = Environment().secret_key.get_secret_value()
```

## Fix safety
The fix is safe: Django makes the same key of a text in ASCII as of its bytes.

## Prove it
`python manage.py shell -c "from django.conf import settings; print(type(settings.SECRET_KEY))"` prints `<class 'str'>`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Element, Setting, Settings
from djauthlint.settings.cures import Cure, assign

rule = Rule(
    __name__,
    code="DJA706",
    severity=Severity.WARNING,
    priority="P1",
    symptom="the site works, and manage.py check --deploy fails or calls the key weak",
)

CURES = {
    "bytes": "write a text, without b before the quotes",
    "int": "write a text, in quotes",
    "float": "write a text, in quotes",
    "bool": "write a text, in quotes",
    "tuple": "write a text",
    "list": "write a text",
}
SECRETS = {"pydantic.types.SecretStr", "pydantic.types.SecretBytes"}


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    key = settings["SECRET_KEY"]
    if key.is_set:
        yield from _about(key)


@rule.check_elements(lambda _: ("SECRET_KEY_FALLBACKS",))
def check_old(key: Element) -> Iterator[Diagnostic]:
    yield from _about(key)


def _about(key: Setting | Element) -> Iterator[Diagnostic]:
    kind = key.type_name
    name = key.name if isinstance(key, Setting) else f"A key in {key.name}"
    if kind in SECRETS:
        yield rule.diagnostic(
            key,
            f"{name} is a {kind.rpartition('.')[2]}, whose text is **********",
            help="write .get_secret_value() behind it",
            severity=Severity.ERROR,
            symptom="nothing: everybody can sign for the site",
        )
    elif kind in CURES and not (key.is_known and not key.truthy):
        yield rule.diagnostic(
            key, f"{name} is {'an' if kind == 'int' else 'a'} {kind}, not a text", help=CURES[kind], cure=text_of(key)
        )


def text_of(key: Setting | Element) -> Cure | None:
    """The same key as a text, where it is bytes that are written down."""
    value = key.value if key.is_known else None
    return assign(key, value.decode()) if isinstance(value, bytes) and value.isascii() else None

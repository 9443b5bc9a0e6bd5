"""RemoteUserBackend makes an account for every name that it is given.

## Why is this bad?
`create_unknown_user` of RemoteUserBackend is True (`django/contrib/auth/backends.py`, `authenticate`): whatever name the web
server passes on becomes a user. With a directory of all of a company's users behind the server that is every one of them, with
a typing mistake in a header another account.

Where that is meant, silence the rule or leave it out: it is about what is easily overlooked.

## Example
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
```

Use instead:
```python
from django.contrib.auth.backends import RemoteUserBackend


class KnownUserBackend(RemoteUserBackend):
    create_unknown_user = False


AUTHENTICATION_BACKENDS = ["settings.KnownUserBackend"]
```

## Prove it
A request with an unknown name in REMOTE_USER makes no new row in the table of users.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.backends import REMOTE_USER
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.project_classes import class_constant, overrides

rule = Rule(
    __name__,
    code="DJA216",
    severity=Severity.INFO,
    priority="P2",
    outside_tests=True,
    symptom="every name that the web server passes on becomes an account",
)


@rule.check_elements(lambda _: ["AUTHENTICATION_BACKENDS"])
def check(backend: Element) -> Iterator[Diagnostic]:
    settings, path = backend.settings, backend.value
    if not isinstance(path, str) or not settings.is_subclass(path, REMOTE_USER):
        return
    if overrides(settings, path, ("authenticate", "aauthenticate", "__getattribute__")):
        return
    if class_constant(settings, path, "create_unknown_user", REMOTE_USER, True):
        yield rule.diagnostic(
            backend,
            f"{path.rpartition('.')[2]} makes an account for every name that it is given",
            help="use a subclass with create_unknown_user = False, unless that is meant",
        )

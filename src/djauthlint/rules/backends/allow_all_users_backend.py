"""A backend lets inactive users authenticate.

## Why is this bad?
ModelBackend refuses users whose `is_active` is off, when they log in and again on each request. AllowAllUsersModelBackend
and AllowAllUsersRemoteUserBackend (`django/contrib/auth/backends.py`, `user_can_authenticate`) do neither: whoever is
logged in stays so after the account was deactivated. Only forms derived from AuthenticationForm still refuse, in
`confirm_login_allowed` (`django/contrib/auth/forms.py`); API views and hand-written login views do not.

## Example
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.AllowAllUsersModelBackend"]
```

Use instead:
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
```

## Fix safety
The fix is unsafe: inactive users are logged out and can't log in. Where a class of the project derives from such a backend
there is none.

## Prove it
`authenticate(username=..., password=...)` returns None for an account with `is_active=False`.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.backends import ALLOW_ALL_USERS
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import assign
from djauthlint.settings.project_classes import overrides

rule = Rule(
    __name__,
    code="DJA203",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    symptom="an account that was deactivated stays logged in, and can log in through views without AuthenticationForm",
)

_DECIDE: Final = ("authenticate", "get_user", "user_can_authenticate")
"""What a class that derives from such a backend may decide for itself."""


@rule.check_elements(lambda _: ["AUTHENTICATION_BACKENDS"])
def check(backend: Element) -> Iterator[Diagnostic]:
    path = backend.value
    if not isinstance(path, str):
        return
    for lax, strict in ALLOW_ALL_USERS.items():
        if path == lax or (_derives(backend, lax) and not overrides(backend.settings, path, _DECIDE)):
            yield rule.diagnostic(
                backend,
                f"{path.rpartition('.')[2]} lets inactive users authenticate",
                help=f'use "{strict}" unless that is meant'
                if path == lax
                else f"derive it from {strict}, unless that is meant",
                cure=assign(backend, strict).but("users who are not active are logged out") if path == lax else None,
            )


def _derives(backend: Element, lax: str) -> bool:
    return lax in (backend.settings.evaluation.resolve_class(backend.value) or ())

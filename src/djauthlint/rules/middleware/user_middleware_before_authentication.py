"""A middleware of the project sets `request.user` or `request.session` before Django's does.

## Why is this bad?
AuthenticationMiddleware sets `request.user` whatever was there before (`django/contrib/auth/middleware.py`,
`process_request`), and SessionMiddleware does so with `request.session` (`django/contrib/sessions/middleware.py`,
`process_request`). What a middleware above them has set is gone when the view runs, without a message.

The rule reads `process_request` and `__call__` of classes of the project, the latter up to where it calls `get_response`. It is
silent about middleware that logs the user in with `login()`, which is kept in the session, about what is set to None or
AnonymousUser, and where the project has an AuthenticationMiddleware or SessionMiddleware of its own that may keep what is there.

## Example
```python
# settings.py
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shop.middleware.TokenUser",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

# shop/middleware.py
class TokenUser:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = user_of_token(request)
        return self.get_response(request)
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shop.middleware.TokenUser",
]
```

## Fix safety
The fix is unsafe: who is logged in is then what that middleware says, which nobody has seen at work yet.

## Prove it
A page that needs a login answers 200 to a request that the middleware has found a user for.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import AUTHENTICATION, SESSION
from djauthlint.rule import Rule
from djauthlint.settings import Element
from djauthlint.settings.cures import move
from djauthlint.settings.project_classes import overrides, replaced_attributes

rule = Rule(
    __name__,
    code="DJA119",
    severity=Severity.WARNING,
    priority="P1",
    confidence=Confidence.HIGH,
)

SETS = {
    AUTHENTICATION: ("user", "visitors are anonymous although the middleware has found out who they are"),
    SESSION: ("session", "what the middleware stores in the session is not there in the view"),
}


@rule.check_elements(lambda _: ["MIDDLEWARE"])
def check(element: Element) -> Iterator[Diagnostic]:
    settings, path = element.settings, element.value
    if not isinstance(path, str) or settings.evaluation.resolve_class(path) is None:
        return
    replaced = replaced_attributes(settings, path)
    middleware = settings["MIDDLEWARE"]
    for django, (attribute, symptom) in SETS.items():
        if attribute not in replaced or settings.is_subclass(path, django):
            continue
        sets = settings.provides(django)
        if middleware.any(sets, before=element) or not middleware.any(sets, after=element):
            continue
        later = middleware.first(sets)
        if later is None or overrides(settings, later.value, ("__call__", "process_request")):
            continue
        own, other = (each.rpartition(".")[2] for each in (path, later.value))
        yield rule.diagnostic(
            middleware.misplaced(element, sets),
            f"{own} sets request.{attribute}, but {other}, which runs after it, replaces that",
            help=f"move {own} below {other}",
            cure=move(element, behind=sets).but("who is logged in is then what that middleware says"),
            symptom=symptom,
        )

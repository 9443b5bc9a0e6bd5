"""ALLOWED_HOSTS lets any host through.

## Why is this bad?
Django builds the link in the mail about a forgotten password from the `Host` of the request (`django/contrib/auth/forms.py`,
`PasswordResetForm.save`; `django/http/request.py`, `get_host`). Whoever asks for that mail in the name of somebody else, with a host
of his own in the request, gets the token as soon as the link is followed. `*` lets any host through, `.com` all those that
anybody can register. A proxy that refuses unknown hosts protects as well; `host_header = "upstream"` in
`[tool.djauthlint.deployment]` says that one replaces them. The system check security.W020 only looks whether the list is empty.

## Example
```python
DEBUG = False
ALLOWED_HOSTS = ["*"]
```

Use instead:
```python
DEBUG = False
ALLOWED_HOSTS = ["app.example.com"]
```

## Prove it
`curl -sI https://HOST/ -H 'Host: evil.example'` is 400.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import registries
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings, Undetermined

rule = Rule(
    __name__,
    code="DJA522",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    since=(1, 5),
    symptom="nothing: the link in the mail about a forgotten password may lead to another site",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hosts = settings["ALLOWED_HOSTS"]
    if settings.deployment.host_header == "upstream" or not hosts.is_sequence or hosts.is_requested:
        return
    for element in hosts.elements:
        host = element.value if element.is_known else None
        if host == "*":
            # DJA507 speaks where another header decides as well.
            if _is_forwarded(settings):
                continue
            wide = "any host"
        elif isinstance(host, str) and host.startswith(".") and registries.is_of_registry(host):
            wide = "every host below it, which anybody can register,"
        else:
            continue
        yield rule.diagnostic(
            element,
            f"ALLOWED_HOSTS has {host!r}: {wide} is let through",
            help="list the hosts that the site is visited at",
        )


def _is_forwarded(settings: Settings) -> bool:
    try:
        return settings["USE_X_FORWARDED_HOST"].truthy
    except Undetermined:
        return False

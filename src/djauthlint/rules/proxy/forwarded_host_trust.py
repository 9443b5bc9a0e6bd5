"""X-Forwarded-Host decides which site Django is, and no list of hosts checks it.

## Why is this bad?
With USE_X_FORWARDED_HOST Django takes the host of a request from that header (`_get_raw_host` in `django/http/request.py`), and with
`"*"` in ALLOWED_HOSTS it takes any. A proxy that refuses unknown hosts looks at `Host` only, and few proxies take the other header
away. Whoever asks for somebody's new password with such a header makes Django send that person a link to another site, with the token in
it (`PasswordResetForm.save` in `django/contrib/auth/forms.py`).

## Example
```python
USE_X_FORWARDED_HOST = True
ALLOWED_HOSTS = ["*"]
```

Use instead:
```python
USE_X_FORWARDED_HOST = True
ALLOWED_HOSTS = ["app.example.com"]
```

## Fix safety
The fix is unsafe: where the proxy does not pass the Host header on, Django no longer knows which host is visited.

## Prove it
`curl -sI -H 'X-Forwarded-Host: evil.example' https://HOST/` answers 400.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA507",
    severity=Severity.ERROR,
    priority="P1",
    profile=Profile.PRODUCTION,
    symptom="nothing: the link in the mail about a forgotten password may lead to another site",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    forwarded, hosts = settings["USE_X_FORWARDED_HOST"], settings["ALLOWED_HOSTS"]
    if not forwarded.truthy or not hosts.is_sequence or hosts.is_requested:
        return
    every = hosts.first(lambda host: host == "*")
    if every is not None:
        yield rule.diagnostic(
            forwarded,
            "X-Forwarded-Host is believed, whatever it says: ALLOWED_HOSTS has '*'",
            help="list the hosts that the site is visited at, or delete USE_X_FORWARDED_HOST",
            cure=assign(forwarded, False).but("sending forms fails where the proxy does not pass the Host header on"),
            related=[(every, "lets any host through")],
        )

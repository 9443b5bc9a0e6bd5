"""Cross-Origin-Opener-Policy cuts the window in which people log in off from the page that opened it.

## Why is this bad?
SecurityMiddleware sends `Cross-Origin-Opener-Policy: same-origin` unless SECURE_CROSS_ORIGIN_OPENER_POLICY says otherwise
(`django/middleware/security.py`, `process_response`). A page with that policy and a window of another site that it opens know nothing of
each other: `window.opener` is null, and the page sees the window as closed. Logging in with the popup of Google, Firebase or MSAL then
ends there, without an error from Django. Browsers heed the policy over HTTPS only, so that it works on the developer's machine.

The rule speaks where a page or script below a folder `templates` or `static` logs in that way.

## Example
```python
# settings.py
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
# static/login.js
firebase.auth().signInWithPopup(provider);
```

Use instead:
```python
# settings.py
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
# static/login.js
firebase.auth().signInWithPopup(provider);
```

## Fix safety
The fix is unsafe: windows that the site opens keep their hold on it.

## Prove it
In the window that the page opens, `window.opener` is not null.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA715",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.MEDIUM,
    since=(4, 0),
    symptom="the window for logging in closes or stays empty, and the page that opened it goes on as before",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    policy = settings["SECURE_CROSS_ORIGIN_OPENER_POLICY"]
    if policy.value != "same-origin" or not runs(settings, SECURITY):
        return
    script = settings.evaluation.opens_popup(settings.entry)
    if script is not None:
        yield rule.diagnostic(
            policy,
            f"{script} logs in with a window that Cross-Origin-Opener-Policy: same-origin cuts off",
            help='set SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"',
            cure=assign(policy, "same-origin-allow-popups").but("windows that the site opens keep their hold on it"),
        )

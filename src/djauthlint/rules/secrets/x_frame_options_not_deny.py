"""X_FRAME_OPTIONS lets pages of the site show each other in frames.

## Why is this bad?
SAMEORIGIN, which XFrameOptionsMiddleware sends then (`django/middleware/clickjacking.py`, `get_xframe_options_value`), is what
an upload or a page with foreign content on the same host needs to show the login form in a frame. It is right where the site has frames
of its own, as the previews of some content management systems are. The system check security.W019 speaks only with `--deploy`.

## Example
```python
X_FRAME_OPTIONS = "SAMEORIGIN"
MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
```

Use instead:
```python
X_FRAME_OPTIONS = "DENY"
MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
```

## Fix safety
The fix is unsafe: pages of the site can no longer be shown in its own frames.

## Prove it
`curl -sI https://HOST/accounts/login/` shows `X-Frame-Options: DENY`.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts.middleware import CLICKJACKING
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.content_security import limits_frames
from djauthlint.settings.cures import assign
from djauthlint.settings.django_checks import of_frame_options
from djauthlint.settings.project_classes import runs

rule = Rule(
    __name__,
    code="DJA711",
    severity=Severity.INFO,
    priority="P2",
    profile=Profile.PRODUCTION,
    django_check="security.W019",
    symptom="nothing",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    option = settings["X_FRAME_OPTIONS"]
    if not isinstance(option.value, str) or option.value.strip().upper() != "SAMEORIGIN" or option.is_requested:
        return
    if runs(settings, CLICKJACKING, "get_xframe_options_value") and not limits_frames(settings):
        yield rule.diagnostic(
            option,
            "X_FRAME_OPTIONS is SAMEORIGIN: any page of the host can show the login form in a frame",
            help='write "DENY", with @xframe_options_sameorigin at the views that are shown in frames',
            cure=assign(option, "DENY").but("pages of the site can no longer be shown in its own frames"),
            django_check=of_frame_options(settings),
        )

"""A site that is not alone on its host has the session cookie that any other Django site has there.

## Why is this bad?
A cookie belongs to a host, whatever the port, and is sent to all paths below its own. Where two sites of one host both call it
"sessionid", logging in to one overwrites that of the other, and a site that is sent a session which it does not know
deletes the cookie (`django/contrib/sessions/middleware.py`, `process_response`). That the site is not alone on its host is what
`other_projects_on_host = true` in `[tool.djauthlint.deployment]` says, or else FORCE_SCRIPT_NAME.

## Example
```python
FORCE_SCRIPT_NAME = "/shop"
```

Use instead:
```python
FORCE_SCRIPT_NAME = "/shop"
SESSION_COOKIE_NAME = "shop_sessionid"
```

## Prove it
Log in to both sites, and then reload a page of each that needs a login.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA318",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.MEDIUM,
    symptom="logging in to one site of the host ends the session of another",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    mount, name, path = (settings[each] for each in ("FORCE_SCRIPT_NAME", "SESSION_COOKIE_NAME", "SESSION_COOKIE_PATH"))
    declared = settings.deployment.other_projects_on_host
    if declared is False or not (declared or _is_below_a_path(mount)):
        return
    if name.value == "sessionid" and isinstance(path.value, str) and cookies.attribute(path.value) == "/":
        where = "shares its host with other projects" if declared else f"is below {mount.value!r}"
        yield rule.diagnostic(
            name if declared or name.is_set else mount,
            f'the site {where}, and its session cookie is called "sessionid" on the whole host',
            help="set SESSION_COOKIE_NAME to a name of its own (everybody has to log in once more)",
            related=[] if declared else [(mount, "is not alone on its host")],
        )


def _is_below_a_path(mount: Setting) -> bool:
    return isinstance(mount.value, str) and mount.value.strip("/") != ""

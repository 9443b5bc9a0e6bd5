"""SESSION_COOKIE_PATH does not begin with a slash.

## Why is this bad?
Django leaves the attribute `Path` out for None and "", and a browser ignores one that does not begin with a slash: in
either case it takes the folder of the page that set the cookie (`django/http/response.py`, `set_cookie`; RFC 6265bis,
section 5.6.4). That is the login page, so the cookie of `/accounts/login/` is sent to no page but those below
`/accounts/login`, and everywhere else the person is anonymous. Django's test client does not look at the attribute.

## Example
```python
SESSION_COOKIE_PATH = None
```

Use instead:
```python
SESSION_COOKIE_PATH = "/"
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with a real browser: a page that needs a login answers 200, and the developer tools show the path `/` beside
`sessionid` under Application (Firefox: Storage), Cookies.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA313",
    severity=Severity.ERROR,
    symptom="logging in leads back to the login page, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    path = settings["SESSION_COOKIE_PATH"]
    value = path.value
    if isinstance(value, str) and cookies.attribute(value).startswith("/"):
        return
    login = settings["LOGIN_URL"]
    if login.is_set and login.is_known and _lies_in_root(login.value):
        return
    meant = value.strip("/ ") if isinstance(value, str) else ""
    yield rule.diagnostic(
        path,
        f"SESSION_COOKIE_PATH is {value!r}, not a path from the root: "
        "browsers send the cookie only to the folder of the login page",
        help=f'write SESSION_COOKIE_PATH = "/{meant}"' if meant else "delete the setting: the default is '/'",
        cure=assign(path, f"/{meant}"),
    )


def _lies_in_root(url: object) -> bool:
    """Whether a cookie that a page sets without a path is sent to every page: `/login`, not `/login/`."""
    return isinstance(url, str) and url.startswith("/") and url.count("/") == 1

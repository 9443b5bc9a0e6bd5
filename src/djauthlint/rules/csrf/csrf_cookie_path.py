"""CSRF cookie is not sent to the login page.

## Why is this bad?
Browsers send a cookie only to pages below its path (RFC 6265bis, section 5.1.4), and Django sets that of the CSRF cookie
from this setting, whatever page sends it (`django/middleware/csrf.py`, `_set_csrf_cookie`). Where LOGIN_URL lies
elsewhere, the login form comes back without its cookie, and Django refuses it. With CSRF_USE_SESSIONS there is no such
cookie.

## Example
```python
LOGIN_URL = "/accounts/login/"
CSRF_COOKIE_PATH = "/app/"
```

Use instead:
```python
LOGIN_URL = "/accounts/login/"
CSRF_COOKIE_PATH = "/"
```

## Fix safety
The fix is safe: the path of a cookie keeps no page of the same host from it, and the login form gets its cookie.

## Prove it
Log in with a real browser: sending the form is not an error 403.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.urlconf import page_beside

rule = Rule(
    __name__,
    code="DJA405",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="sending the login form is an error 403: CSRF cookie not set",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    setting, login = settings["CSRF_COOKIE_PATH"], settings["LOGIN_URL"]
    if not setting.is_set or not login.is_set or cookies.page(setting.value) is None:
        return
    path = cookies.attribute(setting.value)
    page = page_beside(login, path)
    if page is not None and not cookies.is_sent(path, page) and not settings["CSRF_USE_SESSIONS"].truthy:
        yield rule.diagnostic(
            setting,
            f"CSRF_COOKIE_PATH is {path!r}: browsers do not send the cookie to LOGIN_URL, {page!r}",
            help='write "/", or delete the line: that is the default',
            related=[(login, "not below the path of the cookie")],
            cure=assign(setting, "/"),
        )

"""Session cookie is not sent to the page that follows the login.

## Why is this bad?
Browsers send a cookie only to pages below its path (RFC 6265bis, section 5.1.4), and Django sets that of the session cookie
from this setting, whatever page sends it (`django/contrib/sessions/middleware.py`, `process_response`). Where
LOGIN_REDIRECT_URL lies elsewhere, that page does not know who has logged in. With CSRF_USE_SESSIONS the session has the CSRF
token, too, and Django refuses the login form where LOGIN_URL lies elsewhere.

## Example
```python
SESSION_COOKIE_PATH = "/app/"
LOGIN_REDIRECT_URL = "/private/"
```

Use instead:
```python
SESSION_COOKIE_PATH = "/"
LOGIN_REDIRECT_URL = "/private/"
```

## Fix safety
The fix is unsafe: other sites on the host get the session cookie, too.

## Prove it
Log in with a real browser: the page that follows knows who has logged in. A cookie of an older, wider path stays in browsers
and shadows the new one; rename the cookie when its path becomes narrower.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.urlconf import page_beside

rule = Rule(
    __name__,
    code="DJA314",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="logging in leads back to the login page, or to a page that does not know who has logged in",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    path = settings["SESSION_COOKIE_PATH"]
    if not isinstance(path.value, str) or not cookies.attribute(path.value).startswith("/"):
        return
    if _is_elsewhere(path, settings["LOGIN_URL"]) and settings["CSRF_USE_SESSIONS"].truthy:
        yield _diagnostic(path, settings["LOGIN_URL"], "sending the login form is an error 403: CSRF token missing")
    elif _is_elsewhere(path, settings["LOGIN_REDIRECT_URL"]):
        yield _diagnostic(path, settings["LOGIN_REDIRECT_URL"], None)


def _is_elsewhere(path: Setting, url: Setting) -> bool:
    """Whether a setting is known to name a page that the cookie is not sent to."""
    cookie_path = cookies.attribute(path.value)
    page = page_beside(url, cookie_path)
    return page is not None and not cookies.is_sent(cookie_path, page)


def _diagnostic(path: Setting, url: Setting, symptom: str | None) -> Diagnostic:
    return rule.diagnostic(
        path,
        f"SESSION_COOKIE_PATH is {path.value!r}: browsers do not send the cookie to {url.name}, {url.value!r}",
        help='write "/", or a path that both pages are below',
        cure=assign(path, "/").but("other sites on the host get the session cookie, too"),
        symptom=symptom,
        related=[(url, "not below the path of the cookie")],
    )

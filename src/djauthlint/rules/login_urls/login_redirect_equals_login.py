"""LOGIN_REDIRECT_URL is the login page.

## Why is this bad?
Who logs in without `?next=` is sent to LOGIN_REDIRECT_URL (`django/contrib/auth/views.py`, `get_default_redirect_url`). If
that is LOGIN_URL, the form is shown again, without an error: the login has worked, and looks as if it had not. With
`redirect_authenticated_user=True` the view raises "Redirection loop for authenticated user detected", which is error 500.
No system check looks at it.

The rule speaks where both settings are the same, or one is the path of the page that the other names, and that text says that
the page is about logging in: a home page that shows the form to visitors only may be both.

## Example
```python
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "login"
```

Use instead:
```python
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
```

## Fix safety
The fix is unsafe: it leads to the front page, which may not exist, or not be the page that was meant.

## Prove it
Log in on the login page itself, without `?next=`: another page comes.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.urlconf import page_beside

ELSEWHERE: Final = re.compile(r"//|[a-z][a-z0-9+.-]*://", re.IGNORECASE)
LOGIN: Final = re.compile(r"log[-_]?in|sign[-_]?in", re.IGNORECASE)

rule = Rule(
    __name__,
    code="DJA601",
    severity=Severity.ERROR,
    symptom="after the login the login page comes again, without an error",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    redirect, login = settings["LOGIN_REDIRECT_URL"], settings["LOGIN_URL"]
    if not redirect.is_set:
        return
    url, other = (setting.url_name or setting.value for setting in (redirect, login))
    if not isinstance(url, str) or ELSEWHERE.match(url):
        return
    if (url == other and LOGIN.search(url)) or _is_same_page(redirect, login):
        yield rule.diagnostic(
            redirect,
            f"LOGIN_REDIRECT_URL is {url!r}, the login page",
            help='name the page that comes after the login, for instance LOGIN_REDIRECT_URL = "/"',
            cure=assign(redirect, "/").but("the front page comes after the login, if there is one"),
            related=[(login, "the login page")] if login.is_set else [],
        )


def _is_same_page(redirect: Setting, login: Setting) -> bool:
    """Whether one of both is the path of the page whose name the other is."""
    for path, other in ((redirect, login), (login, redirect)):
        page = cookies.page(path.url_name or path.value)
        if page is None or not LOGIN.search(page) or cookies.page(other.url_name or other.value) is not None:
            continue
        if page_beside(other, page) == page:
            return True
    return False

"""LOGIN_URL lacks the slash at its end that the login page has, and nothing appends it.

## Why is this bad?
CommonMiddleware redirects from `/accounts/login` to `/accounts/login/` where only the latter is a page, unless APPEND_SLASH is
off (`django/middleware/common.py`, `should_redirect_with_slash`). With APPEND_SLASH off, or without that middleware, pages that
need a login lead to error 404. No system check looks at it.

The rule speaks where ROOT_URLCONF, and what it includes, lists the page with a slash in literals, and nothing else there can
be without one.

## Example
```python
# settings.py
ROOT_URLCONF = "urls"
APPEND_SLASH = False
LOGIN_URL = "/accounts/login"

# urls.py
from django.contrib.auth.views import LoginView
from django.urls import path

urlpatterns = [path("accounts/login/", LoginView.as_view())]
```

Use instead:
```python
# settings.py
ROOT_URLCONF = "urls"
APPEND_SLASH = False
LOGIN_URL = "/accounts/login/"

# urls.py
from django.contrib.auth.views import LoginView
from django.urls import path

urlpatterns = [path("accounts/login/", LoginView.as_view())]
```

## Fix safety
The fix is safe: the page with the slash is there, the one without is not.

## Prove it
Open a page that needs a login without having logged in: the login page comes.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.django_facts.middleware import COMMON
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.urlconf import urlconf

rule = Rule(
    __name__,
    code="DJA607",
    severity=Severity.ERROR,
    priority="P2",
    confidence=Confidence.HIGH,
    symptom="pages that need a login lead to a page that is not there, error 404",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    login = settings["LOGIN_URL"]
    page = cookies.page(login.value) if login.is_set else None
    if page is None or page.endswith("/") or _appends_slash(settings):
        return
    pages = urlconf(settings)
    if pages is not None and pages.serves_nothing(page) and pages.at(f"{page}/") is not None:
        yield rule.diagnostic(
            login,
            f"LOGIN_URL is {login.value!r}, the page is {page + '/'!r}, and nothing appends the slash",
            help=f"write {page + '/'!r}",
            cure=assign(login, f"{page}/") if login.value == page else None,
        )


def _appends_slash(settings: Settings) -> bool:
    return settings["APPEND_SLASH"].truthy and settings["MIDDLEWARE"].any(settings.provides(COMMON))

"""The login page itself needs a login.

## Why is this bad?
`login_required` sends whoever has not logged in to LOGIN_URL (`django/contrib/auth/decorators.py`, `user_passes_test`). If
the page that is there is wrapped in it, too, it leads to itself, with a `?next=` that grows: browsers give up with
ERR_TOO_MANY_REDIRECTS, and nobody can log in. No system check looks at it.

The rule speaks where ROOT_URLCONF, and what it includes, says with literals which view is at LOGIN_URL, and that
`login_required` is around it or above its `def`, or `LoginRequiredMixin` first among its bases.

## Example
```python
# settings.py
ROOT_URLCONF = "urls"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

# urls.py
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.urls import path

urlpatterns = [path("login/", login_required(LoginView.as_view()))]
```

Use instead:
```python
# settings.py
ROOT_URLCONF = "urls"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

# urls.py
from django.contrib.auth.views import LoginView
from django.urls import path

urlpatterns = [path("login/", LoginView.as_view())]
```

## Prove it
`curl -sI` of the login page answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.protected_views import needs_login
from djauthlint.settings.urlconf import urlconf

rule = Rule(
    __name__,
    code="DJA605",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="the login page redirects to itself until the browser gives up: ERR_TOO_MANY_REDIRECTS",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    login = settings["LOGIN_URL"]
    url = login.url_name or login.value
    if not isinstance(url, str):
        return
    pages = urlconf(settings)
    if pages is None:
        return
    page = cookies.page(url)
    route = pages.at(page) if page is not None else pages.named(url)
    if route is not None and needs_login(pages, route):
        yield rule.diagnostic(
            login,
            f"LOGIN_URL is {url!r}, a page that needs a login itself",
            help="take login_required or LoginRequiredMixin away from its view",
        )

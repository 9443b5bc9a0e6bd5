"""LOGIN_REDIRECT_URL is not set, and its default is no page of the site.

## Why is this bad?
Who logs in without `?next=` is sent to LOGIN_REDIRECT_URL, which is `/accounts/profile/` unless it is set
(`django/conf/global_settings.py`). Django brings no page for that: the login works, and ends with error 404. No system check
looks at it.

The rule speaks where ROOT_URLCONF, and what it includes, lists its URLs with literals, and Django's LoginView without `next_page`
is among them.

## Example
```python
# settings.py
ROOT_URLCONF = "urls"

# urls.py
from django.contrib.auth.views import LoginView
from django.urls import path

urlpatterns = [path("accounts/login/", LoginView.as_view())]
```

Use instead:
```python
# settings.py
ROOT_URLCONF = "urls"
LOGIN_REDIRECT_URL = "/"

# urls.py
from django.contrib.auth.views import LoginView
from django.urls import path

urlpatterns = [path("accounts/login/", LoginView.as_view())]
```

## Prove it
Log in on the login page itself, without `?next=`: a page comes, not error 404.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.urlconf import LOGIN_VIEW, urlconf

rule = Rule(
    __name__,
    code="DJA602",
    severity=Severity.WARNING,
    priority="P1",
    outside_tests=True,
    confidence=Confidence.MEDIUM,
    symptom="after the login comes error 404",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    redirect = settings["LOGIN_REDIRECT_URL"]
    if redirect.is_surely_set:
        return
    pages = urlconf(settings)
    if pages is None or not pages.serves_nothing(str(redirect.value)):
        return
    views = (route for route in pages.routes if route.view == LOGIN_VIEW and route.is_certain)
    if any(not {"next_page", "**"}.intersection(view.keywords) for view in views):
        yield rule.diagnostic(
            redirect,
            f"LOGIN_REDIRECT_URL is not set: the default, {redirect.value!r}, is no page of this site",
            help='set it to the page that comes after the login, for instance LOGIN_REDIRECT_URL = "/"',
        )

"""LOGIN_URL is no page of the site.

## Why is this bad?
Pages that need a login send whoever has not logged in to LOGIN_URL (`django/contrib/auth/decorators.py`), which is
`/accounts/login/` unless it is set (`django/conf/global_settings.py`). Where the login page is somewhere else, that is error
404. No system check looks at it.

The rule speaks where ROOT_URLCONF, and what it includes, lists its URLs with literals, Django's LoginView at another path among
them, and those modules or those of its views mention `login_required` or the like, without a `login_url`.

## Example
```python
# settings.py
ROOT_URLCONF = "urls"
LOGIN_REDIRECT_URL = "/private/"

# urls.py
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("login/", LoginView.as_view()),
    path("private/", login_required(TemplateView.as_view(template_name="private.html"))),
]
```

Use instead:
```python
# settings.py
ROOT_URLCONF = "urls"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/private/"

# urls.py
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("login/", LoginView.as_view()),
    path("private/", login_required(TemplateView.as_view(template_name="private.html"))),
]
```

## Fix safety
The fix is unsafe: the only page with Django's LoginView may be meant for some people only. Of several nobody can tell which is
meant.

## Prove it
Open a page that needs a login without having logged in: the login page comes.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.urlconf import LOGIN_VIEW, Urlconf, urlconf

NEEDS_LOGIN: Final = re.compile(r"\b(login_required|LoginRequiredMixin)\b")

rule = Rule(
    __name__,
    code="DJA606",
    severity=Severity.ERROR,
    confidence=Confidence.MEDIUM,
    symptom="pages that need a login lead to a page that is not there, error 404",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    login = settings["LOGIN_URL"]
    page = cookies.page(login.value) if login.is_surely_set or not login.is_set else None
    pages = urlconf(settings) if page is not None else None
    if page is None or pages is None:
        return
    # What lacks only the slash at its end is another mistake, if it is one.
    missing = pages.serves_nothing(page) and pages.serves_nothing(f"{page}/")
    others = [route.path for route in pages.routes if route.view == LOGIN_VIEW and route.is_certain]
    if missing and others and _sends_to_login(pages):
        cure = assign(login, others[0]).but(f"people are sent to {others[0]}, which may not be meant for all")
        yield rule.diagnostic(
            login,
            f"LOGIN_URL is {login.value!r}, which is no page of this site",
            help=f"write LOGIN_URL = {others[0]!r}",
            cure=cure if len(others) == 1 else None,
        )


def _sends_to_login(pages: Urlconf) -> bool:
    """Whether a view of the site sends those who have not logged in to LOGIN_URL."""
    texts = pages.texts.values()
    return any(NEEDS_LOGIN.search(text) for text in texts) and not any("login_url" in text for text in texts)

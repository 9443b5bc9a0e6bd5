"""LOGIN_URL is the login page of the admin.

## Why is this bad?
The form of the admin takes accounts with `is_staff` only (`django/contrib/admin/forms.py`, `confirm_login_allowed`). Anyone
else gets "Please enter the correct username and password for a staff account", although the password is right. No system
check looks at it. Where only staff has accounts, nothing is wrong: ignore the rule there.

The rule speaks where INSTALLED_APPS has Django's own admin, and for a path where ROOT_URLCONF has the admin there.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
LOGIN_URL = "admin:login"
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
LOGIN_URL = "login"
```

## Prove it
Log in as a user who is not staff.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.django_facts.apps import ADMIN
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.urlconf import Urlconf, urlconf

NAMES: Final = ("admin:login", "admin:index")

rule = Rule(
    __name__,
    code="DJA609",
    severity=Severity.WARNING,
    priority="P2",
    confidence=Confidence.HIGH,
    symptom="who is not staff can't log in with the right password",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    login = settings["LOGIN_URL"]
    if not login.is_set:
        return
    url = login.url_name or login.value
    if not isinstance(url, str) or not (url in NAMES or url.startswith("/")) or not settings.installs(ADMIN):
        return
    pages = urlconf(settings)
    if url in NAMES if pages is None else _is_admin(pages, url):
        yield rule.diagnostic(
            login,
            f"LOGIN_URL is {url!r}: the login page of the admin refuses everyone who is not staff",
            help="name a page with Django's LoginView",
        )


def _is_admin(pages: Urlconf, url: str) -> bool:
    """Whether a URL is the login of Django's own admin, and the site has pages for others than staff."""
    if any("site.login" in text or "site.has_permission" in text for text in pages.texts.values()):
        return False
    below = [part for prefix in pages.admin for part in (prefix, f"{prefix}login/")]
    return bool(pages.routes) and bool(pages.admin) and (url in NAMES or cookies.page(url) in below)

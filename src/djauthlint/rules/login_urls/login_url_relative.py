"""LOGIN_URL is a path that does not begin with a slash.

## Why is this bad?
Django takes what it can't reverse for a URL if it has a slash or a dot in it (`django/shortcuts.py`, `resolve_url`), and
redirects to it as it stands. Browsers add such a path to the folder of the page that they come from (RFC 3986, section
5.2): `/private/` leads to `/private/accounts/login/`, which is nothing. No system check looks at it.

## Example
```python
LOGIN_URL = "accounts/login/"
```

Use instead:
```python
LOGIN_URL = "/accounts/login/"
```

## Fix safety
The fix is safe: it names the page that is written there; without the slash every page leads to another one.

## Prove it
Open a page that needs a login without having logged in: the login page comes. `curl -sI` shows a `Location` that begins with
a slash.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.urlconf import urlconf

NOT_RELATIVE: Final = re.compile(r"\.{0,2}/|[a-z][a-z0-9+.-]*:|[?#]", re.IGNORECASE)
"""What begins with a slash, `./` or `../`, a scheme or namespace, a query or a fragment."""

rule = Rule(
    __name__,
    code="DJA603",
    severity=Severity.ERROR,
    symptom="pages that need a login lead to a page that is not there, error 404",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    login = settings["LOGIN_URL"]
    if not login.is_set:
        return
    url = login.value
    if not isinstance(url, str) or NOT_RELATIVE.match(url.strip()):
        return
    if _is_name(settings, url) if "/" in url else not _is_no_name(settings, url):
        return
    yield rule.diagnostic(
        login,
        f"LOGIN_URL is {url!r}: without a slash at its beginning, browsers add it to the URL of the page",
        help=f'write LOGIN_URL = "/{url.strip()}", or the name of a URL',
        cure=assign(login, f"/{url.strip()}"),
    )


def _is_name(settings: Settings, url: str) -> bool:
    """Whether the URLconf gives a URL that name, slash and all."""
    module = settings["ROOT_URLCONF"]
    if not module.is_set or not module.is_known or not isinstance(module.value, str):
        return False
    text = settings.evaluation.text_of(module.value) or ""
    return re.search(rf"name\s*=\s*[\"']{re.escape(url)}[\"']", text) is not None


def _is_no_name(settings: Settings, url: str) -> bool:
    """Whether a text without a slash is a page such as `login.html`, or the path of a view, as certainly no URL has that name."""
    pages = urlconf(settings) if "." in url else None
    return pages is not None and pages.has_all_names and url not in pages.names

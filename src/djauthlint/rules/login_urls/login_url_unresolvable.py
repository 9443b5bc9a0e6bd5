"""LOGIN_URL or a setting like it is nothing that Django can resolve.

## Why is this bad?
Django takes these settings for the name of a URL, and for a URL if there is a slash or a dot in them
(`django/shortcuts.py`, `resolve_url`). None, a number or a list is a TypeError or NoReverseMatch there, and so are the
empty text and a name that no URL has: error 500 on each page that needs a login (LOGIN_URL), or right after the password
was right (LOGIN_REDIRECT_URL). LOGOUT_REDIRECT_URL may be None or empty. No system check looks at them.

That no URL has a name, or that it takes arguments, is said where ROOT_URLCONF, and all that it includes, lists its URLs with literals.

## Example
```python
LOGIN_URL = None
```

Use instead:
```python
LOGIN_URL = "login"
```

## Prove it
Open a page that needs a login without having logged in: the login page comes. Log in: the page after it comes.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule, Setting
from djauthlint.settings import Settings
from djauthlint.settings.urlconf import urlconf

SYMPTOMS: Final = {
    "LOGIN_URL": "pages that need a login are an error 500 for who has not logged in",
    "LOGIN_REDIRECT_URL": "logging in with the right password is an error 500",
    "LOGOUT_REDIRECT_URL": "logging out is an error 500",
}
NO_TEXT: Final = ("NoneType", "bool", "int", "float", "list", "tuple", "dict", "set")

rule = Rule(
    __name__,
    code="DJA604",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom=SYMPTOMS["LOGIN_URL"],
)


def urls(_: Settings) -> Iterable[str]:
    return SYMPTOMS


@rule.check_each(urls)
def check(url: Setting) -> Iterator[Diagnostic]:
    if not url.is_set:
        return
    fault = _fault(url)
    if fault is not None:
        yield rule.diagnostic(
            url,
            f"{url.name} {fault}",
            help='write the name of a URL, or a path that begins with a slash: "/accounts/login/"'
            if url.name == "LOGIN_URL"
            else 'write the name of a URL, or a path that begins with a slash: "/"',
            symptom=SYMPTOMS[url.name],
        )


def _fault(url: Setting) -> str | None:
    if url.url_name is not None:
        return _fault_of_name(url.settings, url.url_name)
    if url.name == "LOGOUT_REDIRECT_URL" and not url.truthy:
        return None
    kind = url.type_name
    if kind in NO_TEXT:
        return (
            f"is {url.value!r}, neither a URL nor the name of one" if kind in NO_TEXT[:4] else f"is a {kind}, not a URL"
        )
    value = url.value
    if not isinstance(value, str) or "/" in value or "." in value:
        return None
    return _fault_of_name(url.settings, value) if value else "is empty, neither a URL nor the name of one"


def _fault_of_name(settings: Settings, name: str) -> str | None:
    pages = urlconf(settings)
    if pages is None or not pages.has_all_names or name.startswith("admin:"):
        return None
    if pages.takes_arguments(name):
        return f"is {name!r}, and the URL of that name takes arguments"
    return None if name in pages.names else f"is {name!r}, and no URL has that name"

"""ALLOWED_HOSTS is empty in production: every request is refused.

## Why is this bad?
Django compares the host of a request with ALLOWED_HOSTS whenever it asks for it (`django/http/request.py`, `get_host`), which
CommonMiddleware does for each. Only with DEBUG does an empty list stand for localhost. `check --deploy` reports security.W020,
where it can import the settings.

## Example
```python
DEBUG = False
ALLOWED_HOSTS = []
```

Use instead:
```python
DEBUG = False
ALLOWED_HOSTS = ["app.example.com"]
```

## Prove it
`curl -sI https://HOST/` is not 400.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA520",
    severity=Severity.ERROR,
    profile=Profile.PRODUCTION,
    django_check="security.W020",
    since=(1, 5),
    symptom="every page is an error 400",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    hosts = settings["ALLOWED_HOSTS"]
    if hosts.is_requested or hosts.truthy or not hosts.is_sequence:
        return
    debug = settings["DEBUG"]
    if debug.truthy and not settings.is_declared:
        return
    # What the environment or a file that is not there would say is what whoever deploys the site has to say.
    if hosts.is_open or hosts.depends_on_files:
        return
    # Settings without DEBUG are often a part of others, or set by the code of the project in ways that nobody can follow.
    if not hosts.is_set and not debug.is_set and not settings.is_declared:
        return
    refused = "every request but those to localhost is refused" if debug.truthy else "every request is refused"
    yield rule.diagnostic(
        hosts,
        f"ALLOWED_HOSTS is {'empty' if hosts.is_set else 'not set'}: {refused}",
        help="list the names that the site is visited at",
    )

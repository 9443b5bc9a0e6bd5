"""The settings switch off what keeps coroutines from sharing a database connection.

## Why is this bad?
With DJANGO_ALLOW_ASYNC_UNSAFE in the environment, Django no longer refuses to use a connection, a session or a user from
code that runs in an event loop (`django/utils/asyncio.py`, `async_unsafe`): requests can mix up each other's data. It is meant
for notebooks. The system check async.E001 speaks only with `--deploy`.

## Example
```python
import os

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
```

Use instead:
```python
import os

if os.environ.get("NOTEBOOK"):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
```

## Fix safety
The fix is unsafe: code that asks the database from a coroutine raises SynchronousOnlyOperation.

## Prove it
`python manage.py check --deploy` does not report async.E001.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import EnvironmentVariable, Settings
from djauthlint.settings.cures import without_statement

rule = Rule(
    __name__,
    code="DJA724",
    severity=Severity.ERROR,
    priority="P2",
    profile=Profile.PRODUCTION,
    since=(3, 0),
    django_check="async.E001",
    symptom="nothing, until requests in one event loop mix up each other's data",
)

NAME = "DJANGO_ALLOW_ASYNC_UNSAFE"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    variable = EnvironmentVariable(settings, NAME)
    if variable.is_written and variable.truthy and not variable.is_requested:
        yield rule.diagnostic(
            variable,
            f"The settings set {NAME}",
            help="delete it, and call what it is for through sync_to_async",
            cure=without_statement(variable).but("coroutines that ask the database raise SynchronousOnlyOperation"),
        )

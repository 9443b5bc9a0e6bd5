"""Each process looks for sessions under another name.

## Why is this bad?
Settings are evaluated once in each process. What is made of `uuid4()`, `secrets`, `random`, `os.getpid()` or the time is
another value in each worker, and after each restart. KEY_PREFIX and VERSION are a part of every key in a cache
(`django/core/cache/backends/base.py`, `make_key`), and SESSION_COOKIE_NAME says which cookie to look at
(`django/contrib/sessions/middleware.py`): a worker does not find the sessions of the others.

## Example
```python
import uuid

SESSION_COOKIE_NAME = f"session_{uuid.uuid4().hex}"
```

Use instead:
```python
SESSION_COOKIE_NAME = "session_of_this_site"
```

## Prove it
Start the server with four workers, log in, and request a page that needs a login 20 times with the same cookie, each time
with a new connection: all answer 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA331",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="users seem to be logged out at random, and all are at every restart",
)

HELP = "write a constant, or read one value for all processes from the environment"


@rule.check
def cookie(settings: Settings) -> Iterator[Diagnostic]:
    name = settings["SESSION_COOKIE_NAME"]
    if name.per_process is not None:
        yield rule.diagnostic(name, f"SESSION_COOKIE_NAME differs in each process: {name.per_process}", help=HELP)


@rule.check
def cache(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    if engine.value != sessions.CACHE:
        return
    for key in ("KEY_PREFIX", "VERSION"):
        part = settings.session_cache.entry(key)
        if part.is_set and part.per_process is not None:
            yield rule.diagnostic(
                part,
                f"{key} of the cache that sessions are kept in differs in each process: {part.per_process}",
                help=HELP,
                related=[(engine, "the engine")],
            )

"""Sessions are kept in a database that each process has for itself.

## Why is this bad?
SQLite makes ":memory:" anew for every connection (`django/db/backends/sqlite3/base.py`, `get_new_connection`): it is empty
in each worker process, without the tables that `migrate` made in its own. The first session that is looked for is an
error, and where something makes the tables at the start, other processes do not find it.

## Example
```python
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
INSTALLED_APPS = ["django.contrib.sessions"]
```

Use instead:
```python
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/var/lib/site/db.sqlite3"}}
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
INSTALLED_APPS = ["django.contrib.sessions"]
```

## Prove it
Start the server with four workers, log in, and request a page that needs a login 20 times with the same cookie, each time
with a new connection: all answer 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import databases, sessions
from djauthlint.django_facts.middleware import SESSION
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="DJA336",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.MEDIUM,
    symptom="logging in is an error 500 (no such table), or works only with one worker process",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    database = settings["DATABASES"].entry("default")
    engine, name = database.entry("ENGINE"), database.entry("NAME")
    if engine.value not in tuple(databases.SQLITE) or not databases.is_in_memory(name.value) or name.is_requested:
        return
    # A router may send sessions to another database.
    if settings["SESSION_ENGINE"].value not in tuple(sessions.DATABASE) or settings["DATABASE_ROUTERS"].truthy:
        return
    if settings["MIDDLEWARE"].any(settings.provides(SESSION)):
        yield rule.diagnostic(
            name,
            "sessions are kept in a database in memory, which each process has for itself",
            help="name a file, or use a database server",
        )

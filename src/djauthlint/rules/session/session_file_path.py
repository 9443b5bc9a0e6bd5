"""Sessions are kept in files where none can be written, or where anybody can read them.

## Why is this bad?
The engine "file" looks for the folder SESSION_FILE_PATH with each request, and does not make it
(`django/contrib/sessions/backends/file.py`, `_get_storage_path`). In a folder that is served, MEDIA_ROOT or STATIC_ROOT, or
that `collectstatic` copies there, the name of a file is the key of a session, and it can be fetched.

The rule looks only at folders of the project itself, and is silent where the settings make them.

## Example
```python
MEDIA_ROOT = "/var/www/site/media"
SESSION_ENGINE = "django.contrib.sessions.backends.file"
SESSION_FILE_PATH = "/var/www/site/media/sessions"
```

Use instead:
```python
MEDIA_ROOT = "/var/www/site/media"
SESSION_ENGINE = "django.contrib.sessions.backends.file"
SESSION_FILE_PATH = "/var/lib/site/sessions"
```

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200. Then try to fetch a file of that folder from the web server.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts import sessions
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.folders import as_path, exposing

rule = Rule(
    __name__,
    code="DJA332",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    symptom="every page is an error 500 (ImproperlyConfigured: the session storage path doesn't exist)",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine, folder = settings["SESSION_ENGINE"], settings["SESSION_FILE_PATH"]
    if engine.value != sessions.FILE:
        return
    path = as_path(folder.value)
    if path is None:
        return
    is_missing = settings.evaluation.lacks_folder(str(path))
    served = [(place, relation) for place, relation in exposing(settings, path) if relation != "contains"]
    if served:
        place, relation = served[0]
        yield rule.diagnostic(
            folder,
            f"SESSION_FILE_PATH {relation} {place.name}, which is served",
            help=f"use a folder that {'exists, and that ' if is_missing else ''}the web server does not hand out",
            symptom=None
            if is_missing
            else "nothing: logging in works, and whoever fetches a file there has the key of a session",
            related=[(each, "is served") for each, _ in served],
        )
    elif is_missing:
        yield rule.diagnostic(
            folder,
            "SESSION_FILE_PATH is a folder that does not exist",
            help="make the folder when the site is installed, or delete the setting: the default is that of temporary files",
            related=[(engine, "the engine")],
        )

"""SESSION_ENGINE names no session engine.

## Why is this bad?
SessionMiddleware imports the module that SESSION_ENGINE names and takes its class `SessionStore`
(`django/contrib/sessions/middleware.py`, `__init__`). That happens when the site starts, which therefore fails; system
checks do not import it.

## Example
```python
SESSION_ENGINE = "django.contrib.sessions.backends.db.SessionStore"
```

Use instead:
```python
SESSION_ENGINE = "django.contrib.sessions.backends.db"
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
`python -c "from django.core.wsgi import get_wsgi_application; get_wsgi_application()"`, with DJANGO_SETTINGS_MODULE set,
ends without an error.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import possible_paths
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

_MAY_BRING: Final = re.compile(
    r"\bSessionStore\b|import\s*\*|__getattr__|\b(?:globals|vars|locals|setattr|exec|eval)\b|__dict__"
)

rule = Rule(
    __name__,
    code="DJA324",
    severity=Severity.ERROR,
    symptom="the site does not start",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    engine = settings["SESSION_ENGINE"]
    path = engine.value
    engines = possible_paths(settings.django_version, "session_engines")
    if not isinstance(path, str):
        problem = "is no string"
    elif path in engines:
        return
    elif path.startswith("django."):
        problem = "is no session engine of Django"
    elif settings.evaluation.resolve_class(path) is not None:
        problem = "names a class, not the module that it is in"
    elif _lacks_store(settings, path):
        problem = "is a module without a SessionStore"
    elif path in {known.rpartition(".")[2] for known in engines} and not _provides_store(settings, path):
        problem = "is not the whole path of a session engine"
    else:
        return
    yield rule.diagnostic(
        engine,
        f"SESSION_ENGINE is {path!r}, which {problem}",
        help="name a module, for instance django.contrib.sessions.backends.db",
        cure=assign(engine, module) if (module := str(path).removesuffix(".SessionStore")) in engines else None,
    )


def _provides_store(settings: Settings, module: str) -> bool:
    return settings.evaluation.resolve_class(f"{module}.SessionStore") is not None


def _lacks_store(settings: Settings, module: str) -> bool:
    """Whether the text of a module of the project has neither the name nor what may bring it."""
    text = settings.evaluation.text_of(module)
    return text is not None and _MAY_BRING.search(text) is None

"""DEBUG is on in production.

## Why is this bad?
Every error then answers with a page that shows the traceback, the local variables and the settings
(`django/views/debug.py`), to anyone. Any true value counts, the string `"False"` and the tuple `(False,)` included.

## Example
```python
DEBUG = True
```

Use instead:
```python
DEBUG = False
```

## Fix safety
The fix is unsafe: errors no longer show where they come from, and runserver serves no static files.

## Prove it
Request a page that does not exist: it is not the yellow debug page.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign

rule = Rule(
    __name__,
    code="DJA709",
    severity=Severity.ERROR,
    priority="P1",
    profile=Profile.PRODUCTION,
    with_debug=True,
    django_check="security.W018",
    symptom="errors show tracebacks and settings to everyone",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    debug = settings["DEBUG"]
    # Of texts, DJA809 and DJA810 speak.
    if debug.truthy and debug.type_name != "str" and not debug.is_requested:
        yield rule.diagnostic(
            debug,
            "DEBUG is on" if debug.value in (True, 1) else f"DEBUG is on: {debug.value!r} is true",
            help="set DEBUG = False; let development switch it on",
            cure=assign(debug, False).but(
                "errors no longer show where they come from, and runserver serves no static files"
            ),
        )

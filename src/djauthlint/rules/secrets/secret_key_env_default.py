"""SECRET_KEY falls back to a key that stands in the source.

## Why is this bad?
Where the environment variable is missing, the site starts all the same, with a key that everyone knows who can read
the code. Whoever has it can sign session data, password reset links and messages (`django/core/signing.py`). No system
check notices, unless the key looks weak (security.W009).

## Example
```python
import os

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "k2#v!x8@fq0z$1m9&b7^w4*r6t3y5u_-p+a=d/eg")
```

Use instead:
```python
import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
```

## Fix safety
The fix is unsafe: the site does not start where the variable is not set.

## Prove it
Start the site without the variable: it must not start.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import require_environment

rule = Rule(
    __name__,
    code="DJA705",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    symptom="nothing: the site runs with a key that is public",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    key = settings["SECRET_KEY"]
    variable = key.environment_default
    if variable is not None and isinstance(key.value, str) and key.value:
        fallback = "is the text 'None'" if key.value == "None" else "falls back to a key in the source"
        yield rule.diagnostic(
            key,
            f"SECRET_KEY {fallback} when {variable} is not set",
            help=f'read os.environ["{variable}"], so that the site does not start without it',
            cure=require_environment(key).but(f"the site does not start where {variable} is not set"),
        )

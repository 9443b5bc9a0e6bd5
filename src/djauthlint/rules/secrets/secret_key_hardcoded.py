"""SECRET_KEY stands in the source.

## Why is this bad?
Whoever can read the code, a copy of it or its history has the key, and can sign session data, password reset links and
messages (`django/core/signing.py`). It is the same in each deployment, and can't be changed without a commit. No system check
notices.

The rule speaks of a key that production is certain to use: not where an environment variable, a file or a local module may
replace it, nor in a file that git ignores. Of one key one rule speaks: DJA705 of one that stands in for an environment
variable, DJA702 of a weak one.

## Example
```python
SECRET_KEY = "k2#v!x8@fq0z$1m9&b7^w4*r6t3y5u_-p+a=d/eg%h~j,l.n;s:c"
```

Use instead:
```python
import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
```

## Fix safety
The fix is unsafe: the site does not start where DJANGO_SECRET_KEY is not set.

## Prove it
`git grep SECRET_KEY` shows no key.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.django_facts.secret_keys import weakness
from djauthlint.rule import Profile, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import read_environment
from djauthlint.settings.secret_keys import fixed_text

rule = Rule(
    __name__,
    code="DJA704",
    severity=Severity.WARNING,
    priority="P1",
    profile=Profile.PRODUCTION,
    confidence=Confidence.HIGH,
    symptom="nothing: who can read the code can be anybody on the site",
)

NOT_SET = "the site does not start where DJANGO_SECRET_KEY is not set"


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    key = settings["SECRET_KEY"]
    text = fixed_text(key) if key.is_set else None
    if text and weakness(text) is None and settings.evaluation.is_shared(key.span.path):
        yield rule.diagnostic(
            key,
            "SECRET_KEY stands in the source",
            help='make a new one and read it: SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]; keep this one in SECRET_KEY_FALLBACKS'
            " while sessions last",
            cure=read_environment(key, "DJANGO_SECRET_KEY").but(NOT_SET),
        )

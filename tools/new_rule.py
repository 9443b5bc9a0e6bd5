#!/usr/bin/env python3
"""Writes a new rule: its module, a fixture that must fire and one that must not.

    tools/new_rule.py CODE name-of-the-rule family --symptom login-loop

The module reports nothing yet, so the first fixture fails until the check is written. The code becomes the last one of each symptom
that is named; without one, what the rule says that the user experiences must be in words of a symptom.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYMPTOMS = Path("src", "djauthlint", "symptoms", "symptoms.toml")

MODULE = '''\
"""What is wrong, in one sentence.

## Why is this bad?
What happens, and the source that it rests on: `django/path/of/the/module.py`, `function`.

## Example
```python
SETTING = "bad"
```

Use instead:
```python
SETTING = "good"
```

## Prove it
How to see that the cure works.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings

rule = Rule(
    __name__,
    code="{code}",
    severity=Severity.ERROR,
    symptom="what the user experiences",
)


@rule.check
def check(settings: Settings) -> Iterator[Diagnostic]:
    setting = settings["SETTING"]
    if setting.value == "to be written":
        yield rule.diagnostic(setting, "SETTING is wrong", help="what to do")
'''
FIRES = 'SETTING = "bad"  # expect: {code}\n'
NEAR_MISS = 'SETTING = "good"\n'


class Refused(Exception):
    """There can't be such a rule; the message says why."""


def write(root: Path, code: str, name: str, family: str, symptoms: Sequence[str] = ()) -> list[Path]:
    """Write the files of a rule, put its code into symptoms, and return what was written.

    Raises:
        Refused: a word is malformed, or there is such a rule, or no such symptom.
    """
    module = name.replace("-", "_")
    if not re.fullmatch(r"DJ[AP]\d{3}", code):
        raise Refused(f"{code} is no code: DJA (Django) or DJP (packages) and three digits")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", module):
        raise Refused(f"{name} is no name: lower-case words with hyphens between them")
    rules = root / "src" / "djauthlint" / "rules"
    if not (rules / family / "__init__.py").is_file():
        families = sorted(folder.parent.name for folder in rules.glob("*/__init__.py"))
        raise Refused(f"there is no family {family}; there are {', '.join(families)}")
    for other in rules.glob("*/*.py"):
        if other.stem == module or f'code="{code}"' in other.read_text(encoding="utf-8"):
            raise Refused(f"{other.relative_to(root)} is called that already")
    fixtures = root / "fixtures" / code
    files = {
        rules / family / f"{module}.py": MODULE.format(code=code),
        fixtures / "fires.py": FIRES.format(code=code),
        fixtures / "near_miss.py": NEAR_MISS,
    }
    if symptoms:
        catalogue = root / SYMPTOMS
        files[catalogue] = _listed(catalogue.read_text(encoding="utf-8"), code, symptoms)
    fixtures.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)


def _listed(text: str, code: str, symptoms: Sequence[str]) -> str:
    """The text of the catalogue of symptoms with a code at the end of the rules of some."""
    for slug in symptoms:
        lists = re.compile(
            rf"(^\[symptoms\.{re.escape(slug)}\]\n(?:(?!\[).*\n)*?rules = \[[^]]*?)(,?\s*\])", re.MULTILINE
        )
        text, count = lists.subn(rf'\1, "{code}"\2', text)
        if not count:
            known = re.findall(r"^\[symptoms\.(.+)\]$", text, re.MULTILINE)
            raise Refused(f"there is no symptom {slug}; there are {', '.join(known)}")
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(description="Write the skeleton of a new rule.")
    parser.add_argument("code", help="DJA and three digits")
    parser.add_argument("name", help="for instance session-cookie-insecure")
    parser.add_argument("family", help="a folder of src/djauthlint/rules")
    parser.add_argument(
        "--symptom", action="append", default=[], help="what it explains, a name of djauthlint symptoms"
    )
    options = parser.parse_args(arguments)
    try:
        files = write(ROOT, options.code, options.name, options.family, options.symptom)
    except Refused as reason:
        print(f"error: {reason}", file=sys.stderr)
        return 2
    for path in files:
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Write docs/system-checks.md: which rule reports what each of Django's system checks reports.

python tools/document_checks.py            write it
python tools/document_checks.py --check    compare it with the rules; exit 1 if not equal
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import parity

from djauthlint.django_facts.system_checks import SystemCheck, system_checks
from djauthlint.django_facts.versions import versions
from djauthlint.registry import rules

PAGE: Final = Path(__file__).parents[1] / "docs/system-checks.md"

ELSEWHERE: Final = {
    r"admin\.E(0|1|2|3)\d\d": "the classes of the admin",
    r"admin\.E40(1|5)": "never seen: importing the models of the admin fails before",
    r"auth\.[EWC]\d+": "the user model and its permissions",
    r"commands\.E001": "the classes of management commands",
    r"contenttypes\.|fields\.|models\.|signals\.|sites\.E00": "models",
    r"mysql\.|postgres\.|gis\.|2_0\.|sqlite\.|oracle\.": "models and the database",
    r"security\.E100": "a setting that no supported version has",
    r"templates\.(E001|E003|W003)": "the modules of template tags, and Django 5.0 and older",
    r"urls\.(?!E006)": "the URLs",
}
"""Patterns of ids that no rule has, and what they are about."""


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description="Write the page about Django's system checks.")
    parser.add_argument("--check", action="store_true", help="compare it with the rules instead of writing it")
    text = "\n".join(page()) + "\n"
    if not parser.parse_args(arguments).check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name} is not made of the rules; run tools/document_checks.py", file=sys.stderr)
        return 1
    return 0


def mirrors() -> Mapping[str, list[str]]:
    """The codes of the rules that name each id."""
    found: dict[str, list[str]] = {}
    for rule in rules():
        for check in rule.checks:
            found.setdefault(check, []).append(rule.code)
    return found


def known() -> Mapping[str, SystemCheck]:
    """The system checks of every known version of Django, as the newest that has them."""
    return {name: check for version in versions() for name, check in system_checks(version).items()}


def reason(name: str) -> str | None:
    """Why no rule has an id; None where nothing says so."""
    return next((about for pattern, about in ELSEWHERE.items() if re.match(pattern, name)), None)


def unexplained(names: Mapping[str, object]) -> list[str]:
    """The ids that neither a rule has nor a reason is given for."""
    return sorted(name for name in names if name not in mirrors() and reason(name) is None)


def page() -> Iterator[str]:
    """The lines of the page."""
    named = mirrors()
    yield "# Django's system checks"
    yield ""
    yield "<!-- Written by tools/document_checks.py; change the rules, not this page. -->"
    yield ""
    yield "What `manage.py check --deploy` reports about settings alone is reported by these rules, which name its id (`django_check` in JSON)."
    yield "*Deploy*: without `--deploy` Django says nothing."
    yield ""
    yield "| check | deploy | Django | rules |"
    yield "|---|---|---|---|"
    for name, check in sorted(known().items()):
        if name in named:
            yield f"| {name} | {'yes' if check.deploy else ''} | {_versions(check)} | {', '.join(named[name])} |"
    yield ""
    yield "## What no rule reports"
    yield ""
    yield "| checks | what they are about |"
    yield "|---|---|"
    for about in dict.fromkeys(ELSEWHERE.values()):
        names = sorted(name for name in known() if name not in named and reason(name) == about)
        if names:
            yield f"| {_shortened(names)} | {about} |"
    yield ""
    yield "## Where rules and checks differ"
    yield ""
    yield "Rules follow what Django does with a setting: a class that derives from one of its middleware does the work of that, and a switch is on"
    yield "where its value is true. The checks compare paths, and values with `True`."
    yield ""
    for exception in parity.exceptions():
        if exception["cause"] == "django":
            yield f"- {', '.join(exception['ids'])}: {exception['reason']}"


def _versions(check: SystemCheck) -> str:
    first, end = check.added_in, check.removed_in
    return f"{f'since {first}' if first else ''}{', ' if first and end else ''}{f'before {end}' if end else ''}"


def _shortened(names: list[str]) -> str:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.partition(".")[0], []).append(name.partition(".")[2])
    return "; ".join(f"{group}: {', '.join(ids)}" for group, ids in groups.items())


if __name__ == "__main__":
    raise SystemExit(main())

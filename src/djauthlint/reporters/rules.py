"""The list of rules, as a table and as JSON, and what is said about one of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from djauthlint import crashes, mistakes
from djauthlint.diagnostics import Severity
from djauthlint.suppressions import COMMENT_RULES, CommentRule

if TYPE_CHECKING:
    from djauthlint.rule import Rule

CRASHED: Final = CommentRule(
    crashes.CODE,
    "crashed",
    """\
A bug of djauthlint, or of a package with rules, ended a rule or the whole run.

What the other rules find is reported all the same. `djauthlint --verbose` shows where it happened: please report that. The run
exits with 2; nothing silences it.""",
    family="runs",
    severity=Severity.ERROR,
)
NOT_CHECKED: Final = CommentRule(
    mistakes.CODE,
    "not-checked",
    """\
Something keeps djauthlint from looking at all settings.

The message says what: a settings file that does not parse or can't be read, a mistake in the configuration, the baseline or an
option. The run exits with 2; nothing silences it.""",
    family="runs",
    severity=Severity.ERROR,
)
OF_RUNS: Final = {rule.code: rule for rule in (CRASHED, NOT_CHECKED)}
"""What is said of a run as if a rule had found it, in flake8 and in formats that know nothing but findings; no rule to select."""

HEADINGS: Final = ("code", "name", "family", "priority", "severity", "profile", "Django", "fixable", "check", "finds")


def table(rules: Iterable[Rule]) -> Iterator[str]:
    """One line for each rule."""
    rows = [HEADINGS, *map(_row, _all(rules))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def _row(rule: Rule | CommentRule) -> tuple[str, ...]:
    facts = _facts(rule)
    fixable = "yes" if facts["fixable"] else "no"
    names = ("code", "name", "family", "priority", "severity")
    return (
        *(facts[name] for name in names),
        _profiles(rule),
        _versions(facts["since"], facts["until"]),
        fixable,
        facts["django_check"] or "-",
        rule.summary,
    )


def _versions(since: str | None, until: str | None) -> str:
    """The versions of Django that a rule is about, as a requirement writes them."""
    bounds = [sign + version for sign, version in ((">=", since), ("<", until)) if version]
    return ",".join(bounds) or "any"


def document(rules: Iterable[Rule]) -> str:
    """The same as JSON text, for programs."""
    return json.dumps({"version": 1, "rules": [_facts(rule) for rule in _all(rules)]}, indent=2)


def page(rule: Rule | CommentRule) -> Iterator[str]:
    """Everything about one rule."""
    facts = _facts(rule)
    yield f"{rule.code} {rule.name}"
    yield ""
    yield from rule.documentation.splitlines()
    yield ""
    yield (
        f"Family: {rule.family}. Severity: {facts['severity']}. Priority: {facts['priority']}. "
        f"Profile: {_profiles(rule)}."
    )
    if facts["since"] or facts["until"]:
        since, until = facts["since"], facts["until"]
        yield f"Django:{f' since {since}' if since else ''}{f' before {until}' if until else ''}."
    if facts["django_check"]:
        yield f"Django's system check: {facts['django_check']}."
    if facts["distribution"]:
        yield f"Comes with {facts['distribution']}."
    if facts["url"]:
        yield f"More: {facts['url']}"


def _all(rules: Iterable[Rule]) -> list[Rule | CommentRule]:
    return [*COMMENT_RULES, *rules]


def _facts(rule: Rule | CommentRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "priority": rule.priority,
        "severity": rule.severity.value,
        "profile": _profile(rule),
        "since": None if isinstance(rule, CommentRule) else _version(rule.since),
        "until": None if isinstance(rule, CommentRule) else _version(rule.until),
        "fixable": False,
        "distribution": None if isinstance(rule, CommentRule) else rule.distribution,
        "django_check": None if isinstance(rule, CommentRule) else rule.django_check,
        "url": None if isinstance(rule, CommentRule) else rule.url,
        "summary": rule.summary,
    }


def _profile(rule: Rule | CommentRule) -> str | None:
    """The only profile that it speaks about."""
    return None if isinstance(rule, CommentRule) or rule.profile is None else rule.profile.value


def _profiles(rule: Rule | CommentRule) -> str:
    """The profiles that it speaks about, in words."""
    if not isinstance(rule, CommentRule) and rule.outside_tests:
        return "any but test"
    return _profile(rule) or "any"


def _version(version: tuple[int, ...] | None) -> str | None:
    return None if version is None else ".".join(map(str, version))

"""SARIF 2.1.0, which GitHub, Azure DevOps and IDEs read: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from djauthlint import __version__, registry
from djauthlint.diagnostics import Diagnostic, Fix, Severity
from djauthlint.evaluator.evaluation import Problem
from djauthlint.fingerprints import fingerprints
from djauthlint.linter import LintResult
from djauthlint.reporters.formats import NOWHERE
from djauthlint.reporters.json import Paths, text
from djauthlint.reporters.secrets import masked_reason, masked_words, unmasked
from djauthlint.reporters.words import message, notes
from djauthlint.rule import Rule
from djauthlint.source import Span
from djauthlint.suppressions import COMMENT_RULES, CommentRule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
BASE: Final = "%SRCROOT%"
FINGERPRINT: Final = "djauthlint/v1"


def render(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> str:
    """The report as JSON text; paths below `cwd` are relative to it."""
    return text(document(result, cwd, show_secrets=show_secrets))


def document(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> dict[str, Any]:
    """The report as JSON's types."""
    places = _Places(Paths(result.files, cwd))
    codes = sorted({diagnostic.code for diagnostic in result.diagnostics})
    found = zip(result.diagnostics, fingerprints(result.diagnostics, result.files, cwd), strict=True)
    results = [
        _result(diagnostic, codes.index(diagnostic.code), fingerprint, places, show=show_secrets)
        for diagnostic, fingerprint in found
    ]
    run = {
        "tool": {"driver": _driver(codes, result.diagnostics)},
        "invocations": [_invocation(result, places, show=show_secrets)],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder that djauthlint was run in."}}},
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


class _Places:
    """Positions and paths as SARIF writes them."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths

    def artifact(self, path: Path) -> dict[str, Any]:
        cwd = self.paths.cwd
        if cwd is not None and path.is_relative_to(cwd):
            return {"uri": quote(os.fsencode(path.relative_to(cwd).as_posix())), "uriBaseId": BASE}
        return {"uri": path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))}

    def region(self, span: Span) -> dict[str, int]:
        keys = ("startLine", "startColumn", "endLine", "endColumn")
        return dict(zip(keys, self.paths.range(span), strict=True))

    def location(self, span: Span) -> dict[str, Any]:
        return {"physicalLocation": {"artifactLocation": self.artifact(span.path), "region": self.region(span)}}


def _driver(codes: Sequence[str], diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    every: list[Rule | CommentRule] = [*COMMENT_RULES, *registry.every_rule()]
    known = {rule.code: rule for rule in every}
    names = {diagnostic.code: diagnostic.name for diagnostic in diagnostics}
    rules: list[dict[str, Any]] = []
    for code in codes:
        rule = known.get(code)
        if rule is None:
            rules.append({"id": code, "name": names[code]})
            continue
        described: dict[str, Any] = {
            "id": code,
            "name": rule.name,
            "shortDescription": {"text": f"{rule.summary}."},
            "fullDescription": {"text": rule.documentation},
            "help": {"text": rule.documentation, "markdown": rule.documentation},
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
            "properties": {"tags": [rule.family], "priority": rule.priority},
        }
        if isinstance(rule, Rule) and rule.url:
            described["helpUri"] = rule.url
        rules.append(described)
    return {"name": "djauthlint", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _invocation(result: LintResult, places: _Places, *, show: bool) -> dict[str, Any]:
    notifications = [_failure(problem, places, show=show) for problem in result.problems]
    for undetermined in result.undetermined:
        what = {"*": "Some settings", "": "A rule"}.get(undetermined.setting, undetermined.setting)
        where = ", ".join(undetermined.entry_modules)
        said = f"{what} stayed undetermined in {where}: {masked_reason(undetermined.reason, show=show)}"
        notifications.append({"level": "note", "message": {"text": said}})
    return {"executionSuccessful": not result.problems, "toolExecutionNotifications": notifications}


def _failure(problem: Problem, places: _Places, *, show: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"level": "error", "message": {"text": masked_words(problem.message, show=show)}}
    if problem.path == NOWHERE:
        return told
    place: dict[str, Any] = {"artifactLocation": places.artifact(problem.path)}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    return {**told, "locations": [{"physicalLocation": place}]}


def _result(diagnostic: Diagnostic, index: int, fingerprint: str, places: _Places, *, show: bool) -> dict[str, Any]:
    lines = [message(diagnostic, show_secrets=show), *notes(diagnostic, show_secrets=show)]
    made: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(lines)},
        "locations": [places.location(diagnostic.span)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "suppressions": [] if diagnostic.suppressed is None else [_suppression(diagnostic.suppressed)],
        "properties": {
            "setting": diagnostic.setting or None,
            "confidence": diagnostic.confidence.value,
            "profile": diagnostic.profile or None,
            "entryModules": list(diagnostic.entry_modules),
            "djangoCheck": diagnostic.django_check,
        },
    }
    if diagnostic.related:
        made["relatedLocations"] = [
            {"id": number, **places.location(label.span), "message": {"text": masked_words(label.message, show=show)}}
            for number, label in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix is not None and (show or unmasked(diagnostic.fix)):
        made["fixes"] = [_fix(diagnostic.fix, places)]
    return made


def _suppression(reason: str) -> dict[str, Any]:
    return {"kind": "inSource" if reason.startswith("#") else "external", "justification": reason}


def _fix(fix: Fix, places: _Places) -> dict[str, Any]:
    title = masked_words(fix.title) + (f" (unsafe: {fix.caution})" if fix.caution else "")
    changes = [
        {
            "artifactLocation": places.artifact(path),
            "replacements": [
                {"deletedRegion": places.region(edit.span), "insertedContent": {"text": edit.text}}
                for edit in fix.edits
                if edit.span.path == path
            ],
        }
        for path in dict.fromkeys(edit.span.path for edit in fix.edits)
    ]
    return {
        "description": {"text": title},
        "artifactChanges": changes,
        "properties": {"applicability": fix.applicability.name.lower()},
    }

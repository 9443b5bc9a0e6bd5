"""JUnit's XML in the form of Jenkins: https://github.com/jenkinsci/xunit-plugin, junit-10.xsd."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from djauthlint.diagnostics import Diagnostic
from djauthlint.linter import LintResult
from djauthlint.reporters.formats import NOWHERE, as_diagnostic
from djauthlint.reporters.json import Paths
from djauthlint.reporters.terminal import one_line
from djauthlint.reporters.words import message, notes

_NOT_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), and carriage returns, which ElementTree writes as they are."""


def render(result: LintResult, cwd: Path | None = None, *, show_secrets: bool = False) -> str:
    """The report as XML in ASCII.

    Each file with a diagnostic is a suite of failed tests, each entry module that has none a test that passed, and what
    could not be looked at is a test with an error.
    """
    paths = Paths(result.files, cwd)
    suites: dict[str, list[ET.Element]] = defaultdict(list)
    for problem in result.problems:
        case = _case(as_diagnostic(problem, result), "error", paths, show_secrets=show_secrets)
        suites[_name(problem.path, paths)].append(case)
    for diagnostic in result.reported:
        case = _case(diagnostic, "failure", paths, show_secrets=show_secrets)
        suites[_name(diagnostic.span.path, paths)].append(case)
    for entry in result.entry_modules:
        name = _name(entry.path, paths)
        if name not in suites:
            suites[name].append(ET.Element("testcase", name=_fit("no diagnostic"), classname=name))
    root = ET.Element(
        "testsuites", {"name": "djauthlint", **_counts(case for cases in suites.values() for case in cases)}
    )
    for name, cases in suites.items():
        ET.SubElement(root, "testsuite", {"name": name, **_counts(cases)}).extend(cases)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="us-ascii", xml_declaration=True).decode("ascii")
    return text


def _case(diagnostic: Diagnostic, kind: str, paths: Paths, *, show_secrets: bool) -> ET.Element:
    line, column, _, _ = paths.range(diagnostic.span)
    name = _name(diagnostic.span.path, paths)
    said = _fit(message(diagnostic, show_secrets=show_secrets))
    case = ET.Element("testcase", name=_fit(f"{diagnostic.code} {diagnostic.name} ({line}:{column})"), classname=name)
    outcome = ET.SubElement(case, kind, type=_fit(diagnostic.severity.value), message=said)
    lines = [f"{name}:{line}:{column}: {said}", *map(_fit, notes(diagnostic, show_secrets=show_secrets))]
    outcome.text = "\n".join(map(one_line, lines))
    return case


def _name(path: Path, paths: Paths) -> str:
    return "djauthlint" if path == NOWHERE else _fit(paths.shown(path))


def _counts(cases: Iterable[ET.Element]) -> dict[str, str]:
    every = list(cases)
    count = {kind: sum(case.find(kind) is not None for case in every) for kind in ("failure", "error")}
    return {"tests": str(len(every)), "failures": str(count["failure"]), "errors": str(count["error"])}


def _fit(text: str) -> str:
    """A text without what XML can't hold."""
    return _NOT_XML.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)

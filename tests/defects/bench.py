"""Three clean projects, and defects that are put into them one at a time.

The tables beside this file have for each rule what is wrong: a text of a file of a project is replaced by another, and
the rule must be reported on the line that `at` stands in, or has as its number, once the text is replaced.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from djauthlint import registry
from djauthlint.config import Config, Word
from djauthlint.deployment import READERS, UNKNOWN, Deployment
from djauthlint.evaluator.evaluation import Given
from djauthlint.linter import LintResult, entry_modules, lint
from djauthlint.project import Project

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
PROJECTS = HERE / "projects"
FILES = {
    "bookings": "bookings/settings.py",
    "clinic": "config/settings/production.py",
    "library": "library/settings.py",
}
"""The projects, and the file that a defect is in unless it says otherwise."""
BASE = "config/settings/base.py"
CODE = re.compile(r"[A-Z]{3}\d{3}")


class Found(NamedTuple):
    """A diagnostic: where it stands, which rule it is of, and under which conditions it holds."""

    path: str
    line: int
    code: str
    when: str


class Defect(NamedTuple):
    """A fault, and what is to be reported about it.

    Arguments:
        code: the rule.
        name: of the test.
        project: the project.
        edits: what is replaced by what, with the file.
        expected: where the rule and those whose reports follow from the same fault stand: file, place, rule, conditions.
        deployment: what is declared.
    """

    code: str
    name: str
    project: str
    edits: tuple[tuple[str, str, str], ...]
    expected: tuple[tuple[str, str | int, str, str], ...]
    deployment: Deployment


def defects() -> list[Defect]:
    """All tables."""
    found: list[Defect] = []
    for path in sorted(HERE.glob("*.toml")):
        for code, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert CODE.fullmatch(code), f"{path.name} has a table {code}"
            found += [_defect(code, number, entry) for number, entry in enumerate(entries, 1)]
    return found


def _defect(code: str, number: int, entry: dict[str, Any]) -> Defect:
    known = {"project", "file", "old", "new", "at", "at_file", "when", "edits", "also", "because", "deployment"}
    assert set(entry) <= known, f"{code} has a key {set(entry) - known}"
    # Whoever puts up with a second report says why it is no noise.
    assert ("also" in entry) == ("because" in entry), f"{code}: because"
    file = entry.get("file", FILES[entry["project"]])
    edits = [entry, *entry.get("edits", ())] if "old" in entry else entry["edits"]
    expected = [{**entry, "code": code}, *entry.get("also", ())]
    return Defect(
        code,
        f"{code}-{number}-{entry['project']}",
        entry["project"],
        tuple((edit.get("file", file), edit["old"], edit.get("new", "")) for edit in edits),
        tuple((each.get("at_file", file), each["at"], each["code"], each.get("when", "")) for each in expected),
        Deployment(**{key: READERS[key](value) for key, value in entry.get("deployment", {}).items()}),
    )


def edited(defect: Defect, folder: Path) -> dict[str, str]:
    """The files of a project that a defect changes."""
    texts: dict[str, str] = {}
    for file, old, new in defect.edits:
        text = texts.get(file) or (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{defect.name}: {old!r} stands {text.count(old)} times in {file}"
        texts[file] = text.replace(old, new)
    return texts


def expected(defect: Defect, folder: Path, texts: Mapping[str, str]) -> list[Found]:
    """What is to be reported, with line numbers."""
    found: list[Found] = []
    for file, place, code, when in defect.expected:
        text = texts.get(file) or (folder / file).read_text(encoding="utf-8")
        found.append(Found(file, place if isinstance(place, int) else _line(defect, text, place), code, when))
    return sorted(found)


def _line(defect: Defect, text: str, place: str) -> int:
    assert text.count(place) == 1, f"{defect.name}: {place!r} stands {text.count(place)} times"
    return text[: text.index(place)].count("\n") + 1


def linted(folder: Path, texts: Mapping[str, str] | None = None, deployment: Deployment = UNKNOWN) -> LintResult:
    """What djauthlint says about a project with every rule selected, as its users run it."""
    overlay = {folder / file: text.encode() for file, text in (texts or {}).items()}
    project = Project.open([], overlay=overlay, cwd=folder)
    config = Config(select=(Word("all", "--select"),), deployment=deployment)
    return lint(project, entry_modules(project, config), config, Given(), registry.rules())


def found(result: LintResult, folder: Path) -> list[Found]:
    """What was reported."""
    return sorted(
        Found(
            diagnostic.span.path.relative_to(folder).as_posix(),
            result.files[diagnostic.span.path].position(diagnostic.span.start).line,
            diagnostic.code,
            "; or ".join(" and ".join(conditions) for conditions in diagnostic.when),
        )
        for diagnostic in result.reported
    )


def missing(codes: Iterable[str]) -> dict[str, int]:
    """How many defects there are of each rule that has fewer than two."""
    counts = dict.fromkeys(codes, 0)
    for defect in defects():
        counts[defect.code] += 1
    return {code: count for code, count in counts.items() if count < 2}

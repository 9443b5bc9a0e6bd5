"""Runs one rule over fixtures: settings files in which comments say what is to be found.

`# expect: CODE` stands on the line of a diagnostic, `# expect: CODE when CONDITION and CONDITION; or CONDITION` if it
occurs only under conditions. Lines `# profile: development` and `# django: 3.2` say what the file is taken for, lines
`# deployment: workers = 1` what is declared of its deployment.
"""

import re
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

from djauthlint.config import load
from djauthlint.deployment import UNKNOWN, Deployment
from djauthlint.diagnostics import Diagnostic
from djauthlint.django_facts.targets import Target
from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.project import Profile, Project
from djauthlint.rule import Rule, run
from djauthlint.settings import Settings

FIXED = ".fixed.py"
"""What the name of a file ends in that shows what another one becomes once it is fixed."""
FIXTURES = Path(__file__).parents[2] / "fixtures"
EXPECTATION = re.compile(r"[ \t]*# expect: (?P<code>[A-Z]+\d+)(?: when (?P<when>.+))?$", re.MULTILINE)
PROFILE = re.compile(r"^# profile: (\w+)$", re.MULTILINE)
DJANGO = re.compile(r"^# django: ([\d.]+)$", re.MULTILINE)

DEPLOYMENT = re.compile(r"^# deployment: (.+)$", re.MULTILINE)


class Found(NamedTuple):
    """A diagnostic, as a fixture writes it down."""

    path: str
    line: int
    code: str
    when: str


@cache
def cases() -> list[Path]:
    """Every fixture of a rule: a file, or a folder whose entry module is settings.py."""
    folders = sorted(folder for folder in FIXTURES.iterdir() if re.fullmatch(r"DJA\d{3}", folder.name))
    every = (case for folder in folders for case in sorted(folder.iterdir()))
    return [case for case in every if case.is_dir() or (case.suffix == ".py" and not case.name.endswith(FIXED))]


@cache
def expected(case: Path) -> list[Found]:
    """What the comments of a fixture ask for."""
    files = sorted(each for each in case.rglob("*.py") if not each.name.endswith(FIXED)) if case.is_dir() else [case]
    base = case if case.is_dir() else case.parent
    return sorted(
        Found(file.relative_to(base).as_posix(), number, match["code"], match["when"] or "")
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (match := EXPECTATION.search(line))
    )


def resolved(case: Path, folder: Path) -> tuple[Settings, Evaluation]:
    """The settings of a fixture, copied to a folder of its own without its expectations."""
    entry = copied(case, folder)
    return settings_of(entry, version_in(entry.read_text(encoding="utf-8")))


def copied(case: Path, folder: Path) -> Path:
    """The entry module of a fixture, copied to a folder of its own without its expectations."""
    target = folder / case.name
    if case.is_dir():
        shutil.copytree(case, target, ignore=shutil.ignore_patterns("__pycache__", f"*{FIXED}"))
    else:
        shutil.copy(case, target)
    for file in target.rglob("*.py") if target.is_dir() else [target]:
        file.write_text(EXPECTATION.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")
    return target / "settings.py" if target.is_dir() else target


def version_in(text: str) -> tuple[int, ...] | None:
    """The version of Django that a comment names, None if there is none."""
    return tuple(map(int, match[1].split("."))) if (match := DJANGO.search(text)) else None


def deployment_in(path: Path) -> Deployment:
    """What the comments of a file declare, read as the configuration of its folder."""
    lines = DEPLOYMENT.findall(path.read_text(encoding="utf-8"))
    if not lines:
        return UNKNOWN
    (path.parent / "djauthlint.toml").write_text("\n".join(["[deployment]", *lines]), encoding="utf-8")
    return load(path.parent).deployment


def settings_of(path: Path, django: tuple[int, ...] | None = None) -> tuple[Settings, Evaluation]:
    """The settings of one entry module that lies in a folder of its own; its comments say which profile and deployment it is for."""
    match = PROFILE.search(path.read_text(encoding="utf-8"))
    profile = Profile(match[1]) if match else Profile.PRODUCTION
    project = Project.open([path], import_roots=[path.parent], cwd=path.parent)
    entry = project.entry_for(path)
    evaluation = evaluate(project, entry, Given(django_version=django))
    target = None if django is None else Target.of(django, "a fixture")
    return Settings.of(evaluation, entry, profile, target, deployment_in(path)), evaluation


def found(rule: Rule, settings: Settings, base: Path) -> list[Found]:
    """What a rule finds, as fixtures write it down."""
    return sorted(_written(diagnostic, settings, base) for diagnostic in run(rule, settings))


def _written(diagnostic: Diagnostic, settings: Settings, base: Path) -> Found:
    span = diagnostic.span
    line = settings.evaluation.files[span.path].position(span.start).line
    when = "; or ".join(" and ".join(conditions) for conditions in diagnostic.when)
    return Found(span.path.relative_to(base).as_posix(), line, diagnostic.code, when)

"""Fixes fixtures: `CASE.fixed.py` beside a fixture, or beside a file of it, shows what it becomes with all fixes of its rule.

    python -m tests.rules.fixing DJA301 ...

writes these files anew, for you to read.
"""

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from djauthlint import registry
from djauthlint.config import Word, load
from djauthlint.evaluator import Given
from djauthlint.fixer import Outcome, Prover, fix, save
from djauthlint.project import Profile, Project
from djauthlint.rule import Rule
from tests.rules.harness import FIXED, PROFILE, cases, copied, deployment_in, version_in


def fixed(entry: Path, code: str, django: tuple[int, ...] | None = None, rules: Sequence[Rule] = ()) -> Outcome:
    """What fixing everything comes to that a rule finds in an entry module, which is fixed on the disk.

    Arguments:
        entry: its file.
        code: the rule's code.
        django: the version of Django; None: that which a comment in the file names, else the newest.
        rules: those that a fix must not make report something new; none: all of them.
    """
    text = entry.read_text(encoding="utf-8")
    deployment_in(entry)
    project = Project.open([entry], import_roots=[entry.parent], cwd=entry.parent)
    config = replace(load(entry.parent), select=(Word(code, "a test"),))
    match = PROFILE.search(text)
    profile = Profile(match[1]) if match else Profile.PRODUCTION
    given = Given(django_version=django or version_in(text))
    prover = Prover(project, [project.entry_for(entry)], config, given, rules or registry.rules(), profile)
    outcome = fix(prover, lambda diagnostic: diagnostic.code == code, unsafe=True)
    save(project.files, outcome.before, outcome.after)
    return outcome


def expected_texts(case: Path) -> dict[str, str]:
    """What files of a fixture should become, by their paths in it."""
    pattern = f"*{FIXED}" if case.is_dir() else f"{case.stem}{FIXED}"
    base = case if case.is_dir() else case.parent
    files = base.rglob(pattern) if case.is_dir() else base.glob(pattern)
    return {
        re.sub(rf"{re.escape(FIXED)}$", ".py", file.relative_to(base).as_posix()): file.read_text(encoding="utf-8")
        for file in files
    }


def write(codes: Sequence[str]) -> None:
    """Write what the fixtures of rules become beside them."""
    for case in cases():
        if case.parent.name not in codes:
            continue
        base = case if case.is_dir() else case.parent
        for name in expected_texts(case):
            (base / name).with_suffix(FIXED).unlink()
        with tempfile.TemporaryDirectory() as folder:
            entry = copied(case, Path(folder))
            outcome = fixed(entry, case.parent.name)
            for path, file in outcome.after.items():
                target = (base / path.relative_to(entry.parent.resolve())).with_suffix(FIXED)
                target.write_text(file.text, encoding="utf-8")
                print(f"{case.parent.name} {case.name}: {target.name}")
            for left in outcome.left:
                print(f"{case.parent.name} {case.name}: left: {left.reason}")


if __name__ == "__main__":
    write(sys.argv[1:])

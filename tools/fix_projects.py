"""Tries every fix on real projects, in memory, and counts what is offered, proved and refused, rule by rule.

    python tools/fix_projects.py CHECKOUTS [--only REGEX] [--patches FOLDER] [--show CODE]

CHECKOUTS holds a folder for each project. Nothing in it is written. After all fixes, the unsafe ones among them, have been made, each text must
still be Python and have every comment that it had, and another run must find nothing to fix. With `--patches` what would be
changed in each project is left in a folder as a patch, for you to read. Exit status 1 when one of these does not hold.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from djauthlint import registry
from djauthlint.config import Config
from djauthlint.evaluator import Given
from djauthlint.fixer import Outcome, Prover, fix, patch
from djauthlint.linter import entry_modules
from djauthlint.project import Project
from djauthlint.source import SourceFile


def fixed(project: Project) -> Outcome:
    """What fixing everything comes to that the default rules find in a project."""
    config = Config()
    prover = Prover(project, entry_modules(project, config), config, Given(), registry.rules())
    return fix(prover, lambda _: True, unsafe=True)


def faults(outcome: Outcome, project: Project) -> Iterator[str]:
    """What is wrong with texts that were fixed."""
    for path, file in outcome.after.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(file.text, str(path), "exec")
        except SyntaxError as error:
            yield f"{path.name} is no Python any more: {error}"
            continue
        lost = comments(outcome.before[path]) - comments(file)
        yield from (f"{path.name} lost the comment {text}" for text in lost)
        same = sum(1 for line in outcome.before[path].text.splitlines() if line in file.text.splitlines())
        if same < len(outcome.before[path].text.splitlines()) // 2:
            yield f"{path.name}: more than half of its lines changed"
    again = fixed(project.edited({path: file.text.encode(file.encoding) for path, file in outcome.after.items()}))
    yield from (f"a second run would fix {each.diagnostic.code}: {each.title}" for each in again.applied)


def comments(file: SourceFile) -> Counter[str]:
    """The comments of a text."""
    tokens = tokenize.generate_tokens(io.StringIO(file.text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def main() -> int:
    """Run over the projects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--patches", type=Path)
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    wrong = 0
    for folder in sorted(
        each for each in options.checkouts.iterdir() if each.is_dir() and re.search(options.only, each.name)
    ):
        project = Project.open([], cwd=folder.resolve())
        outcome = fixed(project)
        for applied in outcome.applied:
            counts.setdefault(applied.diagnostic.code, Counter())["proved"] += 1
        for left in outcome.left:
            counts.setdefault(left.diagnostic.code, Counter())["refused"] += 1
            print(f"{folder.name}: left {left.diagnostic.code}: {left.reason}")
        if options.patches and outcome.after:
            options.patches.mkdir(exist_ok=True)
            text = "".join(patch(outcome.before, outcome.after, project.root))
            (options.patches / f"{folder.name}.patch").write_text(text, encoding="utf-8", newline="")
        for fault in faults(outcome, project):
            wrong += 1
            print(f"{folder.name}: WRONG: {fault}")
        print(f"{folder.name}: {len(outcome.applied)} proved, {outcome.evaluations} evaluations", flush=True)
    print(f"{'rule':8}{'proved':>8}{'refused':>8}")
    for code, found in sorted(counts.items()):
        print(f"{code:8}{found['proved']:8}{found['refused']:8}")
    total = sum(counts.values(), Counter())
    print(f"{'all':8}{total['proved']:8}{total['refused']:8}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

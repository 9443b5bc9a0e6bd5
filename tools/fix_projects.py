"""Tries every fix on real projects, in memory, and counts what is offered, proved and refused, rule by rule.

    python tools/fix_projects.py CHECKOUTS [--only REGEX] [--patches FOLDER] [--record FOLDER] [--seconds N]

CHECKOUTS holds a folder for each project. Nothing in it is written. After all fixes, the unsafe ones among them, have been made, each text must
still be Python and have every comment that it had, and another run must find nothing to fix. With `--patches` what would be
changed in each project is left in a folder as a patch, for you to read; with `--record` a JSON file says for each project which fixes were made,
which settings they may change, and how the files read afterwards: `import_fixed_projects.py` imports them with real Django. With `--seconds`
a project that takes longer is left out. Exit status 1 when one of these does not hold.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import signal
import sys
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    again = fixed(project.with_texts(outcome.after))
    yield from (f"a second run would fix {each.diagnostic.code}: {each.title}" for each in again.applied)


def comments(file: SourceFile) -> Counter[str]:
    """The comments of a text."""
    tokens = tokenize.generate_tokens(io.StringIO(file.text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def record(outcome: Outcome, project: Project, wrong: list[str]) -> dict[str, Any]:
    """What fixing came to, as JSON."""
    return {
        "made": [
            {
                "code": each.diagnostic.code,
                "title": each.title,
                "settings": list(each.diagnostic.cure.settings if each.diagnostic.cure else ()),
                "followers": [[follower.entry_module, follower.setting] for follower in each.followers],
                "entry_modules": list(each.diagnostic.entry_modules),
                "stops": each.diagnostic.cure is not None and each.diagnostic.cure.stops,
            }
            for each in outcome.applied
        ],
        "entry_modules": sorted(outcome.state.seen),
        "left": [[each.diagnostic.code, each.reason] for each in outcome.left],
        "files": {path.relative_to(project.root).as_posix(): file.text for path, file in outcome.after.items()},
        "encodings": {path.relative_to(project.root).as_posix(): file.encoding for path, file in outcome.after.items()},
        "evaluations": outcome.evaluations,
        "wrong": wrong,
    }


class TooLong(BaseException):
    """A project takes longer than it may."""


def _stop(*_: object) -> None:
    raise TooLong


def main() -> int:
    """Run over the projects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--patches", type=Path)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--seconds", type=int, default=0)
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    counts: dict[str, Counter[str]] = {}
    wrong = 0
    for folder in sorted(
        each for each in options.checkouts.iterdir() if each.is_dir() and re.search(options.only, each.name)
    ):
        signal.alarm(options.seconds)
        try:
            project = Project.open([], cwd=folder.resolve())
            outcome = fixed(project)
            found = list(faults(outcome, project))
        except TooLong:
            print(f"{folder.name}: left out, it takes longer than {options.seconds} s", flush=True)
            continue
        finally:
            signal.alarm(0)
        for applied in outcome.applied:
            counts.setdefault(applied.diagnostic.code, Counter())["proved"] += 1
        for left in outcome.left:
            counts.setdefault(left.diagnostic.code, Counter())["refused"] += 1
            print(f"{folder.name}: left {left.diagnostic.code}: {left.reason}")
        if options.patches and outcome.after:
            options.patches.mkdir(exist_ok=True)
            changes = "".join(patch(outcome.before, outcome.after, project.root))
            (options.patches / f"{folder.name}.patch").write_text(changes, encoding="utf-8", newline="")
        if options.record:
            options.record.mkdir(exist_ok=True)
            recorded = json.dumps(record(outcome, project, found), indent=1)
            (options.record / f"{folder.name}.json").write_text(recorded, encoding="utf-8")
        for fault in found:
            print(f"{folder.name}: WRONG: {fault}")
        wrong += len(found)
        print(f"{folder.name}: {len(outcome.applied)} proved, {outcome.evaluations} evaluations", flush=True)
    print(f"{'rule':8}{'proved':>8}{'refused':>8}")
    for code, each in sorted(counts.items()):
        print(f"{code:8}{each['proved']:8}{each['refused']:8}")
    total = sum(counts.values(), Counter())
    print(f"{'all':8}{total['proved']:8}{total['refused']:8}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

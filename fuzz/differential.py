"""Random settings, evaluated and executed by Python: `python -m fuzz.differential --seconds 60`.

A *program* is a project of one or several modules. It is evaluated without an environment, with some variables given, and with all of them.
An *execution* is one import by Python in one environment, compared with what the evaluator said. What the evaluator leaves undetermined is no
difference; a value that it does not allow is, and so is an import of which it says that it fails, although it does not.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Final

from djauthlint.conditions import restrict
from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.evaluator.parse import forget
from djauthlint.project import Project
from djauthlint.values import ABSENT, Unknown
from fuzz.execution import Sources, executing, module_name
from fuzz.reduction import reduced
from fuzz.writing import environment, project
from tests.evaluator.models.comparison import arranged
from tests.evaluator.rendering import text_of
from tests.evaluator.worlds import Search, Unanswered, fits, follow, is_known

ENVIRONMENTS: Final = 24
"""Environments that each program is executed in."""
SECONDS: Final = 20
"""Processor time that one evaluation may take."""
REDUCTION: Final = 60
"""Seconds in which a program that differs is made smaller."""


@dataclass
class Counts:
    """How much was compared, and how much of it the evaluator leaves undetermined although it knows the environment."""

    programs: int = 0
    refused: int = 0
    evaluations: int = 0
    executions: int = 0
    values: int = 0
    given: int = 0
    undetermined: int = 0
    entangled: int = 0
    differences: int = 0

    def add(self, other: Counts) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def __str__(self) -> str:
        return (
            f"{self.programs:,} programs ({self.refused:,} more that Python refuses in every environment), {self.evaluations:,} evaluations, "
            f"{self.executions:,} executions, {self.values:,} values, of those with the environment given "
            f"{self.undetermined / max(1, self.given):.1%} undetermined; "
            f"{self.entangled:,} not judged; {self.differences:,} differences"
        )


@dataclass
class Case:
    """A project, and the environments that it is imported in."""

    texts: dict[str, str]
    environments: list[dict[str, str]]
    counts: Counts = field(default_factory=Counts)

    @property
    def entry(self) -> str:
        return next(name for name in self.texts if name.rpartition("/")[2] == "settings.py")

    def evaluated(self, root: Path, **given: Any) -> Evaluation:
        path = root / self.entry
        opened = Project.open([path], cwd=root)
        self.counts.evaluations += 1
        with limited(SECONDS):
            return evaluate(opened, opened.entry_for(path), Given(**given))

    def difference(self) -> str | None:
        """What the evaluator says and Python does not do; None where there is nothing of that kind."""
        with TemporaryDirectory() as folder:
            try:
                return self._difference(Path(folder).resolve())
            finally:
                forget(0)

    def _difference(self, root: Path) -> str | None:
        for name, text in self.texts.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        sources = Sources(root, self.texts)
        entry = module_name(self.entry)
        results = []
        with executing(sources):
            for variables in self.environments:
                try:
                    with limited(SECONDS):
                        python = sources.imported(entry, variables)
                except TooLong:
                    # Random programs come to an end; what is made smaller may not.
                    return None
                if not isinstance(python, Exception):
                    results.append((variables, python))
        if not results:
            self.counts.refused += 1
            return None
        self.counts.programs += 1
        first = results[0][0]
        some = dict(list(first.items())[::2])
        for given, complete in (({}, False), (some, False), (first, True)):
            try:
                evaluation = self.evaluated(root, environment=given, complete=complete)
            except (Exception, TooLong) as error:  # noqa: BLE001 - a crash is what is looked for
                return f"given {given}: the evaluator stops with {type(error).__name__}: {error}"
            for variables, python in results:
                fitting = variables == first if complete else given.items() <= variables.items()
                if fitting and (found := self._compared(evaluation, variables, python, complete)):
                    return f"given {given}{', complete' if complete else ''}: {found}"
        return None

    def _compared(
        self, evaluation: Evaluation, variables: Mapping[str, str], python: Mapping[str, Any], complete: bool
    ) -> str | None:
        names = {*filter(str.isupper, python), *filter(str.isupper, evaluation.namespace.names)}
        trees = {name: evaluation.namespace.names.get(name, evaluation.namespace.missing) for name in sorted(names)}
        self.counts.executions += 1
        self.counts.values += len(trees)
        if complete:
            self.counts.given += len(trees)
            self.counts.undetermined += sum(
                not is_known(restrict(tree, evaluation.worlds)) for tree in trees.values() if tree is not ABSENT
            )

        def right(name: str, answers: dict[Any, Any]) -> bool:
            return _is_right(trees[name], python.get(name, ABSENT), answers, variables)

        search = Search(evaluation.worlds, trees, right, variables)
        try:
            if search.succeeds():
                return None
        except Unanswered:
            self.counts.entangled += 1
            return None
        name = search.wrong
        if name is None:
            return f"env {dict(variables)}: the evaluator says that the import fails"
        return f"env {dict(variables)}: {name} is {python.get(name, ABSENT)!r}, evaluator {text_of(trees[name])[:2000]}"


def _is_right(tree: Any, python: Any, assignment: dict[Any, Any], variables: Mapping[str, str]) -> bool:
    if _has_code(python):
        return True
    leaf = follow(tree, assignment)
    if python is ABSENT and isinstance(leaf, Unknown):
        return True
    return fits(tree, arranged(leaf, python), assignment, variables)


def _has_code(python: Any, around: tuple[Any, ...] = ()) -> bool:
    """Whether a value is or contains a function, a class, a module or itself, which are not compared."""
    if any(python is each for each in around):
        return True
    if isinstance(python, (list, tuple, set, frozenset, dict)):
        inner = python.values() if isinstance(python, dict) else python
        return any(_has_code(each, (*around, python)) for each in inner)
    return callable(python) or isinstance(python, ModuleType)


class TooLong(BaseException):
    """It took too long. No Exception: the evaluator would take that for what a program did wrong, and go on."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TooLong after an amount of processor time."""

    def stop(*_: Any) -> None:
        raise TooLong(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def case(seed: int) -> Case:
    """The program and the environments of a seed."""
    random = Random(seed)
    texts = project(random)
    return Case(texts, [environment(random) for _ in range(ENVIRONMENTS)])


def searched(seeds: Iterator[int], counts: Counts, until: Any) -> Iterator[tuple[int, Case, str]]:
    """The seeds whose programs show a difference, with what it is."""
    for seed in seeds:
        if until():
            return
        tried = case(seed)
        found = tried.difference()
        counts.add(tried.counts)
        if found is not None:
            counts.differences += 1
            yield seed, tried, found


def _kind(difference: str | None) -> str | None:
    """What a difference is about: a name, or an exception of the evaluator; None where there is no difference."""
    if difference is None:
        return None
    return (re.search(r"(?:stops with |: )(\w+)(?: is |:)", difference) or ["", difference])[1]


def smallest(found: Case, difference: str) -> Case:
    """A case with less text that shows a difference of that kind, too; what is found in a limited time."""
    end = time.monotonic() + REDUCTION
    kind = _kind(difference)
    alone = (Case(found.texts, [each]) for each in found.environments)
    environments = next((each.environments for each in alone if _kind(each.difference()) == kind), found.environments)

    least = Case(found.texts, environments)

    def differs(texts: Mapping[str, str]) -> bool:
        nonlocal least
        if time.monotonic() > end:
            raise TimeoutError
        smaller = Case(dict(texts), environments)
        if _kind(smaller.difference()) != kind:
            return False
        least = smaller
        return True

    with suppress(TimeoutError):
        reduced(found.texts, differs)
    return least


def shown(seed: int, found: Case, difference: str) -> str:
    files = [f"--- {name}\n{text}" for name, text in found.texts.items()]
    return "\n".join([f"=== seed {seed}: {difference}", *files])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz.differential", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="how long; 60")
    parser.add_argument("--executions", type=int, default=0, help="how many executions at most; no limit")
    parser.add_argument("--seed", type=int, help="the first program; another one each time")
    parser.add_argument("--stop", action="store_true", help="stop at the first difference")
    parser.add_argument("--whole", action="store_true", help="show programs as they are, without making them smaller")
    parser.add_argument(
        "--every", type=float, default=60, help="seconds from one line about the progress to the next; 60"
    )
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else int(time.time()) * 1000
    counts = Counts()
    start = last = time.monotonic()

    def told() -> str:
        seconds = time.monotonic() - start
        return f"{seconds:,.0f} s: {counts}; {counts.executions / max(seconds, 0.001):,.0f} executions a second"

    def until() -> bool:
        nonlocal last
        now = time.monotonic()
        if now - last >= options.every:
            last = now
            print(told(), flush=True)
        return now - start >= options.seconds or 0 < options.executions <= counts.executions

    print(f"from seed {seed} on, Python {sys.version.split()[0]}", flush=True)
    for number, found, difference in searched(iter(range(seed, sys.maxsize)), counts, until):
        print(f"seed {number}: {difference}", flush=True)
        # What takes too long would take as long at each attempt to make it smaller.
        small = found if options.whole or TooLong.__name__ in difference else smallest(found, difference)
        print(shown(number, small, (small.difference() or difference)), flush=True)
        if options.stop:
            break
    print(told())
    return 1 if counts.differences else 0


if __name__ == "__main__":
    sys.exit(main())

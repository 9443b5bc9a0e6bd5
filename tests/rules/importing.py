"""Settings as real Django sees them, before and after a fix: `import_settings.py`, asked from tests."""

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from djauthlint.diagnostics import Cure
from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.fixer import Outcome
from djauthlint.project import Project
from djauthlint.source import SourceFile
from djauthlint.values import ABSENT
from tests.evaluator.models.comparison import same
from tests.evaluator.worlds import assignments, fits, holds, variables_of

ROOT = Path(__file__).parents[2]
ARGUMENTS = ("manage.py", "check")
MOST_ENVIRONMENTS = 12
NUMBER = "12"
"""What a variable is set to that has to be: a number, with more than one letter."""
OFF = "False"
"""What a variable is set to that switches something off, if it is one that can."""

PROCESS = {"DJANGO_ALLOW_ASYNC_UNSAFE"}
"""What settings set that is no setting."""

Environment = dict[str, str]


class Opaque(str):
    """An object that is only told from others by its type, or by its name."""

    __slots__ = ()


class NotImported(Exception):
    """Settings can't be imported here, whether fixed or not."""


class Imported(NamedTuple):
    """What came of importing settings.

    Arguments:
        values: the upper-case names of the module; None where it could not be imported.
        error: why it could not, or why Django does not take the settings; empty where both could be done.
        missing: the environment variable that was not set.
    """

    values: dict[str, Any] | None
    error: str = ""
    missing: str = ""


class Django:
    """A process that imports settings, each in a fork of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def imported(self, entry: Path, environment: Mapping[str, str]) -> Imported:
        """The settings of an entry module that lies in its import root."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        pickle.dump((str(entry), dict(environment), ARGUMENTS), self.process.stdin)
        self.process.stdin.flush()
        return Imported(*pickle.load(self.process.stdout))

    def differences(self, entry: Path, outcome: Outcome) -> list[str]:
        """What a fix does under Django that it does not say, or does not do that it says.

        Arguments:
            entry: an entry module that was fixed on the disk.
            outcome: what fixing came to.

        Raises:
            NotImported: the settings can't be imported, neither before nor after, for the same reason.
        """
        _write(outcome.before)
        evaluation = evaluate(*_opened(entry), Given())
        before = [self._needed(entry, environment) for environment in environments(evaluation)]
        _write(outcome.after)
        found: list[str] = []
        effects: set[str] = set()
        for environment, first in before:
            found += self._compared(entry, outcome, environment, first, effects)
        without = [
            applied.title
            for applied in outcome.applied
            if effects.isdisjoint(_cure(applied.diagnostic.cure).settings) and applied.diagnostic.setting not in PROCESS
        ]
        return list(dict.fromkeys([*found, *(f"nothing changes: {title}" for title in without)]))

    def _needed(self, entry: Path, environment: Environment) -> tuple[Environment, Imported]:
        """The settings in an environment to which what they insist on is added."""
        result = self.imported(entry, environment)
        while result.missing and result.missing not in environment:
            environment = {**environment, result.missing: NUMBER}
            result = self.imported(entry, environment)
        return environment, result

    def _compared(
        self, entry: Path, outcome: Outcome, environment: Environment, before: Imported, effects: set[str]
    ) -> Iterator[str]:
        cures = [_cure(applied.diagnostic.cure) for applied in outcome.applied]
        after = self.imported(entry, environment)
        where = f"with {environment}: " if environment else ""
        if after.missing and any(cure.stops for cure in cures):
            effects |= {name for cure in cures if cure.stops for name in cure.settings}
            environment, after = self._needed(entry, environment)
            _write(outcome.before)
            before = self.imported(entry, environment)
            _write(outcome.after)
        if after.values is None:
            may_fail = before.error == after.error or any(cure.converts for cure in cures)
            if may_fail and OFF in environment.values():
                return
            if before.error == after.error:
                raise NotImported(after.error)
            yield f"{where}{after.error}"
            return
        if after.error and after.error != before.error:
            yield f"{where}{after.error}"
        meant = {name for cure in cures for name in cure.settings}
        follow = {each.setting for applied in outcome.applied for each in applied.followers}
        if before.values is None:
            effects |= meant
        else:
            changed = changed_names(before.values, after.values)
            effects |= changed
            for name in sorted(changed - meant - follow):
                yield f"{where}{name} was {before.values.get(name, ABSENT)!r}, is {after.values.get(name, ABSENT)!r}"
        for name in broken_promises(entry, environment, after.values):
            yield f"{where}{name} is {after.values.get(name, ABSENT)!r}, which is not what was promised"


def _cure(cure: Cure | None) -> Cure:
    assert cure is not None
    return cure


def _write(files: Mapping[Path, SourceFile]) -> None:
    for path, file in files.items():
        path.write_bytes(file.text.encode(file.encoding))


def _opened(entry: Path) -> tuple[Any, Any]:
    project = Project.open([entry], import_roots=[entry.parent], cwd=entry.parent)
    return project, project.entry_for(entry)


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The settings that are not the same."""
    return {name for name in {*before, *after} if not same(before.get(name, ABSENT), after.get(name, ABSENT))}


def broken_promises(entry: Path, environment: Environment, values: Mapping[str, Any]) -> list[str]:
    """The settings that are something else than djauthlint says."""
    given = Given(environment=environment, complete=True, cwd=entry.parent, argv=ARGUMENTS)
    evaluation = evaluate(*_opened(entry), given)
    names = {name: tree for name, tree in evaluation.namespace.names.items() if name.isupper()}
    nearest = sorted({*names, *values})
    for assignment in assignments([evaluation.worlds, *names.values()], environment):
        if holds(evaluation.worlds, assignment):
            wrong = [
                name
                for name in sorted({*names, *values})
                if not fits(names.get(name, ABSENT), values.get(name, ABSENT), assignment, environment)
            ]
            nearest = min(nearest, wrong, key=len)
    return nearest


def environments(evaluation: Evaluation) -> list[Environment]:
    """Environments that tell apart what settings ask of theirs: none, each variable alone with each value, and all at once."""
    questions: dict[Any, set[Any]] = {}
    seen: set[int] = set()
    for tree in (evaluation.worlds, *evaluation.namespace.names.values()):
        variables_of(tree, questions, seen)
    words: dict[str, dict[str, None]] = {}
    for variable, cases in sorted(questions.items(), key=lambda each: each[0].index):
        for name in _variables(variable.symbol):
            texts = sorted(case for case in cases if isinstance(case, str))
            words.setdefault(name, {}).update(dict.fromkeys([*texts, "1"]))
    single = [{name: word} for name, found in words.items() for word in found]
    every = [{name: word for name, (word, *_) in words.items()}] if len(words) > 1 else []
    off = [{name: OFF} for name in words]
    return [{}, *every, *single][:MOST_ENVIRONMENTS] + off[:2]


def _variables(symbol: Any) -> Iterator[str]:
    match symbol:
        case ("env", str(name)):
            yield name
        case tuple():
            for part in symbol:
                yield from _variables(part)


@contextmanager
def django() -> Iterator[Django]:
    """A process that has imported Django."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.rules.import_settings"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield Django(process)
        assert process.stdin is not None
        process.stdin.close()

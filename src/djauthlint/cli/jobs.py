"""`--jobs`: several processes, each of which looks at some of the entry modules.

They get numbers of entry modules and answer in JSON, through pipes that nobody else has. On Linux they are copies of this
process, elsewhere they begin anew; then multiprocessing hands over, as a pickle and through a pipe of its own, what they are to look at.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint import cache, crashes, disk
from djauthlint.cli.options import Lost
from djauthlint.cli.wire import packed, unpacked
from djauthlint.diagnostics import Cure, PreparedCure
from djauthlint.linter import Findings, Looking, Share, label
from djauthlint.source import SourceFile, parsed_quietly

if TYPE_CHECKING:
    from djauthlint.config import Config
    from djauthlint.evaluator.evaluation import Given
    from djauthlint.project import EntryModule, Opened, Profile, Project

AUTO: Final = "auto"
PAYS: Final = {"fork": 12, "spawn": 100}
"""The number of entry modules from which on several processes are faster, by how they are started."""
MOST: Final = 8
"""The processes that `auto` starts at most: each takes some hundred megabytes."""
LARGEST: Final = 16
"""Entry modules that a process is given at a time."""
SAFE_PATH: Final = "PYTHONSAFEPATH"
PATIENCE: Final = 5.0
"""Seconds in which a process that was told to end does so."""


class Order(NamedTuple):
    """What a process is to look at.

    Arguments:
        opened: the project.
        config: djauthlint's own options.
        given: what is known about the process that imports the settings.
        asked: the paths that diagnostics are wanted for.
        profile: the profile of every entry module, if one was given.
        entries: the entry modules that numbers stand for.
        is_recorded: whether it is to tell what it saw of the disk.
    """

    opened: Project | Opened
    config: Config
    given: Given
    asked: tuple[Path, ...]
    profile: Profile | None
    entries: tuple[EntryModule, ...]
    is_recorded: bool

    def looking(self) -> Looking:
        """What looks at them."""
        from djauthlint import registry
        from djauthlint.project import Project

        project = self.opened if isinstance(self.opened, Project) else Project.of(self.opened)
        return Looking(project, self.config, self.given, registry.every_rule(), self.asked, self.profile)


def share_of(jobs: str, count: int) -> Share | None:
    """What looks at entry modules in several processes; None where this one does all of it.

    Arguments:
        jobs: a number, or `AUTO`.
        count: how many entry modules there are.
    """
    method = _method()
    if method is None:
        return None
    if jobs == AUTO:
        processes = min(_cores(), MOST) if count >= PAYS[method] else 1
    else:
        processes = int(jobs)
    # A copy of this process has what this one has loaded and parsed.
    first = 1 if method == "fork" else 0
    processes = min(processes, count - first)
    if processes < 2:
        return None

    def share(looking: Looking, entries: Sequence[EntryModule]) -> Iterator[Findings]:
        yield from looking.each(entries[:first])
        yield from _Workers(looking, entries[first:], processes, method).findings()

    return share


def _method() -> str | None:
    """How processes are started; as copies only where that is safe, on Linux and with a single thread. None: not at all.

    Python before 3.11 would look for its own modules in the working directory first, which is the project.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "spawn" if sys.version_info >= (3, 11) else None


@contextmanager
def _importing_nothing_from_here() -> Iterator[None]:
    """New processes of Python do not look for modules in the working directory."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process.

    Arguments:
        process: what was started.
        tasks: where it is told numbers of entry modules.
        answers: where it tells what they came to.
        expected: the numbers that it has not answered yet.
        last: the number that it was last told.
        files: the texts that it has told.
        is_done: whether it has told what it saw of the disk, the last of all.
    """

    process: BaseProcess
    tasks: Connection
    answers: Connection
    expected: deque[int] = field(default_factory=deque)
    last: int = 0
    files: dict[Path, SourceFile] = field(default_factory=dict)
    is_done: bool = False

    def tell(self, numbers: Sequence[int]) -> None:
        """Say what to look at; nothing: there is no more."""
        self.expected.extend(numbers)
        self.last = max([self.last, *numbers])
        # Who has ended is found out where the answer is missing.
        with suppress(OSError):
            self.tasks.send_bytes(json.dumps([*numbers]).encode())

    def unpacked(self, answer: Any) -> Findings:
        """What an entry module came to."""
        findings: Findings = unpacked(answer["findings"])
        for file in unpacked(answer["files"]):
            self.files[file.path] = file
        return replace(findings, files=tuple(self.files[Path(path)] for path in answer["made_of"]))

    def end(self) -> None:
        """Let it end, or make it end."""
        self.tasks.close()
        if not self.is_done:
            self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.answers.close()


class _Workers:
    """Processes that share entry modules."""

    def __init__(self, looking: Looking, entries: Sequence[EntryModule], count: int, method: str) -> None:
        self.looking = looking
        self.entries = entries
        self.count = count
        self.context: Any = multiprocessing.get_context(method)
        self.method = method
        self.next = 0
        self.found: dict[int, Findings] = {}

    def findings(self) -> Iterator[Findings]:
        """What each entry module came to, in their order.

        Raises:
            Lost: a process ended before it had said all.
        """
        with ExitStack() as stack:
            order = self._order()
            workers: list[_Worker] = []
            # Until all are there, which ignore Ctrl-C: they would say where they were.
            with _importing_nothing_from_here(), disk.interrupted_later():
                for _ in range(self.count):
                    workers.append(self._start(order, workers))
                    stack.callback(workers[-1].end)
            for worker in workers:
                self._feed(worker)
            for number in range(len(self.entries)):
                while number not in self.found:
                    self._hear(workers)
                yield self.found.pop(number)
            while not all(worker.is_done for worker in workers):
                self._hear(workers)

    def _order(self) -> Order:
        looking = self.looking
        project = looking.project
        return Order(
            project if self.method == "fork" else project.opened(),
            looking.config,
            looking.given,
            tuple(looking.asked),
            looking.profile,
            tuple(self.entries),
            disk.is_recorded(),
        )

    def _start(self, order: Order, others: Sequence[_Worker]) -> _Worker:
        theirs, tasks = self.context.Pipe(duplex=False)
        answers, theirs_too = self.context.Pipe(duplex=False)
        ours = [tasks, answers, *(end for other in others for end in (other.tasks, other.answers))]
        # A copy of this process has copies of these ends; as long as it does, it is never told that this one is gone.
        copied = ours if self.method == "fork" else []
        process = self.context.Process(target=_begin, args=(theirs, theirs_too, order, copied), daemon=True)
        process.start()
        theirs.close()
        # As long as this process has it open, nobody is told that the other has ended.
        theirs_too.close()
        return _Worker(process, tasks, answers)

    def _feed(self, worker: _Worker) -> None:
        """Give a process enough that it need not wait, and not so much that others have nothing left."""
        while len(worker.expected) < 2 and self.next < len(self.entries):
            size = min(max((len(self.entries) - self.next) // (4 * self.count), 1), LARGEST)
            worker.tell(range(self.next, self.next + size))
            self.next += size
        if not worker.expected:
            worker.tell([])

    def _hear(self, workers: Sequence[_Worker]) -> None:
        """Take what any process has to say."""
        by_answers: Mapping[Any, _Worker] = {worker.answers: worker for worker in workers if not worker.is_done}
        for ready in wait(list(by_answers)):
            worker = by_answers[ready]
            try:
                answer = json.loads(worker.answers.recv_bytes())
            except (EOFError, OSError):
                raise self._lost(worker) from None
            if "failed" in answer:
                what = label(self.entries[worker.expected[0]])
                message = f"djauthlint crashed on {what} ({answer['failed']}); this is a bug in djauthlint"
                raise Lost(message) from RuntimeError(answer["trace"])
            if "findings" in answer:
                self.found[worker.expected.popleft()] = worker.unpacked(answer)
                self._feed(worker)
            else:
                disk.note(answer["seen"], answer["code"], contradicts_itself=answer["contradicts_itself"])
                worker.is_done = True

    def _lost(self, worker: _Worker) -> Lost:
        worker.process.join(PATIENCE)
        code = worker.process.exitcode
        how = f"with exit code {code}"
        if code is not None and code < 0:
            with suppress(ValueError):
                how = f"by {signal.Signals(-code).name}"
        number = worker.expected[0] if worker.expected else worker.last
        what = label(self.entries[number])
        return Lost(
            f"the process that looked at {what} ended {how}; nothing is known of it, --jobs 1 looks at it in this one"
        )


def _begin(tasks: Connection, answers: Connection, order: Order, copied: Sequence[Connection] = ()) -> None:
    """What a process does from its first line to its last."""
    for connection in copied:
        connection.close()
    # As `cli.run` has it, of which only copies know.
    gc.disable()
    # Ctrl-C reaches all of them; the first ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from djauthlint.evaluator import lean_libcst

    lean_libcst.install()
    with parsed_quietly(), suppress(EOFError, OSError):
        serve(tasks.recv_bytes, answers.send_bytes, order)


def serve(hear: Callable[[], bytes], say: Callable[[bytes], object], order: Order) -> None:
    """Look at entry modules until there are no more.

    Arguments:
        hear: gives a list of their numbers, an empty one at the end.
        say: takes what each came to, and at last what was seen of the disk.
        order: what the numbers stand for.

    Raises:
        EOFError: nobody is there any more; OSError likewise.
    """

    def answer(said: Mapping[str, object]) -> None:
        say(json.dumps(said, separators=(",", ":")).encode())

    told: dict[Path, SourceFile] = {}
    with disk.recorded() as record:
        try:
            looking = order.looking()
            while numbers := json.loads(hear()):
                for number in numbers:
                    answer(_answer(looking.at(order.entries[number]), told))
        except (EOFError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 (told to the user as what it is)
            answer({"failed": crashes.cause(error), "trace": crashes.trace(error)})
            return
    seen = record.to_json() if order.is_recorded else {}
    code = [*cache.code_files()] if order.is_recorded else []
    answer({"seen": seen, "code": code, "contradicts_itself": record.contradicts_itself})


def _answer(findings: Findings, told: dict[Path, SourceFile]) -> Mapping[str, object]:
    new = [file for file in findings.files if told.get(file.path) != file]
    told.update((file.path, file) for file in new)
    diagnostics = tuple(replace(each, cure=_without_edits(each.cure)) for each in findings.diagnostics)
    return {
        "findings": packed(replace(findings, diagnostics=diagnostics, files=())),
        "files": packed(tuple(new)),
        "made_of": [str(file.path) for file in findings.files],
    }


def _without_edits(cure: Cure | None) -> Cure | None:
    """A cure that can be counted; who makes it evaluates anew."""
    if cure is None:
        return None
    return PreparedCure(
        cure.title, (), cure.settings, cure.caution, cure.applicability, cure.spells, cure.converts, cure.stops
    )

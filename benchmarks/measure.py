"""What the benchmarks measure with: processor time, the least of several rounds in which what is compared takes turns."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Done(NamedTuple):
    """A command that has ended.

    Arguments:
        milliseconds: the processor time of its process and of those that it waited for.
        seconds: by the clock.
        megabytes: the memory of the largest of these processes, or of this one where that is larger.
        code: its exit code.
        output: what it wrote, also as errors.
    """

    milliseconds: float
    seconds: float
    megabytes: float
    code: int
    output: str


def timed(function: Callable[[], object]) -> tuple[float, object]:
    """The milliseconds of processor time that a function takes, and its result."""
    gc.collect()
    start = time.process_time()
    result = function()
    return (time.process_time() - start) * 1000, result


def environment(**others: str) -> dict[str, str]:
    """The environment of a command that may keep compiled bytecode, and to which nobody has said how to run djauthlint."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key != "PYTHONDONTWRITEBYTECODE" and not key.startswith("DJAUTHLINT_")
    }
    return kept | others


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str], text: bytes = b"") -> Done:
    """A command, run to its end.

    Arguments:
        command: the program and its arguments.
        folder: where it runs.
        variables: its whole environment.
        text: its standard input.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.write(text)
        given.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=variables, stdin=given, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    milliseconds = (usage.ru_utime + usage.ru_stime) * 1000
    return Done(milliseconds, seconds, usage.ru_maxrss / unit, process.returncode, said)


def in_turns(
    commands: Mapping[str, Sequence[str]],
    folder: Path,
    variables: Mapping[str, str],
    rounds: int,
    text: Callable[[int], bytes] = lambda _: b"",
) -> dict[str, float]:
    """The least milliseconds of each of several commands; what the first round takes to fill their caches does not count.

    Arguments:
        commands: by the names that the result has.
        folder: where they run.
        variables: their whole environment.
        rounds: how often each is measured after the first round; 0: that counts.
        text: their standard input in a round.
    """
    found: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            found[name].append(run(command, folder, variables, text(number)).milliseconds)
    return {name: min(each[1:] or each) for name, each in found.items()}

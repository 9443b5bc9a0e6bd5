"""Settings files that were damaged at random, linted as a user would: `python -m fuzz.mutations FOLDER --seconds 60`.

A file is damaged by its lines and tokens: some are deleted, repeated, exchanged, or replaced by those of another file. It is linted in its place among its
neighbours, in this process: as text, JSON and SARIF, twice, and some with all fixes, twice. A fault is whatever no file may cause: an exception, a rule
that crashes (DJA000), an exit code that is none, a report that is no JSON, another report the second time, fixes that leave something to fix, and a
lint that takes too long.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from djauthlint.cli import main as djauthlint
from fuzz.differential import TooLong, limited

SECONDS: Final = 30
"""Processor time that one lint may take, the proofs of its fixes included."""
SMALL: Final = 100_000
"""Characters of the largest file that is damaged."""
NEIGHBOURS: Final = 12
"""Other modules of the folder that are laid beside it."""
WORDS: Final = (
    "INSTALLED_APPS",
    "MIDDLEWARE",
    "SECRET_KEY",
    "SESSION_COOKIE",
    "CSRF_",
    "DATABASES",
    "AUTHENTICATION_BACKENDS",
)
"""A file with one of these is taken for settings."""

_TOKEN: Final = re.compile(r"\"\"\"|'''|'[^'\n]*'|\"[^\"\n]*\"|\w+|[ \t]+|\n|[^\w\s]")
_STRAYS: Final = (
    "\0",
    "\f",
    "\r",
    "\t",
    "\ufeff",
    "\u2028",
    "é",
    "\\",
    '"""',
    "'",
    "{",
    ")",
    "\U0001f600",
    "0x",
    "1e999",
    "*",
    "**",
    "lambda:",
    "yield",
)


@dataclass
class Seed:
    """A file to damage; the modules of its folder are laid beside it."""

    path: Path


@dataclass
class Tally:
    """What was done so far, and the faults by kind."""

    files: int = 0
    lints: int = 0
    fixes: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    faults: int = 0

    def __str__(self) -> str:
        codes = ", ".join(f"{count:,} ended with {code}" for code, count in sorted(self.codes.items()))
        return f"{self.files:,} damaged files, {self.lints:,} lints ({codes}), {self.fixes:,} of them with fixes; {self.faults:,} faults"


class Fault(Exception):
    """Something that no file may cause."""


def seeds_in(folders: Sequence[Path]) -> list[Seed]:
    """The files below some folders that look like settings, in a stable order."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if path.name.endswith(".fixed.py"):
                continue
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, ValueError):
                continue
            if len(text) <= SMALL and any(word in text for word in WORDS):
                found.append(Seed(path))
    return found


def damaged(random: Random, text: str, other: str) -> str:
    """A text with one to four damages; `other` is where foreign lines and tokens come from."""
    for _ in range(random.choice((1, 1, 2, 4))):
        text = random.choice((_lines, _lines, _tokens, _tokens, _tokens, _stray, _cut))(random, text, other)
    return text


def _lines(random: Random, text: str, other: str) -> str:
    lines = text.split("\n")
    foreign = other.split("\n")
    return "\n".join(_exchanged(random, lines, foreign))


def _tokens(random: Random, text: str, other: str) -> str:
    tokens = _TOKEN.findall(text)
    return "".join(_exchanged(random, tokens, _TOKEN.findall(other))) if tokens else text


def _exchanged(random: Random, parts: list[str], foreign: list[str]) -> list[str]:
    place, size = random.randrange(len(parts)), random.choice((1, 1, 1, 2, 5))
    there = parts[place : place + size]
    match random.randrange(5):
        case 0:
            parts[place : place + size] = []
        case 1:
            parts[place:place] = there
        case 2:
            elsewhere = random.randrange(len(parts))
            parts[place], parts[elsewhere] = parts[elsewhere], parts[place]
        case 3:
            parts[place : place + size] = []
            elsewhere = random.randrange(len(parts) + 1)
            parts[elsewhere:elsewhere] = there
        case _:
            start = random.randrange(len(foreign)) if foreign else 0
            parts[place : place + 1] = foreign[start : start + size]
    return parts


def _stray(random: Random, text: str, other: str) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(_STRAYS) + text[place:]


def _cut(random: Random, text: str, other: str) -> str:
    return text[: random.randrange(len(text) + 1)]


@dataclass
class Linted:
    """What a lint printed and reported."""

    code: int
    text: str
    reports: dict[str, str]

    def unlike(self, other: Linted) -> str | None:
        """The first lines in which another lint differs, None where there are none."""
        mine, others = ([str(one.code), one.text, *one.reports.values()] for one in (self, other))
        for one, two in zip("\n".join(mine).split("\n"), "\n".join(others).split("\n"), strict=False):
            if one != two:
                return f"{one}\n{two}"
        return None if mine == others else "one goes on where the other ends"


def linted(path: Path, reports: Path, *options: str) -> Linted:
    """The lint of a file in this process.

    Arguments:
        path: the file.
        reports: a folder for its reports.
        options: more of the command line.

    Raises:
        Fault: it does what no file may cause.
    """
    printed = io.StringIO()
    files = {name: reports / name for name in ("json", "sarif")}
    outputs = [word for name, report in files.items() for word in ("--output", f"{name}:{report}")]
    words = [str(path), "--no-cache", "--jobs", "1", "--profile", "production", "--output", "text", *outputs, *options]
    try:
        with limited(SECONDS), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = djauthlint(words)
    except (Exception, TooLong) as error:
        raise Fault(traceback.format_exc()) from error
    written = {name: report.read_text(encoding="utf-8") for name, report in files.items() if report.exists()}
    text = printed.getvalue()
    if code not in (0, 1, 2) or "unrecognized arguments" in text:
        raise Fault(f"the exit code is {code}: {text}")
    if "DJA000" in text and "crashed" in text:
        raise Fault(f"a rule crashed:\n{text}")
    for name, report in written.items():
        try:
            json.loads(report)
        except ValueError as error:
            raise Fault(f"the {name} report is no JSON: {error}") from error
    return Linted(code, text, written)


def check(random: Random, seed: Seed, text: str, tally: Tally) -> None:
    """Lints a damaged file.

    Raises:
        Fault: something is wrong.
    """
    tally.files += 1
    with TemporaryDirectory() as folder:
        reports = Path(folder).resolve() / "reports"
        root = reports.parent / seed.path.parent.name
        for made in (reports, root):
            made.mkdir(exist_ok=True)
        for neighbour in sorted(seed.path.parent.glob("*.py"))[:NEIGHBOURS]:
            (root / neighbour.name).write_bytes(neighbour.read_bytes())
        path = root / (seed.path.name if "settings" in seed.path.parts[-2:] else "settings.py")
        path.write_bytes(text.encode("utf-8"))
        before = Path.cwd()
        os.chdir(root.parent)
        try:
            first, second = linted(path, reports), linted(path, reports)
            tally.lints += 2
            tally.codes[first.code] += 1
            if unlike := first.unlike(second):
                raise Fault(f"two lints differ:\n{unlike}")
            if first.code == 1 and random.random() < 0.3:
                tally.lints += 2
                tally.fixes += 2
                linted(path, reports, "--fix", "--unsafe-fixes")
                after = path.read_bytes()
                linted(path, reports, "--fix", "--unsafe-fixes")
                if path.read_bytes() != after:
                    raise Fault("a second run fixes what the first has left")
            if random.random() < 0.02:
                tally.lints += 2
                _compare_processes(path)
        finally:
            os.chdir(before)


def _compare_processes(path: Path) -> None:
    """Lints with two seeds of hashes, which decide the order of sets."""
    outputs = []
    for number in ("1", "2"):
        command = [sys.executable, "-m", "djauthlint", str(path), "--no-cache", "--output", "json"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": number}
        )
        outputs.append((done.returncode, done.stdout, done.stderr))
    if outputs[0] != outputs[1]:
        raise Fault(f"two processes differ:\n{outputs[0]}\n{outputs[1]}")


def searched(
    seeds: Sequence[Seed], numbers: Iterator[int], tally: Tally, until: object
) -> Iterator[tuple[int, str, Fault]]:
    """The numbers whose damage shows a fault, with the text and the fault."""
    for number in numbers:
        if callable(until) and until():
            return
        random = Random(number)
        seed, other = random.choice(seeds), random.choice(seeds)
        text = damaged(random, *(each.path.read_text(encoding="utf-8") for each in (seed, other)))
        try:
            check(random, seed, text, tally)
        except Fault as fault:
            tally.faults += 1
            yield number, text, fault


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz.mutations", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="where settings files are; fixtures")
    parser.add_argument("--seconds", type=float, default=60, help="how long; 60")
    parser.add_argument("--files", type=int, default=0, help="how many damaged files at most; no limit")
    parser.add_argument("--seed", type=int, help="the first damage; another one each time")
    parser.add_argument("--keep", type=Path, help="a folder for the damaged files that show a fault")
    options = parser.parse_args(arguments)
    seeds = seeds_in([folder.resolve() for folder in options.folders or [Path("fixtures")]])
    if not seeds:
        parser.error("no settings files there")
    number = options.seed if options.seed is not None else int(time.time()) * 1000
    tally = Tally()
    start = last = time.monotonic()

    def until() -> bool:
        nonlocal last
        now = time.monotonic()
        if now - last >= 60:
            last = now
            print(f"{now - start:,.0f} s: {tally}", flush=True)
        return now - start >= options.seconds or 0 < options.files <= tally.files

    print(f"{len(seeds):,} files, from seed {number} on", flush=True)
    for each, text, fault in searched(seeds, iter(range(number, sys.maxsize)), tally, until):
        print(f"=== seed {each}: {fault}", flush=True)
        if options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{each}.py").write_text(text, encoding="utf-8", newline="")
    print(f"{time.monotonic() - start:,.0f} s: {tally}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())

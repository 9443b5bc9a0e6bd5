"""How long the command takes, as ratios to what Python takes for less: `python benchmarks/commands.py`.

A run that has nothing to build on is compared with a process that imports libcst and parses the same files, one over a project of five entry
modules that has not changed with a process that imports what such a run might need. `docs/performance.md` says what is meant by each figure.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import environment, in_turns, run
from run import BLOCK, write_entries, write_project

ROUNDS = 15
ENTRIES = ("production", "staging", "development", "test", "ci")
BARE = "import argparse, hashlib, json, tomllib, importlib.metadata as m; m.entry_points()"


def cold(folder: Path, lines: int, rounds: int) -> dict[str, float]:
    """The milliseconds of the whole command, of importing libcst and parsing the same files, and of parts of these."""
    package = write_project(folder / "cold", BLOCK, lines).parent
    texts = " ".join(f"libcst.parse_module(open({str(path)!r}).read());" for path in sorted(package.glob("*.py")))
    commands = {
        "the command": [sys.executable, "-m", "djauthlint", "--no-cache", str(package / "production.py")],
        "import libcst and parse": [sys.executable, "-c", f"import libcst; {texts}"],
        "import libcst": [sys.executable, "-c", "import libcst"],
        "an empty program": [sys.executable, "-c", ""],
    }
    return in_turns(commands, folder, environment(), rounds)


def warm(folder: Path, lines: int, rounds: int) -> dict[str, float]:
    """The milliseconds of a run over an unchanged project, of what it is compared with, and of an empty program.

    Raises:
        RuntimeError: the run was not one that repeats what another printed.
    """
    project = folder / "warm"
    write_entries(project, lines, ENTRIES)
    variables = environment()
    command = [sys.executable, "-m", "djauthlint", "--cache-dir", str(folder / "cache")]
    first = run(command, project, variables)
    again = run([sys.executable, "-X", "importtime", *command[1:]], project, variables)
    if first.code != again.code or first.code not in {0, 1} or "libcst" in again.output:
        raise RuntimeError(f"not a warm run: exit code {first.code}, then {again.code}:\n{again.output}")
    commands = {
        "the command": command,
        "the bare imports": [sys.executable, "-c", BARE],
        "an empty program": [sys.executable, "-c", ""],
    }
    return in_turns(commands, project, variables, rounds)


def show(title: str, times: dict[str, float], unit: str) -> None:
    """One line."""
    parts = ", ".join(f"{name} {milliseconds:.0f} ms" for name, milliseconds in times.items())
    print(f"{title}: {times['the command'] / times[unit]:.2f} times {unit}: {parts}")


def main(lines: int = 600, rounds: int = ROUNDS) -> None:
    """Measures both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        show("cold", cold(folder, lines, rounds), "import libcst and parse")
        if sys.version_info >= (3, 11):
            show(f"warm, {len(ENTRIES)} entry modules", warm(folder, lines, rounds), "the bare imports")
        else:
            print("warm: not measured, for Python 3.10 has no tomllib")


if __name__ == "__main__":
    main()

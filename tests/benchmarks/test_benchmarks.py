"""The benchmarks run, on settings that are too small to tell anything."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"

pytestmark = pytest.mark.slow


def lines_of(script: str, call: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import {script} as script; from pathlib import Path; {call}"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_in_process() -> None:
    lines = lines_of("run", "script.main(lines=15, conditions=1, entries=1, rounds=1)")
    assert [line.partition(":")[0].strip() for line in lines if " rules; with " not in line] == [
        "15 lines",
        "with proved fixes",
        "150 lines",
        "ten times the lines",
        "1 conditions",
        "10 conditions",
        "ten times the conditions",
        "ten times the entry modules (1 and 10 over one base)",
    ]
    # Something is proved.
    assert " 0 fixes" not in lines[2]


def test_commands() -> None:
    lines = lines_of("commands", "script.main(lines=15, rounds=0)")
    assert [line.partition(":")[0] for line in lines][:1] == ["cold"]
    assert lines[1].startswith("warm" if sys.version_info < (3, 11) else "warm, 5 entry modules: ")


def test_monorepo() -> None:
    lines = lines_of("monorepo", "script.main(['2', '--entries', '3', '--shared', '10', '--files', '30'])")
    assert [line.split(":")[0].split(" of ")[0].strip() for line in lines] == [
        "13 files",
        "--jobs 2",
        "30 files",
        "os.walk over all",
    ]
    assert all("exit code 0" in line or "exit code 1" in line for line in lines[1:3])


def test_tools_that_are_installed_with_the_tests() -> None:
    pytest.importorskip("flake8")
    names = "{'djauthlint, nothing kept', 'flake8 alone'}"
    lines = lines_of(
        "peers",
        f"script.TOOLS = [tool for tool in script.TOOLS if tool.name in {names}];"
        f"script.main(Path({str(Path(sys.executable).parent)!r}), lines=(40,), rounds=0)",
    )
    assert [line.split(",")[0] for line in lines] == [
        "| | 40 lines |",
        "|---|--:|",
        "| djauthlint",
        "| flake8 alone",
        "as ratios to the processor time of djauthlint",
    ]

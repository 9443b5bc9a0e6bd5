"""`djauthlint completion`: what shells make of the scripts."""

import shutil
import subprocess
from pathlib import Path

import pytest

from djauthlint.cli.options import PARSERS
from tests.cli.conftest import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option(run: Run, shell: str, tmp_path: Path) -> None:
    assert run("completion", shell) == 0
    for name in (*PARSERS, "add-ignores", "production"):
        assert name in run.out
    if found := shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(run.out)
        assert subprocess.run([found, "-n", script], check=False).returncode == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is asked")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("djauthlint se", "settings"),
        ("djauthlint --add-i", "--add-ignores"),
        ("djauthlint settings --sett", "--setting"),
        ("djauthlint --profile pro", "production"),
        ("djauthlint --output sa", "sarif"),
        ("djauthlint check --output gi", "github gitlab"),
        ("djauthlint symptoms --output j", "json"),
        ("djauthlint settings --format j", "json"),
        ("djauthlint completion z", "zsh"),
        ("djauthlint config/", ""),
    ],
)
def test_bash(run: Run, words: str, found: str) -> None:
    run("completion", "bash")
    typed = words.split()
    asking = f"COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _djauthlint; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash"], input=f"{run.out}{asking}\n", capture_output=True, text=True, check=True)
    assert done.stdout.strip() == found


def test_a_shell_that_is_not_known(run: Run) -> None:
    assert run("completion", "csh") == 2
    assert "invalid choice: 'csh'" in run.err

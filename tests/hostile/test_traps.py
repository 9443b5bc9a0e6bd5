"""A project whose modules are called as those of Python and of what djauthlint is built on: none of them is ever imported."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
BUILT_ON = ("libcst", "pathspec", "publicsuffixlist", "yaml", "tomli", "django", "typing_extensions")
SITES = 4
SPAWNING = """
import os, runpy, sys
from djauthlint.cli import jobs
jobs._method = lambda: "spawn"
sys.path.insert(0, os.getcwd())
runpy.run_module("djauthlint", run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of several sites, with a trap for each module, as a file or as a package, that says that it was imported."""
    folder = tmp_path / "project"
    folder.mkdir()
    begun = subprocess.run(
        [sys.executable, "-c", "import runpy, sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    # `python -m` itself needs these before djauthlint begins; with a broken one it does not begin at all.
    before = {name.partition(".")[0] for name in begun.stdout.split()}
    for number, name in enumerate(sorted({*sys.stdlib_module_names, *BUILT_ON} - before - {"sitecustomize"})):
        path = folder / name / "__init__.py" if number % 2 else folder / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"with open({str(tmp_path / 'imported')!r}, 'a') as file:\n    file.write('{name} ')\n")
    for number in range(SITES):
        (folder / f"settings_{number}.py").write_text('INSTALLED_APPS = ["django.contrib.auth"]\n')
        (folder / f"wsgi_{number}.py").write_text(
            f'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_{number}")\n'
        )
    (folder / "render.yaml").write_text("services: []\n")
    (folder / "pyproject.toml").write_text("[tool.djauthlint]\n")
    return folder


def _run(project: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    dropped = {"DJAUTHLINT_NO_CACHE", "PYTHONSAFEPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment |= {"PYTHONPATH": str(SOURCE), **variables}
    return subprocess.run(
        [sys.executable, *words], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def _imported(project: Path) -> str:
    marker = project.parent / "imported"
    return marker.read_text() if marker.exists() else ""


RUNS: Mapping[str, tuple[list[str], int]] = {
    "check": (["-j1"], 1),
    "check again": (["-j1"], 1),
    "several processes": (["-j2", "--no-cache", "--verbose"], 1),
    "json": (["--no-cache", "--output", "json", "--output", "junit:report.xml", "--fail-on", "error"], 1),
    "fixes": (["--diff"], 1),
    "settings": (["settings", "settings_0.py"], 0),
    "compare": (["compare", "settings_0.py", "settings_1.py"], 0),
    "verify": (["verify", "settings_0.py", "--login-url", "/x/"], 0),
    "symptoms": (["symptoms", "login-loop", "settings_0.py"], 0),
    "rules": (["rules"], 0),
    "init": (["init"], 0),
    "a mistake": (["--selct"], 2),
}


def test_nothing_is_imported_from_the_working_directory(project: Path) -> None:
    for name, (words, code) in RUNS.items():
        done = _run(project, "-m", "djauthlint", *words)
        assert (name, _imported(project)) == (name, ""), done.stderr
        assert (name, done.returncode) == (name, code), done.stdout + done.stderr
        assert "crashed" not in done.stderr
    assert len([*project.glob(".djauthlint_cache/*.json")]) == 1


@pytest.mark.skipif(sys.version_info < (3, 11), reason="only copies are safe there")
def test_nor_by_new_processes(project: Path, tmp_path: Path) -> None:
    script = tmp_path / "spawning.py"
    script.write_text(SPAWNING)
    done = _run(project, str(script), "-j2", "--no-cache", "--output", "concise")
    assert (done.returncode, _imported(project)) == (1, ""), done.stderr
    alone = _run(project, "-m", "djauthlint", "-j1", "--no-cache", "--output", "concise")
    assert (done.stdout, done.stderr) == (alone.stdout, alone.stderr)


def test_nor_by_the_script_that_pip_writes(project: Path, tmp_path: Path) -> None:
    script = tmp_path / "bin/djauthlint"
    script.parent.mkdir()
    script.write_text("import sys\nfrom djauthlint.cli import run\nsys.exit(run())\n")
    done = _run(project, str(script), "-j2", "--no-cache")
    assert (done.returncode, _imported(project)) == (1, ""), done.stderr


def test_where_djauthlint_itself_lies_there(tmp_path: Path) -> None:
    """`pip install --target FOLDER djauthlint`, and no other one."""
    (tmp_path / "djauthlint").symlink_to(SOURCE / "djauthlint")
    done = _run(tmp_path, "-m", "djauthlint", "--version", PYTHONPATH="")
    assert done.stdout.startswith("djauthlint "), done.stderr


PATHS = "import runpy, sys; sys.path[:0] = {paths!r}; sys.argv = ['djauthlint', '--version']; before = [*sys.path]\ntry:\n    runpy.run_module('djauthlint', run_name='__main__')\nfinally:\n    print(len(before) - len(sys.path))"


@pytest.mark.parametrize(
    ("paths", "flags", "taken"),
    [
        (["HERE", "HERE"], [], 1),  # the second is in PYTHONPATH
        ([""], [], 1),
        (["/elsewhere", "HERE"], [], 0),
        pytest.param(
            ["HERE"], ["-P"], 0, marks=pytest.mark.skipif(sys.version_info < (3, 11), reason="there is no such flag")
        ),
    ],
)
def test_what_is_taken_from_the_path(tmp_path: Path, paths: list[str], flags: list[str], taken: int) -> None:
    script = tmp_path / "script.py"
    here = tmp_path / "here"
    here.mkdir()
    script.write_text(PATHS.format(paths=[path.replace("HERE", str(here)) for path in paths]))
    assert _run(here, *flags, str(script)).stdout.splitlines()[-1] == str(taken)

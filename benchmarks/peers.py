"""How long djauthlint takes beside what else looks at a settings file: `python benchmarks/peers.py [--environment FOLDER]`.

The tools are installed with pip into an environment of their own, which djauthlint is installed into, too; FOLDER is where it is kept for the next
time. All look at the same settings module, in turns, and each has to report what is wrong there on purpose for it. Each figure is the
least of several rounds of processor time. What can't be installed is said.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from measure import environment, in_turns, run
from run import BASE, BLOCK

ROOT = Path(__file__).parents[1]
ROUNDS = 7
FILE = "config/settings.py"
PLANTED = """\
import sys
EMAIL_HOST_PASSWORD = "example"
EMAIL_SUBJECT_PREFIX = f"[site] "
USE_L10N = True
ROOT_URLCONF = "config.urls"
"""
"""What the tools report: an import that is not used (flake8), a password (bandit, ruff), a text without fields (fixit), a setting that
does nothing any more (django-upgrade). Of BASE, Django and djauthlint report that cookies are not secure."""

WITHOUT_PLUGIN = """\
import importlib.metadata
import sys

real = importlib.metadata.distributions
importlib.metadata.distributions = lambda: (each for each in real() if each.metadata["Name"] != "djauthlint")

from flake8.main.cli import main

sys.exit(main())
"""


class Tool(NamedTuple):
    """What may be measured.

    Arguments:
        name: what the table calls it.
        requirement: what pip installs.
        command: the program of the environment, and its arguments.
        says: what its output has if it looked at the file.
    """

    name: str
    requirement: str
    command: tuple[str, ...]
    says: str


TOOLS = (
    Tool("djauthlint, nothing kept", str(ROOT), ("djauthlint", "--no-cache", FILE), "DJA301"),
    Tool("djauthlint, nothing changed", str(ROOT), ("djauthlint", FILE), "DJA301"),
    Tool("`manage.py check --deploy`", "Django>=5.2,<6.2", ("python", "manage.py", "check", "--deploy"), "W012"),
    Tool("bandit", "bandit>=1.8,<2", ("bandit", "--quiet", FILE), "B105"),
    Tool("flake8 alone", "flake8>=7,<8", ("python", "alone.py", "--isolated", FILE), "F401"),
    Tool("flake8 with djauthlint", "flake8>=7,<8", ("flake8", "--isolated", FILE), "DJA301"),
    Tool("fixit", "fixit>=2.1,<3", ("fixit", "lint", FILE), "NoRedundantFString"),
    Tool(
        "django-upgrade",
        "django-upgrade>=1.25,<2",
        ("django-upgrade", "--check", "--target-version", "5.2", FILE),
        FILE,
    ),
    Tool(
        "django-security-hunter",
        "django-security-hunter>=0.5,<0.6; python_version >= '3.11'",
        ("django_security_hunter", "scan", "--settings", "config.settings", "--allow-project-code"),
        "DJG0",
    ),
    Tool(
        "ruff (S, DJ), `--no-cache`",
        "ruff>=0.17,<0.18",
        ("ruff", "check", "--isolated", "--no-cache", "--select", "S,DJ", FILE),
        "S105",
    ),
    Tool("ruff (S, DJ)", "ruff>=0.17,<0.18", ("ruff", "check", "--isolated", "--select", "S,DJ", FILE), "S105"),
)


def write_site(folder: Path, lines: int) -> None:
    """A project that Django can load, with a settings module of about this many lines."""
    package = folder / "config"
    package.mkdir(parents=True)
    text, number = BASE + PLANTED, 0
    while text.count("\n") < lines:
        number += 1
        text += BLOCK.format(n=number)
    files = {
        "manage.py": """\
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
""",
        "alone.py": WITHOUT_PLUGIN,
        "config/__init__.py": "",
        "config/urls.py": "urlpatterns = []\n",
        FILE: text,
    }
    for name, content in files.items():
        (folder / name).write_text(content)


def installed(folder: Path) -> dict[str, str]:
    """Makes an environment with all tools, or completes it; the last words of pip about each requirement that can't be installed."""
    if not (folder / "bin/python").exists():
        venv.create(folder, with_pip=True)
    missing = {}
    for requirement in dict.fromkeys(tool.requirement for tool in TOOLS):
        pip = [
            str(folder / "bin/python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            requirement,
        ]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            missing[requirement] = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    return missing


def version(tool: Tool, programs: Path) -> str:
    """The version of what a tool is installed as."""
    name = "djauthlint" if tool.requirement == str(ROOT) else re.split("[<>=;]", tool.requirement)[0]
    code = f"import importlib.metadata; print(importlib.metadata.version({name!r}))"
    return run([str(programs / "python"), "-c", code], ROOT, environment()).output.strip()


def measured(tools: Sequence[Tool], programs: Path, folder: Path, lines: int, rounds: int) -> dict[str, float]:
    """The least milliseconds of each tool for a settings module of about this many lines.

    Arguments:
        tools: those that are installed.
        programs: where their programs are.
        folder: an empty folder for the project.
        lines: of the settings module.
        rounds: how often each is measured.

    Raises:
        RuntimeError: a tool does not say what it would say had it looked at the file.
    """
    write_site(folder, lines)
    variables = environment(SECRET_KEY="long enough " * 5)
    before = (folder / FILE).read_bytes()
    commands = {tool.name: [str(programs / tool.command[0]), *tool.command[1:]] for tool in tools}
    for tool in tools:
        done = run(commands[tool.name], folder, variables)
        if tool.says not in done.output:
            raise RuntimeError(f"{tool.name} did not look at the file (exit code {done.code}):\n{done.output}")
    times = in_turns(commands, folder, variables, rounds)
    if (folder / FILE).read_bytes() != before:
        raise RuntimeError("a tool has changed the file")
    return times


def main(programs: Path | None = None, lines: Sequence[int] = (130, 600), rounds: int = ROUNDS) -> None:
    """Prints the table.

    Arguments:
        programs: where the programs of an environment are that has the tools; None: they are installed for the time.
        lines: how long the settings modules are.
        rounds: how often each tool is measured.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        if programs is None:
            programs = folder / "environment/bin"
            for requirement, reason in installed(programs.parent).items():
                print(f"not installed: {requirement}: {reason}")
        tools = [tool for tool in TOOLS if (programs / tool.command[0]).exists()]
        columns = [measured(tools, programs, folder / f"lines{size}", size, rounds) for size in lines]
        print("| |" + "".join(f" {size} lines |" for size in lines))
        print("|---|" + "--:|" * len(lines))
        for tool in tools:
            ratios = "".join(f" {times[tool.name] / times[TOOLS[0].name]:.2f} |" for times in columns)
            print(f"| {tool.name}, {version(tool, programs)} |{ratios}")
        milliseconds = " and ".join(f"{times[TOOLS[0].name]:.0f}" for times in columns)
        print(f"as ratios to the processor time of {TOOLS[0].name}, {milliseconds} ms")


def of_command_line(arguments: Sequence[str]) -> Path | None:
    """Where the programs are in an environment that is kept, which is made if it is not there."""
    parser = argparse.ArgumentParser(description="How long djauthlint takes beside other tools.")
    parser.add_argument("--environment", type=Path, metavar="FOLDER", help="an environment that is kept")
    folder: Path | None = parser.parse_args(arguments).environment
    if folder is None:
        return None
    for requirement, reason in installed(folder.resolve()).items():
        print(f"not installed: {requirement}: {reason}")
    return folder.resolve() / "bin"


if __name__ == "__main__":
    main(of_command_line(sys.argv[1:]))

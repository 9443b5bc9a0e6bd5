"""Which tools say something about settings with which logging in fails: `python benchmarks/other_tools.py`.

The settings are those of tests/rules/test_django.py, with each of which a test logs in to real Django and fails. A tool has said something
if it reports what it does not report about the same site without the mistake. ruff, bandit and flake8 are run where they
are installed: `pip install bandit flake8 ruff`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from djauthlint import registry
from djauthlint.rule import run
from tests.rules.harness import settings_of
from tests.rules.logins import write_site
from tests.rules.test_django import CASES, DJANGO, is_between

ROOT = Path(__file__).parents[1]
Reports = dict[str, set[str]]


def mistakes() -> Iterator[str]:
    """The settings that break a login with the Django that is installed, each once."""
    seen = set()
    for case in CASES:
        rule = registry.find(case.code)
        holds = rule is not None and is_between(rule.since, rule.until) and is_between(case.since, case.until)
        if holds and case.bad not in seen:
            seen.add(case.bad)
            yield case.bad


def django_checks(folders: list[Path]) -> Reports:
    """The ids of `check --deploy`, or why it does not get that far."""
    script = ROOT / "tests/rules/system_checks.py"
    command = [sys.executable, str(script), *(str(folder / "settings.py") for folder in folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return {folder.name: set(ids) for folder, ids in zip(folders, found, strict=True)}


def of_program(command: list[str], read: Callable[[str], Iterator[tuple[str, str]]]) -> Callable[[list[Path]], Reports]:
    """Runs a program over all folders, and reads the path and the code of each report."""

    def look(folders: list[Path]) -> Reports:
        done = subprocess.run([*command, str(folders[0].parent)], capture_output=True, text=True, check=False)
        found: Reports = {folder.name: set() for folder in folders}
        for path, code in read(done.stdout):
            found[Path(path).relative_to(folders[0].parent).parts[0]].add(code)
        return found

    return look


def of_ruff(text: str) -> Iterator[tuple[str, str]]:
    """What `ruff check --output-format json` says."""
    return ((found["filename"], found["code"]) for found in json.loads(text))


def of_bandit(text: str) -> Iterator[tuple[str, str]]:
    """What `bandit --format json` says."""
    return ((found["filename"], found["test_id"]) for found in json.loads(text)["results"])


def of_flake8(text: str) -> Iterator[tuple[str, str]]:
    """What flake8 says."""
    return ((line.partition(":")[0], line.split()[1]) for line in text.splitlines())


def djauthlint(folders: list[Path]) -> Reports:
    """What the rules say that run by default."""
    found: Reports = {}
    for folder in folders:
        settings, _ = settings_of(folder / "settings.py", DJANGO)
        found[folder.name] = {each.code for rule in registry.rules() for each in run(rule, settings)}
    return found


def main() -> None:
    """Lay out the sites, run everything, and print a table."""
    tools: dict[str, Callable[[list[Path]], Reports]] = {"manage.py check --deploy": django_checks}
    if shutil.which("ruff"):
        ruff = ["ruff", "check", "--isolated", "--no-cache", "--output-format", "json", "--select", "S,DJ,F,E9,PL"]
        tools["ruff (S, DJ, F, PL)"] = of_program(ruff, of_ruff)
    if shutil.which("bandit"):
        tools["bandit"] = of_program(["bandit", "--quiet", "--recursive", "--format", "json"], of_bandit)
    if shutil.which("flake8"):
        tools["flake8"] = of_program(["flake8", "--isolated", "--select", "E9,F,B"], of_flake8)
    tools["djauthlint"] = djauthlint
    texts = ["", *mistakes()]
    with tempfile.TemporaryDirectory() as temporary:
        folders = []
        for number, text in enumerate(texts):
            folder = Path(temporary).resolve() / f"site_{number:03}"
            folder.mkdir()
            write_site(folder, text)
            folders.append(folder)
        said: Counter[str] = Counter()
        silent = set(range(1, len(texts)))
        for name, look in tools.items():
            found = look(folders)
            plain = found[folders[0].name]
            reported = {number for number in range(1, len(texts)) if found[folders[number].name] - plain}
            said[name] = len(reported)
            if name != "djauthlint":
                silent -= reported
        total = len(texts) - 1
        print(f"{total} settings with which logging in fails (Django {'.'.join(map(str, DJANGO))}):")
        for name, count in said.items():
            print(f"    {name:28} {count:4}  {count / total:4.0%}")
        print(f"    nobody but djauthlint        {len(silent):4}  {len(silent) / total:4.0%}")


if __name__ == "__main__":
    main()

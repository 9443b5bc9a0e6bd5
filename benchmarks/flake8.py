"""How much longer flake8 takes with the plugin: `python benchmarks/flake8.py`, with a Python that has flake8 and djauthlint.

An editor's run on unsaved text of a settings module of 600 lines, when the text is the same as before and when it is another, and a run over
2,000 files of which five are settings modules. All are measured with the plugin and without, in turns; each figure is the least processor
time of several rounds. Nothing in the tests asserts it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from run import BASE, BLOCK

ROUNDS = 9
ROUNDS_OF_TREE = 2
FILES = 2000
WITHOUT = """\
import importlib.metadata
import sys

real = importlib.metadata.distributions
importlib.metadata.distributions = lambda: (each for each in real() if each.metadata["Name"] != "djauthlint")

from flake8.main.cli import main

if __name__ == "__main__":
    sys.exit(main())
"""
VIEWS = '''\
"""Views of part {n}."""
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from .models import Part


@login_required
def list_parts(request, number=0):
    """All parts that a user may see."""
    parts = Part.objects.filter(owner=request.user, number__gte=number).order_by("-created")
    if request.GET.get("name"):
        parts = parts.filter(name__icontains=request.GET["name"])
    return render(request, "parts/list_{n}.html", {{"parts": parts, "number": number}})


class Total:
    """What parts cost."""

    def __init__(self, parts, discount=0):
        self.parts = parts
        self.discount = discount

    def amount(self):
        """The sum."""
        return sum(part.price * part.count for part in self.parts) * (100 - self.discount) / 100


@login_required
def show_part(request, key):
    """One part."""
    part = get_object_or_404(Part, pk=key)
    total = Total([part], discount={n})
    return render(request, "parts/show_{n}.html", {{"part": part, "total": total.amount()}})
'''


def main() -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unsaved = write_project(folder)
        without = folder / "without.py"
        without.write_text(WITHOUT)
        plain = [sys.executable, str(without)]
        plugin = [sys.executable, "-m", "flake8"]
        editor = ["--stdin-display-name", "config/settings/production.py", "-"]
        for case, is_new in (("again", False), ("another each time", True)):
            one, other = least([plugin + editor, plain + editor], folder, ROUNDS, unsaved, is_new=is_new)
            print(f"unsaved text of {unsaved.count(chr(10))} lines, {case}: {compared(one, other)}")
        file = ["app_0/views_0.py"]
        one, other = least([plugin + file, plain + file], folder, ROUNDS)
        print(f"a file that is no settings module: {compared(one, other)}")
        for jobs in ("-j1", "-jauto"):
            one, other = least([[*plugin, jobs, "."], [*plain, jobs, "."]], folder, ROUNDS_OF_TREE)
            print(
                f"{FILES} files, {jobs}: {one:.2f} s with the plugin, {other:.2f} s without, {one / other - 1:.1%} more"
            )


def compared(one: float, other: float) -> str:
    """Two times in seconds, with the plugin and without."""
    return f"{one:.3f} s with the plugin, {other:.3f} s without, {1000 * (one - other):.0f} ms more"


def write_project(folder: Path) -> str:
    """A project of 2,000 files, five of them settings modules; returns the text of one that is not saved yet."""
    text, number = "from .base import *\n", 0
    while text.count("\n") < 600:
        text += BLOCK.format(n=number)
        number += 1
    files = {
        "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")\n',
        "config/__init__.py": "",
        "config/wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")\n',
        "config/settings/__init__.py": "",
        "config/settings/base.py": BASE,
        "config/settings/production.py": text,
        "config/settings/staging.py": "from .production import *\n",
        "config/settings/development.py": "from .base import *\nDEBUG = True\n",
        "config/settings/test.py": "from .base import *\n",
    }
    for n in range(FILES - len(files)):
        files[f"app_{n // 50}/views_{n % 50}.py"] = VIEWS.format(n=n)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return text + "SESSION_COOKIE_SECURE = True\n"


def least(
    commands: Sequence[Sequence[str]], folder: Path, rounds: int, text: str = "", *, is_new: bool = False
) -> list[float]:
    """The least processor time of each of several commands that take turns; `is_new` ends the text differently in each round."""
    environment: Mapping[str, str] = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    times: list[list[float]] = [[] for _ in commands]
    for round_ in range(rounds + 1):
        for command, found in zip(commands, times, strict=True):
            given = f"{text}# {round_}\n" if is_new else text
            before = processor_time()
            subprocess.run(command, cwd=folder, input=given.encode(), capture_output=True, check=False, env=environment)
            # The first round compiles what the others import.
            if round_:
                found.append(processor_time() - before)
    return [min(found) for found in times]


def processor_time() -> float:
    """Seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

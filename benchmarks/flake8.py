"""How much longer flake8 takes with the plugin: `python benchmarks/flake8.py`, with a Python that has flake8 and djauthlint.

An editor's run on unsaved text of a settings module of 600 lines, when the text is the same as before and when it is another, and a run over
2,000 files of which five are settings modules. All are measured with the plugin and without, in turns; each figure is the least processor
time of several rounds. Nothing in the tests asserts it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from measure import environment, in_turns
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
        commands = {"with": [sys.executable, "-m", "flake8"], "without": [sys.executable, str(without)]}
        for case, ending in (("again", ""), ("another each time", "# {}\n")):
            times = measured(
                commands,
                ["--stdin-display-name", "config/settings/production.py", "-"],
                folder,
                ROUNDS,
                lambda number, ending=ending: (unsaved + ending.format(number)).encode(),
            )
            print(f"unsaved text of {unsaved.count(chr(10))} lines, {case}: {compared(times)}")
        print(
            f"a file that is no settings module: {compared(measured(commands, ['app_0/views_0.py'], folder, ROUNDS))}"
        )
        for jobs in ("-j1", "-jauto"):
            times = measured(commands, [jobs, "."], folder, ROUNDS_OF_TREE)
            print(f"{FILES} files, {jobs}: {compared(times)}, {times['with'] / times['without'] - 1:.1%} more")


def measured(
    commands: Mapping[str, Sequence[str]],
    words: Sequence[str],
    folder: Path,
    rounds: int,
    text: Callable[[int], bytes] = lambda _: b"",
) -> dict[str, float]:
    """The least milliseconds of flake8 with some arguments, with the plugin and without."""
    with_words = {name: [*command, *words] for name, command in commands.items()}
    return in_turns(with_words, folder, environment(), rounds, text)


def compared(times: Mapping[str, float]) -> str:
    """Two times, with the plugin and without."""
    one, other = times["with"], times["without"]
    return f"{one / 1000:.3f} s with the plugin, {other / 1000:.3f} s without, {one - other:.0f} ms more"


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


if __name__ == "__main__":
    main()

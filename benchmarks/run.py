"""How long djauthlint takes, as ratios to what libcst takes for the same files: `python benchmarks/run.py [ENTRY_MODULE ...]`.

Timing is measured here and asserted nowhere; docs/performance.md says what is meant by each figure. Without arguments the settings
are made up by this script. Each figure is the least of several rounds of processor time; what is compared is measured in turns, with the
garbage collector on and nothing waiting for it when a clock starts.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROUNDS = 9
COLD_ROUNDS = 9
CATALOGUE = 200
"""Rules that there will be."""

BASE = '''"""Base settings."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = os.environ.get("DEBUG", "") == "1"
SECRET_KEY = os.environ["SECRET_KEY"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions", "django.contrib.contenttypes"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
SESSION_COOKIE_SAMESITE = "Whatever"
'''
BLOCK = """
CACHE_{n} = {{
    "default": {{
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ.get("CACHE_{n}_URL", "redis://127.0.0.1:6379/{n}"),
        "TIMEOUT": 60 * {n},
    }},
}}
FEATURE_{n} = os.environ.get("FEATURE_{n}", "no") in ("1", "yes", "true")
if FEATURE_{n}:
    INSTALLED_APPS += ["features.feature_{n}"]
TEMPLATES_{n} = [BASE_DIR / "templates" / "part_{n}", *[str(BASE_DIR / name) for name in ("a", "b", "c")]]
LABEL_{n} = f"part {n} of {{len(INSTALLED_APPS)}}"
"""
CONDITIONS = """
if os.environ.get("FEATURE_{n}"):
    INSTALLED_APPS += ["features.feature_{n}"]
    CACHES["{n}"] = {{"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    LEVEL = {n}
elif LEVEL:
    URL = os.environ.get("URL_{n}", URL)
"""


def write_project(folder: Path, block: str, lines: int) -> Path:
    """A settings package with an entry module of about this many lines; the entry module."""
    package = folder / "config"
    package.mkdir(parents=True)
    (folder / "manage.py").write_text(
        'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.production")\n'
    )
    (package / "__init__.py").write_text("")
    (package / "base.py").write_text(BASE)
    text = "from .base import *\n\nCSRF_COOKIE_SAMESITE = 'Whatever'\nCACHES, LEVEL, URL = {}, 0, ''\n"
    number = 0
    while text.count("\n") < lines:
        number += 1
        text += block.format(n=number)
    (package / "production.py").write_text(text)
    return package / "production.py"


class Stages:
    """What is done to one entry module, stage by stage; each call of `measured` does all of it once."""

    def __init__(self, entry_path: Path) -> None:
        from djauthlint import registry
        from djauthlint.project import Project

        self.project = Project.open([entry_path], cwd=entry_path.parent)
        self.entry = self.project.entry_for(entry_path)
        self.rules = registry.rules()

    def measured(self) -> Iterator[tuple[str, float]]:
        """The name of each stage with its milliseconds."""
        import libcst

        from djauthlint import rule
        from djauthlint.evaluator import evaluate
        from djauthlint.evaluator.parse import check_limits, parse
        from djauthlint.evaluator.positions import spans
        from djauthlint.settings import Settings

        parse.cache_clear()
        spans.cache_clear()
        first, evaluation = timed(lambda: evaluate(self.project, self.entry))
        files = list(evaluation.files.values())
        yield "libcst", timed(lambda: [libcst.parse_module(file.text) for file in files])[0]
        again, evaluation = timed(lambda: evaluate(self.project, self.entry))
        yield "evaluation", again
        limits, _ = timed(lambda: [check_limits(file) for file in files])
        yield "limits", limits
        yield "parse", first - again - limits
        positions, _ = timed(lambda: [spans(parse(file)) for file in files])
        yield "positions", positions
        rules, _ = timed(
            lambda: [
                rule.run(each, settings) for settings in [Settings.of(evaluation, self.entry)] for each in self.rules
            ]
        )
        yield "rules", rules


def timed(function: Callable[[], object]) -> tuple[float, object]:
    """The milliseconds of processor time that a function takes, and its result."""
    gc.collect()
    start = time.process_time()
    result = function()
    return (time.process_time() - start) * 1000, result


def least(entry_path: Path, rounds: int) -> dict[str, float]:
    """The least time of each stage."""
    stages = Stages(entry_path)
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, milliseconds in stages.measured():
            found.setdefault(name, []).append(milliseconds)
    return {name: min(times) for name, times in found.items()}


def show(title: str, stages: dict[str, float], rules: int) -> None:
    """One line for a project."""
    unit = stages["libcst"]
    own = {name: milliseconds for name, milliseconds in stages.items() if name != "libcst"}
    parts = ", ".join(f"{name} {milliseconds / unit:.2f}" for name, milliseconds in own.items())
    print(f"{title}: {sum(own.values()) / unit:.2f} times libcst.parse_module ({unit:.1f} ms): {parts}")
    per_rule = stages["rules"] / rules
    print(
        f"    {rules} rules; with {CATALOGUE}: {(sum(own.values()) + (CATALOGUE - rules) * per_rule) / unit:.2f} times"
    )


def scaled(title: str, small: dict[str, float], large: dict[str, float]) -> None:
    """How each stage grows where its input grows tenfold."""
    own = ["evaluation", "limits", "positions", "rules"]
    parts = ", ".join(f"{name} {large[name] / small[name]:.1f}" for name in ["libcst", *own])
    total = sum(large[name] for name in own) / sum(small[name] for name in own)
    print(f"{title}: all but the parse {total:.1f} times: {parts}")


def child(arguments: list[str], environment: dict[str, str]) -> float:
    """The milliseconds of processor time that a Python process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=False, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def cold(entry_path: Path, folder: Path) -> None:
    """The whole command against a process that imports libcst and parses the same files, both with compiled bytecode."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder)
    texts = " ".join(f"libcst.parse_module(open({str(path)!r}).read());" for path in entry_path.parent.glob("*.py"))
    programs = {
        "the command": ["-m", "djauthlint", str(entry_path)],
        "import libcst and parse": ["-c", f"import libcst; {texts}"],
        "import libcst": ["-c", "import libcst"],
        "an empty program": ["-c", ""],
    }
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(COLD_ROUNDS + 1):
        for name, arguments in programs.items():
            found[name].append(child(arguments, environment))
    times = {name: min(each[1:]) for name, each in found.items()}
    parts = ", ".join(f"{name} {milliseconds:.0f} ms" for name, milliseconds in times.items())
    print(f"cold: {times['the command'] / times['import libcst and parse']:.2f} times: {parts}")


def main() -> None:
    """Measures everything."""
    from djauthlint import registry

    count = len(registry.rules())
    for word in sys.argv[1:]:
        show(word, least(Path(word).resolve(), ROUNDS), count)
    if sys.argv[1:]:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries = {lines: write_project(folder / f"lines{lines}", BLOCK, lines) for lines in (600, 6000)}
        by_lines = {lines: least(path, ROUNDS if lines == 600 else 3) for lines, path in entries.items()}
        for lines, stages in by_lines.items():
            show(f"{lines} lines", stages, count)
        scaled("ten times the lines", by_lines[600], by_lines[6000])
        sizes = {number: write_project(folder / f"conditions{number}", CONDITIONS, 6 * number) for number in (20, 200)}
        by_number = {number: least(path, ROUNDS if number == 20 else 5) for number, path in sizes.items()}
        for number, stages in by_number.items():
            show(f"{number} conditions", stages, count)
        scaled("ten times the conditions", by_number[20], by_number[200])
        cold(entries[600], folder / "bytecode")


if __name__ == "__main__":
    main()

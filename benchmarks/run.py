"""How long djauthlint takes, as ratios to what libcst takes for the same files: `python benchmarks/run.py [ENTRY_MODULE ...]`.

Timing is measured here and asserted nowhere; docs/performance.md says what is meant by each figure. Without arguments the settings
are made up by this script. Each figure is the least of several rounds of processor time; what is compared is measured in turns, with the
garbage collector on and nothing waiting for it when a clock starts. `python benchmarks` runs this and the other scripts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from measure import timed

ROUNDS = 9
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
        from djauthlint.evaluator.parse import check_limits, forget, parse
        from djauthlint.evaluator.positions import spans
        from djauthlint.settings import Settings

        forget(0)
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


def of_projects(entry_paths: Sequence[Path]) -> None:
    """Measures entry modules of real projects."""
    from djauthlint import registry

    for path in entry_paths:
        show(str(path), least(path, ROUNDS), len(registry.rules()))


def proof(entry_path: Path, rounds: int) -> tuple[float, int, int]:
    """What it takes to prove fixes.

    Arguments:
        entry_path: an entry module.
        rounds: how often it is measured.

    Returns:
        The least milliseconds of everything that a report with fixes needs, how many fixes it has, and how many evaluations they took.
    """
    from djauthlint import registry
    from djauthlint.config import Config
    from djauthlint.evaluator.evaluation import Given
    from djauthlint.fixer import Prover, offers
    from djauthlint.project import Project

    project = Project.open([entry_path], cwd=entry_path.parent)
    provers = [
        Prover(project, [project.entry_for(entry_path)], Config(), Given(), registry.rules()) for _ in range(rounds)
    ]
    found = [timed(lambda prover=prover: offers(prover, lambda _: True)) for prover in provers]
    return min(milliseconds for milliseconds, _ in found), len(found[0][1]), provers[0].evaluations


def write_entries(folder: Path, lines: int, names: Sequence[str]) -> list[Path]:
    """Entry modules that share a base of about this many lines."""
    package = write_project(folder, BLOCK, lines).parent
    (package / "production.py").rename(package / "shared.py")
    for name in names:
        (package / f"{name}.py").write_text(
            f"from .shared import *\n\nSITE_NAME = {name!r}\nSESSION_COOKIE_AGE = 3600\n"
        )
    return [package / f"{name}.py" for name in names]


def linted(paths: Sequence[Path], rounds: int) -> float:
    """The least milliseconds in which all of several entry modules are linted, each file parsed once."""
    from djauthlint import registry
    from djauthlint.config import Config
    from djauthlint.evaluator.evaluation import Given
    from djauthlint.evaluator.parse import forget
    from djauthlint.evaluator.positions import spans
    from djauthlint.linter import lint
    from djauthlint.project import Project

    def once() -> None:
        project = Project.open([*paths], cwd=paths[0].parent)
        lint(project, [project.entry_for(path) for path in paths], Config(), Given(), registry.every_rule())

    times = []
    for _ in range(rounds):
        forget(0)
        spans.cache_clear()
        times.append(timed(once)[0])
    return min(times)


def main(lines: int = 600, conditions: int = 20, entries: int = 5, rounds: int = ROUNDS) -> None:
    """Measures settings of the given size and of ten times that size."""
    from djauthlint import registry

    count = len(registry.rules())
    # What is larger takes long enough to be measured less often.
    fewer = (rounds + 2) // 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        paths = [write_project(folder / f"lines{size}", BLOCK, size) for size in (lines, 10 * lines)]
        small, large = least(paths[0], rounds), least(paths[1], fewer)
        show(f"{lines} lines", small, count)
        milliseconds, fixes, evaluations = proof(paths[0], rounds)
        print(
            f"    with proved fixes: {milliseconds / small['libcst']:.2f} times libcst.parse_module:"
            f" {fixes} fixes, {evaluations} evaluations"
        )
        show(f"{10 * lines} lines", large, count)
        scaled("ten times the lines", small, large)
        paths = [
            write_project(folder / f"conditions{size}", CONDITIONS, 6 * size) for size in (conditions, 10 * conditions)
        ]
        small, large = least(paths[0], rounds), least(paths[1], fewer)
        show(f"{conditions} conditions", small, count)
        show(f"{10 * conditions} conditions", large, count)
        scaled("ten times the conditions", small, large)
        few = linted(write_entries(folder / "few", lines, [f"site_{n}" for n in range(entries)]), rounds)
        many = linted(write_entries(folder / "many", lines, [f"site_{n}" for n in range(10 * entries)]), fewer)
        print(f"ten times the entry modules ({entries} and {10 * entries} over one base): {many / few:.1f} times")


if __name__ == "__main__":
    if sys.argv[1:]:
        of_projects([Path(word).resolve() for word in sys.argv[1:]])
    else:
        main()

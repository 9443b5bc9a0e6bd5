"""How long djauthlint takes, as ratios to what libcst takes for the same files: `python benchmarks/run.py`.

Timing is measured here and asserted nowhere. The settings are made up by this script.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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


def write_project(folder: Path, lines: int) -> Path:
    """A settings package of about this many lines: the entry module."""
    package = folder / "config"
    package.mkdir(parents=True)
    (folder / "manage.py").write_text(
        'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.production")\n'
    )
    (package / "__init__.py").write_text("")
    (package / "base.py").write_text(BASE)
    text = "from .base import *\n\nALLOWED_HOSTS = ['example.com']\n"
    number = 0
    while text.count("\n") < lines:
        number += 1
        text += BLOCK.format(n=number)
    (package / "production.py").write_text(text)
    return package / "production.py"


def best(function: Callable[[], object], rounds: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Prints one line for each measurement."""
    import libcst

    from djauthlint import registry, rule
    from djauthlint.evaluator import Given, evaluate
    from djauthlint.evaluator.parse import parse
    from djauthlint.project import Project
    from djauthlint.settings import Settings

    rules = registry.rules()
    stages: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for lines in (600, 6000):
            entry_path = write_project(Path(name) / str(lines), lines)
            project = Project.open([entry_path], cwd=entry_path.parent)
            entry = project.entry_for(entry_path)
            texts = [path.read_text() for path in entry_path.parent.glob("*.py")]

            def whole(project: Project = project, entry: object = entry) -> None:
                parse.cache_clear() if hasattr(parse, "cache_clear") else None
                evaluation = evaluate(project, entry, Given())  # type: ignore[arg-type]
                settings = Settings.of(evaluation, entry)  # type: ignore[arg-type]
                for each in rules:
                    rule.run(each, settings)

            rounds = 7 if lines == 600 else 2
            parsing = best(lambda texts=texts: [libcst.parse_module(text) for text in texts], rounds)  # type: ignore[misc]
            total = best(whole, rounds)
            stages[lines] = total
            print(
                f"{lines} lines: parse {parsing:.1f} ms, parse (cached) + evaluation + {len(rules)} rules {total:.1f} ms",
                end="",
            )
            print(f", together {(parsing + total) / parsing:.2f} times the parse")
        print(f"ten times the file: {stages[6000] / stages[600]:.1f} times evaluation and rules")
        entry_path = write_project(Path(name) / "cold", 600)
        texts = " ".join(f"libcst.parse_module(open({str(path)!r}).read());" for path in entry_path.parent.glob("*.py"))
        plain = best(lambda: subprocess.run([sys.executable, "-c", f"import libcst; {texts}"], check=True), 5)
        cold = best(
            lambda: subprocess.run(
                [sys.executable, "-m", "djauthlint", str(entry_path), "--quiet"], capture_output=True, check=False
            ),
            5,
        )
        print(
            f"cold command {cold:.0f} ms, import libcst and parse the same files {plain:.0f} ms: {cold / plain:.2f} times"
        )


if __name__ == "__main__":
    main()

"""Record what real packages do with the programs in tests/evaluator/models/packages/cases, for tests to compare the models with.

    python tools/record_packages.py                    all tables, in fresh environments with the newest releases
    python tools/record_packages.py environs           one of them
    python tools/record_packages.py --check            compare with what is recorded; exit 1 if not equal
    python tools/record_packages.py --python PATH      with an interpreter that has the packages already

Each program runs in a process of its own, in an empty folder, with no environment variables but those of its case.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "tests/evaluator/models/packages/cases"
WORKER = CASES / "run_case.py"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the records."""
    parser = argparse.ArgumentParser(description="Record what packages do.")
    parser.add_argument("names", nargs="*", help="tables to record; all when none is named")
    parser.add_argument(
        "--check", action="store_true", help="compare with the committed records instead of writing them"
    )
    parser.add_argument("--python", type=Path, help="an interpreter in which the packages are installed")
    options = parser.parse_args(arguments)
    wrong = [name for name in options.names or tables() if not record(name, options.python, check=options.check)]
    for name in wrong:
        print(f"{name}.json is not what the packages do; run this without --check", file=sys.stderr)
    return int(bool(wrong))


def tables() -> list[str]:
    """The names of all tables of cases."""
    return sorted(path.stem for path in CASES.glob("*.py") if path != WORKER and path.stem != "__init__")


def record(name: str, python: Path | None, *, check: bool) -> bool:
    """Write the record of one table, or say whether it is as committed."""
    namespace: dict[str, Any] = {}
    exec(compile((CASES / f"{name}.py").read_text("utf-8"), name, "exec"), namespace)  # noqa: S102 - a table of this repository
    cases = [*namespace["CASES"], *namespace.get("GIVEN", ()), *namespace["UNDETERMINED"]]
    with tempfile.TemporaryDirectory() as folder:
        interpreter = python or environment(Path(folder), namespace["REQUIREMENTS"])
        record = {
            "versions": versions(interpreter, namespace["REQUIREMENTS"]),
            "results": results(interpreter, namespace.get("PRELOAD", ()), cases),
        }
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    path = CASES / f"{name}.json"
    if check:
        return path.exists() and path.read_text("utf-8") == text
    path.write_text(text, "utf-8")
    return True


def environment(folder: Path, requirements: Sequence[str]) -> Path:
    """A virtual environment with these packages."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *requirements], check=True)
    return python


def versions(python: Path, requirements: Sequence[str]) -> dict[str, str]:
    """The installed version of each package."""
    code = "import sys, importlib.metadata as m; print(*(m.version(n) for n in sys.argv[1:]))"
    names = [requirement.partition("[")[0].partition("=")[0].partition("<")[0] for requirement in requirements]
    output = subprocess.run([python, "-c", code, *names], check=True, capture_output=True, text=True).stdout
    return dict(zip(names, output.split(), strict=True))


def results(python: Path, preload: Sequence[str], cases: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Each program with the value that it gives to X, as text, or with what it raises."""
    with tempfile.TemporaryDirectory() as name:
        orders = []
        for number, case in enumerate(cases):
            program, variables, files = (*case, {}, {})[:3]
            folder = Path(name, str(number))
            for path, text in {**files, "settings.py": program}.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, "utf-8")
            orders.append(json.dumps({"folder": str(folder), "variables": variables}))
        done = subprocess.run(
            [python, "-I", WORKER, *preload],
            check=True,
            input="\n".join(orders),
            capture_output=True,
            text=True,
            env={},
        )
        texts = [json.loads(line) for line in done.stdout.splitlines()]
        found = [text.replace(f"{name}/{number}", "{FOLDER}") for number, text in enumerate(texts)]
    return [[case[0], text] for case, text in zip(cases, found, strict=True)]


if __name__ == "__main__":
    sys.exit(main())

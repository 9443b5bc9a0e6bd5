"""Runs the judge over a folder of checkouts: by environment, by perturbed environment, and without any environment.

    python tools/evaluate_corpus.py CORPUS CHECKOUTS [--only REGEX] [--command "djauthlint"]

CORPUS holds `manifest.json`, the oracle and `tools/score.py`; CHECKOUTS holds the projects at the commits of the manifest. The
figures in docs/evaluation.md come from this command. Exit status 1 when any value is wrong.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

MODES = {
    "with the environment": [],
    "with the perturbed environment": ["--perturbed"],
    "without an environment": ["--no-env"],
}


def main(arguments: list[str] | None = None) -> int:
    """Runs `score.py` once for each mode and prints what it prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpus", type=Path, help="folder with manifest.json, oracle/, oracle_perturbed/ and tools/score.py"
    )
    parser.add_argument("checkouts", type=Path, help="folder with one checkout for each project")
    parser.add_argument("--only", help="only the oracle files whose name matches this regular expression")
    parser.add_argument("--command", default=f"{sys.executable} -m djauthlint", help="how djauthlint is run")
    parser.add_argument("--timeout", default="60", help="seconds that one module may take")
    options = parser.parse_args(arguments)
    judge = options.corpus / "tools" / "score.py"
    if not judge.is_file():
        parser.error(f"{judge} does not exist: CORPUS is the folder that holds tools/score.py")
    failed = 0
    for title, flags in MODES.items():
        print(f"== {title}", flush=True)
        command = [sys.executable, str(judge), "--corpus", str(options.corpus), "--src", str(options.checkouts)]
        command += ["--command", options.command, "--timeout", options.timeout, *flags]
        command += ["--only", options.only] if options.only else []
        failed |= subprocess.run(command, check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

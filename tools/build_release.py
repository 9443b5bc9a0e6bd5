"""Builds a release twice, from two copies of the checkout, and keeps it only if both are the same, byte for byte.

    python tools/build_release.py [--tag v1.2.3] [--no-isolation] [--wheel]

The files go to dist/, with their hashes in SHA256SUMS beside it. SOURCE_DATE_EPOCH is the time of the last commit unless it is set. `build` must
be installed; with --no-isolation what pyproject.toml names under [build-system], too.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_SOURCE = (".git", ".hypothesis", ".nox", ".venv", ".*_cache", "__pycache__", "*.egg-info", "build", "dist")


def main(words: Sequence[str] | None = None) -> int:
    """Build, compare, and say what was built."""
    parser = argparse.ArgumentParser(description="Build a release twice and compare.")
    parser.add_argument("--tag", help="what the release is called: v and the version of the package")
    parser.add_argument("--no-isolation", action="store_true", help="build with what is installed")
    parser.add_argument("--wheel", action="store_true", help="build no sdist")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="the folder for what was built")
    options = parser.parse_args(words)
    if options.tag is not None and options.tag != f"v{version()}":
        print(f"the tag is {options.tag}, and the package has version {version()}", file=sys.stderr)
        return 1
    environment = {**os.environ, "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or last_commit()}
    with tempfile.TemporaryDirectory() as folder:
        builds = [build(Path(folder, name), environment, options) for name in ("one", "another")]
        if different := [name for name in builds[0] if builds[0][name] != builds[1].get(name)]:
            print(f"two builds differ: {', '.join(different)}", file=sys.stderr)
            return 1
    options.into.mkdir(parents=True, exist_ok=True)
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in builds[0].items()]
    for name, content in builds[0].items():
        (options.into / name).write_bytes(content)
    options.into.with_name("SHA256SUMS").write_text("".join(lines), "utf-8")
    print("".join(lines), end="")
    return 0


def version() -> str:
    """The version of the package."""
    found = re.search(
        r'^__version__ = "([^"]+)"', (ROOT / "src/djauthlint/__init__.py").read_text("utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1]


def last_commit() -> str:
    """The time of the last commit, in seconds."""
    command = ["git", "log", "-1", "--pretty=%ct"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def build(place: Path, environment: dict[str, str], options: argparse.Namespace) -> dict[str, bytes]:
    """Build in a copy of the checkout, whose files have other times than the checkout's; what was built, by name."""
    unneeded = ["tests", "fixtures"] if options.wheel else []
    ignored = shutil.ignore_patterns(*NOT_SOURCE, *unneeded)
    shutil.copytree(ROOT, place, ignore=ignored, copy_function=shutil.copyfile)
    shutil.copyfile(ROOT / ".gitignore", place / ".gitignore")
    words = [*(["--no-isolation"] if options.no_isolation else []), *(["--wheel"] if options.wheel else [])]
    command = [sys.executable, "-m", "build", *words, "--outdir", "built", "."]
    subprocess.run(command, cwd=place, env=environment, check=True, stdout=subprocess.DEVNULL)
    return {
        path.name: path.read_bytes() for path in sorted((place / "built").iterdir()) if not path.name.startswith(".")
    }


if __name__ == "__main__":
    sys.exit(main())

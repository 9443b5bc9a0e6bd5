"""Every command that the README and the manual show does what a reader expects of it: it runs."""

import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from djauthlint.cli import main

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/using.md", "docs/ci.md", "docs/formats.md", "docs/third-party-rules.md")
OF_OTHERS = (
    "./run",
    ".venv/bin/djauthlint /path/to",
    "flake8",
    "git",
    "sh login.sh",
    "python tools/new_rule.py",
    "pip",
)
"""What .ci/run runs, or tests of its own: tests/flake8_plugin, tests/hooks, tests/verification, tests/rules/test_new_rule.py."""


def commands() -> list[str]:
    """The lines behind a `$`."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
            found += [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return [line for line in dict.fromkeys(found) if not line.startswith(OF_OTHERS)]


def test_there_are_commands() -> None:
    assert len(commands()) > 20


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the files that the manual speaks of."""
    folder = tmp_path_factory.mktemp("manual") / "shop"
    shutil.copytree(ROOT / "fixtures/examples/login-loop", folder, ignore=shutil.ignore_patterns(".djauthlint_cache"))
    shutil.copytree(folder, folder / "fixtures/examples/login-loop")
    settings = folder / "config/settings"
    shutil.copy(settings / "production.py", settings / "prod.py")
    (settings / "dev.py").write_text("from .base import *\n\nDEBUG = True\n")
    (folder / "edited.py").write_text((settings / "production.py").read_text())
    (folder / "djauthlint-baseline.json").write_text('{"version": 1, "diagnostics": []}\n')
    return folder


@pytest.mark.parametrize("command", commands())
def test_it_runs(
    command: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "shop"
    shutil.copytree(project, folder)
    monkeypatch.chdir(folder)
    words = shlex.split(command, comments=True)
    if "<" in words:
        position = words.index("<")
        text = (folder / words[position + 1]).read_bytes()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        del words[position : position + 2]
    if ">" in words:
        del words[words.index(">") :]
    assert words[0] == "djauthlint", command
    code = main(words[1:])
    printed = capsys.readouterr()
    assert code in {0, 1}, printed.err
    assert printed.out or printed.err

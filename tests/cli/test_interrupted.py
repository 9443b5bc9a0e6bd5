"""Ctrl-C ends a run at any moment without a word, and leaves nothing half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BEGINNING = "import sys\nfrom djauthlint.__main__ import run\n"
BEGUN = "print('begun', flush=True)\n"
AT_AN_IMPORT = """
class Telling:
    def find_spec(self, name, *_):
        if name == "djauthlint.cli":
            print("begun", flush=True)
sys.meta_path.insert(0, Telling())
"""
"""Where `run` is waiting for Ctrl-C: before, Python itself tells it."""
IN_AN_IMPORT = f"""{BEGUN}
class Interrupting:
    def find_spec(self, name, *_):
        if name == "djauthlint.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
"""
WHERE_NOTHING_CAN_BE_RAISED = f"""{BEGUN}
import time, weakref
from djauthlint.cli import commands
class Known: ...
def interrupted(_):
    raise KeyboardInterrupt
def check(options, screen):
    known = Known()
    reference = weakref.ref(known, interrupted)
    del known
    time.sleep(3)
    return 0
commands.COMMANDS["check"] = check
"""
ELSEWHERE = WHERE_NOTHING_CAN_BE_RAISED.replace("raise KeyboardInterrupt", "raise ValueError('mine')")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "manage.py").write_text('import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n')
    (tmp_path / "settings.py").write_text('INSTALLED_APPS = ["django.contrib.auth"]\n')
    return tmp_path


def _begun(project: Path, text: str = BEGUN, *words: str) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if name != "DJAUTHLINT_NO_CACHE"}
    return subprocess.Popen(
        [sys.executable, "-c", f"{BEGINNING}{text}sys.exit(run())", "--output", "concise", *words],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_while_it_is_imported(project: Path) -> None:
    process = _begun(project, IN_AN_IMPORT)
    assert process.communicate() == ("begun\n", "")
    assert process.returncode == 130


@pytest.mark.broad
def test_where_python_can_not_raise(project: Path) -> None:
    process = _begun(project, WHERE_NOTHING_CAN_BE_RAISED)
    assert process.communicate() == ("begun\n", "")
    assert process.returncode == 130
    process = _begun(project, ELSEWHERE)
    assert "ValueError: mine" in process.communicate()[1]
    assert process.returncode == 0


WHILE_WRITING = """
import os, signal
from pathlib import Path
seen = []
def hook(event, arguments):
    if event == {event!r} and {name!r} in str(arguments[0]) and not seen:
        seen.append(event)
        os.kill(os.getpid(), signal.SIGINT)
import tempfile
sys.addaudithook(hook)
"""


@pytest.mark.broad
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("event", ["open", "os.rename"])
@pytest.mark.parametrize(("name", "words"), [(".json.", []), (".djauthlint-", ["--output", "json:report.json"])])
def test_while_a_file_is_written(project: Path, event: str, name: str, words: list[str]) -> None:
    """The file is whole, or not there, and nothing lies beside it."""
    process = _begun(project, WHILE_WRITING.format(event=event, name=name), *words)
    assert process.communicate()[1].replace("note: json report: report.json\n", "") == ""
    assert process.returncode == 130
    assert not [*project.rglob("*.tmp")]
    (written,) = project.rglob("*.json")
    json.loads(written.read_text())


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.broad
@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6])
def test_at_any_moment(project: Path, seconds: float) -> None:
    process = _begun(project, AT_AN_IMPORT)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert err == ""
    assert process.returncode in {130, 1, -signal.SIGINT}
    assert process.returncode == 130 or "DJA301" in out
    assert not [*project.glob(".djauthlint_cache/*.tmp")]
    whole = _begun(project).communicate()[0]
    assert _begun(project).communicate()[0] == whole

"""Several processes say what one says, byte for byte, or say that they failed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from djauthlint import cache, disk, registry
from djauthlint.cli import jobs, main
from djauthlint.cli.wire import packed, unpacked
from djauthlint.config import Config
from djauthlint.evaluator.evaluation import Given
from djauthlint.linter import Looking
from djauthlint.project import Project

NAMES = "abcdef"
FEW_RULES = ("--select", "DJA301,DJA315,DJA318,DJA403")
FORMATS = ("text", "json", "gitlab")
BASE = """\
import os
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions", "django.contrib.contenttypes"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SAMESITE = "Whatever"  # noqa: DJA403
LOGIN_URL = os.environ["LOGIN_URL"]
"""


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six sites that share a module; one of them can't be parsed, and a file of the deployment can't be read."""
    folder = tmp_path / "project"
    texts = {"shared/__init__.py": "", "shared/base.py": BASE, "render.yaml": "services: [\n", "djauthlint.toml": ""}
    for name in NAMES:
        broken = "from shared.secrets import (\n" if name == "d" else ""
        texts[f"site_{name}/__init__.py"] = ""
        texts[f"site_{name}/settings.py"] = (
            f"from shared.base import *\n{broken}SESSION_COOKIE_NAME = 'site {name}'\nINSTALLED_APPS += ['site_{name}']\n"
        )
        texts[f"site_{name}/wsgi.py"] = (
            f"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_{name}.settings')\n"
        )
    for place, text in texts.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def reports(folder: Path) -> Mapping[str, bytes]:
    """What the formats came to."""
    return {path.name: path.read_bytes() for path in sorted((folder / "reports").iterdir())}


def options(folder: Path, number: str) -> list[str]:
    """A run that writes every format."""
    shutil.rmtree(folder / "reports", ignore_errors=True)
    (folder / "reports").mkdir()
    outputs = (word for name in FORMATS for word in ("--output", f"{name}:reports/{name}"))
    return ["--no-cache", "--verbose", *FEW_RULES, "--jobs", number, *outputs]


def script(folder: Path, text: str, *words: str) -> "subprocess.Popen[str]":
    """A process that may make copies of itself, and caches; `text` changes what they do."""
    environment = {name: value for name, value in os.environ.items() if name != "DJAUTHLINT_NO_CACHE"}
    program = f"import os, sys, time\nfrom djauthlint.cli import jobs, run\nfrom djauthlint.linter import Looking\n{text}\nsys.exit(run())"
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_that_all_reports_are_the_same(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(options(sites, "1")) == 2  # one of the modules can't be parsed
    alone, said = reports(sites), capsys.readouterr()
    assert sorted(alone) == sorted(FORMATS)
    assert b"site_f" in alone["json"]
    assert "render.yaml" in said.err
    several = script(sites, "", *options(sites, "3"))
    assert several.communicate()[1] == said.err
    assert several.returncode == 2
    assert reports(sites) == alone


@pytest.mark.broad
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies that have what is changed here")
def test_that_who_ends_too_early_is_named(sites: Path) -> None:
    ends = "def at(self, entry, at=Looking.at):\n    if entry.module == 'site_e.settings':\n        {}\n    return at(self, entry)\nLooking.at = at"
    killed = script(sites, ends.format("os.kill(os.getpid(), 9)"), "--no-cache", "-j2", *FEW_RULES, "--output", "json")
    out, err = killed.communicate()
    assert killed.returncode == 2
    assert "the process that looked at site_e.settings ended by SIGKILL" in err
    assert "site_e.settings" in json.loads(out)["errors"][0]["message"]
    wrong = script(sites, ends.format("raise TypeError('a bug')"), "--no-cache", "-j2", "-v", *FEW_RULES)
    out, err = wrong.communicate()
    assert wrong.returncode == 2
    assert "djauthlint crashed on site_e.settings (TypeError: a bug); this is a bug in djauthlint" in err
    assert "Traceback" in err
    # Who has done its part, and was not heard about what it saw of the disk, is missed all the same.
    silent = script(sites, "jobs.cache.code_files = lambda: os._exit(3)", "-j2", *FEW_RULES)
    assert "ended with exit code 3" in silent.communicate()[1]
    assert silent.returncode == 2
    assert not list(sites.glob(".djauthlint_cache/*.json"))


@pytest.mark.broad
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies that have what is changed here")
def test_that_it_can_be_interrupted(sites: Path) -> None:
    slow = "parent = os.getpid()\ndef at(self, entry, at=Looking.at):\n    if os.getpid() != parent:\n        open('working', 'w').close()\n        time.sleep(600)\n    return at(self, entry)\nLooking.at = at"
    running = script(sites, slow, "--no-cache", "-j2", *FEW_RULES)
    while not (sites / "working").exists() and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    # Long before those that sleep would have ended by themselves.
    out, err = running.communicate(timeout=300)
    assert running.returncode == 130
    assert "Traceback" not in out + err
    with pytest.raises(ProcessLookupError):  # nobody of them is left
        os.killpg(running.pid, 0)


@pytest.mark.broad
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies that have what is changed here")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_that_nobody_is_left_where_the_first_is_killed(sites: Path, number: signal.Signals) -> None:
    waits = "parent = os.getpid()\ndef at(self, entry, at=Looking.at):\n    if os.getpid() == parent:\n        return at(self, entry)\n    open(f'working-{os.getpid()}', 'w').close()\n    while os.getppid() == parent:\n        time.sleep(0.02)\n    return at(self, entry)\nLooking.at = at"
    running = script(sites, waits, "--no-cache", "-j3", *FEW_RULES)
    while len([*sites.glob("working-*")]) < 3 and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(number)
    # Their ends of these pipes are closed when the last of them has ended.
    assert running.communicate(timeout=60) == ("", "")
    with pytest.raises(ProcessLookupError):
        _await_end(running.pid)


def _await_end(group: int) -> None:
    while True:
        os.killpg(group, 0)
        time.sleep(0.02)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="only copies are safe there")
def test_that_the_cache_knows_what_others_read(
    sites: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (sites / "site_d/settings.py").unlink()  # what fails is not kept
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE", raising=False)
    for name in ("json", "multiprocessing", "signal"):  # what new processes must not import
        (sites / f"{name}.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')\n")
    monkeypatch.setattr(jobs, "_method", lambda: "spawn")
    monkeypatch.setattr(cache, "code_files", lambda: ())  # here, and not in the others
    assert main(["--jobs", "2", *FEW_RULES, "--output", "concise"]) == 1
    first = capsys.readouterr().out
    kept = json.loads(next(sites.glob(".djauthlint_cache/*.json")).read_text())["run"]
    assert any(path.endswith("interpreter.py") for path in kept["code"])
    assert str(sites / "site_f/settings.py") in kept["seen"]["files"]
    monkeypatch.setattr(jobs, "share_of", lambda *_: pytest.fail("it is not repeated"))
    assert main(["--jobs", "3", *FEW_RULES, "--output", "concise"]) == 1
    assert capsys.readouterr().out == first
    monkeypatch.undo()
    monkeypatch.chdir(sites)
    assert main(["--no-cache", "--jobs", "1", *FEW_RULES, "--output", "concise"]) == 1
    assert capsys.readouterr().out == first
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE", raising=False)
    (sites / "shared/base.py").write_text(BASE.replace("SECURE = False", "SECURE = True "))
    assert main(["--jobs", "1", *FEW_RULES, "--output", "concise"]) == 1
    assert capsys.readouterr().out != first
    assert not (tmp_path / "imported").exists()


def test_what_a_process_answers(sites: Path) -> None:
    project = Project.open([], cwd=sites)
    entries = project.entries
    order = jobs.Order(project.opened(), Config(), Given(), (), None, entries, is_recorded=True)
    said: list[dict[str, Any]] = []
    heard = iter([b"[0, 1]", b"[4]", b"[]"])
    jobs.serve(lambda: next(heard), lambda answer: said.append(json.loads(answer)), order)
    assert [path for answer in said[:3] for path in answer["made_of"]].count(str(sites / "shared/base.py")) == 3
    assert [str(file["path"]["path"]) for file in said[1]["files"]] == [
        str(sites / "site_b" / name) for name in ("__init__.py", "settings.py")
    ]
    here = Looking(project, Config(), Given(), registry.every_rule()).at(entries[0])
    there = unpacked(said[0]["findings"])
    assert there.diagnostics == here.diagnostics
    assert [each.cure is None for each in there.diagnostics] == [each.cure is None for each in here.diagnostics]
    assert there.entry == here.entry
    assert said[3]["contradicts_itself"] is False
    wrong: list[bytes] = []
    jobs.serve(lambda: b"[99]", wrong.append, order)
    assert "IndexError" in json.loads(wrong[0])["failed"]

    def gone() -> bytes:
        raise EOFError

    with pytest.raises(EOFError):
        jobs.serve(gone, wrong.append, order)


def test_that_only_data_is_told() -> None:
    with pytest.raises(TypeError, match="function"):
        packed(test_that_only_data_is_told)
    assert isinstance(unpacked(packed((None, True, "x"))), tuple)
    with pytest.raises(KeyError):
        unpacked({"is": "Popen", "args": ["true"]})


def test_that_what_two_saw_differently_is_no_moment() -> None:
    with disk.recorded() as record:
        contradicted = []
        for digest, code in (("1", ["/code.py"]), ("1", []), ("2", [])):
            disk.note({"files": {"/a": [None, digest]}, "kinds": {"/a": 1}}, code, contradicts_itself=False)
            contradicted.append(record.contradicts_itself)
        assert contradicted == [False, False, True]
        assert record.code == {"/code.py"}
    disk.note({"files": {"/a": [None, "2"]}}, [], contradicts_itself=True)  # nobody records


def test_how_many(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(jobs, "_method", lambda: "fork")
    assert jobs.share_of("4", 2) is None  # the first is looked at before there are copies
    assert jobs.share_of("4", 3) is not None
    monkeypatch.setattr(jobs, "_cores", lambda: 2)
    assert jobs.share_of("auto", 5) is None
    assert jobs.share_of("auto", 500) is not None
    monkeypatch.setattr(jobs, "_cores", lambda: 1)
    assert jobs.share_of("auto", 500) is None
    monkeypatch.setattr(jobs, "_method", lambda: None)
    assert jobs.share_of("4", 500) is None
    monkeypatch.undo()
    assert jobs._method() in {"fork", "spawn", None}
    assert main(["--jobs", "0"]) == 2
    assert "0 is neither auto nor a number of processes" in capsys.readouterr().err

"""`djauthlint --fix` and its like: what is written, what is said, and the exit code."""

import io
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from djauthlint.cli.screen import Screen
from djauthlint.fixer import saving
from djauthlint.project import ProjectFiles
from djauthlint.source import SourceFile
from tests.cli.conftest import Run, Write

SESSION = '"django.contrib.sessions.middleware.SessionMiddleware"'
AUTHENTICATION = '"django.contrib.auth.middleware.AuthenticationMiddleware"'
BASE = f"""\
import os

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["example.com"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    {AUTHENTICATION},  # who is it?
    {SESSION},
]
"""
MOVED = BASE.replace(
    f"    {AUTHENTICATION},  # who is it?\n    {SESSION},\n", f"    {SESSION},\n    {AUTHENTICATION},  # who is it?\n"
)
PROD = "from .base import *\n\nSESSION_COOKIE_SECURE = False\n"
FILES = {
    "config/__init__.py": "",
    "config/wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.prod")\n',
    "config/base.py": BASE,
    "config/prod.py": PROD,
}
SECURE = PROD.replace("False", "True")
BOTH = ("--select", "DJA103,DJA301")


@pytest.fixture
def project(write: Write) -> Path:
    return write(FILES)


def text(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_safe_ones(project: Path, run: Run) -> None:
    assert run(*BOTH, "--fix") == 1
    assert (text("config/base.py"), text("config/prod.py")) == (MOVED, PROD)
    assert "DJA301" in run.out
    assert "DJA103 [" not in run.out
    assert "note: fixed DJA103 in config/base.py: move " in run.err
    assert "note: 1 diagnostic more can be fixed with --unsafe-fixes\n" in run.err


def test_unsafe_ones_too(project: Path, run: Run) -> None:
    assert run(*BOTH, "--fix", "--unsafe-fixes") == 0
    assert (text("config/base.py"), text("config/prod.py")) == (MOVED, SECURE)
    assert "All checks passed" in run.out
    assert "note: fixed DJA301 in config/prod.py: set SESSION_COOKIE_SECURE = True (unsafe: " in run.err


def test_again(project: Path, run: Run) -> None:
    run(*BOTH, "--fix", "--unsafe-fixes")
    assert run(*BOTH, "--fix", "--unsafe-fixes") == 0
    assert run.err == "note: nothing to fix\n"


def test_only(project: Path, run: Run) -> None:
    assert run(*BOTH, "--fix-only", "--quiet") == 0
    assert (text("config/base.py"), run.out, run.err) == (MOVED, "", "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")
def test_patch(project: Path, run: Run) -> None:
    assert run(*BOTH, "--diff", "--unsafe-fixes") == 1
    assert (text("config/base.py"), text("config/prod.py")) == (BASE, PROD)
    assert "note: would fix DJA103 in config/base.py" in run.err
    patch = run.out
    assert run(*BOTH, "--diff", "--unsafe-fixes", "--exit-zero") == 0
    assert run.out == patch
    subprocess.run(["git", "apply", "-"], input=run.out.encode(), check=True)
    assert (text("config/base.py"), text("config/prod.py")) == (MOVED, SECURE)


def test_patch_of_nothing(project: Path, run: Run) -> None:
    assert run("--select", "DJA101", "--diff") == 0
    assert run.out == ""


def test_path(project: Path, run: Run) -> None:
    assert run(*BOTH, "--fix", "--unsafe-fixes", "config/base.py") == 0
    assert (text("config/base.py"), text("config/prod.py")) == (MOVED, PROD)


def test_file_that_was_not_named_is(project: Path, run: Run) -> None:
    assert run(*BOTH, "--fix", "config/prod.py") == 1
    assert text("config/base.py") == MOVED
    assert "note: config/base.py is not among the paths that you named, but decides what is wrong there\n" in run.err


def test_standard_input(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PROD.replace("\n", "\r\n").encode())))
    assert run(*BOTH, "--fix", "--unsafe-fixes", "-", "--stdin-filename", "config/prod.py") == 1
    assert run.out.encode() == SECURE.replace("\n", "\r\n").encode()
    assert (text("config/base.py"), text("config/prod.py")) == (BASE, PROD)


def test_standard_input_and_what_is_in_other_files(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PROD.encode())))
    run(*BOTH, "--fix", "-", "--stdin-filename", "config/prod.py")
    why = "what would have to change is in another file than the one from standard input"
    assert f"note: left DJA103 in config/base.py: {why}\n" in run.err
    assert "note: 1 diagnostic more can be fixed with --unsafe-fixes\n" in run.err


def test_what_git_ignores_is_left(project: Path, run: Run) -> None:
    (project / ".gitignore").write_text("prod.py\n", encoding="utf-8")
    run("--select", "DJA301", "--fix-only", "--unsafe-fixes", "config/prod.py")
    assert text("config/prod.py") == PROD
    assert run.err == "note: left DJA301 in config/prod.py: what would have to change is in a file that git ignores\n"
    run("--select", "DJA301", "--fix-only", "config/prod.py")
    assert run.err == "note: nothing to fix\n"


def test_standard_input_without_a_fix(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(SECURE.encode())))
    assert run("--select", "DJA301", "--fix", "-", "--stdin-filename", "config/prod.py") == 0
    assert run.out == SECURE


class Asked:
    """A terminal with a user who has made up his mind."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.answers = list(answers)
        monkeypatch.setattr(Screen, "is_answered", property(lambda _: True))
        monkeypatch.setattr(Screen, "ask", lambda _, question: self.answers.pop(0))


def test_asked(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch, "what?", "n", "yes")
    assert run(*BOTH, "--ask", "--unsafe-fixes") == 1
    assert asked.answers == []
    assert (text("config/base.py"), text("config/prod.py")) == (BASE, SECURE)
    assert "fix: set SESSION_COOKIE_SECURE = True" in run.out
    assert "-SESSION_COOKIE_SECURE = False\n+SESSION_COOKIE_SECURE = True\n" in run.out
    assert "note: left DJA103 in config/base.py: it was declined\n" in run.err


def test_all(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Asked(monkeypatch, "a")
    assert run(*BOTH, "--ask", "--unsafe-fixes") == 0
    assert (text("config/base.py"), text("config/prod.py")) == (MOVED, SECURE)


def test_quit(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Asked(monkeypatch, "q")
    assert run(*BOTH, "--ask", "--unsafe-fixes") == 1
    assert (text("config/base.py"), text("config/prod.py")) == (BASE, PROD)


def test_nobody_to_ask(project: Path, run: Run) -> None:
    assert run("--ask") == 2
    assert run.err == "error: --ask needs a terminal to ask in; --diff shows the fixes, --fix makes them\n"


def test_unsafe_alone(project: Path, run: Run) -> None:
    assert run("--unsafe-fixes") == 2
    assert run.err == "error: --unsafe-fixes says which fixes to make; add --fix, --diff or --ask\n"


def test_file_that_cannot_be_written(project: Path, run: Run) -> None:
    (project / "config/prod.py").chmod(0o444)
    assert run(*BOTH, "--fix", "--unsafe-fixes") == 2
    assert (text("config/base.py"), text("config/prod.py")) == (BASE, PROD)
    assert run.err == "error: config/prod.py: it is read-only\nnote: unchanged: config/base.py, config/prod.py\n"


def test_failure_half_way(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = saving._refuse_changed
    calls: list[Path] = []

    def refuse(files: ProjectFiles, path: Path, old: SourceFile) -> Path:
        calls.append(path)
        if len(calls) > 3:
            raise saving.SavingFailed(path, "was changed while djauthlint worked; run it again")
        return real(files, path, old)

    monkeypatch.setattr(saving, "_refuse_changed", refuse)
    assert run(*BOTH, "--fix", "--unsafe-fixes") == 2
    assert "note: written: config/base.py\nnote: unchanged: config/prod.py\n" in run.err


def test_file_that_cannot_be_parsed(project: Path, run: Run) -> None:
    (project / "config/base.py").write_text("MIDDLEWARE = [\n")
    assert run(*BOTH, "--fix") == 2
    for options in (["--diff"], ["--fix-only"], ["--diff", "--exit-zero", "--quiet"]):
        assert run(*BOTH, *options) == 2
        assert run.err.endswith("error: config/base.py:1: '[' was never closed\n")


class TestComments:
    def test_one_that_silences_nothing_is_deleted(self, project: Path, run: Run) -> None:
        (project / "config/prod.py").write_text(PROD.replace("False", "True  # djauthlint: ignore[DJA301] why"))
        assert run("--select", "DJA002,DJA301", "--fix") == 0
        assert text("config/prod.py") == SECURE
        assert "note: fixed DJA002 in config/prod.py: delete the comment\n" in run.err

    def test_one_that_another_entry_module_needs_stays(self, project: Path, run: Run) -> None:
        base = BASE + "SESSION_COOKIE_SECURE = False  # djauthlint: ignore[DJA301] why\n"
        (project / "config/base.py").write_text(base)
        (project / "config/prod.py").write_text("from .base import *\n")
        (project / "manage.py").write_text('import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.dev")\n')
        (project / "config/dev.py").write_text("from .base import *\n\nDEBUG = True\n")
        assert run("--select", "DJA002,DJA301", "--fix") == 0
        assert text("config/base.py") == base

    def test_an_audit_says_everything(self, project: Path, run: Run) -> None:
        (project / "config/prod.py").write_text(PROD.replace("False", "False  # djauthlint: ignore[DJA301]"))
        assert run("--select", "DJA301") == 0
        assert run("--select", "DJA301", "--no-ignores") == 1
        assert run("--select", "DJA301", "--require-reason") == 1
        assert "DJA004 [suppression-without-reason]" in run.out

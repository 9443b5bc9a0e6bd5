"""Disks that refuse: a file that can't be read, a project that can't be written to."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from djauthlint.cli import main

SETTINGS = 'SECRET_KEY = ""\nINSTALLED_APPS = ["django.contrib.auth"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, module in (("manage.py", "good"), ("wsgi.py", "bad")):
        (tmp_path / name).write_text(f'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "{module}"\n')
        (tmp_path / f"{module}.py").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE", raising=False)
    return tmp_path


def _refuse(monkeypatch: pytest.MonkeyPatch, reason: int, *, name: str = "", writing: bool = False) -> None:
    opened = os.open

    def refusing(path: Any, flags: int, *more: Any, **options: Any) -> int:
        if str(path).endswith(name) and bool(flags & (os.O_WRONLY | os.O_RDWR)) is writing:
            raise OSError(reason, os.strerror(reason), path)
        return opened(path, flags, *more, **options)

    monkeypatch.setattr(os, "open", refusing)


def test_a_file_that_can_not_be_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "base.py").write_text(SETTINGS)
    (project / "bad.py").write_text("from base import *\n")
    _refuse(monkeypatch, errno.EACCES, name="/base.py")
    assert main(["--select", "DJA701", "--output", "concise"]) == 2
    printed = capsys.readouterr()
    assert "good.py:1:14: DJA701" in printed.out
    assert "base.py" in printed.out + printed.err
    assert "ermission denied" in printed.out + printed.err


@pytest.mark.parametrize("words", [[], ["--fix"], ["init", "--yes"], ["--output", "json:report.json"]])
def test_a_project_that_can_not_be_written_to(
    words: list[str], project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "mkdir", refuse)
    _refuse(monkeypatch, errno.EROFS, writing=True)
    code = main(words)
    printed = capsys.readouterr()
    assert "crashed" not in printed.err
    assert code == (2 if words else 1)
    if code == 2:
        assert "ead-only file system" in printed.err


def test_an_entry_module_that_is_too_large(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "bad.py").write_text("#" * 2_100_000)
    assert main(["--select", "DJA701", "--output", "concise"]) == 2
    printed = capsys.readouterr()
    assert "good.py:1:14: DJA701" in printed.out
    assert "bad.py" in printed.out

"""Disks that do not tell small letters from capitals, as those of macOS and Windows: Python's imports do, even there (PEP 235)."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from djauthlint.cli import main
from djauthlint.project import ProjectFiles

NAMES = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "{}"\n'
BASE = 'SECRET_KEY = ""\nINSTALLED_APPS = ["django.contrib.auth"]\n'
CHECK = ("--select", "DJA701,DJA301", "--output", "concise", "--profile", "production")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder whose files are found by names in any letters."""
    root = tmp_path / "project"
    (root / "settings").mkdir(parents=True)
    (root / "settings/__init__.py").touch()
    (root / "settings/base.py").write_text(BASE)
    (root / "settings/prod.py").write_text("from .base import *\nSESSION_COOKIE_SECURE = False\n")
    (root / "manage.py").write_text(NAMES.format("settings.prod"))
    listed = os.listdir

    def found(path: Any) -> Any:
        if not isinstance(path, (str, os.PathLike)) or not str(path).startswith(f"{root}/"):
            return path
        place = root
        for name in Path(path).relative_to(root).parts:
            names: list[str] = []
            with suppress(OSError):
                names = listed(place)
            place /= next((each for each in names if each.casefold() == name.casefold()), name)
        return str(place)

    def patched(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda path=".", *words, **options: function(found(path), *words, **options)

    for name in ("stat", "lstat", "open", "scandir", "listdir"):
        monkeypatch.setattr(os, name, patched(getattr(os, name)))
    monkeypatch.chdir(root)
    return root


def check(*words: str) -> int:
    """A run over two rules."""
    return main([*CHECK, *words])


@pytest.mark.parametrize(
    "words",
    [["Settings/Prod.py"], ["SETTINGS"], ["--changed", "Settings/BASE.py"], ["--exclude", "x", "settings/Prod.py"]],
)
def test_a_path_in_other_letters(words: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == 1
    expected = capsys.readouterr().out
    assert check(*words) == 1
    assert capsys.readouterr().out == expected
    assert expected.count("settings/") == 2


def test_a_setting_in_a_file_in_other_letters(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "Settings/Prod.py", "--setting", "SECRET_KEY"]) == 0
    assert "set at settings/base.py:1" in capsys.readouterr().out
    assert main(["settings", "Settings.Prod"]) == 2
    assert "did you mean settings.prod?" in capsys.readouterr().err


@pytest.mark.parametrize("source", [".Base", "settings.Base", "Settings.base"])
def test_an_import_in_other_letters(source: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "settings/prod.py").write_text(f"from {source} import *\nSESSION_COOKIE_SECURE = False\n")
    assert check("settings/prod.py") == 1
    assert capsys.readouterr().out.startswith("settings/prod.py:2:25: DJA301")


def test_an_entry_module_in_other_letters(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Python does not find it; what there is was found by its content."""
    (project / "manage.py").write_text(NAMES.format("Settings.prod"))
    assert check() == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "settings/base.py",
        "settings/prod.py",
    ]


def test_a_fix(project: Path) -> None:
    assert check("--fix", "--unsafe-fixes", "Settings/Prod.py") in {0, 1}
    assert "SESSION_COOKIE_SECURE = True" in (project / "settings/prod.py").read_text()
    assert sorted(path.name for path in Path("settings").iterdir()) == ["__init__.py", "base.py", "prod.py"]


def test_what_is_not_there_stays_as_it_is(project: Path) -> None:
    files = ProjectFiles(project, {project / "Settings/New.py": b"A = 1\n"})
    assert files.read_bytes(Path("settings/New.py")) == b"A = 1\n"
    assert files.spelled(project / "SETTINGS/Other.py") == project / "settings/Other.py"
    assert files.spelled(project) == project


@pytest.mark.parametrize("names", [(), ("1", "2"), ("a.py", "A.PY"), ("a.py",)])
def test_disks_that_tell_them_apart(names: tuple[str, ...], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).touch()
    if len([*tmp_path.iterdir()]) == len(names):
        assert ProjectFiles(tmp_path).spelled(tmp_path / "A.py") == tmp_path / "A.py"

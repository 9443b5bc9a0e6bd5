"""Output: pipes that close, encodings that lack characters, a working directory that is gone."""

import os
import sys
from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.cli.screen import Screen


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "wsgi.py").write_text('import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n')
    (tmp_path / "settings.py").write_text(
        'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = False\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_pipe_that_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        screen = Screen()
        screen.say(["x" * 100_000])
        screen.say(["more"])
        screen.close()


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_is_there_from_the_beginning(
    form: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert main(["--output", form]) == main(["--diff", "--unsafe-fixes"]) == 1
    assert "crashed" not in capsys.readouterr().err


def test_standard_input_is_closed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["-", "--stdin-filename", "settings.py"]) == 2
    assert capsys.readouterr().err == "error: - reads a file from standard input, which is closed\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("options", [["--output", "text"], ["--output", "json"], ["--diff", "--unsafe-fixes"]])
def test_a_disk_that_is_full(
    options: list[str], project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as stream:  # noqa: PTH123 (it is no file)
        monkeypatch.setattr("sys.stdout", stream)
        assert main(options) == 2
    assert "error: standard output can't be written: No space left on device\n" in capsys.readouterr().err


def test_what_can_not_be_encoded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        Screen().say(["caf\xe9 \udcff"])
    assert (tmp_path / "out").read_text("ascii") == "caf\\xe9 \\udcff\n"


def test_the_working_directory_is_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main([]) == 2
    assert capsys.readouterr().err == "error: the working directory is gone\n"
    monkeypatch.chdir(tmp_path)


def test_arguments_come_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["djauthlint", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("djauthlint ")


def test_nothing_heavy_is_imported_for_nothing() -> None:
    import subprocess

    code = (
        "import sys; before = set(sys.modules); from djauthlint.cli import main; main(['--version']); "
        "assert not {'libcst', 'yaml', 'pathspec', 'djauthlint.project', 'tomllib', 'difflib'} & (set(sys.modules) - before)"
    )
    path = str(Path(__file__).parents[2] / "src")
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL
    )


def test_the_command_as_a_process_of_its_own(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "manage.py").write_text('import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n')
    (tmp_path / "settings.py").write_text(
        'AUTH_PASSWORD_VALIDATORS = ["a.B"]\nINSTALLED_APPS = ["django.contrib.auth"]\n'
    )
    path = str(Path(__file__).parents[2] / "src")
    codes = {}
    for arguments in (["--version"], [], ["no-such-file.py"]):
        done = subprocess.run(
            [sys.executable, "-m", "djauthlint", *arguments],
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
        )
        codes[" ".join(arguments)] = done.returncode
    assert codes == {"--version": 0, "": 1, "no-such-file.py": 2}

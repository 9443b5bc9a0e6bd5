"""Files are as they were or as they should be, whatever happens while they are written."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from djauthlint.evaluator.parse import decode
from djauthlint.fixer import SavingFailed, save
from djauthlint.project import ProjectFiles
from djauthlint.source import SourceFile

OLD, NEW = "DEBUG = True\n", "DEBUG = False\n"


def saved(root: Path, *names: str) -> None:
    """Write what should be in files in place of what is."""
    before = {root / name: decode(root / name, (root / name).read_bytes()) for name in names}
    after = {path: replace(file, text=file.text.replace("True", "False")) for path, file in before.items()}
    save(ProjectFiles(root), before, after)


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*.tmp")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"DEBUG = True\r\nA = 1\r\n", b"DEBUG = False\r\nA = 1\r\n"),
        (b"\xef\xbb\xbfDEBUG = True\n", b"\xef\xbb\xbfDEBUG = False\n"),
        (b"# coding: latin-1\nNAME = '\xe9'\nDEBUG = True\n", b"# coding: latin-1\nNAME = '\xe9'\nDEBUG = False\n"),
        (b"DEBUG = True", b"DEBUG = False"),
        (b"if 1:\n\tDEBUG = True\n", b"if 1:\n\tDEBUG = False\n"),
        (b"A = 1\rDEBUG = True\r", b"A = 1\rDEBUG = False\r"),
    ],
    ids=["CRLF", "BOM", "latin-1", "no newline", "tabs", "CR"],
)
def test_bytes(tmp_path: Path, old: bytes, new: bytes) -> None:
    (tmp_path / "settings.py").write_bytes(old)
    saved(tmp_path, "settings.py")
    assert (tmp_path / "settings.py").read_bytes() == new
    assert leftovers(tmp_path) == []


def test_mode(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text(OLD)
    path.chmod(0o640)
    saved(tmp_path, "settings.py")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("may_give", [True, False])
def test_owner(may_give: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.py"
    path.write_text(OLD)
    given: list[tuple[str, int, int]] = []
    stat_of = Path.stat

    def others(self: Path, **options: bool) -> os.stat_result:
        found = stat_of(self, **options)
        return os.stat_result((*found[:4], 1234, 1235, *found[6:])) if self.name == "settings.py" else found

    def chown(target: Path, user: int, group: int) -> None:
        given.append((target.suffix, user, group))
        if not may_give:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", others)
    monkeypatch.setattr(os, "chown", chown, raising=False)
    saved(tmp_path, "settings.py")
    assert path.read_text() == NEW
    assert given == [(".tmp", 1234, -1), (".tmp", -1, 1235)]


def test_one_file_by_two_names(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text(OLD)
    (tmp_path / "settings.py").symlink_to("real.py")
    saved(tmp_path, "real.py", "settings.py")
    assert (tmp_path / "real.py").read_text() == NEW
    assert (tmp_path / "settings.py").is_symlink()
    assert leftovers(tmp_path) == []


def test_one_file_that_is_to_become_two(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text(OLD)
    (tmp_path / "settings.py").symlink_to("real.py")
    before = {tmp_path / name: decode(tmp_path / name, OLD.encode()) for name in ("real.py", "settings.py")}
    after = {path: replace(file, text=f"{NEW}# {path.name}\n") for path, file in before.items()}
    with pytest.raises(SavingFailed, match="the same file"):
        save(ProjectFiles(tmp_path), before, after)
    assert (tmp_path / "real.py").read_text() == OLD
    assert leftovers(tmp_path) == []


def test_read_only(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OLD)
    (tmp_path / "b.py").chmod(0o444)
    with pytest.raises(SavingFailed, match=r"b\.py: it is read-only"):
        saved(tmp_path, "a.py", "b.py")
    assert (tmp_path / "a.py").read_text() == OLD
    assert leftovers(tmp_path) == []


def test_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text("A = 1\n")
    before = {path: SourceFile(path, OLD)}
    with pytest.raises(SavingFailed, match="was changed while djauthlint worked"):
        save(ProjectFiles(tmp_path), before, {path: SourceFile(path, NEW)})
    assert path.read_text() == "A = 1\n"


def test_gone_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    with pytest.raises(SavingFailed, match="no such file"):
        save(ProjectFiles(tmp_path), {path: SourceFile(path, OLD)}, {path: SourceFile(path, NEW)})
    assert not path.exists()


def test_link_inside_the_project(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text(OLD)
    (tmp_path / "settings.py").symlink_to("real.py")
    saved(tmp_path, "settings.py")
    assert (tmp_path / "settings.py").is_symlink()
    assert (tmp_path / "real.py").read_text() == NEW


def test_link_out_of_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "real.py").write_text(OLD)
    (root / "settings.py").symlink_to("../real.py")
    with pytest.raises(SavingFailed, match="outside the project"):
        saved(root, "settings.py")
    assert (tmp_path / "real.py").read_text() == OLD


SCRIPT = """
    import os, resource, signal, sys
    from pathlib import Path
    from djauthlint.fixer import SavingFailed, save
    from djauthlint.project import ProjectFiles
    from djauthlint.source import SourceFile

    root = Path(sys.argv[1])
    paths = [root / "a.py", root / "b.py"]
    before = {path: SourceFile(path, path.read_text()) for path in paths}
    after = {path: SourceFile(path, "DEBUG = False\\n" * 1000) for path in paths}
"""


def _python(script: str, root: Path) -> "subprocess.CompletedProcess[str]":
    text = textwrap.dedent(SCRIPT) + textwrap.dedent(script)
    # What is measured is written when a process ends, and these do not come to that.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-c", text, str(root)], capture_output=True, text=True, check=False, env=environment
    )


def test_full_disk(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OLD)
    done = _python(
        """
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            save(ProjectFiles(root), before, after)
        except SavingFailed as failed:
            print(failed.path.name, failed.reason)
        """,
        tmp_path,
    )
    assert done.stdout == "a.py file too large\n", done.stderr
    assert (tmp_path / "a.py").read_text() == (tmp_path / "b.py").read_text() == OLD
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("moment", ["fsync", "chmod", "rename"])
@pytest.mark.parametrize("count", [1, 2])
def test_killed(tmp_path: Path, moment: str, count: int) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OLD)
    done = _python(
        f"""
        seen = 0

        def hook(event, arguments):
            global seen
            if event == "os.{moment}":
                seen += 1
                if seen == {count}:
                    os.kill(os.getpid(), signal.SIGKILL)

        real = os.fsync

        def fsync(descriptor):
            hook("os.fsync", ())
            real(descriptor)

        os.fsync = fsync
        sys.addaudithook(hook)
        save(ProjectFiles(root), before, after)
        """,
        tmp_path,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    new = "DEBUG = False\n" * 1000
    assert (tmp_path / "a.py").read_text() == (new if (moment, count) == ("rename", 2) else OLD)
    assert (tmp_path / "b.py").read_text() == OLD


@pytest.mark.parametrize("moment", ["tempfile.mkstemp", "open", "os.chmod", "os.rename"])
@pytest.mark.parametrize("count", [1, 2])
def test_interrupted(tmp_path: Path, moment: str, count: int) -> None:
    """Ctrl-C waits: all files are saved, or none."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OLD)
    done = _python(
        f"""
        seen = 0

        def hook(event, arguments):
            global seen
            if event == "{moment}":
                seen += 1
                if seen == {count}:
                    os.kill(os.getpid(), signal.SIGINT)

        import tempfile
        sys.addaudithook(hook)
        try:
            save(ProjectFiles(root), before, after)
        except KeyboardInterrupt:
            print("interrupted", seen >= {count})
        """,
        tmp_path,
    )
    assert done.stdout == "interrupted True\n", done.stderr
    new = "DEBUG = False\n" * 1000
    assert [(tmp_path / name).read_text() for name in ("a.py", "b.py")] == [new, new]
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text(OLD)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(SavingFailed, match="permission denied"):
            saved(tmp_path, "settings.py")
    finally:
        tmp_path.chmod(0o755)
    assert (tmp_path / "settings.py").read_text() == OLD

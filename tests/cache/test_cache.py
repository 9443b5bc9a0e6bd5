"""A run is repeated where nothing has changed, and only there."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from djauthlint import cache, disk
from djauthlint.cache import store as stores
from djauthlint.cli import main

PROJECT = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.production")\n',
    "config/__init__.py": "",
    "config/base.py": 'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions", "django.contrib.contenttypes"]\n',
    "config/production.py": "from .base import *\n\nSESSION_COOKIE_SECURE = False\nCSRF_COOKIE_SECURE = True\n",
    "config/urls.py": "urlpatterns = []\n",
    ".gitignore": "ignored.py\n",
}

Run = Callable[..., tuple[int, str, bool]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is older than two seconds, so that time stamps of it can be trusted."""
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE")
    folder = tmp_path / "project"
    for name, text in PROJECT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs djauthlint: the exit code, the output, and whether it was repeated."""
    found: list[bool] = []
    find = cache.Store.find

    def watched(self: cache.Store, key: str) -> cache.Entry | None:
        entry = find(self, key)
        found.append(entry is not None)
        return entry

    monkeypatch.setattr(cache.Store, "find", watched)

    def run(*words: str) -> tuple[int, str, bool]:
        found.clear()
        code = main(list(words))
        printed = capsys.readouterr()
        return code, printed.out + printed.err, found == [True]

    return run


@pytest.mark.parametrize(
    "words", [[], ["--output", "json"], ["--verbose"], ["config/production.py"], ["--env", "A=1"], ["--statistics"]]
)
def test_nothing_changed(run: Run, words: list[str]) -> None:
    first = run(*words)
    assert run(*words) == (*first[:2], True)
    assert first[2] is False
    assert first[0] == 1
    assert "DJA301" in first[1]


def test_a_report_in_a_file_is_written_again(run: Run, project: Path) -> None:
    for _ in range(2):
        assert run("--output", "json:report.json")[2] is False
        (project / "report.json").unlink()


def _replaced(project: Path, name: str, text: str) -> None:
    (project / name).write_text(text, encoding="utf-8")


def _same_size_and_time(project: Path) -> None:
    path = project / "config/production.py"
    before = path.stat()
    path.write_text(PROJECT["config/production.py"].replace("SECURE = False", "SECURE =  True"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def _through_a_link(project: Path) -> None:
    (project / "config/base.py").rename(project / "other.py")
    (project / "config/base.py").symlink_to(project / "other.py")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an entry module": lambda project: _replaced(project, "config/production.py", "from .base import *\n"),
    "a base module": lambda project: _replaced(project, "config/base.py", "INSTALLED_APPS = []\n"),
    "the same size and time": _same_size_and_time,
    "a module that was not there": lambda project: _replaced(project, "config/local.py", "DEBUG = True\n"),
    "another entry module": lambda project: _replaced(
        project, "wsgi.py", 'X = "DJANGO_SETTINGS_MODULE", "config.base"\n'
    ),
    "a configuration": lambda project: _replaced(project, "pyproject.toml", '[tool.djauthlint]\nignore = ["DJA301"]\n'),
    "a file that git ignores no more": lambda project: _replaced(project, ".gitignore", ""),
    "a lock file": lambda project: _replaced(project, "requirements.txt", "Django==4.2\n"),
    "a platform": lambda project: _replaced(project, "Procfile", "web: gunicorn config.wsgi\n"),
    "a module that is gone": lambda project: (project / "config/urls.py").unlink(),
    "a folder that is gone": lambda project: shutil.rmtree(project / "config"),
    "a link instead of a file": _through_a_link,
    "a file that can't be read": lambda project: (project / "config/base.py").write_bytes(b"X = '\xff'\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_seen(run: Run, project: Path, change: str) -> None:
    run()
    CHANGES[change](project)
    code, printed, repeated = run()
    assert not repeated
    assert (code, printed) == run("--no-cache")[:2]


def test_a_link_that_leads_elsewhere_is_seen(run: Run, project: Path) -> None:
    for name, value in (("one", "False"), ("two", "True")):
        _replaced(
            project, f"{name}.txt", f"from .base import *\nSESSION_COOKIE_SECURE = {value}\nCSRF_COOKIE_SECURE = True\n"
        )
    link = project / "config/production.py"
    link.unlink()
    link.symlink_to(project / "one.txt")
    assert "DJA301" in run()[1]
    link.unlink()
    link.symlink_to(project / "two.txt")
    assert "DJA301" not in run()[1]


def test_a_link_that_led_nowhere_is_seen(run: Run, project: Path, tmp_path: Path) -> None:
    (project / "config/local.py").symlink_to(project / "later.txt")
    _replaced(
        project,
        "config/production.py",
        "from .base import *\ntry:\n    from .local import *\nexcept ImportError:\n    pass\n",
    )
    before = run()
    _replaced(project, "later.txt", "SESSION_COOKIE_SECURE = True\n")
    assert run()[1] != before[1]


def test_what_is_only_touched_is_repeated(run: Run, project: Path) -> None:
    run()
    os.utime(project / "config/base.py")
    assert run()[2]


@pytest.mark.parametrize(
    "words", [["--ignore", "DJA301"], ["--env", "A=1"], ["--profile", "test"], ["config"], ["--output", "json"]]
)
def test_other_options_are_another_run(run: Run, words: list[str]) -> None:
    run()
    assert not run(*words)[2]


def test_what_depends_on_a_change(run: Run, project: Path) -> None:
    words = ["--changed", "config/base.py"]
    first = run(*words)
    assert run(*words) == (*first[:2], True)
    _replaced(project, "config/base.py", "INSTALLED_APPS = []\n")
    assert run(*words) == (*run("--no-cache", *words)[:2], False)


def test_a_baseline_that_changes(run: Run, project: Path) -> None:
    path = project / "known.json"
    path.write_text('{"version": 1, "diagnostics": []}')
    first = run("--baseline", "known.json")
    run("--write-baseline", "--baseline", "known.json")
    assert run("--baseline", "known.json") != first


def test_an_environment_file_outside_of_the_project(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("A=1\n")
    run("--env-file", str(file))
    assert run("--env-file", str(file))[2]
    file.write_text("A=2\n")
    assert not run("--env-file", str(file))[2]


@pytest.mark.parametrize("words", [["--fix-only", "--select", "DJA101"], ["--show-secrets"], ["--no-cache"]])
def test_what_is_never_kept(run: Run, project: Path, words: list[str]) -> None:
    run(*words)
    assert not (project / ".djauthlint_cache").exists()


def test_failures_are_not_kept(run: Run, project: Path) -> None:
    _replaced(project, "config/base.py", "X = (\n")
    assert [run()[0], run()[0]] == [2, 2]
    assert not list((project / ".djauthlint_cache").glob("*.json"))


def _entry(project: Path) -> Path:
    (path,) = (project / ".djauthlint_cache").glob("*.json")
    return path


def _said(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(path.read_text())["run"]
    return said


def _forge(path: Path, said: object) -> None:
    path.write_bytes(stores._packed(json.dumps(said, separators=(",", ":")).encode()))


def _changed(key: str, value: Any) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        said = _said(path)
        assert said[key] != value
        _forge(path, {**said, key: value, "written": [["stdout", "forged"]], "exit": 0})

    return change


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-20]),
    "no text": lambda path: path.write_bytes(b"\xff\x00"),
    "a list": lambda path: path.write_text("[]"),
    "nested": lambda path: path.write_text("[" * 100_000),
    "another format": _changed("format", 1),
    "another key": _changed("key", "0"),
    "another place": _changed("place", [1, 2]),
    "nothing seen": _changed("seen", {}),
    "seen by nobody": _changed("seen", [1]),
    "no stamps": _changed("seen", {"kinds": {}, "paths": {}, "files": {"/": 3}, "folders": {}}),
    "other code": _changed("code", {"/": [1, 2]}),
    "no code": _changed("code", None),
    "another exit code": lambda path: _forge(path, {**_said(path), "exit": float("inf")}),
    "a text as its exit code": lambda path: _forge(path, {**_said(path), "exit": "0"}),
    "a number as its output": lambda path: _forge(path, {**_said(path), "written": [["stdout", 1]]}),
    "a number": lambda path: _forge(path, 1),
    "another bit": lambda path: path.write_bytes(path.read_bytes().replace(b"DJA301", b"DJA701")),
    "another exit code and digest": lambda path: path.write_bytes(path.read_bytes().replace(b'"exit":1', b'"exit":0')),
    "without its digest": lambda path: path.write_text(json.dumps({**_said(path), "exit": 0})),
    "huge": lambda path: path.write_bytes(b" " * stores.LARGEST),
    "nested, with a digest": lambda path: path.write_bytes(stores._packed(b"[" * 100_000)),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link": lambda path: (path.rename(path.with_suffix(".x")), path.symlink_to(path.with_suffix(".x"))),
    "a FIFO": lambda path: (path.unlink(), os.mkfifo(path)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_none(run: Run, project: Path, damage: str) -> None:
    first = run()
    DAMAGES[damage](_entry(project))
    assert run() == first


def test_an_entry_from_elsewhere_is_none(run: Run, project: Path) -> None:
    """A checkout may bring a cache that says that everything is fine."""
    first = run()
    folder = project / ".djauthlint_cache"
    folder.rename(project / "copied")
    shutil.copytree(project / "copied", folder)
    _forge(_entry(project), {**_said(_entry(project)), "exit": 0, "written": []})
    assert run() == first


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container in a value, with a key of it."""
    for key in [*value] if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list) and value[key]:
            yield from _places(value[key])


@pytest.mark.broad
def test_wrong_types_are_no_reason_to_fail(run: Run, project: Path) -> None:
    """In each place in turn (of each table and list a few); the output is what it is, once its digest is right."""
    first = run("--quiet")
    path = _entry(project)
    good = path.read_bytes()
    wrong: list[Any] = [None, True, -1, 1e999, float("nan"), "", "a\0b", [], {}, [[[]]], {"a": {"b": []}}]
    count = len([*_places({**_said(path), "written": []})]) - 1
    assert count > 1000
    for number in range(count // 37):
        said = _said(path)
        written = said.pop("written")
        container, key = [*_places(said)][number * 37]
        container[key] = wrong[number % len(wrong)]
        _forge(path, {**said, "written": written})
        assert run("--quiet")[:2] == first[:2]
        path.write_bytes(good)
    assert run("--quiet")[2]


def _link(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    folder.symlink_to(folder.parent / "elsewhere")


FOLDERS: dict[str, Callable[[Path], object]] = {
    "a file": lambda folder: folder.write_text("mine"),
    "a link": _link,
    "a folder of mine": lambda folder: (folder.mkdir(), (folder / "thesis.txt").write_text("mine")),
    "a tag that is a link": lambda folder: (folder.mkdir(), (folder / "CACHEDIR.TAG").symlink_to("/etc/passwd")),
    "another tag": lambda folder: (folder.mkdir(), (folder / "CACHEDIR.TAG").write_text("mine")),
}


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_that_is_no_cache_stays_as_it_is(run: Run, project: Path, kind: str) -> None:
    folder = project / ".djauthlint_cache"
    FOLDERS[kind](folder)
    before = sorted(folder.parent.rglob("*"))
    first = run()
    assert first[0] == 1
    assert run() == first
    assert sorted(folder.parent.rglob("*")) == before
    assert "can't be used" in run("--verbose")[1] or "cache" in run("--verbose")[1]


def test_somebody_elses(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setattr(stores.os, "geteuid", lambda: 4711)
    assert not run()[2]
    assert "belongs to somebody else" in run("--verbose")[1]


def test_nothing_can_be_written(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    run()
    _replaced(project, "config/base.py", "INSTALLED_APPS = []\n")
    monkeypatch.setattr(stores.os, "replace", refuse)
    assert run()[0] == 1
    assert not list((project / ".djauthlint_cache").glob("*.tmp"))


def test_a_clock_that_jumps(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time stamp from the future proves nothing, so contents decide."""
    future = 4_000_000_000_000_000_000
    os.utime(project / "config/production.py", ns=(future, future))
    run()
    _replaced(
        project, "config/production.py", PROJECT["config/production.py"].replace("SECURE = False", "SECURE =  True")
    )
    os.utime(project / "config/production.py", ns=(future, future))
    assert not run()[2]


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_clock_that_is_set_while_it_runs(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """What changes after it was seen might then be dated before."""
    now, read, by = time.time_ns, disk.read, [0]

    def setting(name: str, *more: int, **options: bool) -> bytes:
        by[0] = seconds * 10**9
        return read(name, *more, **options)

    monkeypatch.setattr(time, "time_ns", lambda: now() + by[0])
    monkeypatch.setattr(disk, "read", setting)
    run()
    assert not run()[2]
    monkeypatch.setattr(disk, "read", read)
    run()
    assert run()[2]


def test_files_of_the_year_1970(run: Run, project: Path) -> None:
    path = project / "config/production.py"
    os.utime(path, ns=(0, 0))
    first = run()
    assert run()[2]
    path.write_text(PROJECT["config/production.py"].replace("SECURE = False", "SECURE =  True"), encoding="utf-8")
    os.utime(path, ns=(0, 0))
    assert run()[1] != first[1]


def test_where_no_time_of_change_is_told(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, what an archive puts in the place of a file may have all that the stamp of the file has."""
    of = disk.Stamp.of
    monkeypatch.setattr(disk.Stamp, "of", lambda status: of(status)._replace(changed=1))
    monkeypatch.setattr(disk, "SETTLED", 0)
    run()
    assert run()[2]
    monkeypatch.setattr(disk, "TELLS_CHANGES", False)
    run("--strict")
    assert run("--strict")[2]
    _same_size_and_time(project)
    assert run()[2]  # which is why it is not asked
    assert not run("--strict")[2]


def test_the_folder_is_known_to_backups_and_git(run: Run, project: Path) -> None:
    run()
    folder = project / ".djauthlint_cache"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (folder / ".gitignore").read_text() == "*\n"
    assert not (_entry(project).stat().st_mode & 0o077)


def test_a_tag_that_is_gone_is_written_again(run: Run, project: Path) -> None:
    first = run()
    (project / ".djauthlint_cache/CACHEDIR.TAG").unlink()
    (project / ".djauthlint_cache/.gitignore").unlink()
    assert run() == first
    assert (project / ".djauthlint_cache/.gitignore").read_text() == "*\n"
    assert run()[2]


def test_there_are_not_more_and_more(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MOST_ENTRIES", 2)
    for number in range(4):
        run("--env", f"A={number}")
    assert len(list((project / ".djauthlint_cache").glob("*.json"))) == 2
    assert run("--env", "A=3")[2]


def test_no_secret_is_kept(run: Run, project: Path) -> None:
    _replaced(project, "config/base.py", f"{PROJECT['config/base.py']}SECRET_KEY = 'correct-horse-battery-staple'\n")
    run("--select", "ALL")
    run("--output", "json")
    for path in (project / ".djauthlint_cache").iterdir():
        assert "correct-horse" not in path.read_text()


def test_clean(run: Run, project: Path) -> None:
    run()
    assert run("clean")[:2] == (0, f"note: removed {project / '.djauthlint_cache'}, with 1 result\n")
    assert not (project / ".djauthlint_cache").exists()
    assert run("clean")[:2] == (0, "note: there is no cache here\n")


def test_clean_leaves_what_is_not_its_own(run: Run, project: Path) -> None:
    run()
    (project / ".djauthlint_cache" / "thesis.txt").write_text("mine")
    assert run("clean")[0] == 2
    assert (project / ".djauthlint_cache" / "thesis.txt").exists()


def test_clean_of_what_is_missing(run: Run, project: Path) -> None:
    """Not of the project around it."""
    run()
    said = "note: there is nothing to remove: there is no file or folder confg\n"
    assert run("clean", "confg")[:2] == (0, said)
    assert run("clean", "--cache-dir", "gone")[:2] == (0, "note: there is no cache here\n")
    assert _entry(project).exists()


NOBODYS: dict[str, Callable[[Path], object]] = {
    "an empty folder": lambda folder: None,
    "somebody's .gitignore": lambda folder: (folder / ".gitignore").write_text("secret.txt\n"),
    "a .gitignore that is a link": lambda folder: (folder / ".gitignore").symlink_to("/etc/hostname"),
    "what is called as an entry": lambda folder: (folder / f"{'0' * 64}.json").write_text("{}"),
    "somebody's file": lambda folder: (folder / "thesis.txt").write_text("mine"),
}


@pytest.mark.parametrize("what", NOBODYS)
def test_clean_of_a_folder_that_is_no_cache(run: Run, project: Path, what: str) -> None:
    folder = project / "mine"
    folder.mkdir()
    NOBODYS[what](folder)
    before = [(path, path.is_symlink() or path.read_bytes()) for path in sorted(folder.iterdir())]
    code, printed, _ = run("clean", "--cache-dir", "mine")
    assert (code, printed) == (2, "error: mine is no cache: it has no CACHEDIR.TAG\n")
    assert [(path, path.is_symlink() or path.read_bytes()) for path in sorted(folder.iterdir())] == before


def test_a_gitignore_of_somebody_is_never_replaced(run: Run, project: Path) -> None:
    folder = project / "mine"
    folder.mkdir()
    (folder / ".gitignore").write_text("secret.txt\n")
    assert "mine is no cache: it has no CACHEDIR.TAG" in run("--cache-dir", "mine")[1]
    assert (folder / ".gitignore").read_text() == "secret.txt\n"
    assert [path.name for path in folder.iterdir()] == [".gitignore"]


def test_clean_of_one_that_was_begun(run: Run, project: Path) -> None:
    folder = project / ".djauthlint_cache"
    folder.mkdir()
    (folder / ".gitignore").write_text("*\n")
    assert run("clean")[0] == 0
    assert not folder.exists()


@pytest.mark.parametrize("place", [".", "/", "..", "config"])
def test_a_folder_with_other_things(run: Run, project: Path, place: str) -> None:
    before = sorted(path for path in project.parent.rglob("*") if ".djauthlint_cache" not in path.parts)
    first = run("--no-cache")
    code, printed, repeated = run("--cache-dir", place)
    assert (code, repeated) == (first[0], False)
    assert printed.startswith(first[1])
    assert run("clean", "--cache-dir", place)[0] == 2
    assert sorted(project.parent.rglob("*")) == before


def test_a_folder_that_is_replaced_while_it_is_cleaned(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    folder, names = project / ".djauthlint_cache", cache.Store._names

    def swapping(self: cache.Store) -> list[str]:
        folder.rename(tmp_path / "moved")
        folder.mkdir()
        return names(self)

    monkeypatch.setattr(cache.Store, "_names", swapping)
    run("clean")
    assert folder.exists()
    assert not [*(tmp_path / "moved").iterdir()]


def test_another_folder(run: Run, project: Path, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "cache")
    run("--cache-dir", elsewhere)
    assert run("--cache-dir", elsewhere)[2]
    assert not (project / ".djauthlint_cache").exists()


def test_a_folder_within_the_project(run: Run, project: Path) -> None:
    run("--cache-dir", "results")
    run("--cache-dir", "results", "config")
    assert run("--cache-dir", "results")[2]
    (project / "results/settings.py").write_text(PROJECT["config/production.py"])
    assert run("clean", "--cache-dir", "results")[0] == 2


def test_variables_of_the_environment(run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJAUTHLINT_CACHE_DIR", str(tmp_path / "cache"))
    run()
    assert run()[2]
    monkeypatch.setenv("DJAUTHLINT_NO_CACHE", "1")
    assert not run()[2]
    assert not (project / ".djauthlint_cache").exists()


@pytest.mark.broad
def test_two_at_once(project: Path) -> None:
    command = [sys.executable, "-m", "djauthlint", "--output", "json"]
    running = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    outputs = [process.communicate() for process in running]
    assert len(set(outputs)) == 1
    assert {process.returncode for process in running} == {1}
    assert not list((project / ".djauthlint_cache").glob("*.tmp"))


def test_a_warm_run_imports_no_parser_and_no_rule(project: Path) -> None:
    script = "import sys; from djauthlint.cli import run; run(); print(*sys.modules)"
    run = [sys.executable, "-c", script]
    first, second = (
        subprocess.run(run, cwd=project, capture_output=True, text=True, check=True).stdout for _ in range(2)
    )
    imported = second.splitlines()[-1].split()
    assert first.splitlines()[:-1] == second.splitlines()[:-1]
    assert "libcst" in first.splitlines()[-1].split()
    assert not {
        name for name in imported if name.startswith(("libcst", "djauthlint.rule", "djauthlint.evaluator", "yaml"))
    }


def test_a_configuration_behind_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('ignore = ["DJA301"]\n')
    (tmp_path / "two.toml").write_text("")
    link = tmp_path / "mine.toml"
    link.symlink_to("one.toml")
    assert "DJA301" not in run("--config", str(link))[1]
    link.unlink()
    link.symlink_to("two.toml")
    assert "DJA301" in run("--config", str(link))[1]


def test_what_changes_during_the_run_is_not_kept(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something was made of the first content; the second is what a later run would compare with."""
    read, path = disk.read, str(project / "config/base.py")

    def twice(name: str, *more: int, **options: bool) -> bytes:
        content = read(name, *more, **options)
        if name == path and content:
            Path(path).write_text("")
            read(name)
        return content

    monkeypatch.setattr(disk, "read", twice)
    run()
    monkeypatch.setattr(disk, "read", read)
    assert not run()[2]


def test_a_folder_that_could_not_be_listed(project: Path) -> None:
    with disk.recorded() as record, pytest.raises(FileNotFoundError):
        disk.names(str(project / "later"))
    assert record.still_holds()
    (project / "later").mkdir()
    (project / "later/rules.dist-info").mkdir()
    assert not record.still_holds()


def test_an_entry_of_somebody_else(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a loose umask others can write into the folder."""
    run()
    status = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        found = status(descriptor)
        return found if stat.S_ISDIR(found.st_mode) else os.stat_result((*found[:4], 4711, *found[5:10]))

    monkeypatch.setattr(stores.os, "fstat", fstat)
    assert not run()[2]


@pytest.mark.skipif(not stores._STAYS, reason="the system can't hold a folder")
@pytest.mark.parametrize("when", ["the tag is read", "an entry is written"])
def test_a_folder_that_is_swapped_for_a_link(
    when: str, run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, elsewhere = project / ".djauthlint_cache", tmp_path / "elsewhere"
    elsewhere.mkdir()
    step = "_tagged" if when == "the tag is read" else "keep"
    known = getattr(cache.Store, step)

    def swapping(self: cache.Store, *words: Any, **options: Any) -> Any:
        folder.rename(tmp_path / "moved")
        folder.symlink_to(elsewhere)
        return known(self, *words, **options)

    monkeypatch.setattr(cache.Store, step, swapping)
    assert run()[0] == 1
    assert not [*elsewhere.iterdir()]
    assert (tmp_path / "moved/CACHEDIR.TAG").exists()


def test_where_a_folder_can_not_be_held(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_STAYS", False)
    assert [run()[2], run()[2], run("clean")[0]] == [False, True, 0]
    assert not (project / ".djauthlint_cache").exists()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="Linux says which files are open")
def test_nothing_stays_open(run: Run, project: Path, tmp_path: Path) -> None:
    before = len([*Path("/proc/self/fd").iterdir()])
    run()
    run()
    (tmp_path / "no_cache").mkdir()
    (tmp_path / "no_cache/thesis.txt").touch()
    assert "is no cache" in run("--cache-dir", str(tmp_path / "no_cache"))[1]
    run("clean")
    assert len([*Path("/proc/self/fd").iterdir()]) == before


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_only_its_owner_writes_into_the_folder(run: Run, project: Path) -> None:
    before = os.umask(0)
    try:
        run()
    finally:
        os.umask(before)
    assert (project / ".djauthlint_cache").stat().st_mode & 0o022 == 0
    assert _entry(project).stat().st_mode & 0o077 == 0


def test_the_cache_of_another_program(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All caches have the same first line in their tags."""
    other = project / ".other_cache"
    other.mkdir()
    for name in ("CACHEDIR.TAG", ".gitignore", "a.json", "b.tmp"):
        (other / name).write_text(f"{stores.SIGNATURE}\n# Somebody else's.\n")
    before = sorted(other.iterdir())
    monkeypatch.setattr(stores, "MOST_ENTRIES", 0)
    assert "is no cache" in run("--cache-dir", ".other_cache")[1]
    assert run("clean", "--cache-dir", ".other_cache")[0] == 2
    assert sorted(other.iterdir()) == before


def test_only_its_own_is_tidied(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    (project / ".djauthlint_cache/mine.json").write_text("{}")
    (project / ".djauthlint_cache/mine.tmp").write_text("")
    monkeypatch.setattr(stores, "MOST_ENTRIES", 0)
    run("--verbose")
    assert {path.name for path in (project / ".djauthlint_cache").glob("mine.*")} == {"mine.json", "mine.tmp"}


def test_what_was_left_behind_hinders_nobody(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container every run has the same process id."""
    run()
    entry = _entry(project)
    entry.rename(entry.with_name(f"{entry.name}.{os.getpid()}.tmp"))
    run()
    assert run()[2]


def test_a_folder_that_can_not_be(run: Run) -> None:
    assert "can't be used" in run("--cache-dir", "a\0b")[1]
    assert run("clean", "--cache-dir", "a\0b")[0] in {0, 2}


@pytest.mark.broad
@pytest.mark.parametrize("flag", ["default", "error"])
def test_what_python_itself_says_of_a_text(project: Path, flag: str) -> None:
    """It would be said once, as nothing is parsed a second time, and end the run where warnings are errors."""
    _replaced(project, "config/production.py", 'from .base import *\nX = "\\d"\nif X is 1:\n    pass\n')
    command = [sys.executable, "-W", flag, "-m", "djauthlint", "--output", "concise"]
    runs = [subprocess.run(command, cwd=project, capture_output=True, text=True, check=False) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 1]
    assert "DJA301" in runs[0].stdout
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout

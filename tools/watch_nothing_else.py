"""Watches what djauthlint does to projects: it runs and imports nothing of them, starts nothing, connects to nothing, and writes only its cache and fixes.

    python tools/watch_nothing_else.py FOLDER... [--fix]

Each folder is copied, and the commands (and the flake8 plugin) run in the copy, under an audit hook of Python. With `--fix` all fixes are
made there at last, the unsafe ones among them. Everything runs in this one process (`--jobs 1`): the processes that djauthlint starts
for many settings modules are copies of itself, and do the same work. A line for each folder says how many files of it were read
and how many events were looked at. Exit status 1 when anything else happened, or a command crashed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import flake8.main.cli

import djauthlint
from djauthlint.cache.store import MARKERS
from djauthlint.cli import main as djauthlint_main
from djauthlint.disk import OWN_FOLDER

WRITES: Final = {
    *("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate"),
    *("os.utime", "os.setxattr", "os.removexattr", "os.chflags", "shutil.rmtree", "shutil.move", "shutil.copyfile"),
}
STARTS: Final = {
    *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile", "os.kill"),
    *("subprocess.Popen", "pty.spawn", "pickle.find_class", "ctypes.dlopen", "webbrowser.open", "urllib.Request"),
}
CHECK: Final = ["--jobs", "1", "--select", "all", "--verbose", "--output", "json"]
OWN_CODE: Final = str(Path(djauthlint.__file__).parent)


@dataclass(slots=True)
class Watch:
    """What happens in a folder.

    Arguments:
        root: the folder, absolute and without links.
        may_fix: whether its files may be written.
        events: how many were looked at.
        files: what was read of the folder.
        caches: the folders of caches: flake8 has one beside each project within the folder.
        kept: how many files of the caches were put in their places.
        fixed: the other files that were.
        faults: what must not happen.
    """

    root: str
    may_fix: bool = False
    events: int = 0
    files: set[str] = field(default_factory=set)
    caches: set[Path] = field(default_factory=set)
    kept: int = 0
    fixed: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def see(self, event: str, args: tuple[Any, ...], folder: int | None) -> None:
        """Look at an event of the interpreter; `folder` is what a path that is opened is relative to."""
        self.events += 1
        if event in STARTS or event.startswith("socket."):
            self.faults.append(f"{event} {args!r:.150}")
        elif event == "open":
            self._see_opened(args[0], args[1], args[2], folder)
        elif event in WRITES:
            paths = [each for each in args if isinstance(each, (str, bytes, os.PathLike))]
            folders = [each for each in args if isinstance(each, int) and each > 2] if event != "os.mkdir" else [None]
            if not all(self._may_write(path, folders[0] if folders else None) for path in paths):
                self.faults.append(f"{event} {args!r:.150}")
            elif event == "os.rename" and (folders or OWN_FOLDER in str(args[1])):
                self.kept += 1
            elif event == "os.rename":
                self.fixed.add(str(args[1]))
        elif event == "exec":
            self._see_executed(args[0])
        elif event in {"import", "marshal.loads"} and self.root in repr(args[:2])[:500]:
            self.faults.append(f"{event} {args!r:.150}")

    def _see_opened(self, path: object, mode: object, flags: int, folder: int | None) -> None:
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        if writes or (isinstance(mode, str) and not {*mode}.isdisjoint("wax+")):
            if not self._may_write(path, folder):
                self.faults.append(f"open {path!r} {mode} {flags:#x}")
        elif isinstance(path, str) and path.startswith(self.root) and OWN_FOLDER not in path:
            self.files.add(path)

    def _see_executed(self, code: object) -> None:
        file = getattr(code, "co_filename", "")
        # Behind this method stand `see`, the hook, and who executes: djauthlint does not even execute what has no file.
        by = sys._getframe(3).f_code.co_filename
        is_of_project = not file.startswith("<") and Path(os.path.normpath(Path.cwd() / file)).is_relative_to(self.root)
        if is_of_project or by.startswith(OWN_CODE):
            self.faults.append(f"exec {file} by {by}")

    def _may_write(self, path: object, folder: int | None) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return True  # a descriptor: what it was made from was looked at
        name = Path(os.fsdecode(path))
        if folder is not None and name.name == str(name):
            with contextlib.suppress(OSError):
                status = os.fstat(folder)
                return any(os.path.samestat(status, cache.lstat()) for cache in self.caches)
            return False
        # Links are not followed: none leads to a cache, and fixes are made where links lead.
        place = Path(os.path.normpath(Path.cwd() / name))
        if place.name == OWN_FOLDER and place.is_relative_to(self.root):
            self.caches.add(place)
        return str(place) == os.devnull or (
            place.is_relative_to(self.root) and (self.may_fix or OWN_FOLDER in place.parts)
        )


_watch: Watch | None = None
_folder: int | None = None


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watch is not None:
        _watch.see(event, args, _folder)


def _install() -> None:
    """Watch from now on. The event of `os.open` does not tell what the path is relative to, so that this is noted before."""
    # Compiled files are no write of djauthlint's.
    sys.dont_write_bytecode = True
    opened = os.open

    def noted(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        global _folder  # noqa: PLW0603 (an audit hook is for the whole process)
        _folder = dir_fd
        try:
            return opened(path, flags, mode, dir_fd=dir_fd)
        finally:
            _folder = None

    os.open = noted
    # What is asked for is whether the system can, by identity.
    os.supports_dir_fd.add(noted)
    sys.addaudithook(_hook)


def commands(entries: Sequence[str]) -> Iterator[list[str]]:
    """What is run after a check, with some of the entry modules that there are."""
    yield CHECK
    yield ["--jobs", "1", "--diff"]
    yield ["symptoms", "login-loop"]
    yield ["init"]
    for entry in entries[:1]:
        yield ["settings", entry, "--all"]
        yield ["verify", entry]
        yield ["--jobs", "1", "--changed", entry, "--output", "sarif"]
    if len(entries) > 1:
        yield ["compare", entries[0], entries[-1]]


def watched(folder: Path, *, may_fix: bool) -> tuple[Watch, int]:
    """Run everything in a folder; what happened, and how many entry modules there are.

    Arguments:
        folder: where; it is written to.
        may_fix: whether fixes are made.
    """
    global _watch  # noqa: PLW0603 (an audit hook is for the whole process)
    watch = Watch(os.path.realpath(folder))
    with _in(folder):
        _watch = watch
        try:
            entries = _entries(_run(CHECK, watch))
            for words in commands(entries):
                _run(words, watch)
            with _silence():
                flake8.main.cli.main(["-j1", "--isolated", "--select", "DJA", *entries])
            if may_fix:
                watch.may_fix = True
                _run(["--jobs", "1", "--fix", "--unsafe-fixes"], watch)
        finally:
            _watch = None
    watch.faults += [
        f"{name} was imported"
        for name, module in [*sys.modules.items()]
        if (getattr(module, "__file__", None) or "").startswith(watch.root)
    ]
    return watch, len(entries)


def _entries(report: str) -> list[str]:
    try:
        said = json.loads(report)
    except ValueError:
        return []
    return [each["path"] for each in said.get("entry_modules", [])]


def _run(words: Sequence[str], watch: Watch) -> str:
    with _silence() as (out, errors):
        code = djauthlint_main(words)
    if code not in {0, 1, 2} or "crashed" in errors.getvalue().decode():
        watch.faults.append(f"{' '.join(words)} ended with {code}: {errors.getvalue().decode()[-300:]}")
    return out.getvalue().decode()


@contextlib.contextmanager
def _silence() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    out, errors = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(each, encoding="utf-8", write_through=True) for each in (out, errors)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        yield out, errors
    for each in streams:
        each.detach()


@contextlib.contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _copied(folder: Path, place: Path) -> Path:
    """A copy of a folder, links as they are; it is a project, so that there is a cache in it."""
    copy = place / (folder.resolve().name or "root")
    shutil.copytree(folder, copy, symlinks=True)
    if not any((copy / name).exists() for name in MARKERS):
        (copy / "djauthlint.toml").touch()
    return copy


def main(words: Iterable[str] | None = None) -> int:
    """Watch each folder; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--fix", action="store_true", help="make the fixes, too")
    options = parser.parse_args(None if words is None else list(words))
    for name in [name for name in os.environ if name.startswith("DJAUTHLINT_")]:
        del os.environ[name]
    _install()
    failed = False
    for folder in options.folders:
        with tempfile.TemporaryDirectory(prefix="watched-") as place:
            watch, entries = watched(_copied(folder, Path(place)), may_fix=options.fix)
        counts = f"{entries} settings modules, {len(watch.files)} files read, {watch.events} events"
        counts += f", {watch.kept} files of caches, {len(watch.fixed)} fixed"
        print(f"{folder}: {counts}, {len(watch.faults) or 'nothing'} that must not be", flush=True)
        for fault in watch.faults[:50]:
            print(f"  {fault}", flush=True)
        failed |= bool(watch.faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

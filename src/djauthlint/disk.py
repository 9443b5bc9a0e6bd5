"""The only door to the disk. What is looked at can be recorded, so that it can be told later whether all of it is as it was."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple

SIZE_LIMIT: Final = 2_000_000
"""Bytes of the largest file that is read."""

OWN_FOLDER: Final = ".djauthlint_cache"
"""What is in it is no part of any project."""

BYTECODE: Final = "__pycache__"

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a change of a file surely has another time stamp than the one before (FAT counts in steps of two seconds)."""

TELLS_CHANGES: Final = os.name != "nt"
"""Whether a file has a time that nobody sets, when it was changed last: that of Windows is when it was made."""

STEP: Final = 1_000_000_000
"""Nanoseconds by which a clock that is only kept right is never set back at once."""

# A FIFO must not block, and a link that appears after the check must not be followed.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Stamp(NamedTuple):
    """What the file system says of a file or folder; `changed` and `written` in nanoseconds."""

    inode: int
    size: int
    written: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of what was asked about."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def is_settled(self, now: int) -> bool:
        """Whether no later change can leave the stamp as it is. What is dated after now is not, as the clock was set back."""
        return max(self.written, self.changed) < now - SETTLED


class Scan(NamedTuple):
    """The folders in a folder, its files with whether each is a link, and what is neither: a link that leads nowhere, a FIFO."""

    folders: list[str]
    files: list[tuple[str, bool]]
    others: list[str]


class Record:
    """What was looked at, and what was seen.

    Paths are absolute. Contents are remembered as digests, beside the stamp of the file where it is sure to change with them.
    """

    def __init__(self, seen: dict[str, dict[str, Any]] | None = None) -> None:
        fresh: dict[str, dict[str, Any]] = {"kinds": {}, "paths": {}, "files": {}, "folders": {}}
        self._seen = fresh if seen is None else seen
        self._kinds, self._paths = self._seen["kinds"], self._seen["paths"]
        self._files, self._folders = self._seen["files"], self._seen["folders"]
        self._started = time.time_ns()
        self._started_monotonic = time.monotonic_ns()
        self.code: set[str] = set()
        """Files of the program that other processes have used for the run."""
        self.contradicts_itself = False
        """Whether something was seen twice and was not the same: then what was made of it is of no one moment."""

    def to_json(self) -> dict[str, dict[str, Any]]:
        """The record in the types of JSON."""
        return self._seen

    def kind(self, path: str, kind: int | None) -> None:
        """Note what there is at a path."""
        self._note(self._kinds, path, kind, self._kinds.get(path, kind) == kind)

    def real_path(self, path: str, real: str) -> None:
        """Note where links lead."""
        self._note(self._paths, path, real, self._paths.get(path, real) == real)

    def file(self, path: str, status: os.stat_result | None, content: bytes | None) -> None:
        """Note the content of a file, or that it can't be read."""
        digest = _digest(content)
        self._note(self._files, path, (self._stamp(status), digest), self._files.get(path, (None, digest))[1] == digest)

    def folder(self, path: str, status: os.stat_result | None, listing: object) -> None:
        """Note what is in a folder."""
        digest = _digest(repr(listing).encode("utf-8", "surrogateescape"))
        self._note(
            self._folders, path, (self._stamp(status), digest), self._folders.get(path, (None, digest))[1] == digest
        )

    def add(self, seen: Mapping[str, Mapping[str, Any]]) -> None:
        """Note what another process saw at the same time."""
        for name, table in seen.items():
            known = self._seen[name]
            for path, what in table.items():
                before = known.get(path, what)
                same = before[1] == what[1] if name in {"files", "folders"} else before == what
                self._note(known, path, what, same)

    def _note(self, table: dict[str, Any], path: str, seen: object, as_before: bool) -> None:
        table[path] = seen
        self.contradicts_itself |= not as_before

    def _stamp(self, status: os.stat_result | None) -> Stamp | None:
        stamp = Stamp.of(status) if status is not None and TELLS_CHANGES else None
        return stamp if stamp is not None and stamp.is_settled(self._started) else None

    def is_of_one_moment(self) -> bool:
        """Whether what was seen can be compared with later: nothing changed meanwhile, nor was the clock set that says so."""
        passed = time.time_ns() - self._started
        was_set = abs(passed - (time.monotonic_ns() - self._started_monotonic)) > STEP
        return not (self.contradicts_itself or was_set)

    def still_holds(self) -> bool:
        """Whether all that was seen is as it was."""
        return (
            all(_kind(path) == kind for path, kind in self._kinds.items())
            and all(os.path.realpath(path) == real for path, real in self._paths.items())
            and all(
                _is_stamped(path, stamp) or _file_digest(path) == digest
                for path, (stamp, digest) in self._files.items()
            )
            and all(
                _is_stamped(path, stamp) or _digest(repr(_scan(path)).encode("utf-8", "surrogateescape")) == digest
                for path, (stamp, digest) in self._folders.items()
            )
        )


_record: Record | None = None


@contextmanager
def recorded() -> Iterator[Record]:
    """Everything that is looked at meanwhile, on this thread or another."""
    global _record  # noqa: PLW0603 (one process has one disk)
    before, _record = _record, Record()
    try:
        yield _record
    finally:
        _record = before


def is_recorded() -> bool:
    """Whether what is looked at is recorded."""
    return _record is not None


def note(seen: Mapping[str, Mapping[str, Any]], code: Iterable[str], *, contradicts_itself: bool) -> None:
    """Record what another process looked at for the same run, and with which files of the program."""
    if _record is not None:
        _record.add(seen)
        _record.code.update(code)
        _record.contradicts_itself |= contradicts_itself


def real_path(path: str | os.PathLike[str]) -> str:
    """Where a path leads, through all links.

    Raises:
        ValueError: it has a null character.
    """
    real = os.path.realpath(path)
    if _record is not None:
        _record.real_path(_absolute(path), real)
    return real


def real_path_in(folder: str, path: str) -> str:
    """Where a path leads that lies in a folder of which it is known that no link leads to it.

    Arguments:
        folder: where the folder of the path leads.
        path: the path, absolute.

    Raises:
        ValueError: it has a null character.
    """
    place = os.path.join(folder, os.path.basename(path))
    real = place
    with suppress(OSError):
        if stat.S_ISLNK(os.lstat(place).st_mode):
            real = os.path.realpath(place)
    if _record is not None:
        _record.real_path(path, real)
    return real


def kind(path: str | os.PathLike[str]) -> int | None:
    """What there is at a path, links followed, as `stat.S_IFMT` says it; None: nothing, or nothing that can be asked."""
    found = _kind(path)
    if _record is not None:
        _record.kind(_absolute(path), found)
    return found


def _kind(path: str | os.PathLike[str]) -> int | None:
    try:
        return stat.S_IFMT(os.stat(path).st_mode)
    except (OSError, ValueError):
        return None


def exists(path: str | os.PathLike[str]) -> bool:
    """Whether there is anything at a path."""
    return kind(path) is not None


def is_file(path: str | os.PathLike[str]) -> bool:
    """Whether there is a regular file at a path."""
    return kind(path) == stat.S_IFREG


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether there is a folder at a path."""
    return kind(path) == stat.S_IFDIR


def read(path: str, limit: int = SIZE_LIMIT, *, whole: bool = True) -> bytes:
    """The content of a regular file, or only its beginning; a link is not followed.

    Raises:
        OSError: it can't be read.
        ValueError: it is no regular file, or larger than the limit in bytes and wanted whole.
    """
    status, content = None, None
    try:
        status, content = _read(path, limit, whole=whole)
    finally:
        if _record is not None:
            _record.file(_absolute(path), status, content)
    return content


def _read(path: str, limit: int = SIZE_LIMIT, *, whole: bool = True) -> tuple[os.stat_result, bytes]:
    descriptor = os.open(path, _OPEN_FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("is not a regular file")
        if whole and status.st_size > limit:
            raise ValueError(f"is larger than {limit // 1_000_000} MB")
        # Never more than is needed: room for the limit costs more than the reading of most files.
        content = os.read(descriptor, min(limit, status.st_size + 1))
        # Another length than what it says: it changes at this moment, is in /proc, or comes in pieces over a network.
        while len(content) != status.st_size and (more := os.read(descriptor, limit - len(content))):
            content += more
        return status, content
    finally:
        os.close(descriptor)


def names(folder: str) -> list[str]:
    """The names in a folder, sorted.

    Raises:
        OSError: it can't be listed.
    """
    # First, so that what can't be listed is remembered too, and what comes meanwhile is seen the next time.
    if _record is not None:
        scan(folder)
    return sorted(os.listdir(folder))


def scan(folder: str) -> Scan:
    """What is in a folder; one that can't be listed is empty."""
    if _record is None:
        return _scan(folder)
    status = None
    # The stamp is taken before, so that what comes while the folder is read makes it another.
    with suppress(OSError):
        status = os.stat(folder)
    found = _scan(folder)
    _record.folder(_absolute(folder), status, found)
    # Where a link leads changes without its folder.
    for name in (*found.others, *(name for name, is_link in found.files if is_link)):
        kind(os.path.join(folder, name))
    return found


def _scan(folder: str) -> Scan:
    folders: list[str] = []
    files: list[tuple[str, bool]] = []
    others: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif entry.is_file():
                    files.append((entry.name, entry.is_symlink()))
                else:
                    others.append(entry.name)
            except OSError:  # a link that leads to itself
                others.append(entry.name)
    return Scan(sorted(folders), sorted(files), sorted(others))


def listing(folder: str) -> list[str]:
    """The names in a folder that modules and packages may have, sorted; nothing is recorded.

    Raises:
        OSError: it can't be listed.
    """
    return sorted(name for name in os.listdir(folder) if name.partition(".")[0].isidentifier() and name != BYTECODE)


def listings(folder: str) -> dict[str, list[str]]:
    """These names of a folder and of each below it, links followed; nothing is recorded."""
    found: dict[str, list[str]] = {}
    waiting = [folder]
    while waiting:
        place = os.path.realpath(waiting.pop())
        if place not in found:
            with suppress(OSError):
                found[place] = listing(place)
                waiting += (os.path.join(place, name) for name in found[place] if name.isidentifier())
    return found


@contextmanager
def interrupted_later() -> Iterator[None]:
    """Ctrl-C waits until what is done meanwhile is done, where the system can: files would be left, or only some be replaced."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _absolute(path: str | os.PathLike[str]) -> str:
    """A path that means the same in any working directory; what `..` means is left to the file system."""
    return os.fspath(path) if os.path.isabs(path) else os.path.join(os.getcwd(), path)


def _is_stamped(path: str, stamp: list[int] | None) -> bool:
    if stamp is None:
        return False
    try:
        return Stamp.of(os.lstat(path)) == tuple(stamp)
    except OSError:
        return False


def _file_digest(path: str) -> str | None:
    try:
        return _digest(_read(path)[1])
    except (OSError, ValueError):
        return None


def _digest(content: bytes | None) -> str | None:
    from hashlib import sha256

    return None if content is None else sha256(content).hexdigest()

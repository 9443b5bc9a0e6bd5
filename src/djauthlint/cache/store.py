"""The folder of the cache: entries are JSON, written whole or not at all, and good only where they were made."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final, NamedTuple

from djauthlint import __version__, disk
from djauthlint.cache.code import loaded_stamp, stamp
from djauthlint.disk import OWN_FOLDER, Record

TAG: Final = "CACHEDIR.TAG"
SIGNATURE: Final = "Signature: 8a477f597d28d172789f06886806bc55"
"""What https://bford.info/cachedir/ has in the first line of a tag; backups leave such folders out."""
TAG_TEXT: Final = f"{SIGNATURE}\n# This folder is a cache of djauthlint. It may be removed at any time.\n"
MARKERS: Final = ("djauthlint.toml", "pyproject.toml", "setup.cfg", "manage.py", ".git")
GITIGNORE: Final = ".gitignore"
GITIGNORE_TEXT: Final = "*\n"
FORMAT: Final = 2
MOST_ENTRIES: Final = 50
LARGEST: Final = 50_000_000
"""Bytes of the largest entry."""

_ENTRY: Final = re.compile(r"[0-9a-f]{64}\.json")
_BEFORE_DIGEST, _BEFORE_RUN, _END = b'{"sha256":"', b'","run":', b"}"
_UNFINISHED: Final = re.compile(rf"({_ENTRY.pattern}|\.gitignore|{re.escape(TAG)})\.[0-9a-f]+\.tmp")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_STAYS = {os.open, os.rename, os.stat, os.unlink} <= os.supports_dir_fd and os.listdir in os.supports_fd
"""Whether a folder can be held open, so that it stays the same one whatever becomes of its name."""


class Unusable(Exception):
    """The folder can't be used as a cache; the message says why."""


class Entry(NamedTuple):
    """A run that is over.

    Arguments:
        code: its exit code.
        written: where something was written to, or what it is about (a stream, a file), with the text, in this order.
    """

    code: int
    written: Sequence[tuple[str, str]]


def store_for(places: Sequence[str], folder: str | None = None) -> Store | None:
    """The cache of a run that is about some paths, None where there is to be none.

    Arguments:
        places: the paths.
        folder: where the user wants it. `DJAUTHLINT_CACHE_DIR` says so, too; `DJAUTHLINT_NO_CACHE` that there is none.

    Raises:
        Unusable: there can be none.
    """
    if os.environ.get("DJAUTHLINT_NO_CACHE"):
        return None
    folder = wanted_folder(places, folder)
    return None if folder is None else Store(folder)


def wanted_folder(places: Sequence[str], folder: str | None = None) -> str | None:
    """Where the cache of a run is, there or not: where the user wants it, else where it belongs."""
    return folder or os.environ.get("DJAUTHLINT_CACHE_DIR") or folder_for(places)


def folder_for(places: Sequence[str]) -> str | None:
    """Where the cache of a run belongs that is about some paths: in the nearest folder around the first that looks like a project."""
    try:
        folder = os.path.realpath(places[0] if places else os.getcwd())
    except ValueError:  # a path with a null character, which the run will refuse
        return None
    while True:
        if any(os.path.exists(os.path.join(folder, name)) for name in MARKERS) and os.path.isdir(folder):
            return os.path.join(folder, OWN_FOLDER)
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


class Store:
    """A folder of entries.

    An entry names the place where it was made (inode and time of change of the tag), which nobody can choose: one that
    came with a checkout, out of an archive or from another machine is never believed.

    Arguments:
        folder: where it is.
        make: whether it is made if it is not there; a folder that is nobody's is not touched else.

    Raises:
        Unusable: it can't be made, is a link, belongs to somebody else, or is no cache.
    """

    def __init__(self, folder: str, *, make: bool = True) -> None:
        self.folder = folder
        self._held: int | None = None
        try:
            self._hold(make=make)
            self._place = self._tagged(make=make)
        except BaseException as error:
            self.close()
            if not isinstance(error, (OSError, ValueError)):  # a null character in its name is a ValueError
                raise
            reason = getattr(error, "strerror", None) or str(error)
            raise Unusable(f"{folder} can't be used as a cache: {reason.lower()}") from None

    def close(self) -> None:
        """Let go of the folder."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)

    def _hold(self, *, make: bool) -> None:
        if make:
            with suppress(FileExistsError):
                os.mkdir(self.folder, 0o755)
        status = os.lstat(self.folder)
        if not stat.S_ISDIR(status.st_mode):
            raise Unusable(f"{self.folder} is not a folder")
        if _STAYS:
            self._held = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | _NO_LINK)
            status = os.fstat(self._held)
        if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
            raise Unusable(f"{self.folder} belongs to somebody else")

    def _tagged(self, *, make: bool) -> list[int]:
        try:
            content = self._read(TAG, len(TAG_TEXT) + 1)
        except FileNotFoundError:
            # It is new, or somebody makes it at this moment, or has removed the tag.
            if not self._is_nobodys() or not (make or os.path.basename(os.path.normpath(self.folder)) == OWN_FOLDER):
                raise Unusable(f"{self.folder} is no cache: it has no {TAG}") from None
            if not make:
                return []
            self._write(GITIGNORE, GITIGNORE_TEXT.encode())
            self._write(TAG, TAG_TEXT.encode())
            content = TAG_TEXT.encode()
        # The first line is the same in the caches of all programs.
        if content != TAG_TEXT.encode():
            raise Unusable(f"{self.folder} is no cache: its {TAG} says something else")
        status = self._status(TAG)
        return [status.st_ino, status.st_ctime_ns]

    def _is_nobodys(self) -> bool:
        """Whether all that a folder without a tag holds is what a cache holds; its `.gitignore` may be somebody's."""
        names = self._names()
        if not all(map(_is_own, names)):
            return False
        try:
            return GITIGNORE not in names or self._read(GITIGNORE, len(GITIGNORE_TEXT) + 1) == GITIGNORE_TEXT.encode()
        except OSError:  # a link, a FIFO
            return False

    def find(self, key: str, begins: tuple[str, str] | None = None) -> Entry | None:
        """The run of this key, if everything that it depends on is as it was.

        Arguments:
            key: what tells it from others.
            begins: what has to be the first that was written; another run is not looked at any further.
        """
        # Whatever is in the file, a wrong type included, is no reason to fail, only to work.
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, ArithmeticError):
            said = json.loads(_unpacked(self._read(f"{key}.json", LARGEST)))
            if said["format"] != FORMAT or said["key"] != key or said["place"] != self._place:
                return None
            if begins is not None and tuple(said["written"][0]) != begins:
                return None
            if (
                all(_is_stamped(path, known) for path, known in said["code"].items())
                and Record(said["seen"]).still_holds()
            ):
                return _checked(Entry(said["exit"], [(stream, text) for stream, text in said["written"]]))
        return None

    def keep(self, key: str, entry: Entry, record: Record, code: Sequence[str]) -> None:
        """Keep a run; where that is not possible, or the program may be another one now than the one that ran, nothing happens.

        Arguments:
            key: what tells it from others.
            entry: what it came to.
            record: what it saw of the disk.
            code: the files of the program that ran.
        """
        seen = record.to_json()
        # It may lie in the project, and it changes now.
        seen["folders"].pop(os.path.realpath(self.folder), None)
        said: dict[str, Any] = {
            "format": FORMAT,
            "version": __version__,
            "key": key,
            "place": self._place,
            "code": {path: loaded_stamp(path) for path in sorted(set(code))},
            "seen": seen,
            "exit": entry.code,
            "written": entry.written,
        }
        data = _packed(json.dumps(said, separators=(",", ":")).encode())
        if not record.is_of_one_moment() or None in said["code"].values():
            return
        with suppress(OSError):
            if len(data) <= LARGEST:
                self._write(f"{key}.json", data)
            self._tidy()

    def remove(self) -> int:
        """Remove the cache and its folder; how many runs were in it.

        Raises:
            Unusable: something of it can't be removed, or does not belong to it.
        """
        try:
            names = self._names()
            for name in sorted(filter(_is_own, names), key=TAG.__eq__):
                with suppress(FileNotFoundError):  # somebody else removes it, too
                    self._unlink(name)
            with suppress(FileNotFoundError):
                # Another folder may have its name by now.
                if self._held is None or os.path.samestat(os.lstat(self.folder), os.fstat(self._held)):
                    os.rmdir(self.folder)
        except OSError as error:
            raise Unusable(f"{self.folder} can't be removed: {(error.strerror or str(error)).lower()}") from None
        return sum(name.endswith(".json") for name in names)

    def _path(self, name: str) -> str:
        """What a file of the folder is called, beside `dir_fd=self._held`."""
        return os.path.join(self.folder, name) if self._held is None else name

    def _names(self) -> list[str]:
        return os.listdir(self.folder if self._held is None else self._held)

    def _status(self, name: str) -> os.stat_result:
        return os.stat(self._path(name), dir_fd=self._held, follow_symlinks=False)

    def _unlink(self, name: str) -> None:
        os.unlink(self._path(name), dir_fd=self._held)

    def _read(self, name: str, limit: int) -> bytes:
        descriptor = os.open(self._path(name), os.O_RDONLY | _NO_LINK, dir_fd=self._held)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(f"{name} is not a regular file")
            # With some umasks, others may write into the folder.
            if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
                raise OSError(f"{name} belongs to somebody else")
            return file.read(limit)

    @disk.interrupted_later()
    def _write(self, name: str, data: bytes) -> None:
        unfinished = f"{name}.{os.urandom(8).hex()}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
        descriptor = os.open(self._path(unfinished), flags, 0o600, dir_fd=self._held)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(self._path(unfinished), self._path(name), src_dir_fd=self._held, dst_dir_fd=self._held)
        except BaseException:
            with suppress(OSError):
                self._unlink(unfinished)
            raise

    def _tidy(self) -> None:
        """Remove the oldest entries where there are many."""
        found = [name for name in self._names() if _ENTRY.fullmatch(name) or _UNFINISHED.fullmatch(name)]
        if len(found) > MOST_ENTRIES:
            found.sort(key=lambda name: self._status(name).st_mtime_ns)
            for name in found[: len(found) - MOST_ENTRIES]:
                with suppress(FileNotFoundError):
                    self._unlink(name)


def _is_own(name: str) -> bool:
    return name in {GITIGNORE, TAG} or bool(_ENTRY.fullmatch(name) or _UNFINISHED.fullmatch(name))


def _is_stamped(path: str, known: list[int] | list[str]) -> bool:
    found = stamp(path)
    return found is not None and list(found) == known


def _packed(run: bytes) -> bytes:
    """A run with its digest: disks that fail change single bits, and others leave files that end early."""
    return _BEFORE_DIGEST + sha256(run).hexdigest().encode() + _BEFORE_RUN + run + _END


def _unpacked(data: bytes) -> bytes:
    """The run in a file.

    Raises:
        ValueError: it is not as it was written.
    """
    begins = len(_BEFORE_DIGEST) + 2 * sha256().digest_size + len(_BEFORE_RUN)
    run = data[begins : -len(_END)]
    if data != _packed(run):
        raise ValueError("it is not as it was written")
    return run


def _checked(entry: Entry) -> Entry:
    """An entry of the types that one has.

    Raises:
        TypeError: it is of others.
    """
    texts = [text for line in entry.written for text in line]
    if type(entry.code) is not int or not all(isinstance(text, str) for text in texts):
        raise TypeError("it is no entry")
    return entry

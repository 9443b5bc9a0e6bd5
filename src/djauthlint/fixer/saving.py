"""Writing to disk: a file is as it was or as it should be, never half of each."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from djauthlint import disk
from djauthlint.project import ProjectFileError, ProjectFiles
from djauthlint.source import SourceFile


class SavingFailed(Exception):
    """Files could not be written.

    Arguments:
        path: the file at which it failed.
        reason: why.
        saved: the files that were written before it.
    """

    def __init__(self, path: Path, reason: str, saved: tuple[Path, ...] = ()) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.saved = saved


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file whose new contents lie beside it."""

    path: Path
    real: Path
    beside: Path


@disk.interrupted_later()
def save(files: ProjectFiles, before: Mapping[Path, SourceFile], after: Mapping[Path, SourceFile]) -> None:
    """Write files. All new contents lie on the disk before the first file is replaced; mode, encoding and newlines stay.

    Arguments:
        files: those of the project; nothing outside it is written.
        before: the texts as they were read.
        after: what to write.

    Raises:
        SavingFailed: a file was changed meanwhile, or can't be written. Each file is as it was, or as it should be.
    """
    ready: list[_Ready] = []
    saved: list[Path] = []
    try:
        for path, file in sorted(after.items()):
            each = _prepared(files, path, before[path], file)
            twin = next((other.path for other in ready if other.real == each.real), None)
            if twin is None:
                ready.append(each)
                continue
            each.beside.unlink()
            if after[twin].content != file.content:
                raise SavingFailed(path, f"is the same file as {twin}, which is to become another")
        for each in ready:
            _refuse_changed(files, each.path, before[each.path])
            try:
                each.beside.replace(each.real)
            except OSError as error:
                raise SavingFailed(each.path, _reason(error)) from error
            saved.append(each.path)
            _synchronize(each.real.parent)
    except SavingFailed as failed:
        raise SavingFailed(failed.path, failed.reason, tuple(saved)) from failed
    finally:
        for each in ready[len(saved) :]:
            with suppress(OSError):
                each.beside.unlink()


def _prepared(files: ProjectFiles, path: Path, old: SourceFile, new: SourceFile) -> _Ready:
    """Lay the new contents of a file beside it."""
    real = _refuse_changed(files, path, old)
    try:
        status = real.stat()
        mode = stat.S_IMODE(status.st_mode)
        if not mode & 0o222 or not os.access(real, os.W_OK):
            raise PermissionError(0, "it is read-only")
        descriptor, name = tempfile.mkstemp(prefix=".djauthlint-", suffix=".tmp", dir=real.parent)
    except OSError as error:
        raise SavingFailed(path, _reason(error)) from error
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new.content)
            file.flush()
            os.fsync(descriptor)
        _give_to_owner(beside, status)
        beside.chmod(mode)
    except BaseException as error:
        with suppress(OSError):
            beside.unlink()
        if not isinstance(error, OSError):
            raise
        raise SavingFailed(path, _reason(error)) from error
    return _Ready(path, real, beside)


def _give_to_owner(path: Path, status: os.stat_result) -> None:
    """Give a new file to the owner and the group of the former one, as far as the system lets."""
    if not hasattr(os, "chown"):
        return
    new = path.stat()
    for user, group in ((status.st_uid, -1), (-1, status.st_gid)):
        if (user, group) not in {(new.st_uid, -1), (-1, new.st_gid)}:
            with suppress(OSError):
                os.chown(path, user, group)


def _refuse_changed(files: ProjectFiles, path: Path, old: SourceFile) -> Path:
    """The file that a path leads to, if it still has the contents that were read."""
    try:
        real = files.locate(path).resolve()
        contents = files.read_bytes(path)
    except ProjectFileError as error:
        raise SavingFailed(path, error.reason) from error
    if contents != old.content:
        raise SavingFailed(path, "was changed while djauthlint worked; run it again")
    return real


def _synchronize(folder: Path) -> None:
    """Make the disk keep that a file was replaced, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()

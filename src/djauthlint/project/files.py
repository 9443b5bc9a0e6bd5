"""The files of a project: nothing outside it is ever opened."""

import copy
import enum
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from djauthlint import disk
from djauthlint.project import gitignore


class FileState(enum.Enum):
    """What the project says about a path."""

    TRACKED = "tracked"
    """On disk and not ignored by git: everybody who has the project has it."""
    IGNORED = "ignored"
    """On disk, but ignored by git: it may be missing elsewhere, and its contents are secrets."""
    ABSENT = "absent"
    OUTSIDE = "outside"
    """Not in the project: neither its existence nor its contents are looked at."""


class ProjectFileError(Exception):
    """A file of the project can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class OutsideProject(ProjectFileError):
    """A path leads outside the project, perhaps through a symbolic link."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is outside the project")


class ProjectFiles:
    """The files below `root`; `overlay` holds the text of files that are not saved yet.

    Relative paths are relative to `root`. Links are followed as long as they stay inside. Where the disk does not tell small letters
    from capitals, a file is known by the name that its folder lists.
    """

    def __init__(self, root: Path, overlay: Mapping[Path, bytes] | None = None) -> None:
        self.root = Path(disk.real_path(root))
        self._prefix = os.path.join(self.root, "")
        self._patterns: dict[str, list[gitignore.Pattern]] = {}
        self._ignored_folders: dict[str, bool] = {}
        self._real_folders: dict[str, str] = {}
        self._spellings: dict[str, Mapping[str, str]] = {}
        self._states: dict[Path, FileState] = {}
        self._overlay = {self._real(path): content for path, content in (overlay or {}).items()}
        self._edited: Mapping[str, bytes] = {}
        self._read: set[Path] = set()

    def edited(self, contents: Mapping[Path, bytes]) -> "ProjectFiles":
        """The same files with other contents; what the project says about their paths stays."""
        other = copy.copy(self)
        other._edited = {**self._edited, **{self._real(path): content for path, content in contents.items()}}
        return other

    def with_unsaved(self, contents: Mapping[Path, bytes]) -> "ProjectFiles":
        """The same files with more that are not saved yet; these themselves where there are none."""
        if not contents:
            return self
        other = copy.copy(self)
        other._overlay = {**self._overlay, **{self._real(path): content for path, content in contents.items()}}
        other._states = {}
        return other

    @contextmanager
    def watched(self) -> Iterator[set[Path]]:
        """The files, by where their links lead, that are read by their names meanwhile."""
        before: set[Path] = self._read
        self._read = set()
        try:
            yield self._read
        finally:
            self._read = before

    def locate(self, path: Path) -> Path:
        """The absolute path below `root` by which `path` is known; links inside the project keep their names."""
        real = self._real(path)
        lexical = os.path.normpath(self.root / path)
        return Path(lexical if self._inside(lexical) and disk.real_path(lexical) == real else real)

    def read_bytes(self, path: Path) -> bytes:
        """The contents of a regular file of the project."""
        real = self._real(path)
        self._read.add(Path(real))
        unsaved = self._edited.get(real, self._overlay.get(real))
        if unsaved is not None:
            return unsaved
        try:
            return disk.read(real)
        except (OSError, ValueError) as error:
            raise ProjectFileError(path, _reason(error)) from None

    def read_listed(self, path: str) -> bytes | None:
        """The contents of a file that `walk` listed, or None if it can't be read."""
        unsaved = self._edited.get(path, self._overlay.get(path))
        if unsaved is not None:
            return unsaved
        try:
            return disk.read(path)
        except (OSError, ValueError):
            if not os.path.islink(path):
                return None
        try:
            return disk.read(self._real(Path(path)))
        except (OSError, ValueError, ProjectFileError):
            return None

    def exists(self, path: Path) -> bool:
        """Whether there is anything at `path`."""
        return self._mode(path) is not None

    def is_file(self, path: Path) -> bool:
        """Whether `path` is a regular file."""
        return stat.S_ISREG(self._mode(path) or 0)

    def spelled(self, path: Path) -> Path:
        """An absolute path below the root with the names that the folders list: Python imports no others, whatever the disk finds."""
        return Path(self._spelled(str(path))) if self._folds_case else path

    def is_dir(self, path: Path) -> bool:
        """Whether `path` is a folder."""
        return stat.S_ISDIR(self._mode(path) or 0)

    def may_hold_files(self, path: Path) -> bool:
        """Whether `path` is a folder, or will be one once the files are saved that are not."""
        return self.is_dir(path) or any(name.startswith(os.path.join(self._real(path), "")) for name in self._overlay)

    def list_dir(self, path: Path) -> list[str]:
        """The names in a folder, sorted."""
        real = self._real(path)
        unsaved = {os.path.basename(name) for name in self._overlay if os.path.dirname(name) == real}
        try:
            return sorted(unsaved.union(disk.names(real)))
        except (OSError, ValueError) as error:
            raise ProjectFileError(path, _reason(error)) from None

    def state(self, path: Path) -> FileState:
        """Whether `path` is there for everybody, only on this disk, not there, or none of our business; the first answer stays."""
        if path not in self._states:
            self._states[path] = self._state(path)
        return self._states[path]

    def _state(self, path: Path) -> FileState:
        try:
            real = self._real(path)
        except OutsideProject:
            return FileState.OUTSIDE
        if real in self._overlay:
            return FileState.TRACKED
        mode = self._mode(path)
        if mode is None:
            return FileState.ABSENT
        names = {real, os.path.normpath(self.root / path)}
        ignored = any(self.is_ignored(name, stat.S_ISDIR(mode)) for name in names if self._inside(name))
        return FileState.IGNORED if ignored else FileState.TRACKED

    def is_ignored(self, path: str, is_folder: bool) -> bool:
        """Whether git ignores the absolute `path` below the root."""
        if path == str(self.root):
            return False
        if is_folder and path in self._ignored_folders:
            return self._ignored_folders[path]
        folder = os.path.dirname(path)
        result = self.is_ignored(folder, True)
        if not result:
            while True:
                answer = gitignore.verdict(self._patterns_of(folder), _relative(path, folder), is_folder)
                if answer is not None or folder == str(self.root):
                    break
                folder = os.path.dirname(folder)
            result = bool(answer)
        if is_folder:
            self._ignored_folders[path] = result
        return result

    def walk(self, wanted: Callable[[str, Sequence[str]], bool]) -> Iterator[tuple[str, list[str]]]:
        """Each folder that git does not ignore and that `wanted(folder, names of its files)`, with these names.

        Links to folders are not followed, links to files only inside the project.
        """
        unsaved: dict[str, set[str]] = {}
        for path in self._overlay:
            unsaved.setdefault(os.path.dirname(path), set()).add(os.path.basename(path))
        pending = [str(self.root)]
        while pending:
            folder = pending.pop()
            folders, files, _ = disk.scan(folder)
            inside = [
                name for name, link in files if not link or self.state(Path(folder, name)) is not FileState.OUTSIDE
            ]
            names = sorted(unsaved.pop(folder, set()).union(inside))
            if folder != str(self.root) and not wanted(folder, names):
                continue
            yield folder, names
            paths = (os.path.join(folder, name) for name in reversed(folders) if name != disk.OWN_FOLDER)
            pending += [path for path in paths if not self.is_ignored(path, True)]
        for folder, extra in sorted(unsaved.items()):
            if not os.path.isdir(folder):
                yield folder, sorted(extra)

    def relative(self, path: str) -> str:
        """A path that `walk` listed, from the root."""
        return path.removeprefix(self._prefix)

    def real(self, path: Path) -> Path:
        """Where a path leads, through all links.

        Raises:
            OutsideProject: it leads out of the project.
        """
        return Path(self._real(path))

    def names(self, path: Path) -> tuple[Path, ...]:
        """The paths by which a file may be known: its own, and that of what it leads to, of those that are in the project."""
        real = self._led(os.path.join(self.root, path))
        names = dict.fromkeys(map(Path, (os.path.normpath(self.root / path), real)))
        return tuple(self.spelled(each) for each in names if self._inside(str(each)) and self._inside(real))

    def _real(self, path: Path) -> str:
        try:
            real = self._led(os.path.join(self.root, path))
        except (OSError, ValueError):
            raise ProjectFileError(path, "is not a usable path") from None
        if not self._inside(real):
            raise OutsideProject(path)
        return self._spelled(real) if self._folds_case else real

    @cached_property
    def _folds_case(self) -> bool:
        """Whether the disk finds a file by its name in other letters."""
        folders, files, _ = disk.scan(str(self.root))
        names = [*folders, *(name for name, is_link in files if not is_link)]
        name = next((name for name in names if name.swapcase() != name), None)
        if name is None or name.swapcase() in names:
            return False
        return disk.exists(os.path.join(self.root, name.swapcase()))

    def _spelled(self, path: str) -> str:
        """A path below the root with the names that the folders list; what is not there is left as it is."""
        place = str(self.root)
        for name in path[len(self._prefix) :].split(os.sep) if path != place else ():
            if place not in self._spellings:
                folders, files, others = disk.scan(place)
                names = [*folders, *(name for name, _ in files), *others]
                self._spellings[place] = {each.casefold(): each for each in names}
            place = os.path.join(place, self._spellings[place].get(name.casefold(), name))
        return place

    def _led(self, path: str) -> str:
        """Where a path leads; most lie in folders of which others have been asked for."""
        folder, name = os.path.split(path)
        if os.name != "posix" or name in ("", os.curdir, os.pardir):
            return disk.real_path(path)
        if folder not in self._real_folders:
            self._real_folders[folder] = disk.real_path(folder)
        return disk.real_path_in(self._real_folders[folder], path)

    def _inside(self, path: str) -> bool:
        return path.startswith(self._prefix) or path == str(self.root)

    def _mode(self, path: Path) -> int | None:
        try:
            real = self._real(path)
            return stat.S_IFREG if real in self._overlay else disk.kind(real)
        except OutsideProject:
            raise
        except ProjectFileError:
            return None

    def _patterns_of(self, folder: str) -> list[gitignore.Pattern]:
        if folder not in self._patterns:
            names = [".gitignore"]
            if folder == str(self.root):
                names.insert(0, os.path.join(".git", "info", "exclude"))
            texts = [self.read_listed(os.path.join(folder, name)) for name in names]
            self._patterns[folder] = [
                pattern
                for text in texts
                if text
                for pattern in gitignore.parse(os.fsdecode(text.removeprefix(b"\xef\xbb\xbf")))
            ]
        return self._patterns[folder]


def text_of(content: bytes) -> str:
    """What a file says that is looked through, not parsed: in UTF-8, with or without a byte order mark."""
    return content.decode("utf-8-sig", "replace")


def _relative(path: str, folder: str) -> str:
    return path[len(folder) :].lstrip("/") if os.sep == "/" else os.path.relpath(path, folder).replace(os.sep, "/")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return str(error)

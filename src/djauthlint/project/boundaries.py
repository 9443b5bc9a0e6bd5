"""Where the project ends: what may be read, and what a run without paths is about."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from djauthlint import disk
from djauthlint.project.files import FileState, ProjectFiles

_MARKERS = ("djauthlint.toml", "pyproject.toml", "setup.cfg", "manage.py", ".git")


def find_root(paths: Sequence[Path], cwd: Path) -> Path:
    """The folder beyond which nothing is read.

    The repository, if `paths` are in one: its .gitignore, Dockerfiles and sibling packages speak about all of it.
    Otherwise the outermost folder in `cwd` that looks like a project, otherwise the nearest one further up.
    """
    start = _common_folder(paths)
    for folder in _upwards(start):
        # A home folder under version control ignores the projects in it and isn't theirs.
        if disk.exists(folder / ".git") and ProjectFiles(folder).state(start) is not FileState.IGNORED:
            return folder
    current = Path(disk.real_path(cwd))
    if start.is_relative_to(current):
        inside = [folder for folder in _upwards(start) if folder.is_relative_to(current)]
        projects = [folder for folder in inside if _has_any(folder, (*_MARKERS, ".gitignore"))]
        if projects:
            return projects[-1]
    return find_scope(start, None)


def find_scope(start: Path, root: Path | None) -> Path:
    """The nearest folder at or above `start` (not above `root`) that looks like a project.

    Without one, the folder in which the outermost package lies.
    """
    for folder in _upwards(start):
        if _has_any(folder, _MARKERS):
            return folder
        if folder == root:
            return folder
    return next(folder for folder in _upwards(start) if not disk.exists(folder / "__init__.py"))


def lies_in_project(folder: Path) -> bool:
    """Whether a folder, or one above it, looks like a project."""
    return any(_has_any(each, _MARKERS) for each in _upwards(Path(disk.real_path(folder))))


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _has_any(folder: Path, names: Sequence[str]) -> bool:
    return any(disk.exists(folder / name) for name in names)


def _common_folder(paths: Sequence[Path]) -> Path:
    folders = [path if disk.is_folder(path) else path.parent for path in map(Path, map(disk.real_path, paths))]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on different drives
        return folders[0]

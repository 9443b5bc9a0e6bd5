"""Which versions of a package a project says it runs with, for one of its modules."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from djauthlint.project.dependencies import DECLARATIONS, LOCKS, Mention, declared, locked, requirements
from djauthlint.project.files import FileState, ProjectFileError, ProjectFiles

_REQUIREMENTS: Final = re.compile(r"(?:.*[-_.])?requirements?(?:[-_.].*)?\.(txt|pip|in)", re.IGNORECASE)
_FOLDERS: Final = ("requirements", "requirement", "reqs")
_MAX_INCLUDES: Final = 50
_MAX_MENTIONS: Final = 200


class Requirement(NamedTuple):
    """What a project says about the version of a package.

    Arguments:
        any_of: specifiers in the form of PEP 440 (`>=4.2,<5.0`), of which one holds.
        path: the file that says so.
        line: where in it, 1-based.
    """

    any_of: tuple[str, ...]
    path: Path
    line: int


class Requirements:
    """What the files of a project say must be installed; those of a folder are read once for each package.

    Only files that everybody has who has the project are read.

    Arguments:
        files: the project's files.
    """

    def __init__(self, files: ProjectFiles) -> None:
        self._files = files
        self._names: dict[Path, list[str]] = {}
        self._locked: dict[tuple[Path, str], Requirement | None] = {}
        self._declared: dict[tuple[Path, str], Requirement | None] = {}

    def find(self, folder: Path, name: str) -> Requirement | None:
        """What the files in a folder and in those above it say: the nearest lock file, else the nearest of the others.

        Arguments:
            folder: below the root of the project.
            name: of the package. None where nothing constrains its version.
        """
        above = [folder, *folder.parents][: len(folder.parts) - len(self._files.root.parts) + 1]
        for known, look in ((self._locked, self._lock_in), (self._declared, self._declaration_in)):
            for place in above:
                if (place, name) not in known:
                    known[place, name] = look(place, name)
                if found := known[place, name]:
                    return found
        return None

    def _names_in(self, folder: Path) -> list[str]:
        if folder not in self._names:
            self._names[folder] = _names(self._files, folder)
        return self._names[folder]

    def _lock_in(self, place: Path, name: str) -> Requirement | None:
        files, names = self._files, self._names_in(place)
        for file in LOCKS:
            if file in names and (found := _one(place / file, locked(file, _text(files, place / file), name))):
                return found
        return None

    def _declaration_in(self, place: Path, name: str) -> Requirement | None:
        files, names = self._files, self._names_in(place)
        main = _combined(_tree(files, place / "requirements.txt", name).mentions)
        return main or _from_declarations(files, place, names, name) or _from_others(files, place, names, name)


def _from_others(files: ProjectFiles, folder: Path, names: Sequence[str], name: str) -> Requirement | None:
    """What all requirements files of a folder say together, without those that others include."""
    own = [folder / each for each in names if _REQUIREMENTS.fullmatch(each)]
    for each in _FOLDERS:
        if each in names and _is_folder(files, folder / each):
            inner = folder / each
            own += [inner / file for file in _names(files, inner) if file.endswith((".txt", ".pip", ".in"))]
    for suffixes in ({".txt", ".pip"}, {".in"}):
        trees = {path: _tree(files, path, name) for path in own if path.suffix in suffixes}
        included = {path for tree in trees.values() if _combined(tree.mentions) for path in tree.files[1:]}
        outer = [tree for path, tree in trees.items() if path not in included]
        each_says = [found for tree in outer if (found := _combined(tree.mentions))]
        if each_says:
            any_of = dict.fromkeys(specifier for found in each_says for specifier in found.any_of)
            return each_says[0]._replace(any_of=tuple(any_of))
    return None


def _from_declarations(files: ProjectFiles, folder: Path, names: Sequence[str], name: str) -> Requirement | None:
    for file in DECLARATIONS:
        if file in names and (found := _one(folder / file, declared(file, _text(files, folder / file), name))):
            return found
    return None


class _Tree(NamedTuple):
    """A requirements file with all that it includes."""

    files: list[Path]
    mentions: list[tuple[Path, Mention]]


def _tree(files: ProjectFiles, path: Path, name: str) -> _Tree:
    tree = _Tree([], [])
    pending = deque(((path.parent, path.name),))
    asked: set[tuple[Path, str]] = set()
    while pending and len(asked) < _MAX_INCLUDES:
        include = pending.popleft()
        if include in asked:
            continue
        asked.add(include)
        try:
            current = files.locate(include[0] / include[1])
        except ProjectFileError:
            continue
        if current in tree.files:
            continue
        tree.files.append(current)
        found = requirements(_text(files, current), name)
        tree.mentions.extend((current, mention) for mention in found.mentions)
        pending.extend((current.parent, each) for each in found.includes)
    return tree


def _one(path: Path, mentions: Sequence[Mention]) -> Requirement | None:
    return _combined([(path, mention) for mention in mentions])


def _combined(mentions: Sequence[tuple[Path, Mention]]) -> Requirement | None:
    """What several mentions say together: all that hold always, and one of those that hold sometimes.

    Nothing where there are more than anybody means.
    """
    if len(mentions) > _MAX_MENTIONS:
        return None
    always = [mention.specifier for _, mention in mentions if mention.specifier and not mention.sometimes]
    sometimes = dict.fromkeys(mention.specifier for _, mention in mentions if mention.sometimes)
    any_of = dict.fromkeys(",".join([*always, *([each] if each else [])]) for each in sometimes or [""])
    if "" in any_of:
        return None
    path, first = next((path, mention) for path, mention in mentions if mention.specifier)
    return Requirement(tuple(any_of), path, first.line)


def _names(files: ProjectFiles, folder: Path) -> list[str]:
    try:
        return files.list_dir(folder)
    except ProjectFileError:
        return []


def _is_folder(files: ProjectFiles, path: Path) -> bool:
    try:
        return files.is_dir(path)
    except ProjectFileError:
        return False


def _text(files: ProjectFiles, path: Path) -> str:
    """The text of a file that everybody has, empty for any other; UTF-16, which PowerShell writes, is read as pip does."""
    try:
        if files.state(path) is not FileState.TRACKED:
            return ""
        content = files.read_bytes(path)
    except ProjectFileError:
        return ""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8-sig", "replace")

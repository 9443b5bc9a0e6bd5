"""Which packages a project declares, by all of its files together: to tell that it can't have one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint import tables
from djauthlint.project.dependencies import LOCKS
from djauthlint.project.files import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_REQUIREMENTS: Final = re.compile(r"(?:.*/)?(?:[^/]*requirements?[^/]*|(?:requirements?|reqs)/[^/]*)\.(?:txt|pip|in)")
_SAYS_WHAT_TO_INSTALL: Final = re.compile(
    r".*\.(?:txt|pip|in|toml|lock|cfg|ya?ml|sh|nix|json)|(?:.*/)?[^/]*(?:dockerfile|containerfile|makefile|pipfile)[^/]*"
)
_LINE: Final = re.compile(r"([a-z\d][\w.-]*)\s*(?:\[([^]]*)\]\s*)?(?:[<>=!~;(].*)?")
_PLAIN_EXTRAS: Final = frozenset(
    "binary c cache daphne database django gevent hiredis mfa pool redis s3 socialaccount standard toml".split()
)
"""Extras that bring nothing which is surprising; what others bring is not known."""
_FROZEN: Final = frozenset(("django", "asgiref", "sqlparse"))
"""Django and what it brings: who lists that lists everything, as `pip freeze` does."""
UNREADABLE: Final = "?"
_MOST_BYTES: Final = 5_000_000


class Declared(NamedTuple):
    """The packages that a project declares.

    Arguments:
        names: all of them, in the form of PEP 503; `UNREADABLE` for what is declared in another way.
        complete: those that are declared with everything that they bring.
    """

    names: frozenset[str]
    complete: frozenset[str]


def declared_packages(files: ProjectFiles, tree: Tree) -> Declared:
    """What the requirements files and the tables of packaging tools of the whole project declare."""
    names: set[str] = set()
    complete: set[str] = set()
    for path, text in _texts(files, tree):
        name = path.rpartition("/")[2]
        if _REQUIREMENTS.fullmatch(path):
            own, frozen = _requirements(text)
            names |= own
            if frozen:
                complete |= own
        elif name == "setup.py" or name.startswith("environment.y"):
            names.add(UNREADABLE)
        elif name == "setup.cfg":
            names.update(_setup_cfg(text))
        elif name in ("pyproject.toml", "pipfile"):
            names.update(_of_document(_toml(text)))
    return Declared(frozenset(names), frozenset(complete))


def is_locked(files: ProjectFiles, folder: Path) -> bool:
    """Whether a lock file in a folder of the project, or above it, names Django: it then names everything that is installed."""
    for above in [folder, *folder.parents][: len(folder.parts) - len(files.root.parts) + 1]:
        for lock in LOCKS:
            content = files.read_listed(str(above / lock))
            if content is not None:
                return re.search(rb"""["']django["']""", content, re.IGNORECASE) is not None
    return False


def names_package(files: ProjectFiles, tree: Tree, word: str) -> bool:
    """Whether a word occurs in any file that may say what is to be installed."""
    return any(word in text.lower() for _, text in _texts(files, tree))


def _texts(files: ProjectFiles, tree: Tree) -> Iterator[tuple[str, str]]:
    """The files that may say what is to be installed, by lower-case path, with their texts."""
    for path in (*tree.others, *(path for path in tree.python if path.endswith("setup.py"))):
        name = path[len(str(files.root)) + 1 :].replace("\\", "/").lower()
        if name.endswith("setup.py") or _SAYS_WHAT_TO_INSTALL.fullmatch(name):
            content = files.read_listed(path) or b""
            yield name, text_of(content[:_MOST_BYTES])


def _requirements(text: str) -> tuple[set[str], bool]:
    """What a requirements file lists, and whether that is everything."""
    names: set[str] = set()
    pinned: set[str] = set()
    for line in re.sub(r"\\\n", " ", text).splitlines():
        said = re.split(r"(?:^|\s)(?:#|--hash)", line)[0].strip().lower()
        if not said or re.match(r"(?:-r|-c|-i|--(?!editable)\w)", said):
            continue
        name = _name(said)
        names.add(name)
        if "==" in said:
            pinned.add(name)
    return names, names == pinned and names >= _FROZEN


def _name(said: str) -> str:
    match = _LINE.fullmatch(said.strip().lower())
    if match is None or not _PLAIN_EXTRAS.issuperset(re.findall(r"[\w.-]+", match[2] or "")):
        return UNREADABLE
    return re.sub(r"[-_.]+", "-", match[1])


def _setup_cfg(text: str) -> Iterator[str]:
    try:
        parser = tables.ini(text)
    except tables.Unparsable:
        yield UNREADABLE
        return
    extras = parser["options.extras_require"].values() if "options.extras_require" in parser else ()
    for value in (parser.get("options", "install_requires", fallback=""), *extras):
        yield from (_name(line.partition(" #")[0]) for line in (value or "").splitlines() if line.strip())


def _of_document(document: object) -> Iterator[str]:
    """The packages in `pyproject.toml` and `Pipfile`: lists of requirements, and tables with a key for each package."""
    for key, value in document.items() if isinstance(document, Mapping) else ():
        if isinstance(value, Mapping):
            tables = key in ("dependencies", "dev-dependencies", "packages", "dev-packages")
            groups = [each for each in value.values() if isinstance(each, list)]
            if tables and len(groups) < len(value):
                yield from (_name(str(name)) for name in value if name != "python")
            elif tables or key in ("optional-dependencies", "dependency-groups"):
                yield from (_name(line) for group in groups for line in group if isinstance(line, str))
            else:
                yield from _of_document(value)
        elif key in ("dependencies", "dev-dependencies") and isinstance(value, list):
            yield from (_name(line) for line in value if isinstance(line, str))
        elif key == "dynamic" and isinstance(value, list) and "dependencies" in value:
            yield UNREADABLE


def _toml(text: str) -> object:
    try:
        return tables.toml(text)
    except tables.Unparsable:
        return {"dynamic": ["dependencies"]}

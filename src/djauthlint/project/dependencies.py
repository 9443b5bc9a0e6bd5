"""What one file says about the version of a package: lock files, requirements, and the tables of packaging tools."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from djauthlint import tables
from djauthlint.project.specifiers import alternatives, conda, required

LOCKS: Final = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")
"""Files that name the one version that is installed."""


class Mention(NamedTuple):
    """A place where the version of a package is stated.

    Arguments:
        specifier: the versions that are possible, empty for any.
        line: where, 1-based.
        sometimes: whether it holds only in some environments, in others perhaps another.
    """

    specifier: str
    line: int
    sometimes: bool = False


class Requirements(NamedTuple):
    """A file in the format of `pip install -r`.

    Arguments:
        mentions: what it says of the package.
        includes: the files that it includes, as they are written.
    """

    mentions: tuple[Mention, ...]
    includes: tuple[str, ...]


def locked(file: str, text: str, name: str) -> list[Mention]:
    """The version that a lock file names; several where they depend on the environment."""
    if file == "Pipfile.lock":
        return _pipfile_lock(text, name)
    # Parsed as text: these files are long, and TOML takes its time.
    package = re.compile(
        rf'^\[\[packages?\]\]\s*\nname = "{name}"\s*\nversion = "([^"]+)"', re.MULTILINE | re.IGNORECASE
    )
    return [
        Mention(f"=={match[1]}", text.count("\n", 0, match.start(1)) + 1, sometimes=True)
        for match in package.finditer(text)
    ]


def requirements(text: str, name: str) -> Requirements:
    """What a requirements file says of a package, and which files it includes."""
    mentions: list[Mention] = []
    includes: list[str] = []
    for number, line in _logical_lines(text):
        if include := re.match(r"\s*(?:-r|-c|--requirement|--constraint)(?:\s+|=|(?=[^\s-]))(\S+)", line):
            includes.append(include[1])
        elif said := required(re.split(r"(?:^|\s)#", line)[0], name):
            mentions.append(Mention(said[0], number, said[1]))
    return Requirements(tuple(mentions), tuple(includes))


def declared(file: str, text: str, name: str) -> list[Mention]:
    """What a file that a packaging tool reads says of a package: what is installed always, else what is optional."""
    reader = _READERS.get(file)
    return [] if reader is None else reader(text, name)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    joined, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        start = start or number
        if line.endswith("\\"):
            joined += line[:-1] + " "
        else:
            yield start, joined + line
            joined, start = "", 0
    if joined:
        yield start, joined


def _pipfile_lock(text: str, name: str) -> list[Mention]:
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError):
        return []
    for section in ("default", "develop"):
        version = _at(document, section, name, "version")
        if isinstance(version, str):
            return [Mention(specifier, _line(text, name)) for specifier in alternatives(version)]
    return []


def _pyproject(text: str, name: str) -> list[Mention]:
    document = _toml(text)
    poetry = _at(document, "tool", "poetry")
    groups = _values(_at(poetry, "group"))
    always = [*_lines(_at(document, "project", "dependencies"), name, text)]
    always += _table(_at(poetry, "dependencies"), name, text)
    if always:
        limits = _lines(_at(document, "tool", "uv", "constraint-dependencies"), name, text)
        return [*always, *limits]
    optional = [
        *_values(_at(document, "project", "optional-dependencies")),
        *_values(_at(document, "dependency-groups")),
        *_values(_at(document, "tool", "pdm", "dev-dependencies")),
        _at(document, "tool", "uv", "dev-dependencies"),
    ]
    found = [mention for each in optional for mention in _lines(each, name, text)]
    tables = [_at(group, "dependencies") for group in groups] + [_at(poetry, "dev-dependencies")]
    return found + [mention for each in tables for mention in _table(each, name, text)]


def _pipfile(text: str, name: str) -> list[Mention]:
    document = _toml(text)
    return [
        *(_table(_at(document, "packages"), name, text) or _table(_at(document, "dev-packages"), name, text)),
    ]


def _setup_cfg(text: str, name: str) -> list[Mention]:
    try:
        parser = tables.ini(text)
    except tables.Unparsable:
        return []
    lines = (parser.get("options", "install_requires", fallback="") or "").splitlines()
    return [*_lines([each.partition(" #")[0] for each in lines], name, text)]


def _environment(text: str, name: str) -> list[Mention]:
    found: list[Mention] = []
    for number, line in enumerate(text.splitlines(), 1):
        if item := re.match(r"""\s*-\s*(["']?)([^"'#]+)\1""", line):
            said = conda(item[2], name)
            if said is not None:
                found.append(Mention(said, number))
    return found


_READERS: Final[Mapping[str, Callable[[str, str], list[Mention]]]] = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup_cfg,
    "Pipfile": _pipfile,
    "environment.yml": _environment,
    "environment.yaml": _environment,
}
DECLARATIONS: Final = tuple(_READERS)
"""Files that `declared` understands, those that count first."""


def _toml(text: str) -> object:
    try:
        return tables.toml(text)
    except tables.Unparsable:
        return None


def _lines(items: object, name: str, text: str) -> Iterator[Mention]:
    """What a list of requirements says."""
    for item in items if isinstance(items, list) else []:
        if isinstance(item, str) and (said := required(item, name)) is not None:
            yield Mention(said[0], _line(text, name), said[1])


def _table(table: object, name: str, text: str) -> list[Mention]:
    """What a table of packages says: a text, a table with a version, or several of these for several environments."""
    if not isinstance(table, Mapping):
        return []
    said = next((value for key, value in table.items() if key.lower() == name), None)
    found: list[Mention] = []
    for each in said if isinstance(said, list) else [said]:
        version = each.get("version") if isinstance(each, Mapping) else each
        if isinstance(version, str):
            choices = alternatives(version)
            sometimes = len(choices) > 1 or isinstance(said, list)
            found += [Mention(choice, _line(text, name), sometimes) for choice in choices]
    return found


@lru_cache(maxsize=8)
def _line(text: str, name: str) -> int:
    """The first line that begins with the name of a package, 1 where none does."""
    match = re.search(
        rf"""^[ \t]*(?:\w+[ \t]*=[ \t]*\[[ \t]*)?["']?{name}(?![\w-])""", text, re.MULTILINE | re.IGNORECASE
    )
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _at(document: object, *keys: str) -> object:
    for key in keys:
        document = document.get(key) if isinstance(document, Mapping) else None
    return document


def _values(table: object) -> list[object]:
    return [*table.values()] if isinstance(table, Mapping) else []

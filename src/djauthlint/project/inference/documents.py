"""Files of deployment as text and as data; what can't be read is a note, and says nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from djauthlint import tables
from djauthlint.project.files import text_of
from djauthlint.project.inference.facts import Note, Place
from djauthlint.project.mentions import Naming, naming_of
from djauthlint.source import SourceFile

if TYPE_CHECKING:
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_ASIDE: Final = frozenset(
    "contrib doc docs documentation example examples sample samples demo demos test tests testing template templates".split()
)
"""Folders with files that show how something is done, and deploy nothing."""
_DEVELOPMENT: Final = re.compile(
    r"(?<![a-z])(?:dev|devel|develop|development|local|localhost|override|debug|tests?|testing|ci|e2e|windows|vscode"
    r"|example|sample|template|dist)(?![a-z])"
)
_TEMPLATE: Final = re.compile(r"\{%|\{\{")


_DEPLOYED: Final = frozenset(
    (
        Naming.DOCKERFILE,
        Naming.COMPOSE,
        Naming.PROCFILE,
        Naming.PLATFORM,
        Naming.SERVER,
        Naming.SCRIPT,
        Naming.ENVIRONMENT,
        Naming.DEVELOPMENT,
    )
)


class Documents:
    """The files that may say how a project is deployed.

    Arguments:
        files: the project's files.
        tree: which there are.
    """

    def __init__(self, files: ProjectFiles, tree: Tree) -> None:
        self.files = files
        self.python = tree.python
        self.notes: list[Note] = []
        self._every = (*tree.others, *tree.python)
        self._names = tuple(name for name in self._every if not _is_aside(files.relative(name)))
        self._kinds: dict[Naming, list[str]] = {}
        self._called: dict[str, list[int]] = {}
        self._in: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            what = naming_of(files.relative(name))
            if what is not None:
                self._kinds.setdefault(what, []).append(name)
            folder, _, own = name.rpartition(os.sep)
            self._called.setdefault(own.lower(), []).append(number)
            self._in.setdefault(folder, []).append(number)
        self._read: dict[str, SourceFile | None] = {}
        self._texts: tuple[bytes, ...] | None = None
        self._mentioned: dict[str, bool] = {}

    def of_kind(self, what: Naming) -> Iterator[SourceFile]:
        """The files of a kind."""
        for name in self._kinds.get(what, ()):
            yield from self._opened(name)

    def called(self, pattern: str) -> Iterator[SourceFile]:
        """The files whose name, in lower case, a regular expression describes."""
        wanted = re.compile(pattern)
        yield from self._numbered(numbers for own, numbers in self._called.items() if wanted.fullmatch(own))

    def below(self, pattern: str) -> Iterator[SourceFile]:
        """The files in a folder, or below it, whose name a regular expression describes."""
        wanted = re.compile(pattern)
        yield from self._numbered(
            numbers
            for folder, numbers in self._in.items()
            if any(map(wanted.fullmatch, self.files.relative(folder).split(os.sep)))
        )

    def _numbered(self, found: Iterable[Sequence[int]]) -> Iterator[SourceFile]:
        for number in sorted(number for numbers in found for number in numbers):
            yield from self._opened(self._names[number])

    def ending(self, tail: str) -> list[SourceFile]:
        """The files whose path ends with some names: `docker/start.sh`."""
        parts = [part for part in tail.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
        ends = os.sep + os.sep.join(parts)
        return [file for name in self._names if parts and name.endswith(ends) for file in self._opened(name)]

    def mentions(self, word: str) -> bool:
        """Whether a word stands in any file that may set variables of a server, also for development."""
        if self._texts is None:
            names = (name for name in self._every if self._may_set_variables(self.files.relative(name)))
            self._texts = tuple(content for name in names if (content := self.files.read_listed(name)) is not None)
        if word not in self._mentioned:
            self._mentioned[word] = any(word.encode() in text for text in self._texts)
        return self._mentioned[word]

    @staticmethod
    def _may_set_variables(path: str) -> bool:
        what = naming_of(path)
        return what in _DEPLOYED and (what is Naming.SERVER or not path.endswith(".py"))

    def note(self, file: SourceFile, line: int, message: str) -> None:
        """Remember that a file could not be understood."""
        self.notes.append(Note(file.path, line, message))

    def _opened(self, name: str) -> Iterator[SourceFile]:
        if name not in self._read:
            self._read[name] = self._text(name)
        file = self._read[name]
        if file is not None:
            yield file

    def _text(self, name: str) -> SourceFile | None:
        if self.files.is_ignored(name, False):
            return None
        content = self.files.read_listed(name)
        if content is None:
            self.notes.append(Note(Path(name), 0, "can't be read"))
            return None
        text = text_of(content)
        # A template for other projects deploys none itself.
        return None if _TEMPLATE.search(text) else SourceFile(Path(name), text)


def _is_aside(path: str) -> bool:
    *folders, name = path.lower().replace(os.sep, "/").split("/")
    near = "/".join([*folders[-2:], name])
    return not _ASIDE.isdisjoint(folders) or _DEVELOPMENT.search(near) is not None


def toml_of(documents: Documents, file: SourceFile) -> Mapping[str, Any]:
    """A TOML file as a table, empty where it can't be read."""
    try:
        return tables.toml(file.text)
    except tables.Unparsable as error:
        documents.note(file, error.line, str(error))
        return {}


def json_of(documents: Documents, file: SourceFile) -> Mapping[str, Any]:
    """A JSON file as a table, empty where it can't be read or is something else."""
    try:
        found = json.loads(file.text)
    except (ValueError, RecursionError) as error:
        documents.note(file, 0, f"is no valid JSON ({error})")
        return {}
    return found if isinstance(found, dict) else {}


def line_of_key(file: SourceFile, key: str) -> Place:
    """The first line of a TOML or JSON file that gives a key a value, the first of all where none is seen to."""
    match = re.search(rf"""^[ \t{{,]*["']?{re.escape(key)}["']?[ \t]*[=:]""", file.text, re.MULTILINE)
    return Place(file, 1 if match is None else file.position(match.end()).line)


class Yaml:
    """A value of a YAML file that knows its line.

    Arguments:
        file: the file.
        node: what PyYAML composed, None for what is not there.
    """

    def __init__(self, file: SourceFile, node: Any) -> None:
        self.file = file
        self.node = node

    @classmethod
    def of(cls, documents: Documents, file: SourceFile) -> Yaml:
        """The first document of a file; nothing where it can't be read."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            return cls(file, next(yaml.compose_all(file.text, Loader=loader), None))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            documents.note(file, 0 if mark is None else mark.line + 1, f"is no valid YAML ({error.problem})")
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            documents.note(file, 0, f"is no valid YAML ({type(error).__name__})")
        return cls(file, None)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.file, 1 if self.node is None else self.node.start_mark.line + 1)

    @property
    def text(self) -> str | None:
        """A scalar as it is written."""
        return self.node.value if self._is("scalar") else None

    def __getitem__(self, key: str) -> Yaml:
        """The entry of a mapping, its own or one that it merges; nothing where there is none."""
        return self._entries.get(key) or Yaml(self.file, None)

    def items(self) -> Iterator[tuple[str, Yaml]]:
        """The entries of a mapping: its own, then those that it merges, of which the first of a name counts."""
        return iter(self._entries.items())

    @cached_property
    def _entries(self) -> dict[str, Yaml]:
        found: dict[str, Yaml] = {}
        # Each mapping once: what merges it again, or stands in itself, adds nothing.
        seen: set[int] = set()
        waiting = [self.node]
        while waiting:
            node = waiting.pop()
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            if node.id == "sequence":
                waiting += reversed([each for each in node.value if each.id == "mapping"])
            elif node.id == "mapping":
                own = {key.value: value for key, value in node.value if isinstance(key.value, str)}
                waiting += [value for value in (own.pop("<<", None),) if value is not None]
                for key, value in own.items():
                    found.setdefault(key, Yaml(self.file, value))
        return found if self._is("mapping") else {}

    def values(self) -> Iterator[Yaml]:
        """The values of a mapping."""
        return (value for _, value in self.items())

    def elements(self) -> Iterator[Yaml]:
        """The elements of a sequence."""
        for node in self.node.value if self._is("sequence") else ():
            yield Yaml(self.file, node)

    def _is(self, kind: str) -> bool:
        return self.node is not None and self.node.id == kind

"""Finding the entry modules of a project: what its files name, and what looks like settings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from djauthlint.profiles import Profile
from djauthlint.project.content import Outline, may_matter, settings_graph
from djauthlint.project.entry_module import EntryModule, Mention
from djauthlint.project.files import ProjectFileError, ProjectFiles, text_of
from djauthlint.project.lexer import code_only
from djauthlint.project.mentions import (
    CONFIGURATION_VARIABLE,
    SETTINGS_VARIABLE,
    Named,
    Naming,
    named_in_python,
    named_in_text,
    naming_of,
)
from djauthlint.project.profile import profile_of_name
from djauthlint.project.roots import ImportRoots, ProjectRoots
from djauthlint.project.tree import Tree

_VARIABLES = (
    SETTINGS_VARIABLE.encode(),
    CONFIGURATION_VARIABLE.encode(),
    b"django_settings_module",
    b"--settings",
    b"--ds",
)
_TEMPLATE = re.compile(r".[._-](?:example|sample|template|tmpl|dist)$")
# What runs on one module a process: where it names two, it chooses.
_CHOOSING = (Naming.WSGI, Naming.ASGI)
# Whose word counts for how a module is called when several call it differently.
_AUTHORITIES = (Naming.MANAGE, Naming.WSGI, Naming.ASGI)


class _Found(NamedTuple):
    path: Path
    module: str
    configurations: tuple[str, ...]
    mention: Mention


def find_entry_modules(files: ProjectFiles, roots: ProjectRoots, tree: Tree | None = None) -> list[EntryModule]:
    """The entry modules of the project, by path.

    A module is one if a file names it, or if it has settings by content and no other settings module builds on it; not so a template,
    `local_example.py`, that builds on other settings or lies beside them.
    """
    survey = _Survey(files, roots, tree or Tree.of(files))
    entries = [entry for found in _by_path(survey.chosen()) for entry in _named_entries(found)]
    classes = {entry.path for entry in entries if entry.configuration is not None}
    entries += survey.unnamed({entry.path for entry in entries}, classes)
    return sorted(entries, key=lambda entry: (str(entry.path), entry.configuration or ""))


class _Survey:
    """One reading of the files that the tree has."""

    def __init__(self, files: ProjectFiles, roots: ProjectRoots, tree: Tree) -> None:
        self.files = files
        self.roots = roots
        self.outlines: dict[Path, Outline] = {}
        self.names: list[tuple[Path, list[Named]]] = []
        for name in tree.python:
            self._read_python(name)
        for name in tree.others:
            self._read_other(name)

    def named(self) -> Iterator[_Found]:
        """Each settings module that a file names, with the configurations that the same file names."""
        for origin, names in self.names:
            configurations = tuple(dict.fromkeys(each.configuration for each in names if each.configuration))
            for each in names:
                if each.module is not None:
                    mention = Mention(origin, each.line, each.what)
                    for path in filter(self._says_something, self._places(origin, each.module)):
                        known = tuple(name for name in configurations if self._defines(path, name))
                        yield _Found(path, each.module, known, mention)

    def chosen(self) -> Iterator[_Found]:
        """Each settings module that a file names, with the one for production that the file has beside it."""
        by_file: dict[Path, list[_Found]] = {}
        for each in self.named():
            by_file.setdefault(each.mention.path, []).append(each)
        for together in by_file.values():
            served = {each.path: each.module for each in together if _is_called_after_production(each.module)}
            chooses = together[0].mention.what in _CHOOSING and len({each.path for each in together}) > 1
            built_on = {path: self._behind([path]) for path in served} if chooses else {}
            for each in together:
                beside = next((served[path] for path, files in built_on.items() if each.path in files), None)
                yield each._replace(mention=each.mention._replace(beside=beside))

    def unnamed(self, named: set[Path], classes: set[Path]) -> Iterator[EntryModule]:
        """The entry modules that only their content shows, given those that are named, and which have their classes."""
        graph = settings_graph(self.outlines, self._resolve)
        folders = Counter(path.parent for path in graph if not _is_template(path))
        # One that stands alone is all that there is to see of the settings.
        copied = {path for path in graph if _is_template(path) and (graph[path] or folders[path.parent])} - named
        graph = {path: targets for path, targets in graph.items() if path not in copied}
        bases: dict[Path, set[Path]] = {}
        for path, targets in graph.items():
            for target in targets:
                bases.setdefault(target, set()).add(path)
        # A class may build on one of a file that assigns no apps, and that is in no graph.
        for path in sorted(graph.keys() - named - self._behind(classes)):
            module = self.roots.module_name(path)
            if module is not None and (path not in bases or _is_variant(path, bases[path])):
                yield EntryModule(path, module)

    def _read_python(self, name: str) -> None:
        content = self.files.read_listed(name)
        if content is None:
            return
        names = any(variable in content for variable in _VARIABLES[:2])
        if not names and not may_matter(content):
            return
        if self.files.is_ignored(name, False):
            return
        source = text_of(content)
        path = Path(name)
        if names:
            what = naming_of(self.files.relative(name)) or Naming.SCRIPT
            self.names.append((path, list(named_in_python(source, what))))
        if may_matter(content):
            self.outlines[path] = Outline(source)

    def _read_other(self, name: str) -> None:
        what = naming_of(self.files.relative(name))
        # An ignored .env holds secrets and exists on this disk only.
        if what is None or self.files.is_ignored(name, False):
            return
        content = self.files.read_listed(name)
        if content is not None and any(variable in content for variable in _VARIABLES):
            self.names.append((Path(name), list(named_in_text(text_of(content), what))))

    def _places(self, origin: Path, module: str) -> list[Path]:
        """The files that `origin` may mean: in its own Django project, or in any if it belongs to none."""
        near = self.roots.near(origin)
        place = _file(near.resolve(module))
        if place is None or not near.is_ambiguous:
            return [place] if place else []
        each = (_file(ImportRoots(self.files, [folder]).resolve(module)) for folder in near.folders)
        return list(dict.fromkeys(path for path in each if path is not None))

    def _says_something(self, path: Path) -> bool:
        """Not so an empty `__init__.py`: Django doesn't start with it, the name is only meant as a prefix."""
        return bool(code_only(self._source(path)).strip()) or self._can_not_be_read(path)

    def _can_not_be_read(self, path: Path) -> bool:
        """Then it is an entry module all the same, so that somebody is told."""
        try:
            self.files.read_bytes(path)
        except ProjectFileError:
            return True
        return False

    def _defines(self, path: Path, class_name: str, seen: frozenset[Path] = frozenset()) -> bool:
        """Whether a module has a class: its own, or one that it imports."""
        source = self._source(path)
        if re.search(rf"^class\s+{re.escape(class_name)}\b", source, re.MULTILINE):
            return True
        outline, seen = Outline(source), seen | {path}
        if any(imported.name == class_name for imported in outline.imports):
            return True
        places = (self._resolve(path, name) for name in outline.stars)
        return any(
            self._defines(place, class_name, seen) for place in places if place is not None and place not in seen
        )

    def _behind(self, paths: Iterable[Path]) -> set[Path]:
        """The project's files that modules import, and those that these import."""
        seen: set[Path] = set()
        waiting = list(paths)
        while waiting:
            path = waiting.pop()
            names = {imported.source for imported in Outline(self._source(path)).imports}
            places = {place for name in names if (place := self._resolve(path, name)) is not None} - seen
            seen |= places
            waiting += places
        return seen

    def _source(self, path: Path) -> str:
        try:
            return text_of(self.files.read_bytes(path))
        except ProjectFileError:
            return ""

    def _resolve(self, importer: Path, name: str) -> Path | None:
        return _file(resolved(self.files, self.roots, importer, name))


def resolved(files: ProjectFiles, roots: ProjectRoots, importer: Path, name: str) -> Path | None:
    """The file, or the folder, that a dotted name means in a file; leading dots as in a relative import."""
    relative = name.lstrip(".")
    dots = len(name) - len(relative)
    if not dots:
        return roots.near(importer).resolve(name)
    folder = importer.parents[min(dots, len(importer.parents)) - 1]
    if not folder.is_relative_to(files.root):
        return None
    if not relative:
        return folder / "__init__.py"
    return ImportRoots(files, [folder]).resolve(relative)


def _by_path(found: Iterable[_Found]) -> list[list[_Found]]:
    groups: dict[Path, list[_Found]] = {}
    for each in found:
        groups.setdefault(each.path, []).append(each)
    return list(groups.values())


def _named_entries(found: list[_Found]) -> Iterator[EntryModule]:
    """One entry for a module, or one for each of its classes that is named with it."""
    path = found[0].path
    module = min(found, key=lambda each: each.mention.what not in _AUTHORITIES).module
    classes = sorted({name for each in found for name in each.configurations})
    configurations: list[str | None] = [*classes] or [None]
    for configuration in configurations:
        mentions = {each.mention for each in found if configuration is None or configuration in each.configurations}
        named_by = sorted(mentions, key=lambda mention: (str(mention.path), mention.line, mention.what.name))
        yield EntryModule(path, module, configuration, tuple(named_by))


def _is_variant(path: Path, importers: set[Path]) -> bool:
    """Whether a module is run although others build on it.

    Deployments name their module in the environment of the host, which no file of the project shows.
    """
    return profile_of_name(path.stem) is Profile.PRODUCTION and path.with_name("__init__.py") not in importers


def _is_called_after_production(module: str) -> bool:
    return profile_of_name(module.rpartition(".")[2]) is Profile.PRODUCTION


def _is_template(path: Path) -> bool:
    """Whether a file is called after what is to be copied to a name of its own: `local_example.py`, `local-sample.py`."""
    return _TEMPLATE.search(path.stem.lower()) is not None


def _file(path: Path | None) -> Path | None:
    return path if path is not None and path.suffix == ".py" else None

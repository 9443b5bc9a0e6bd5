"""The result of evaluating one entry module, and what was given for it."""

from __future__ import annotations

import os
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from djauthlint.conditions import Tree, Variables, Worlds, replaced
from djauthlint.config import EnvironmentReader
from djauthlint.source import SourceFile
from djauthlint.values import ABSENT, Known, Namespace, Value, Wasted

if TYPE_CHECKING:
    from djauthlint.evaluator.class_texts import ClassText
    from djauthlint.evaluator.interpreter import Interpreter
    from djauthlint.evaluator.models.standard.files import Kind
    from djauthlint.evaluator.view_texts import ViewFault
    from djauthlint.project import EntryModule, Inference, Servers


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about the process that would import the settings.

    Arguments:
        environment: environment variables and their values.
        complete: whatever is not in `environment` is not set, and the project's tree is as on disk.
        cwd: working directory, absolute; None: unknown.
        python_version: for instance (3, 12); None: unknown.
        django_version: for instance (5, 2); None: unknown, or known to be in a range.
        django_range: the oldest and the newest version that it may be, where it is known to be in a range.
        argv: `sys.argv`; None: unknown.
        readers: callables that are declared to read environment variables.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    complete: bool = False
    cwd: Path | None = None
    python_version: tuple[int, ...] | None = None
    django_version: tuple[int, ...] | None = None
    django_range: tuple[tuple[int, int], tuple[int, int]] | None = None
    argv: tuple[str, ...] | None = None
    readers: tuple[EnvironmentReader, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read or parsed. `line` and `column` are 1-based; 0 where the whole file is meant.

    `is_bug`: it is none of the file's, nor of the user's.
    """

    path: Path
    line: int
    column: int
    message: str
    is_bug: bool = False


@dataclass(slots=True)
class Evaluation:
    """One entry module, evaluated.

    Arguments:
        namespace: its globals (for a django-configurations class: the settings it makes).
        worlds: the worlds in which the import succeeds.
        open: why names that were not seen may exist or be replaced.
        variables: every question that was asked.
        files: each project file that was executed, by path, the entry module's first.
        problems: files that could not be evaluated.
        run: the interpreter, for questions that come up later: `class_bases`.
        defaults: names in the namespace that are no more than Django's defaults: the project does not set them.
        risks: how often something of each kind was executed that may fail, so that the import would, too.
    """

    namespace: Namespace
    worlds: Worlds
    open: tuple[str, ...]
    variables: Variables
    files: dict[Path, SourceFile]
    problems: list[Problem]
    run: Interpreter
    defaults: frozenset[str] = frozenset()
    risks: Mapping[Hashable, int] = field(default_factory=dict)
    _resolved: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    _texts: dict[str, ClassText | None] = field(default_factory=dict)

    def truth(self, tree: Tree[Value]) -> Worlds:
        """The worlds in which a tree of values, absent ones among them, is true; a leaf that is unknown is asked about."""
        return self.run.truth(replaced(tree, lambda leaf: Known(False) if leaf is ABSENT else leaf))

    def executed(self) -> Iterator[tuple[Path, Worlds]]:
        """Each file of the project that was executed, with the worlds in which it was."""
        yield from self.run.sourced.items()
        for module in self.run.modules.values():
            if module is not None and module.file is not None:
                yield module.path, module.loaded

    def resolve_class(self, path: str) -> tuple[str, ...] | None:
        """The dotted paths of a project class and of all its bases, None when it is none or a base can't be determined.

        Arguments:
            path: dotted path as a setting names it, `project.middleware.Tenant`.
        """
        from djauthlint.evaluator.class_paths import class_paths

        if path not in self._resolved:
            self._resolved[path] = class_paths(self.run, path)
        return self._resolved[path]

    def environment_variable(self, name: str) -> Tree[Value]:
        """What a variable of the process is once the settings have been evaluated, `ABSENT` where it is not set."""
        return self.run.environment.read_everywhere(self.run, name)

    def is_shared(self, path: Path) -> bool:
        """Whether everybody who has the project has a file: git does not ignore it."""
        from djauthlint.project.files import FileState

        return self.run.project.files.state(path) is FileState.TRACKED

    def lacks_folder(self, path: str, *, unless_ignored: bool = False) -> bool:
        """Whether there is no folder at a path in the project, and the settings make none; of what lies outside nothing is said.

        Arguments:
            path: from the root of the file system.
            unless_ignored: whether nothing is said of a folder that `.gitignore` keeps out of the repository, as it may be built.
        """
        return self._lacks(path, "folder", unless_ignored)

    def lacks_file(self, path: str) -> bool:
        """Whether there is no file at a path in the project, nor made when the site is installed; of what lies outside nothing is said."""
        return self._lacks(path, "file", unless_ignored=True)

    def folder_of(self, package: str) -> Path | None:
        """The folder of a package of the project, None where there is none that has an `__init__.py`."""
        from djauthlint.evaluator.class_paths import file_of_module

        file = file_of_module(self.run, package)
        return None if file is None or file.path.name != "__init__.py" else file.path.parent

    def _lacks(self, path: str, kind: Kind, unless_ignored: bool) -> bool:
        from djauthlint.evaluator.models.standard.files import disk, fits
        from djauthlint.project.files import FileState

        if not path.startswith("/") or PurePosixPath(path) in disk(self.run).created:
            return False
        files = self.run.project.files
        if files.state(Path(path)) is FileState.OUTSIDE or fits(self.run, path, kind):
            return False
        place = os.path.normpath(path)
        is_below = Path(place).is_relative_to(files.root)
        return not (unless_ignored and is_below and files.is_ignored(place, is_folder=kind == "folder"))

    def class_text(self, path: str) -> ClassText | None:
        """What the text of a class of the project says of it, None where no class statement is at that path."""
        from djauthlint.evaluator.class_texts import class_text

        if path not in self._texts:
            self._texts[path] = class_text(self.run, path)
        return self._texts[path]

    def may_derive(self, module: str, names: Collection[str]) -> bool:
        """Whether a class of a module of the project may derive from one of some names of a package, told without parsing it."""
        from djauthlint.evaluator.class_words import may_derive

        return may_derive(self.run, module, names)

    def loaded_classes(self, module: str) -> tuple[str, ...]:
        """The paths of the classes that a module of the project defines in any case, it and what it imports from below it."""
        from djauthlint.evaluator.class_texts import loaded_classes

        return loaded_classes(self.run, module)

    def view_fault(self, path: str, keyword: str) -> ViewFault | None:
        """Why a view of the project can't be called with a request and a keyword argument; None where that is not proved."""
        from djauthlint.evaluator.view_texts import view_fault

        return view_fault(self.run, path, keyword)

    def text_of(self, module: str) -> str | None:
        """The text of a module of the project, None where it has none that can be read."""
        from djauthlint.evaluator.class_paths import file_of_module

        file = file_of_module(self.run, module)
        return None if file is None else file.text

    def reads_cookie(self, cookie: str) -> str | None:
        """The first script or page of the project, from its root, that reads a cookie of this name."""
        return self.run.project.reads_cookie(cookie)

    def opens_popup(self, entry: EntryModule) -> str | None:
        """A page or script of a site, as a path from the project's root, that logs in with a window of its own; None: none does."""
        return self.run.project.opens_popup(entry)

    def reads_setting(self, name: str) -> bool:
        """Whether the project itself reads a setting: in the modules that were executed, or through `django.conf`."""
        from djauthlint.project import module_reads

        return any(module_reads(file.text, name) for file in self.files.values()) or self.run.project.reads_setting(
            name
        )

    def mentions_setting(self, name: str) -> bool:
        """Whether anything of the project but an assignment has the name of a setting."""
        return self.run.project.mentions_setting(name)

    def uses_word(self, word: str) -> bool:
        """Whether a Python file of the project has the name of a class, other than where it defines it."""
        return self.run.project.uses_word(word)

    @property
    def wasted(self) -> list[Wasted]:
        """The statements of modules that look as if they gave a name a value."""
        return self.run.wasted

    @property
    def added_to_nothing(self) -> Collection[str]:
        """The names to which a module adds (`X += ...`) although nothing gives them a value."""
        return self.run.added_to_nothing

    def lacks_package(self, folder: Path, word: str, bring_nothing: Collection[str]) -> bool:
        """Whether what the project declares is all that is installed, and no package whose name has a word in it is among that.

        Arguments:
            folder: that of the entry module.
            word: in lower case.
            bring_nothing: packages that are known not to bring it.
        """
        project = self.run.project
        if project.names_package(word):
            return False
        declared = project.packages
        return project.is_locked(folder) or (
            "django" in declared.names and declared.names - declared.complete <= set(bring_nothing)
        )

    @property
    def servers(self) -> Servers:
        """The servers that the deployment files of the project start."""
        return self.run.project.servers

    def inference(self, entry: EntryModule) -> Inference:
        """What files of the project prove of the deployment that an entry module is for."""
        return self.run.project.inference(entry)

    def release(self) -> None:
        """Takes apart what refers to itself, so that it is freed without the garbage collector; nothing may be asked afterwards."""
        for module in self.run.modules.values():
            if module is not None:
                module.namespace.names.clear()
                module.namespace.history.clear()
        self.variables.memory.clear()

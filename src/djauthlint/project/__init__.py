"""The project on disk: its files, import roots and entry modules. It never looks at anything else."""

import copy
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from djauthlint import disk
from djauthlint.profiles import Profile
from djauthlint.project.boundaries import find_root, find_scope, lies_in_project
from djauthlint.project.entries import find_entry_modules, resolved
from djauthlint.project.entry_module import EntryModule, Mention
from djauthlint.project.files import FileState, OutsideProject, ProjectFileError, ProjectFiles
from djauthlint.project.inference.facts import NOTHING, Fact, Inference, Note
from djauthlint.project.mentions import Naming
from djauthlint.project.packages import Declared, declared_packages, is_locked, names_package
from djauthlint.project.profile import infer_profile, inferred_profile, is_for_deployment
from djauthlint.project.requirement import Requirement, Requirements
from djauthlint.project.roots import ImportRoots, ProjectRoots
from djauthlint.project.scripts import opens_popup, reads_cookie
from djauthlint.project.servers import Servers, find_servers
from djauthlint.project.setting_reads import module_reads, project_mentions, project_reads, project_uses
from djauthlint.project.tree import Tree
from djauthlint.source import SourceFile

if TYPE_CHECKING:
    from djauthlint.project.changes import Concerned, Texts
    from djauthlint.project.inference.inferences import Inferences

__all__ = [
    "NOTHING",
    "Declared",
    "EntryModule",
    "Fact",
    "FileState",
    "ImportRoots",
    "Inference",
    "Mention",
    "Naming",
    "Note",
    "Opened",
    "OutsideProject",
    "Profile",
    "Project",
    "ProjectFileError",
    "ProjectFiles",
    "ProjectRoots",
    "Requirement",
    "Servers",
    "find_entry_modules",
    "find_root",
    "infer_profile",
    "inferred_profile",
    "is_for_deployment",
    "lies_in_project",
    "module_reads",
]


class Opened(NamedTuple):
    """A project as plain data: the arguments of `Project`, and what its files were found to be."""

    root: Path
    scope: Path
    import_roots: tuple[Path, ...]
    tree: Tree
    entries: tuple[EntryModule, ...]


class Project:
    """A project: everything but `root` and `files` is found out when it is first asked for."""

    def __init__(self, files: ProjectFiles, scope: Path, import_roots: Sequence[Path] = ()) -> None:
        self.files = files
        self.scope = scope
        self._import_roots = tuple(import_roots)
        self._inferences: Inferences | None = None
        self._inferred: dict[EntryModule, Inference] = {}
        self._texts: Texts | None = None
        self._made_of: dict[Path, tuple[set[Path], set[Path]]] = {}
        self._requirements = Requirements(files)

    def opened(self) -> "Opened":
        """All of it that has been found out and that another process takes long to find out."""
        return Opened(self.root, self.scope, self._import_roots, self._tree, self.entries)

    @classmethod
    def of(cls, opened: "Opened") -> "Project":
        """The project that another process has opened."""
        project = cls(ProjectFiles(opened.root), opened.scope, opened.import_roots)
        vars(project).update(_tree=opened.tree, entries=opened.entries)
        return project

    @classmethod
    def open(
        cls,
        paths: Sequence[Path],
        *,
        import_roots: Sequence[Path] = (),
        overlay: Mapping[Path, bytes] | None = None,
        cwd: Path,
    ) -> "Project":
        """The project that `paths` belong to, or `cwd` if there are none; relative paths are relative to `cwd`."""
        places = [cwd / path for path in paths] or [cwd]
        unsaved = {cwd / path: content for path, content in (overlay or {}).items()}
        folders = [cwd / folder for folder in import_roots]
        near = [folder for folder in folders if Path(disk.real_path(folder)).is_relative_to(disk.real_path(cwd))]
        files = ProjectFiles(find_root([*places, *unsaved, *near], cwd), unsaved)
        place = files.locate(places[0])
        scope = find_scope(place if disk.is_folder(place) else place.parent, files.root)
        return cls(files, scope, folders)

    def with_texts(self, texts: Mapping[Path, SourceFile]) -> "Project":
        """The same project with other texts of some of its files; its roots and entry modules stay."""
        other = copy.copy(self)
        other.files = self.files.edited({path: file.content for path, file in texts.items()})
        return other

    def concerned(self, entries: Sequence[EntryModule], changed: Sequence[Path]) -> "Concerned":
        """The entry modules, of some, that a change of some files may matter to; these may be gone."""
        from djauthlint.project.changes import concerned

        places = [self.files.locate(path) for path in changed]
        files = self.files.with_unsaved({path: b"" for path in places if not self.files.exists(path)})
        roots = self.roots if files is self.files else ProjectRoots(files, self._tree, self._import_roots)
        return concerned(files, lambda importer, name: resolved(files, roots, importer, name), entries, places)

    def meant_by(self, changed: Collection[Path]) -> list[Path]:
        """The files that paths mean: a folder stands for those below it, as git names one where a submodule was changed."""
        folders = [self.files.locate(path) for path in changed if self.files.is_dir(path)]
        every = map(Path, (*self._tree.python, *self._tree.others)) if folders else ()
        below = [path for path in every if any(path.is_relative_to(folder) for folder in folders)]
        return [*(path for path in changed if not self.files.is_dir(path)), *below]

    @property
    def root(self) -> Path:
        """The folder beyond which nothing is read: the repository, if there is one."""
        return self.files.root

    @cached_property
    def roots(self) -> ProjectRoots:
        """The import roots; `roots.near(entry.path)` is the import path of an entry module."""
        return ProjectRoots(self.files, self._tree, self._import_roots)

    @cached_property
    def entries(self) -> tuple[EntryModule, ...]:
        """The entry modules of the whole project, by path."""
        return tuple(find_entry_modules(self.files, self.roots, self._tree))

    def entries_in(self, folder: Path) -> tuple[EntryModule, ...]:
        """The entry modules below a folder; `scope` is the one that a run without paths is about."""
        place = self.files.locate(folder)
        return tuple(entry for entry in self.entries if entry.path.is_relative_to(place))

    def entries_at(self, path: Path) -> tuple[EntryModule, ...]:
        """The entry modules in a file (several for django-configurations), or the file taken as one."""
        place = self.files.locate(path)
        return tuple(entry for entry in self.entries if entry.path == place) or (self.entry_for(place),)

    def may_execute(self, entry: EntryModule, path: Path) -> bool:
        """Whether a file of the project may be one of those that an entry module is made of; True where only evaluating it tells."""
        from djauthlint.project.changes import Texts

        if self._texts is None:
            self._texts = Texts(self.files, partial(resolved, self.files, self.roots))
        if entry.path not in self._made_of:
            made = self._texts.made_of(entry.path)
            self._made_of[entry.path] = made, self._texts.loading(made)
        made, folders = self._made_of[entry.path]
        return path in made or not folders.isdisjoint(path.parents)

    def entry_for(self, path: Path, configuration: str | None = None) -> EntryModule:
        """A file as an entry module although perhaps nobody names it."""
        place = self.files.locate(path)
        known = [entry for entry in self.entries if entry.path == place]
        for entry in known:
            if entry.configuration == configuration:
                return entry
        module = known[0].module if known else self.roots.module_name(place)
        return EntryModule(place, module or self.roots.near(place).label(place), configuration)

    def requirement(self, entry: EntryModule, package: str) -> Requirement | None:
        """Which versions of a package the project says that an entry module runs with; None: it does not say."""
        return self._requirements.find(entry.path.parent, package)

    @cached_property
    def packages(self) -> Declared:
        """The packages that all files of the project declare together."""
        return declared_packages(self.files, self._tree)

    def is_locked(self, folder: Path) -> bool:
        """Whether a lock file at or above a folder names everything that is installed."""
        return is_locked(self.files, folder)

    def names_package(self, word: str) -> bool:
        """Whether a word occurs in any file of the project that may say what is to be installed."""
        return names_package(self.files, self._tree, word)

    @cached_property
    def servers(self) -> Servers:
        """What the deployment files of the whole project start."""
        return find_servers(self.files, self._tree)

    def inference(self, entry: EntryModule) -> Inference:
        """What files of the project prove of the deployment that an entry module is for."""
        if entry not in self._inferred:
            if self._inferences is None:
                from djauthlint.project.inference.inferences import Inferences

                self._inferences = Inferences(self.files, self._tree)
            self._inferred[entry] = self._inferences.of(entry)
        return self._inferred[entry]

    @property
    def notes(self) -> tuple[Note, ...]:
        """The files of deployment that could not be read, of those that were needed so far."""
        return self._inferences.notes if self._inferences is not None else ()

    def reads_cookie(self, cookie: str) -> str | None:
        """The first script or page, from the root, that reads a cookie of this name."""
        return reads_cookie(self.files, self._tree, cookie)

    def opens_popup(self, entry: EntryModule) -> str | None:
        """A page or script of a site, as a path from the root, that logs in with a window of its own; None where none does so."""
        return opens_popup(self.files, self._tree, entry)

    def reads_setting(self, name: str) -> bool:
        """Whether its code reads a setting through `django.conf.settings`."""
        return project_reads(self.files, self._tree, name)

    def mentions_setting(self, name: str) -> bool:
        """Whether anything but an assignment has the name of a setting."""
        return project_mentions(self.files, self._tree, name)

    def uses_word(self, word: str) -> bool:
        """Whether a Python file has the name of a class, other than where it defines it."""
        return project_uses(self.files, self._tree, word)

    @cached_property
    def _tree(self) -> Tree:
        return Tree.of(self.files)

"""Import roots: the folders from which dotted names count."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from djauthlint.project.declared_roots import CONFIGURATIONS, declared_folders
from djauthlint.project.files import FileState, ProjectFileError, ProjectFiles, text_of
from djauthlint.project.script_roots import inserted_folders
from djauthlint.project.tree import Tree

_SCRIPTS = frozenset(["manage.py", "wsgi.py", "asgi.py"])
_NAMESPACE_DEPTH = 3


class ImportRoots:
    """An ordered import path; a name is searched from the first folder to the last."""

    def __init__(self, files: ProjectFiles, folders: Iterable[Path], *, is_ambiguous: bool = False) -> None:
        self._files = files
        self.folders = tuple(dict.fromkeys(folders))
        self.is_ambiguous = is_ambiguous
        """Whether folders of several Django projects are among them, of which a process runs only one."""
        self._heads: dict[str, bool] = {}
        self._resolved: dict[str, Path | None] = {}

    def module_name(self, path: Path) -> str | None:
        """The dotted name by which the file can be imported, from the first folder that contains it."""
        parts = self._parts(self._files.locate(path))
        return ".".join(parts) if path.suffix == ".py" and parts and not any("." in part for part in parts) else None

    def label(self, path: Path) -> str:
        """What to call a file that perhaps can't be imported: `settings.dist` for `settings.dist.py`."""
        path = self._files.locate(path)
        return ".".join(self._parts(path) or [path.stem])

    def resolve(self, dotted: str) -> Path | None:
        """The file of a module: `pkg/__init__.py` before `pkg.py` before the folder of a namespace package.

        A namespace package loses against a real module further down the path, as in Python.
        """
        if dotted not in self._resolved:
            self._resolved[dotted] = self._find(dotted)
        return self._resolved[dotted]

    def _find(self, dotted: str) -> Path | None:
        parts = dotted.split(".")
        if not all(part and part not in (".", "..") and "/" not in part and "\\" not in part for part in parts):
            return None
        if not self._knows(parts[0]):
            return None
        namespace: Path | None = None
        for folder in self.folders:
            place = folder.joinpath(*parts)
            for candidate in (place / "__init__.py", place.with_name(place.name + ".py")):
                if self._is_file(candidate):
                    return candidate
            # A package shadows: `pkg` of an earlier folder hides the submodules of a later `pkg`.
            if len(parts) > 1 and self._is_file(folder / parts[0] / "__init__.py"):
                return place if self._has_python(place, _NAMESPACE_DEPTH) else None
            if namespace is None and self._has_python(place, _NAMESPACE_DEPTH):
                namespace = place
        return namespace

    def plus(self, *folders: Path) -> "ImportRoots":
        """These roots with more at the end, for what settings themselves append to `sys.path`."""
        inside = [folder for folder in folders if self._files.state(folder) is not FileState.OUTSIDE]
        return ImportRoots(self._files, [*self.folders, *map(self._files.locate, inside)])

    def _parts(self, path: Path) -> tuple[str, ...]:
        for folder in self.folders:
            if path.is_relative_to(folder):
                parts = path.relative_to(folder).with_suffix("").parts
                return parts[:-1] if parts[-1:] == ("__init__",) else parts
        return ()

    def _knows(self, head: str) -> bool:
        """Whether a name may be that of a module or package of the project: most that are asked for are of other packages."""
        if head not in self._heads:
            self._heads[head] = any(
                self._is_file(folder / f"{head}.py") or self._may_hold_files(folder / head) for folder in self.folders
            )
        return self._heads[head]

    def _may_hold_files(self, folder: Path) -> bool:
        try:
            return self._files.may_hold_files(folder) and self._files.spelled(folder) == folder
        except ProjectFileError:
            return False

    def _is_file(self, path: Path) -> bool:
        try:
            return self._files.is_file(path) and self._files.spelled(path) == path
        except ProjectFileError:
            return False

    def _has_python(self, folder: Path, depth: int) -> bool:
        try:
            names = self._files.list_dir(folder) if self._files.spelled(folder) == folder else []
        except ProjectFileError:
            return False
        if any(name.endswith(".py") for name in names):
            return True
        return depth > 0 and any("." not in name and self._has_python(folder / name, depth - 1) for name in names)


class ProjectRoots(ImportRoots):
    """All import roots of a project. Which of them count depends on who imports: ask `near`."""

    def __init__(self, files: ProjectFiles, tree: Tree, chosen: Sequence[Path] = ()) -> None:
        self._chosen = tuple(files.locate(folder) for folder in chosen)
        self._scripts: list[Path] = []
        self._declared: list[Path] = []
        for path in (*tree.python, *tree.others) if not self._chosen else ():
            folder, name = os.path.split(path)
            if name == "manage.py":
                self._scripts.append(Path(folder))
            if name in _SCRIPTS and (source := files.read_listed(path)) and b"sys.path" in source:
                self._declare(files, inserted_folders(path, text_of(source)))
            elif name in CONFIGURATIONS and (text := files.read_listed(path)):
                self._declare(files, declared_folders(path, text_of(text)))
        self._near: dict[Path, ImportRoots] = {}
        self._same: dict[tuple[tuple[Path, ...], bool], ImportRoots] = {}
        super().__init__(files, self._chosen or [*self._scripts, *self._declared, files.root])

    def near(self, path: Path) -> ImportRoots:
        """The import path of a process that runs `path`, or whose settings are in `path`.

        First the roots that contain it, the nearest first; then what the project declares; if nothing contains it,
        the folder of the outermost package; then the root of the project; other Django projects only where `path`
        belongs to none.
        """
        place = self._files.locate(path)
        folder = place if self._files.is_dir(place) else place.parent
        if folder not in self._near:
            roots = ImportRoots(self._files, self._chosen) if self._chosen else self._ordered(folder)
            # What one has found is known to all that search the same folders.
            self._near[folder] = self._same.setdefault((roots.folders, roots.is_ambiguous), roots)
        return self._near[folder]

    def module_name(self, path: Path) -> str | None:
        """The dotted name of a file in the Django project that it belongs to."""
        return self.near(path).module_name(path)

    def _ordered(self, folder: Path) -> ImportRoots:
        above = [folder, *folder.parents][: len(folder.parts) - len(self._files.root.parts) + 1]
        # Asked of the disk, as folders that the walk leaves out can still be asked about.
        scripts = [each for each in above if self._is_file(each / "manage.py")]
        # A folder that is a package itself is seldom the one to name its modules from.
        plain = [each for each in self._declared if not self._is_file(each / "__init__.py")]
        containing = {each for each in (*scripts, *plain) if folder.is_relative_to(each)}
        top = folder
        while top != self._files.root and self._is_file(top / "__init__.py"):
            top = top.parent
        others = [] if scripts else self._scripts
        nearest = sorted(containing, key=_depth, reverse=True)
        folders = [*nearest, *plain, *([] if nearest else [top]), self._files.root, *self._declared, *others]
        return ImportRoots(self._files, folders, is_ambiguous=len(others) > 1)

    def _declare(self, files: ProjectFiles, folders: Iterable[str]) -> None:
        for name in folders:
            try:
                if files.is_dir(Path(name)):
                    self._declared.append(files.locate(Path(name)))
            except ProjectFileError:
                continue


def _depth(folder: Path) -> int:
    return len(folder.parts)

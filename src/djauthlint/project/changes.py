"""Which entry modules a change of some files may matter to, told from texts: nothing is parsed, so that it is soon told that none does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.project.boundaries import find_scope
from djauthlint.project.content import Outline
from djauthlint.project.declared_roots import CONFIGURATIONS
from djauthlint.project.dependencies import DECLARATIONS, LOCKS
from djauthlint.project.files import ProjectFileError, ProjectFiles, text_of
from djauthlint.project.mentions import CONFIGURATION_VARIABLE, SETTINGS_VARIABLE, Naming, naming_of

if TYPE_CHECKING:
    from djauthlint.project.entry_module import EntryModule

Resolve = Callable[[Path, str], "Path | None"]
"""The file or folder that a dotted name means in a file; leading dots as in a relative import."""

_BESIDE: Final = frozenset(
    (
        *map(str.lower, (*LOCKS, *DECLARATIONS, *CONFIGURATIONS)),
        "djauthlint.toml",
        ".gitignore",
        "runtime.txt",
        "caddyfile",
    )
)
_BESIDE_LIKE: Final = re.compile(
    r"[^/]*requirements?[^/]*\.(?:txt|pip|in)|[^/]*nginx[^/]*|[^/]*\.conf|(?:traefik|dynamic)[^/]*\.ya?ml|(?:service|azure)\.ya?ml"
)
_BELOW: Final = re.compile(
    r"(?:.*/)?(?:(?:requirements?|reqs)/[^/]*\.(?:txt|pip|in)"
    r"|(?:nginx|sites-available|sites-enabled|\.ebextensions|\.elasticbeanstalk|\.platform)/.*)"
)
"""Files that say with what, and how, the settings run."""
_STARTING: Final = (Naming.MANAGE, Naming.WSGI, Naming.ASGI, Naming.SERVER, Naming.CELERY)
_PAGE: Final = re.compile(r".*\.(?:m?js|[jt]sx|ts|vue|svelte|html?)")
_OF_PAGES: Final = re.compile(rb"cookie|popup", re.IGNORECASE)
"""What rules look for in scripts and pages."""

_DOTTED: Final = re.compile(r"""["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)["']""")
_BASES: Final = re.compile(r"^[ \t]*class[ \t]+\w+[ \t]*\(([^)]{0,4000})\)", re.MULTILINE)
_DYNAMIC: Final = re.compile(
    r"import_module|__import__|\bexec[ \t]*\(|\bglob\b|\binclude[ \t]*\(|\blistdir\b|\biterdir\b"
)
"""Words of a settings file that reads others by names which its text does not show."""
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


class Concerned(NamedTuple):
    """The entry modules that a change may matter to.

    Arguments:
        surely: whose settings are made of what changed, or run with it.
        perhaps: of which a setting may name what changed, such as a class: only their rules can tell.
    """

    surely: tuple[EntryModule, ...]
    perhaps: tuple[EntryModule, ...]


def concerned(
    files: ProjectFiles, resolve: Resolve, entries: Sequence[EntryModule], changed: Iterable[Path]
) -> Concerned:
    """The entry modules that a change may matter to.

    Arguments:
        files: the project's files; those that were deleted are there, and empty.
        resolve: what a name means in a file.
        entries: the entry modules to choose from.
        changed: the files that were changed, by the paths that the project knows.
    """
    texts = Texts(files, resolve)
    surely: set[EntryModule] = set()
    perhaps: set[EntryModule] = set()
    imported: set[Path] = set()
    data: set[Path] = set()
    for path in changed:
        if is_beside(files, path):
            surely.update(_around(path, files.root, entries))
        elif path.suffix == ".py":
            imported.add(path)
        else:
            data.add(path)
    for entry in entries if imported or data else ():
        made = texts.made_of(entry.path)
        # git names a file, where settings may import a link to it.
        made.update([name for path in made for name in files.names(path)])
        if not imported.isdisjoint(made) or texts.names_any(made, data):
            surely.add(entry)
        elif imported and (texts.may_load(made, imported) or not imported.isdisjoint(texts.looked_at(made))):
            perhaps.add(entry)
    return Concerned(
        tuple(entry for entry in entries if entry in surely),
        tuple(entry for entry in entries if entry in perhaps - surely),
    )


def is_beside(files: ProjectFiles, path: Path) -> bool:
    """Whether a file says with what, or how, settings run: configuration, requirements, deployment, what names settings modules."""
    relative = os.path.relpath(path, files.root).replace(os.sep, "/").lower()
    name = relative.rpartition("/")[2]
    if name in _BESIDE or _BESIDE_LIKE.fullmatch(name) or _BELOW.fullmatch(relative):
        return True
    what = naming_of(relative)
    if name.endswith(".py"):
        return what in _STARTING or any(
            variable.encode() in _content(files, path) for variable in (SETTINGS_VARIABLE, CONFIGURATION_VARIABLE)
        )
    return what is not None or (
        _PAGE.fullmatch(name) is not None and _OF_PAGES.search(_content(files, path)) is not None
    )


def _content(files: ProjectFiles, path: Path) -> bytes:
    return files.read_listed(str(path)) or b""


def _around(path: Path, root: Path, entries: Sequence[EntryModule]) -> list[EntryModule]:
    """The entry modules of the project that a file lies in, of several in one repository; where it has none, those further around."""
    folder = find_scope(path.parent, root)
    while True:
        below = [entry for entry in entries if entry.path.is_relative_to(folder)]
        if below or folder == root:
            return below
        folder = folder.parent


class Texts:
    """The texts of a project's modules, and what they name."""

    def __init__(self, files: ProjectFiles, resolve: Resolve) -> None:
        self.files = files
        self.resolve = resolve
        self._sources: dict[Path, str] = {}
        self._imports: dict[Path, frozenset[Path]] = {}
        self._named: dict[Path, frozenset[Path]] = {}

    def made_of(self, path: Path) -> set[Path]:
        """A settings file with all that it imports or runs, and the packages that it lies in with what these import."""
        folders = (folder for folder in path.parents if folder.is_relative_to(self.files.root))
        packages = (folder / "__init__.py" for folder in folders)
        return _closure([path, *filter(self.files.is_file, packages)], self._imported)

    def looked_at(self, made: Iterable[Path]) -> set[Path]:
        """What rules may read because settings name it: classes with their bases, URLs with their views."""
        named = {place for path in made for place in self._strings(path)}
        return _closure(named, self._followed)

    def names_any(self, made: Iterable[Path], data: Iterable[Path]) -> bool:
        """Whether a settings file names one of some other files, such as a JSON file that it reads."""
        names = "|".join(sorted({re.escape(path.name) for path in data}))
        naming = re.compile(rf"(?<![\w.-])(?:{names})(?![\w.-])")
        return bool(names) and any(naming.search(self._source(path)) for path in made)

    def may_load(self, made: Iterable[Path], changed: Iterable[Path]) -> bool:
        """Whether settings files may import one of these modules by a name that is made when they run."""
        folders = self.loading(made)
        return any(path.is_relative_to(folder) for folder in folders for path in changed)

    def loading(self, made: Iterable[Path]) -> set[Path]:
        """The folders from which settings files may import modules by names that are made when they run."""
        return {path.parent for path in made if _DYNAMIC.search(self._source(path))} - {self.files.root}

    def _source(self, path: Path) -> str:
        if path not in self._sources:
            self._sources[path] = text_of(_content(self.files, path))
        return self._sources[path]

    def _imported(self, path: Path) -> frozenset[Path]:
        """The modules that a file imports, with the packages around them, and the files that it runs."""
        if path not in self._imports:
            outline = Outline(self._source(path))
            found = {place for source, name in outline.imports for place in self._modules(path, source, name)}
            found.update(place for text in outline.includes for place in self._matching(path, text))
            self._imports[path] = frozenset(found)
        return self._imports[path]

    def _followed(self, path: Path) -> Iterator[Path]:
        """Of a module that a setting names: what the classes in it build on; of one with URLs all that they name."""
        source = self._source(path)
        if "urlpatterns" in source or path.name == "__init__.py":
            yield from self._imported(path)
            yield from self._strings(path)
            return
        headers = " ".join(match[1] for match in _BASES.finditer(source))
        for where, name in Outline(source).imports:
            used = name or where.rpartition(".")[2]
            if used == "*" or re.search(rf"\b{used}\b", headers) or re.search(rf"\b{used}[ \t]+as\b", source):
                yield from self._modules(path, where, name)

    def _modules(self, path: Path, source: str, name: str) -> Iterator[Path]:
        """What `from source import name` executes."""
        dots = source[: len(source) - len(source.lstrip("."))]
        words = [*filter(None, source[len(dots) :].split(".")), *([name] if name not in ("", "*") else [])]
        lengths = range(0 if dots else 1, len(words) + 1)
        found = (self.resolve(path, dots + ".".join(words[:length])) for length in lengths)
        return (place for place in found if place is not None and place.suffix == ".py")

    def _strings(self, path: Path) -> frozenset[Path]:
        """The modules of the project that strings in a file name: `shop.middleware.Login`, `shop.urls`, `shop.User`, `shop`."""
        if path not in self._named:
            words = frozenset(_DOTTED.findall(self._source(path)))
            self._named[path] = frozenset(place for word in words for place in self._meant(path, word))
        return self._named[path]

    def _meant(self, path: Path, word: str) -> Iterator[Path]:
        parts = word.split(".")
        for length in range(len(parts), 0, -1):
            place = self.resolve(path, ".".join(parts[:length]))
            if place is None:
                continue
            yield place
            if place.suffix != ".py" or place.name == "__init__.py":
                folder = place.parent if place.suffix == ".py" else place
                yield folder / "apps.py"
                if length < len(parts):
                    yield folder / "models.py"
                    yield folder / "models" / "__init__.py"
            return

    def _matching(self, path: Path, text: str) -> Iterator[Path]:
        """The files that a name with wildcards means in a settings file."""
        pattern = Path(os.path.normpath(path.parent / _PLACEHOLDER.sub("*", text)))
        try:
            names = self.files.list_dir(pattern.parent)
        except ProjectFileError:
            return
        yield from (pattern.parent / name for name in names if fnmatchcase(name, pattern.name))


def _closure(start: Iterable[Path], step: Callable[[Path], Iterable[Path]]) -> set[Path]:
    """Some files with all that is reached from them."""
    seen: set[Path] = set()
    waiting = list(start)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += step(path)
    return seen

"""Settings modules known by their content: they say which apps or middleware there are, or import one that does."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from djauthlint.project.lexer import code_only

# How far an indented assignment may be from the class it is in, and how many are looked at.
_FAR = 60_000
_MANY = 50

_SETTING = r"(?:INSTALLED_APPS|MIDDLEWARE(?:_CLASSES)?)\b"
_ASSIGNED = re.compile(rf"^(?P<indent>[ \t]*){_SETTING}[ \t]*(?::[^=\n]+)?[+|]?=(?!=)", re.MULTILINE)
_IMPORT = re.compile(
    r"^[ \t]*from[ \t]+(?P<source>[\w.]+)[ \t]+import[ \t]+(?:\((?P<many>[^)]{0,4000})\)|(?P<names>[^\n]*))"
    r"|^[ \t]*import[ \t]+(?P<modules>[^\n]*)",
    re.MULTILINE,
)
_STAR = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+\*", re.MULTILINE)
_EXEC = re.compile(r"\bexec(?:file)?[ \t]*\(")
_INCLUDED = re.compile(r"""["']([^"'\n]+\.py)["']""")
_USES_SETTINGS = re.compile(r"^from django\.conf import [^\n]*\bsettings\b|^(?:async )?def test_", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
Resolve = Callable[[Path, str], Path | None]
"""The file that a name means in a file; leading dots as in a relative import."""

_BLOCK = re.compile(r"(?:if|elif|else|try|except|finally|with|for|while|match|case)\b")
_CLASS = re.compile(r"class\b")


class Imported(NamedTuple):
    """`from source import name`; the name is `*` for all, empty for `import source`."""

    source: str
    name: str


class Outline:
    """What the text of a module shows without evaluating it; each thing is looked for when it is asked for."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def assigns(self) -> bool:
        """Whether the module, or a class of django-configurations in it, assigns apps or middleware."""
        named = "INSTALLED_APPS" in self._source or "MIDDLEWARE" in self._source
        if not named or _ASSIGNED.search(self._source) is None or self.uses_settings:
            return False
        matches = islice(_ASSIGNED.finditer(self._code), _MANY)
        return any(not match["indent"] or _is_reached(self._code, match) for match in matches)

    @cached_property
    def uses_settings(self) -> bool:
        """Whether the module needs settings, or has tests, and so can't be where settings come from."""
        may = "from django.conf import" in self._source or "def test_" in self._source
        return may and _USES_SETTINGS.search(self._source) is not None

    @cached_property
    def stars(self) -> frozenset[str]:
        """The sources of star imports."""
        return frozenset(_STAR.findall(self._source) if "import" in self._source else ())

    @cached_property
    def imports(self) -> frozenset[Imported]:
        """All imports."""
        return frozenset(_imports(self._code))

    @cached_property
    def includes(self) -> frozenset[str]:
        """The Python files that the module names, if it is one that runs files."""
        runs = "split_settings" in self._source or ("exec" in self._source and _EXEC.search(self._source))
        return frozenset(_INCLUDED.findall(self._source) if runs else ())

    @cached_property
    def _code(self) -> str:
        return code_only(self._source)


def may_matter(content: bytes) -> bool:
    """A fast sieve: whether the outline of this file can say anything."""
    return (
        b"INSTALLED_APPS" in content
        or b"MIDDLEWARE" in content
        or b"import *" in content
        or b"split_settings" in content
    )


def settings_graph(outlines: Mapping[Path, Outline], resolve: Resolve) -> dict[Path, set[Path]]:
    """The modules with settings, each with those among them that it builds on."""
    members = {path for path, each in outlines.items() if each.assigns}
    building = {
        path: each for path, each in outlines.items() if (each.stars or each.includes) and not each.uses_settings
    }
    names = {_last_name(member) for member in members}
    folders = _folders(members)
    while more := {
        path
        for path, each in building.items()
        if path not in members and _builds_on(path, each, members, names, folders, resolve)
    }:
        members |= more
        names = {_last_name(member) for member in members}
        folders = _folders(members)
    return {path: set(_used(path, outlines[path], members, names, folders, resolve)) - {path} for path in members}


def _folders(members: Iterable[Path]) -> dict[Path, list[Path]]:
    """The modules of each folder."""
    found: dict[Path, list[Path]] = {}
    for member in members:
        found.setdefault(member.parent, []).append(member)
    return found


def _builds_on(
    path: Path,
    each: Outline,
    members: set[Path],
    names: set[str],
    folders: Mapping[Path, Sequence[Path]],
    resolve: Resolve,
) -> bool:
    # Most star imports have nothing to do with settings: their names say so without a look at the disk.
    sources = (source for source in each.stars if not source.strip(".") or source.rpartition(".")[2] in names)
    return any(resolve(path, source) in members for source in sources) or any(_included(path, each, folders))


def _used(
    path: Path,
    each: Outline,
    members: set[Path],
    names: set[str],
    folders: Mapping[Path, Sequence[Path]],
    resolve: Resolve,
) -> Iterator[Path]:
    for imported in each.imports:
        sources = [imported.source]
        if imported.name not in ("", "*"):
            sources.append(imported.source + "." * (not imported.source.endswith(".")) + imported.name)
        for source in sources:
            if not source.strip(".") or source.rpartition(".")[2] in names:
                target = resolve(path, source)
                if target in members and target is not None:
                    yield target
    yield from _included(path, each, folders)


def _last_name(path: Path) -> str:
    return path.parent.name if path.stem == "__init__" else path.stem


def _included(path: Path, each: Outline, folders: Mapping[Path, Sequence[Path]]) -> Iterator[Path]:
    """What split_settings includes, or exec reads: paths relative to the file, perhaps with wildcards."""
    for text in each.includes:
        pattern = Path(os.path.normpath(path.parent / _PLACEHOLDER.sub("*", text)))
        yield from (other for other in folders.get(pattern.parent, ()) if fnmatchcase(other.name, pattern.name))


def _is_reached(code: str, match: re.Match[str]) -> bool:
    """Whether an indented assignment belongs to the module, or to a class of django-configurations."""
    width = len(match["indent"].expandtabs())
    for line in reversed(code[max(0, match.start() - _FAR) : match.start()].splitlines()):
        indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
        text = line.strip()
        if not text or indent >= width or text.startswith((")", "]")):
            continue
        if not text.endswith((":", "(", ",")) or not (_BLOCK.match(text) or _CLASS.match(text)):
            return False
        if _CLASS.match(text) and "onfiguration" not in code:
            return False
        width = indent
        if width == 0:
            return True
    return False


def _imports(code: str) -> Iterator[Imported]:
    for match in _IMPORT.finditer(code):
        if match["source"]:
            for name in (match["many"] or match["names"] or "").split(","):
                yield Imported(match["source"], next(iter(name.split()), ""))
        else:
            for name in (match["modules"] or "").split(","):
                yield Imported(next(iter(name.split()), ""), "")

"""The files that dynaconf looks for, and what is in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.packages import yaml_data
from djauthlint.evaluator.models.packages.reading import read_text
from djauthlint.project.files import FileState, ProjectFileError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TOML: Final = (".toml", ".tml")
YAML: Final = (".yaml", ".yml")
INI: Final = (".ini", ".conf", ".properties")


class Files:
    """The project as dynaconf searches it.

    Arguments:
        run: the evaluation.
        root: the folder of the settings, None where no root path is given.
        skipped: files that are not loaded.
    """

    def __init__(self, run: Interpreter, root: Path | None, skipped: frozenset[str]) -> None:
        self.run, self.root, self.skipped = run, root, skipped
        self.doubtful: list[Path] = []
        """Files that git ignores: they may be there or not, and nobody knows what is in them."""

    def folders(self) -> Iterator[Path]:
        """Where a relative name is looked for, in order: each folder from the root path up, then the working directory."""
        run = self.run
        starts = [self.root, run.given.cwd or next(iter(run.import_path.folders), None)]
        seen: set[Path] = set()
        for start in (start for start in starts if start is not None):
            for folder in (start, *start.parents):
                if not folder.is_relative_to(run.project.root):
                    break
                for place in (folder, folder / "config"):
                    if place not in seen:
                        seen.add(place)
                        yield place

    def find(self, name: str) -> Path | None:
        """The first file of this name that is certainly there."""
        places = [Path(name)] if name.startswith("/") else [folder / name for folder in self.folders()]
        for index, place in enumerate(places):
            if str(place) in self.skipped:
                continue
            state = self.run.project.files.state(place)
            if state is FileState.TRACKED or (state is FileState.IGNORED and self.run.given.complete):
                return place
            ignored = state is FileState.IGNORED or (
                index == 0 and state is FileState.ABSENT and self.run.project.files.is_ignored(str(place), False)
            )
            if ignored and not self.run.given.complete and place not in self.doubtful:
                self.doubtful.append(place)
        return None

    def matching(self, pattern: str) -> list[Path]:
        """The files that a name or a pattern relative to the root path means, sorted.

        Raises:
            Undetermined: it leads outside the project.
        """
        base = self.root or self.run.given.cwd
        if base is None:
            raise Undetermined(f"the place of {pattern}")
        place = Path(pattern) if pattern.startswith("/") else base / pattern
        if not any(character in pattern for character in "*?["):
            found = self.find(str(place))
            return [found] if found is not None else []
        if any(character in str(place.parent) for character in "*?[") or (
            self.run.project.files.state(place.parent) is FileState.OUTSIDE
        ):
            raise Undetermined(f"the files {pattern}")
        try:
            names = self.run.project.files.list_dir(place.parent)
        except ProjectFileError:
            return []
        found_files = [self.find(str(place.parent / name)) for name in names if fnmatchcase(name, place.name)]
        files = [file for file in found_files if file is not None]
        return sorted(file for file in files if ".local." not in file.name) + sorted(
            file for file in files if ".local." in file.name
        )

    def data(self, path: Path) -> dict[Any, Any]:
        """The data in a file.

        Raises:
            Undetermined: it can't be read as dynaconf would.
        """
        text = read_text(self.run, path)
        if text is None:
            raise Undetermined(f"the contents of {self.run.relative(path)}")
        if path.name.endswith(INI):
            raise Undetermined(f"{path.name}, which is read only if configobj is installed")
        try:
            found = _reader(path)(text)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the text stops the process
            raise Undetermined(f"{path.name}, which can't be read: {error}".splitlines()[0]) from None
        if found and not isinstance(found, dict):
            raise Undetermined(f"the contents of {self.run.relative(path)}")
        return found or {}


def _reader(path: Path) -> Callable[[str], Any]:
    if path.name.endswith(TOML):
        return tomllib.loads
    return json.loads if path.suffix == ".json" else lambda text: yaml_data.parse(text, "ruamel")


def local(path: Path) -> Path:
    """`settings.local.toml` beside `settings.toml`."""
    return path.with_name(f"{path.name.rpartition('.')[0]}.local.{path.name.rpartition('.')[2]}")

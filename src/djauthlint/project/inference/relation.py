"""Which settings a server runs with: those of the project that its WSGI or ASGI module belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from djauthlint.project.mentions import Naming, naming_of

if TYPE_CHECKING:
    from djauthlint.project.entry_module import EntryModule
    from djauthlint.project.inference.process import Process


class Relation:
    """The modules that servers run.

    Arguments:
        root: the folder of the project.
        python: the paths of its modules.
    """

    def __init__(self, root: Path, python: Sequence[str]) -> None:
        self.root = str(root)
        self.python = python
        prefix = os.path.join(root, "")
        self.served = [name for name in python if naming_of(name.removeprefix(prefix)) in {Naming.WSGI, Naming.ASGI}]
        self._below: dict[str, list[str]] = {}
        for name in self.served:
            for place in _upwards(name):
                self._below.setdefault(place, []).append(name)
        self._serving = {place: self._folders(names) for place, names in self._below.items()}
        self._of_apps: dict[str, list[str]] = {}

    def belongs(self, process: Process, entry: EntryModule) -> bool | None:
        """Whether a process runs with an entry module, None: that can't be told."""
        files = self._files_of(process.app) if process.app is not None else []
        if not files:
            return True if len(self._folders(self.served)) == 1 and process.server else None
        if any(str(mention.path) in files for mention in entry.named_by):
            return True
        near = self._nearest(entry, files)
        return len(self._folders(near)) == 1 and not near.isdisjoint(files)

    def is_alone_in(self, folder: Path, entry: EntryModule) -> bool:
        """Whether an entry module lies below a folder, and no other project than its own has a server there."""
        return len(self._serving.get(str(folder), ())) == 1 and entry.path.is_relative_to(folder)

    def _files_of(self, app: str) -> list[str]:
        if app not in self._of_apps:
            path = os.sep + app.replace(".", os.sep)
            ends = f"{path}.py", os.path.join(path, "__init__.py")
            self._of_apps[app] = [name for name in self.python if name.endswith(ends)]
        return self._of_apps[app]

    @staticmethod
    def _folders(names: Iterable[str]) -> set[str]:
        return {os.path.dirname(name) for name in names}

    def _nearest(self, entry: EntryModule, names: Sequence[str]) -> set[str]:
        """The modules that share most folders with an entry module, of some and of those that servers run."""
        for place in _upwards(str(entry.path)):
            near = {*self._below.get(place, ()), *(name for name in names if place in _upwards(name))}
            if near:
                return near
        return set()


def _upwards(path: str) -> Iterator[str]:
    """A path and all folders that it lies in."""
    yield path
    while (above := os.path.dirname(path)) != path:
        path = above
        yield path

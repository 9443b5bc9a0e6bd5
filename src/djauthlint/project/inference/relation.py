"""Which settings a server runs with: those of the project that its WSGI or ASGI module belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
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
        self.served = [name for name in python if naming_of(os.path.relpath(name, root)) in {Naming.WSGI, Naming.ASGI}]

    def belongs(self, process: Process, entry: EntryModule) -> bool | None:
        """Whether a process runs with an entry module, None: that can't be told."""
        files = self._files_of(process.app) if process.app is not None else []
        if not files:
            return True if len(self._folders(self.served)) == 1 and process.server else None
        if any(str(mention.path) in files for mention in entry.named_by):
            return True
        near = self._nearest(entry, {*self.served, *files})
        return len(self._folders(near)) == 1 and not near.isdisjoint(files)

    def is_alone_in(self, folder: Path, entry: EntryModule) -> bool:
        """Whether an entry module lies below a folder, and no other project than its own has a server there."""
        below = [name for name in self.served if Path(name).is_relative_to(folder)]
        return entry.path.is_relative_to(folder) and len(self._folders(below)) == 1

    def _files_of(self, app: str) -> list[str]:
        path = os.sep + app.replace(".", os.sep)
        return [name for name in self.python if name.endswith((f"{path}.py", os.path.join(path, "__init__.py")))]

    @staticmethod
    def _folders(names: Iterable[str]) -> set[str]:
        return {os.path.dirname(name) for name in names}

    @staticmethod
    def _nearest(entry: EntryModule, names: Iterable[str]) -> set[str]:
        """The modules that share most folders with an entry module."""
        shared = {name: len(os.path.commonpath([name, str(entry.path)])) for name in names}
        return {name for name, length in shared.items() if length == max(shared.values())}

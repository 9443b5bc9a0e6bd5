"""What was found in a project, kept until something changes that it depends on: see `djauthlint.cache`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint import cache
from djauthlint.disk import Record
from djauthlint.flake8_plugin.findings import CRASHED, Found

if TYPE_CHECKING:
    from djauthlint.project import Project

FACE: Final = "flake8"
TEXTS: Final = "unsaved"


class Matter(NamedTuple):
    """What is asked.

    Arguments:
        path: a file of the project.
        project: what it belongs to.
        options: those of djauthlint.
        alone: the file that it is about, None: about all files.
        unsaved: texts that are not on the disk. Only the last ones are kept, as each stroke of a key makes others.
    """

    path: Path
    project: Project
    options: argparse.Namespace
    alone: Path | None
    unsaved: Mapping[Path, bytes]

    def key(self, folder: str) -> str:
        """What tells it from other questions, in the cache that has this folder."""
        place = (FACE, folder, self.project.root, self.project.scope, self.alone, sorted(self.unsaved))
        return cache.key(vars(self.options), place)

    def texts(self) -> tuple[str, str]:
        """What tells the unsaved texts from others, as something that is kept."""
        return TEXTS, " ".join(sha256(self.unsaved[path]).hexdigest() for path in sorted(self.unsaved))


def find(*matters: Matter) -> dict[Path, list[Found]] | None:
    """What was found, by file, in answer to the first of some questions about one project since whose answer nothing has changed."""
    with _store(matters[0].path) as store:
        if store is None:
            return None
        for matter in matters:
            known = store.find(matter.key(store.folder), matter.texts())
            if known is not None:
                with suppress(ValueError):
                    return _found(known)
    return None


def _found(known: cache.Entry) -> dict[Path, list[Found]]:
    found: dict[Path, list[Found]] = {}
    for file, text in known.written[1:]:
        line, column, message = text.split(":", 2)
        found.setdefault(Path(file), []).append(Found(int(line), int(column), message))
    return found


def keep(matter: Matter, found: Mapping[Path, Sequence[Found]], record: Record) -> None:
    """Keep what was found, where nothing crashed.

    Arguments:
        matter: what was asked.
        found: all that was found, by file.
        record: what was seen of the disk.
    """
    every = [(str(file), each) for file, those in found.items() for each in those]
    if any(each.text.startswith(CRASHED) for _, each in every):
        return
    written = [(file, f"{each.line}:{each.column}:{each.text}") for file, each in every]
    with _store(matter.path) as store:
        if store is not None:
            entry = cache.Entry(0, [matter.texts(), *written])
            store.keep(matter.key(store.folder), entry, record, tuple(cache.code_files()))


@contextmanager
def _store(path: Path) -> Iterator[cache.Store | None]:
    store = None
    with suppress(cache.Unusable):
        store = cache.store_for([str(path)])
    with closing(store) if store is not None else nullcontext():
        yield store

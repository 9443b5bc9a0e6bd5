"""What was found in a project, kept until something changes that it depends on: see `djauthlint.cache`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from djauthlint import cache
from djauthlint.disk import Record
from djauthlint.flake8_plugin.findings import CRASHED, Found

if TYPE_CHECKING:
    from djauthlint.project import Project

FACE = "flake8"


def find(path: Path, project: Project, options: argparse.Namespace) -> dict[Path, list[Found]] | None:
    """What was found, by file, if nothing has changed since.

    Arguments:
        path: a file of the project.
        project: what it belongs to.
        options: those of djauthlint.
    """
    store = _store(path)
    known = None if store is None else store.find(_key(store, project, options))
    if known is None:
        return None
    found: dict[Path, list[Found]] = {}
    for file, text in known.written:
        line, column, message = text.split(":", 2)
        found.setdefault(Path(file), []).append(Found(int(line), int(column), message))
    return found


def keep(
    path: Path,
    project: Project,
    options: argparse.Namespace,
    found: Mapping[Path, Sequence[Found]],
    record: Record,
) -> None:
    """Keep what was found, where nothing crashed.

    Arguments:
        path: a file of the project.
        project: what it belongs to.
        options: those of djauthlint.
        found: all that was found, by file.
        record: what was seen of the disk.
    """
    store = _store(path)
    written = [(str(file), f"{each.line}:{each.column}:{each.text}") for file, every in found.items() for each in every]
    if store is not None and not any(text.split(":", 2)[2].startswith(CRASHED) for _, text in written):
        store.keep(_key(store, project, options), cache.Entry(0, written), record, tuple(cache.code_files()))


def _store(path: Path) -> cache.Store | None:
    try:
        return cache.store_for([str(path)])
    except cache.Unusable:
        return None


def _key(store: cache.Store, project: Project, options: argparse.Namespace) -> str:
    return cache.key(vars(options), (FACE, store.folder, project.root, project.scope))

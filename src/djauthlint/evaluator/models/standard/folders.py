"""Lists of what lies in the project's folders."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.evaluator.models.standard.files import absolute, exists, listed, os_error, path_text
from djauthlint.project import FileState
from djauthlint.values import Hole, Known, List, Tuple, Value

FOLDERS = 2_000
"""Folders that one walk looks into."""


def unordered(call: Call, elements: Sequence[Any], reason: str | None) -> List:
    """The list of some elements in an order that the file system decides; `reason`: why there may be others."""
    items: tuple[Any, ...] = (*elements, Hole(reason)) if reason is not None else tuple(elements)
    if len(items) > 1:
        items = (Shuffled(reason if reason is not None else "the order of a folder's entries", items),)
    return List(items, call.origin, call.run.worlds)


def listing(call: Call, folder: Value | None, element: Callable[[str, str], Any]) -> Any:
    """A list of what `element(name, folder)` makes of each name in a folder.

    Raises:
        Unwind: the folder exists in none of the present worlds.
    """
    run = call.run
    path = path_text(folder) if folder is not None else "."
    if path is None:
        reason = reason_of(folder)
        run.may_raise(reason, ("listdir", id(call.node)), "FileNotFoundError")
        return List((Hole(f"what is in {reason}"),), call.origin, run.worlds)
    there = run.here(exists(run, path, "folder"))
    if there is not True:
        run.split(
            there,
            lambda: None,
            lambda: os_error(run, "FileNotFoundError", path, call.node),
        )
    names = listed(run, path)
    if names is None:
        return List((Hole(f"what is in {path}"),), call.origin, run.worlds)
    return unordered(call, [element(name, path) for name in names[0]], names[1])


def walk(call: Call) -> Any:
    """`os.walk(top)`: complete only where the tree is declared to be as on disk."""
    run = call.run
    path = path_text(call.get(0, "top"))
    place = absolute(run, path) if path is not None else None
    if (
        path is None
        or place is None
        or not run.given.complete
        or run.project.files.state(Path(place)) is FileState.OUTSIDE
    ):
        return List((Hole(f"what is in {path or reason_of(call.get(0, 'top'))}"),), call.origin, run.worlds)
    rows = []
    for folder, folders, files in subfolders(run, place):
        name = posixpath.join(path, posixpath.relpath(folder, place)) if folder != place else path
        inner = (unordered(call, [Known(each) for each in names], None) for names in (folders, files))
        rows.append(Tuple((Known(name, call.origin), *inner), call.origin))
    return unordered(call, rows, None)


def subfolders(run: Interpreter, place: str) -> list[tuple[str, list[str], list[str]]]:
    """Each folder below (and with) one of the project, with its folders and its files, as on disk."""
    files = run.project.files
    found: list[tuple[str, list[str], list[str]]] = []
    pending = [place]
    while pending and len(found) < FOLDERS:
        folder = pending.pop(0)
        names = listed(run, folder)
        if names is None:
            continue
        inner = [name for name in names[0] if files.state(Path(folder, name)) is not FileState.OUTSIDE]
        folders = [name for name in inner if files.is_dir(Path(folder, name))]
        found.append((folder, folders, [name for name in inner if name not in folders]))
        pending.extend(os.path.join(folder, name) for name in folders)
    return found

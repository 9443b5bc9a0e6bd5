"""The files that a run is made with: those of djauthlint, of what it is built on, and of packages that bring rules."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType
from typing import Final

import djauthlint
from djauthlint import disk
from djauthlint.disk import Stamp

OURS: Final = "djauthlint"
BUILT_ON: Final = frozenset({"libcst", "pathspec", "publicsuffixlist", "tomli", "yaml"})
WITHOUT_DATA: Final = frozenset({OURS, "libcst"})
"""What has nothing beside its modules that they read; djauthlint's tables are in a folder of their own."""


def code_files() -> Iterator[str]:
    """The files of the modules that are imported, and what lies beside them; the folders in which rules are found by being there.

    A package of rules may import what it likes: where there is one, all modules count but those of Python itself.
    """
    from djauthlint import packs

    any_package = any(package != packs.OURS for package in packs.looked_through())
    beside: set[str] = set()
    for name, module in list(sys.modules.items()):
        top = name.partition(".")[0]
        if top not in {OURS, *BUILT_ON} and (not any_package or top in sys.stdlib_module_names or top == "__main__"):
            continue
        path = getattr(module, "__file__", None)
        if isinstance(path, str):
            yield _archive(path)
            if top not in WITHOUT_DATA and _is_in_package(name, module):
                beside.add(os.path.dirname(path))
    for folder in (os.path.join(os.path.dirname(djauthlint.__file__), "django_facts", "data"), *sorted(beside)):
        with suppress(OSError):
            yield from (os.path.join(folder, name) for name in os.listdir(folder) if name != disk.BYTECODE)
    for folders in packs.looked_through().values():
        yield from folders
    yield from filter(os.path.isfile, sys.path)


def _is_in_package(name: str, module: ModuleType) -> bool:
    """Whether its folder is one of its package: that of others may be `site-packages`."""
    return "." in name or hasattr(module, "__path__")


def _archive(path: str) -> str:
    """The zip file that a path leads into; the path itself where there is none."""
    found = path
    while not os.path.lexists(found) and os.path.dirname(found) != found:
        found = os.path.dirname(found)
    return found if os.path.isfile(found) else path


def stamp(path: str) -> Stamp | list[str] | None:
    """What tells a file from what it may become, or the names in a folder; None where there is nothing."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            return disk.listing(path)
    except OSError:
        return None
    # Wheels that are built reproducibly leave files of equal time.
    return Stamp.of(status)


def loaded_stamp(path: str) -> Stamp | list[str] | None:
    """The stamp of what this process has loaded; None where that may be something else than what is there now."""
    now = stamp(path)
    if now is None or isinstance(now, Stamp):
        return now if now is None or now.is_settled(djauthlint.BEGUN) else None
    from djauthlint import packs

    before = next((folders[path] for folders in packs.looked_through().values() if path in folders), now)
    return now if now == before else None

"""Folders that a web server hands out, and how another folder lies to them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING

from djauthlint.settings.containers import Element
from djauthlint.settings.scenarios import Undetermined
from djauthlint.settings.setting import Setting

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings


def as_path(value: object) -> PurePosixPath | None:
    """A path without `..`, None for what is none or is empty: links are not followed."""
    if not isinstance(value, (str, PurePath)) or value == "":
        return None
    return PurePosixPath(posixpath.normpath(str(value)))


def exposing(settings: Settings, path: PurePosixPath) -> Iterator[tuple[Setting | Element, str]]:
    """The settings and elements that name a folder which is served, and how an absolute path lies to it.

    As `django/core/checks/caches.py` has it: a path "is", "is inside" or "contains" MEDIA_ROOT, STATIC_ROOT or a folder of
    STATICFILES_DIRS. What is unknown is left out.
    """
    for served, folder in _served(settings):
        if folder == path:
            yield served, "is"
        elif folder in path.parents:
            yield served, "is inside"
        elif path in folder.parents:
            yield served, "contains"


def _served(settings: Settings) -> Iterator[tuple[Setting | Element, PurePosixPath]]:
    served: list[Setting | Element] = [settings["MEDIA_ROOT"], settings["STATIC_ROOT"]]
    with suppress(Undetermined):
        served += settings["STATICFILES_DIRS"].elements
    for each in served:
        if each.is_known:
            value = each.value
            # An element may be a pair of a prefix and a folder.
            path = as_path(value[1] if isinstance(value, (list, tuple)) and len(value) == 2 else value)
            if path is not None and path.is_absolute():
                yield each, path

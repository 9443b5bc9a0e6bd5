"""Where static files are looked for, as the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from djauthlint.django_facts.apps import STATIC_FILES
from djauthlint.settings.containers import Element
from djauthlint.settings.folders import as_path

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings

FINDER: Final = "django.contrib.staticfiles.finders.FileSystemFinder"


def finds_folders(settings: Settings) -> bool:
    """Whether Django looks for static files in STATICFILES_DIRS.

    Raises:
        Undetermined: that can't be told.
    """
    return settings.installs(STATIC_FILES) and settings["STATICFILES_FINDERS"].contains(FINDER)


def folders(settings: Settings) -> Iterator[tuple[Element, PurePosixPath]]:
    """The elements of STATICFILES_DIRS whose folder is known, with that.

    Raises:
        Undetermined: it is no sequence.
    """
    for element in _elements(settings):
        folder = element.elements[1] if _is_pair(element) else element
        path = as_path(folder.value) if folder.is_known else None
        if path is not None and path.is_absolute():
            yield folder, path


def prefixes(settings: Settings) -> Iterator[Element]:
    """The prefixes in STATICFILES_DIRS that are known.

    Raises:
        Undetermined: it is no sequence.
    """
    for element in _elements(settings):
        if _is_pair(element) and element.elements[0].is_known:
            yield element.elements[0]


def _elements(settings: Settings) -> tuple[Element, ...]:
    setting = settings["STATICFILES_DIRS"]
    return setting.elements if setting.is_set and setting.is_sequence else ()


def _is_pair(element: Element) -> bool:
    return element.is_known and element.is_sequence and len(element.elements) == 2

"""An entry module: what a Django process runs on."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from djauthlint.project.mentions import Naming


class Mention(NamedTuple):
    """A place that names a settings module.

    Arguments:
        path: the file.
        line: in it.
        what: what kind of file it is.
        beside: the module for production, built on this one, that the file names for when the site is served.
    """

    path: Path
    line: int
    what: Naming
    beside: str | None = None


@dataclass(frozen=True)
class EntryModule:
    """A module that DJANGO_SETTINGS_MODULE may name, for django-configurations one class of it."""

    path: Path
    module: str
    configuration: str | None = None
    named_by: tuple[Mention, ...] = ()

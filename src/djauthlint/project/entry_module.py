"""An entry module: what a Django process runs on."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from djauthlint.project.mentions import Naming


class Mention(NamedTuple):
    """A place that names a settings module."""

    path: Path
    line: int
    what: Naming


@dataclass(frozen=True)
class EntryModule:
    """A module that DJANGO_SETTINGS_MODULE may name, for django-configurations one class of it."""

    path: Path
    module: str
    configuration: str | None = None
    named_by: tuple[Mention, ...] = ()

"""Which module describes which: the dotted path that settings import, and the module under `models` that has its `Model`.

One row a path, sorted within each group. Nothing here is imported before the settings ask for it.
"""

from __future__ import annotations

from typing import Final

STANDARD: Final = {
    "os": "standard.operating_system",
    "os.path": "standard.os_path",
    "pathlib": "standard.paths",
    "posixpath": "standard.os_path",
    "sys": "standard.system",
}

DJANGO: Final[dict[str, str]] = {}

PACKAGES: Final[dict[str, str]] = {}

MODELS: Final[dict[str, str]] = {**STANDARD, **DJANGO, **PACKAGES}

"""The database engines of Django that the rules name.

Sources: `django/db/backends/sqlite3/base.py` and `creation.py`; for what NAME may be, https://www.sqlite.org/inmemorydb.html.
"""

from __future__ import annotations

from typing import Final

SQLITE: Final = frozenset({"django.db.backends.sqlite3", "django.contrib.gis.db.backends.spatialite"})


def is_in_memory(name: object) -> bool:
    """Whether SQLite takes the NAME of a database for one in memory; a path of `pathlib` is a file."""
    return isinstance(name, str) and (name == ":memory:" or name.startswith("file::memory:") or "mode=memory" in name)

"""The cache backends of Django.

Sources: `django/core/cache/backends/` of each version that there are facts about; `base.py`, `BaseCache.__init__`, for
what they make of an entry of CACHES.
"""

from __future__ import annotations

import sys
from typing import Final

DUMMY: Final = "django.core.cache.backends.dummy.DummyCache"
LOCAL_MEMORY: Final = "django.core.cache.backends.locmem.LocMemCache"
FILES: Final = "django.core.cache.backends.filebased.FileBasedCache"
TABLE: Final = "django.core.cache.backends.db.DatabaseCache"

CULLING: Final = (LOCAL_MEMORY, FILES, TABLE)
"""Those that throw entries away, whether they are expired or not, once there are more than MAX_ENTRIES."""

MAX_ENTRIES: Final = 300
"""How many entries they keep where nothing else is said."""


def max_entries(given: object) -> int:
    """How many entries they keep where MAX_ENTRIES is this; infinity, with which a cache can't be opened, is no limit."""
    try:
        return int(given)  # type: ignore[call-overload,no-any-return]
    except OverflowError:
        return sys.maxsize
    except (ValueError, TypeError):
        return MAX_ENTRIES

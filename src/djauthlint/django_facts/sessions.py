"""What the session engines of Django do with the settings.

Sources: `django/contrib/sessions/middleware.py` and `django/contrib/sessions/backends/` of each version that there are facts
about. An engine of a package or of the project may do everything differently.
"""

from __future__ import annotations

from typing import Final

from djauthlint.django_facts.dotted_paths import paths
from djauthlint.django_facts.targets import Target
from djauthlint.django_facts.versions import DjangoVersion

CACHE: Final = "django.contrib.sessions.backends.cache"
CACHED_DB: Final = "django.contrib.sessions.backends.cached_db"
FILE: Final = "django.contrib.sessions.backends.file"

PICKLE: Final = "django.contrib.sessions.serializers.PickleSerializer"
"""A serializer that there was before Django 5.0."""

DATABASE: Final = frozenset({"django.contrib.sessions.backends.db", CACHED_DB})
"""Engines that keep sessions in a table of the database."""

IN_CACHE: Final = frozenset({CACHE, CACHED_DB})
"""Engines that keep sessions in the cache that SESSION_CACHE_ALIAS names."""


def is_engine(version: DjangoVersion, path: object) -> bool:
    """Whether something that SESSION_ENGINE is names an engine of Django."""
    return isinstance(path, str) and path in paths(version, "session_engines")


def adds_age_to_now(version: DjangoVersion, path: object, at_browser_close: bool) -> bool:
    """Whether saving a session is known to add SESSION_COOKIE_AGE to the present time.

    Arguments:
        version: the version of Django.
        path: SESSION_ENGINE. The engines that keep sessions in the database write down when each expires.
        at_browser_close: SESSION_EXPIRE_AT_BROWSER_CLOSE. Where it is off, the cookie says when it expires.
    """
    return is_engine(version, path) and (path in DATABASE or not at_browser_close)


_VARIES_ON_SAVED: Final = {(5, 2): 14, (6, 0): 5}
"""The first release of each feature version whose SessionMiddleware adds `Vary: Cookie` wherever it sets the cookie."""


def reveals_saved_sessions(target: Target) -> bool:
    """Whether an answer whose session was only saved lacks `Vary: Cookie` (CVE-2026-35192) in every version that is meant.

    Source: `SessionMiddleware.process_response` in the releases 5.2.13, 5.2.14, 6.0.4 and 6.0.5.
    """
    exact = target.exact
    if target.newest < (5, 2):
        return True
    return exact is not None and len(exact) > 2 and exact[2] < _VARIES_ON_SAVED.get((exact[0], exact[1]), 0)

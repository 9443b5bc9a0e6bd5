"""What was deprecated and removed: the deprecation timeline and the release notes in Django's documentation.

The timeline is read where it speaks in its usual form. What it says in other words is in `SETTINGS` and `PATHS` and what
comes instead in `REPLACEMENTS`, each with the file and the words that say so; `quoted` checks that they really do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

TIMELINE = "internals/deprecation.txt"


class End(NamedTuple):
    """When something was deprecated and removed, or will be.

    Arguments:
        deprecated_in: None where it was removed at once, or where nothing tells.
        removed_in: the version that no longer has it, perhaps one that is yet to come.
        source: the file of the documentation that says so.
    """

    deprecated_in: str | None
    removed_in: str
    source: str


class Quote(NamedTuple):
    """A fact and the words of the documentation that it rests on."""

    value: str
    source: str
    words: str


SETTINGS: Mapping[str, Quote] = {
    "ADMIN_FOR": Quote(
        "1.7", "releases/1.7.txt", "The ``ADMIN_FOR`` feature, part of the admindocs, has been removed."
    ),
    "AUTH_PROFILE_MODULE": Quote("1.7", TIMELINE, "The ``AUTH_PROFILE_MODULE`` setting, and the ``get_profile()``"),
    "IGNORABLE_404_ENDS": Quote("1.6", TIMELINE, "and ``IGNORABLE_404_ENDS`` settings have been superseded by"),
    "IGNORABLE_404_STARTS": Quote("1.6", TIMELINE, "The ``IGNORABLE_404_STARTS`` and ``IGNORABLE_404_ENDS`` settings"),
    "LOGOUT_URL": Quote("1.10", "releases/1.10.txt", "The ``LOGOUT_URL`` setting is removed"),
    "MIDDLEWARE_CLASSES": Quote("2.0", TIMELINE, "using ``settings.MIDDLEWARE_CLASSES`` will be removed"),
    "SECURE_BROWSER_XSS_FILTER": Quote(
        "4.0", "releases/4.0.txt", "if the ``SECURE_BROWSER_XSS_FILTER`` setting is ``True``. The setting is removed."
    ),
    "TRANSACTIONS_MANAGED": Quote("1.8", TIMELINE, "the ``TRANSACTIONS_MANAGED`` setting"),
}
"""Settings that were removed before the first version in the tables, with that in which they no longer were."""

REPLACEMENTS: Mapping[tuple[str, ...], Quote] = {
    ("AUTH_PROFILE_MODULE",): Quote(
        "AUTH_USER_MODEL", "releases/1.5.txt", "With the introduction of :ref:`custom user"
    ),
    ("CACHE_BACKEND",): Quote("CACHES", TIMELINE, "should be specified in the :setting:`CACHES` setting"),
    ("DEFAULT_FILE_STORAGE",): Quote("STORAGES", "releases/4.2.txt", 'in favor of ``STORAGES["default"]``'),
    ("STATICFILES_STORAGE",): Quote("STORAGES", "releases/4.2.txt", 'in favor of ``STORAGES["staticfiles"]``'),
    (
        "EMAIL_BACKEND",
        "EMAIL_FILE_PATH",
        "EMAIL_HOST",
        "EMAIL_HOST_PASSWORD",
        "EMAIL_HOST_USER",
        "EMAIL_PORT",
        "EMAIL_SSL_CERTFILE",
        "EMAIL_SSL_KEYFILE",
        "EMAIL_TIMEOUT",
        "EMAIL_USE_SSL",
        "EMAIL_USE_TLS",
    ): Quote(
        "MAILERS",
        "releases/6.1.txt",
        ":setting:`EMAIL_TIMEOUT` settings are deprecated. Replace them with a :setting:`MAILERS`",
    ),
    ("IGNORABLE_404_ENDS", "IGNORABLE_404_STARTS"): Quote(
        "IGNORABLE_404_URLS", TIMELINE, "superseded by :setting:`IGNORABLE_404_URLS`"
    ),
    ("MIDDLEWARE_CLASSES",): Quote("MIDDLEWARE", "releases/1.10.txt", "use the new :setting:`MIDDLEWARE` setting."),
    ("PASSWORD_RESET_TIMEOUT_DAYS",): Quote(
        "PASSWORD_RESET_TIMEOUT", "releases/3.1.txt", "deprecated in favor of :setting:`PASSWORD_RESET_TIMEOUT`."
    ),
    (
        "ALLOWED_INCLUDE_ROOTS",
        "TEMPLATE_CONTEXT_PROCESSORS",
        "TEMPLATE_DEBUG",
        "TEMPLATE_DIRS",
        "TEMPLATE_LOADERS",
        "TEMPLATE_STRING_IF_INVALID",
    ): Quote("TEMPLATES", "releases/1.8.txt", "several settings are deprecated in favor of :setting:`TEMPLATES`"),
}
"""What replaces settings that were deprecated."""

PATHS: Mapping[str, Quote] = {
    "django.contrib.auth.middleware.SessionAuthenticationMiddleware": Quote(
        "2.0", "releases/2.0.txt", "The ``SessionAuthenticationMiddleware`` class is removed."
    ),
    "django.middleware.transaction.TransactionMiddleware": Quote("1.8", TIMELINE, "``TransactionMiddleware``"),
}
"""What settings named that was removed before the first version in the tables."""

_VERSION = re.compile(r"^(\d[\d.]*)\n-+$", re.MULTILINE)
_NOTES = re.compile(r"<deprecated-features-([\d.]+)>")
_REMOVED_SETTINGS = re.compile(
    r"^\* The ((?:``[A-Z0-9_]+``(?:, and|,| and)? )+)(?:transitional )?settings? will be removed"
)
_LISTED_SETTINGS = re.compile(r"^\* The following settings will be removed:(.*)")
_REMOVED_PATHS = re.compile(r"^\* (?:The )?(``django\.[^.]*.*?) (?:module )?will be removed")
_NAME = re.compile(r"``([A-Z][A-Z0-9_]*)``")
_PATH = re.compile(r"``(django\.[\w.]+)``")


def settings(texts: Mapping[str, str]) -> dict[str, End]:
    """The settings that were deprecated or removed."""
    found = {name: End(None, quote.value, quote.source) for name, quote in SETTINGS.items()}
    for end, bullet in _timeline(texts[TIMELINE]):
        for pattern in (_REMOVED_SETTINGS, _LISTED_SETTINGS):
            if match := pattern.match(bullet):
                found |= dict.fromkeys(_NAME.findall(match[1]), end)
    return found


def paths(texts: Mapping[str, str]) -> dict[str, End]:
    """The dotted paths that were deprecated or removed."""
    found = {path: End(None, quote.value, quote.source) for path, quote in PATHS.items()}
    for end, bullet in _timeline(texts[TIMELINE]):
        if match := _REMOVED_PATHS.match(bullet):
            found |= dict.fromkeys(_PATH.findall(match[1]), end)
    return found


def replacements() -> dict[str, str]:
    """What replaces each setting."""
    return {name: quote.value for names, quote in REPLACEMENTS.items() for name in names}


def quoted(texts: Mapping[str, str]) -> None:
    """Check that the documentation says what the tables above quote, in the section of the version that they name.

    Raises:
        ValueError: it does not.
    """
    quotes: Iterable[Quote] = (*SETTINGS.values(), *REPLACEMENTS.values(), *PATHS.values())
    for quote in quotes:
        if quote.source == TIMELINE and quote.value[0].isdigit():
            bullets = (bullet for end, bullet in _timeline(texts[TIMELINE]) if end.removed_in == quote.value)
            said = any(quote.words in bullet for bullet in bullets)
        else:
            said = quote.words in _flat(texts[quote.source])
        if not said:
            raise ValueError(f"{quote.source} does not say {quote.words!r} of {quote.value}")


def _timeline(text: str) -> Iterator[tuple[End, str]]:
    """The bullets of the timeline, with the versions that they are listed under."""
    sections = _VERSION.split(text)[1:]
    for removed_in, section in zip(sections[::2], sections[1::2], strict=True):
        deprecated_in = None
        for block in re.split(r"\n(?=\S)", section):
            if notes := _NOTES.search(block):
                deprecated_in = notes[1]
            elif block.startswith("* "):
                yield End(deprecated_in, removed_in, TIMELINE), _flat(block)


def _flat(text: str) -> str:
    return " ".join(text.split())

"""The names of headers, and the words that Django knows for them: `django/core/checks/security/base.py` of each version since 4.0."""

from __future__ import annotations

from typing import Final

REFERRER_POLICIES: Final = frozenset(
    (
        "no-referrer",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    )
)
OPENER_POLICIES: Final = frozenset(("same-origin", "same-origin-allow-popups", "unsafe-none"))
"""What Cross-Origin-Opener-Policy may be."""
OTHER_OPENER_POLICIES: Final = frozenset(("noopener-allow-popups",))
"""Those that browsers know, and Django does not (HTML standard, section 7.1.3)."""


def header_name(key: str) -> str:
    """What clients call a header that `request.META` has under a key: "X-Forwarded-Proto" for "HTTP_X_FORWARDED_PROTO"."""
    return key.removeprefix("HTTP_").replace("_", "-").title()


def words(value: object) -> tuple[str, ...]:
    """The policies in a setting, as `django/middleware/security.py`, `process_response`, joins and splits them."""
    if isinstance(value, (list, tuple, set)):
        value = ",".join(map(str, value))
    return tuple(word.strip() for word in value.split(",")) if isinstance(value, str) else ()

"""What may stand in a cookie: the names that Python writes, the domains and paths that browsers accept.

Sources: `Lib/http/cookies.py` of Python (`_LegalChars`, `Morsel._reserved`), which `django/http/response.py` writes cookies
with; RFC 6265bis, sections 4.1.3, 5.1.3, 5.1.4 and 5.7.
"""

from __future__ import annotations

import re
from typing import Final

SAMESITE: Final = frozenset(["lax", "none", "strict"])
"""What `set_cookie` accepts for SameSite, in lower case, beside all that is false."""

_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~:]+")
_ATTRIBUTES: Final = frozenset(
    ["comment", "domain", "expires", "httponly", "max-age", "path", "samesite", "secure", "version"]
)
"""Those of every Python that Django runs on: "partitioned" has been one since Python 3.14 only."""

_NO_HOST: Final = re.compile(r"[\s:/*,]|\.$")


def is_name(text: str) -> bool:
    """Whether Python writes a cookie of this name."""
    return _NAME.fullmatch(text) is not None and text.lower() not in _ATTRIBUTES


def prefix(name: str) -> str | None:
    """The prefix of a name for which browsers refuse a cookie whose attributes do not keep its promise."""
    return next((known for known in ("__Host-", "__Secure-") if name.lower().startswith(known.lower())), None)


def attribute(text: str) -> str:
    """What a browser takes for the value of an attribute that Python wrote as this text, unquoted."""
    return text.partition(";")[0].strip(" \t")


def may_be_domain(text: str) -> bool:
    """Whether there can be a host that a browser keeps a cookie with this `Domain` for, as Python writes it."""
    domain = attribute(text).removeprefix(".")
    return domain.startswith("[") or _NO_HOST.search(domain) is None


def is_sent(path: str, page: str) -> bool:
    """Whether a browser sends a cookie with this `Path`, which begins with a slash, to a page."""
    return page == path or page.startswith(path if path.endswith("/") else f"{path}/")

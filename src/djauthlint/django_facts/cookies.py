"""What may stand in a cookie: the names that Python writes, the domains and paths that browsers accept.

Sources: `Lib/http/cookies.py` of Python (`_LegalChars`, `Morsel._reserved`), which `django/http/response.py` writes cookies
with; RFC 6265bis, sections 4.1.3, 5.1.3, 5.1.4 and 5.7.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final

SAMESITE: Final = frozenset(["lax", "none", "strict"])
"""What `set_cookie` accepts for SameSite, in lower case, beside all that is false."""

_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~:]+")
_ATTRIBUTES: Final = frozenset(
    ["comment", "domain", "expires", "httponly", "max-age", "path", "samesite", "secure", "version"]
)
"""Those of every Python that Django runs on: "partitioned" has been one since Python 3.14 only."""

_ADDRESS: Final = re.compile(r"\d+(\.\d+){3}|\[.*\]")
_LOOPBACK: Final = re.compile(r"(.*\.)?localhost|127(\.\d+){3}|\[::1\]")
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


def domain(text: str) -> str:
    """The domain that a browser understands when Python writes this text into `Domain`, in lower case."""
    return attribute(text).removeprefix(".").lower()


def is_address(host: str) -> bool:
    """Whether a host is an address, to which no domain but itself belongs."""
    return _ADDRESS.fullmatch(host) is not None


def is_loopback(host: str) -> bool:
    """Whether browsers take a host for the machine that they run on, and keep `Secure` cookies that come without TLS."""
    return _LOOPBACK.fullmatch(host) is not None


def is_private_address(host: str) -> bool:
    """Whether a host is the address of another machine than the browser's, and of none on the internet."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_private and not address.is_loopback and not address.is_unspecified


def page(url: object) -> str | None:
    """The path that a setting like LOGIN_URL names, None if that is the name of a URL or a page of another site."""
    if not isinstance(url, str) or not url.startswith("/") or url.startswith("//"):
        return None
    return re.split(r"[?#]", url, maxsplit=1)[0]


def may_be_domain(text: str) -> bool:
    """Whether there can be a host that a browser keeps a cookie with this `Domain` for, as Python writes it."""
    return domain(text).startswith("[") or _NO_HOST.search(domain(text)) is None


def is_sent(path: str, page: str) -> bool:
    """Whether a browser sends a cookie with this `Path`, which begins with a slash, to a page."""
    return page == path or page.startswith(path if path.endswith("/") else f"{path}/")

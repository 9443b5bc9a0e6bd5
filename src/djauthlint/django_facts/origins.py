"""Which entries of CSRF_TRUSTED_ORIGINS can equal the `Origin` header of a browser.

Sources: `django/middleware/csrf.py` (`allowed_origins_exact`, `allowed_origin_subdomains`), `django/utils/http.py`
(`is_same_domain`), and the ASCII serialisation of an origin in the HTML standard, which browsers send.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from djauthlint.django_facts.registries import is_public

_DEFAULT_PORT: Final = {"http": ":80", "https": ":443"}


def fault(entry: str) -> str | None:
    """Why an entry with a scheme matches no origin that it seems to mean, None if it may match."""
    try:
        parts = urlsplit(entry)
    except ValueError:
        return "is no valid URL"
    return _pattern_fault(entry, parts) if "*" in entry else _exact_fault(entry, parts)


def corrected(entry: str) -> str | None:
    """The entry that matches what another seems to mean, None if that is not obvious."""
    try:
        parts = urlsplit(entry.strip().lower())
    except ValueError:
        return None
    host = parts.netloc.removesuffix(_DEFAULT_PORT.get(parts.scheme, ":"))
    text = f"{parts.scheme}://{'*' if host.startswith('.') else ''}{host}"
    return text if parts.scheme and "://" in entry and fault(text) is None else None


def _exact_fault(entry: str, parts: SplitResult) -> str | None:
    scheme, _, rest = entry.partition("://")
    if "," in rest or "://" in rest:
        return "is more than one origin in one string"
    if re.search(r"\s", entry):
        return "has white space in it"
    if rest.endswith("/") and rest.count("/") == 1:
        return "ends with a slash"
    if re.search(r"[/?#@]", rest):
        return "has more than a scheme, a host and a port"
    if scheme.lower() not in _DEFAULT_PORT:
        return None
    return "has capital letters" if entry != entry.lower() else _host_fault(parts.scheme, parts.netloc)


def _pattern_fault(entry: str, parts: SplitResult) -> str | None:
    host = parts.netloc.lstrip("*").lower()
    if entry[0].isspace():  # Pythons differ in whether they strip it.
        return None
    if not parts.scheme:
        return "has a pattern for its scheme"
    if "*" in host or not host:
        return "has a * elsewhere than in *. before a host"
    if "," in host:
        return "is more than one origin in one string"
    if re.search(r"[\s@]", host):
        return "has more than a scheme, a host and a port"
    found = _host_fault(parts.scheme, host.removeprefix("."))
    if found is None and parts.netloc.startswith("*") and not host.startswith("."):
        return f"has no dot after the *, so that it matches {host} alone"
    return found


def _host_fault(scheme: str, host: str) -> str | None:
    if not host:
        return "has no host"
    if not host.isascii():
        return "has letters outside ASCII, which browsers send as xn--"
    if host.startswith("."):
        return "begins with a dot, which only *. makes a pattern"
    if host.endswith(_DEFAULT_PORT.get(scheme, ":")):
        return "has the port that browsers leave out"
    return "has an empty port" if host.endswith(":") else None


def is_of_registry(entry: str) -> bool:
    """Whether a pattern stands for all names below a domain where anybody can have one."""
    host = urlsplit(entry).netloc.partition(":")[0]
    return host.startswith("*.") and is_public(host[2:])


def host_of(entry: str) -> str:
    """The host of an entry, with its `*.`; empty if there is none."""
    try:
        return urlsplit(entry.lower()).netloc.partition(":")[0]
    except ValueError:
        return ""


def is_plain(entry: str) -> bool:
    """Whether an entry stands for a host of the internet that is visited without TLS."""
    parts = urlsplit(entry.lower())
    host = parts.netloc.partition(":")[0].lstrip("*")
    return (
        parts.scheme == "http" and "." in host.lstrip(".") and not _ADDRESS.search(host) and not host.endswith(_LOCAL)
    )


_LOCAL: Final = ("localhost", ".local", ".test", ".internal", ".lan", ".home.arpa", ".example", "intranet")
_ADDRESS: Final = re.compile(r"\d\Z|\]")


def covers(entry: str, host: str) -> bool:
    """Whether an entry makes Django accept a host in the `Referer` header (`_check_referer`)."""
    return is_same_domain(host, urlsplit(entry).netloc.lstrip("*"))


def is_same_domain(host: str, pattern: str) -> bool:
    """As `django.utils.http.is_same_domain`."""
    pattern = pattern.lower()
    return (pattern.startswith(".") and (host.endswith(pattern) or host == pattern[1:])) or pattern == host != ""

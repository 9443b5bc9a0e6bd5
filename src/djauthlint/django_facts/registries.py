"""Public suffixes: names below which anybody can have a host, such as `co.uk` and `herokuapp.com`.

Source: the Public Suffix List, private section included, as the package publicsuffixlist has it; nothing is fetched. Browsers refuse
cookies for such a domain (RFC 6265bis, section 5.7), except at the host of that very name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from djauthlint.django_facts.cookies import is_address

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def is_public(domain: str) -> bool:
    """Whether a domain, which may begin with a dot, is a public suffix; a name that no rule of the list fits is none."""
    name = domain.removeprefix(".").lower()
    return bool(name) and bool(_suffixes().publicsuffix(name) == name)


def is_of_registry(domain: str) -> bool:
    """Whether a domain, which may begin with a dot, is a public suffix of a registry of domains, such as `com` and `co.uk`."""
    name = domain.removeprefix(".").lower()
    return bool(name) and bool(_suffixes(only_icann=True).publicsuffix(name) == name)


def is_kept(domain: str, host: str) -> bool:
    """Whether a browser at a host keeps a cookie for a domain, both in lower case.

    It does at the host of that name, and at those below if it is no public suffix. A name without a dot that is on no list is one
    (the rule `*` of the list's algorithm).
    """
    if host == domain:
        return True
    return "." in domain and host.endswith(f".{domain}") and not is_address(host) and not is_public(domain)


def is_registered(host: str) -> bool:
    """Whether a host has a name that can be registered: not `app.test`, `intranet` or an address."""
    return "." in host and _suffixes().publicsuffix(host) is not None


@cache
def _suffixes(*, only_icann: bool = False) -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, only_icann=only_icann)

"""Public suffixes: names below which anybody can have a host, such as `co.uk` and `herokuapp.com`.

Source: the Public Suffix List, private section included, as the package publicsuffixlist has it; nothing is fetched. Browsers refuse
cookies for such a domain (RFC 6265bis, section 5.7), except at the host of that very name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def is_public(domain: str) -> bool:
    """Whether a domain, which may begin with a dot, is a public suffix; a name that no rule of the list fits is none."""
    name = domain.removeprefix(".").lower()
    return bool(name) and bool(_suffixes().publicsuffix(name) == name)


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False)

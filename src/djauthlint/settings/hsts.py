"""What Django makes of Strict-Transport-Security, and what browsers read in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from djauthlint.django_facts.middleware import SECURITY
from djauthlint.settings.project_classes import runs
from djauthlint.settings.sequences import Plain

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings

_DIGITS: Final = re.compile(r'\s*("?)([0-9]+)\1\s*(?:;.*)?', re.DOTALL)
"""The rest of what follows `max-age=`: other directives may be written behind it."""


def may_send_hsts(settings: Settings) -> bool:
    """Whether Django sends the header over HTTPS, if the settings have it, and nobody says that this does not matter.

    Raises:
        Undetermined: SecurityMiddleware is not known to run, but may.
    """
    deployment = settings.deployment
    is_elsewhere = deployment.hsts == "edge" or deployment.browser_scheme == "http"
    return not is_elsewhere and runs(settings, SECURITY, "__init__")


def max_age(seconds: Plain) -> int | None:
    """For how many seconds a browser insists on HTTPS that gets this value of SECURE_HSTS_SECONDS; None: it ignores the header.

    Source: RFC 6797, section 6.1.1; `Strict-Transport-Security` in `django/middleware/security.py`.
    """
    found = _DIGITS.fullmatch(str(seconds))
    return None if found is None else int(found[2])

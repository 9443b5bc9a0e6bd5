"""What the Content-Security-Policy of a site allows, as Django (6.0) and the package django-csp send it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from djauthlint.django_facts.middleware import CSP, DJANGO_CSP
from djauthlint.settings.project_classes import runs

if TYPE_CHECKING:
    from djauthlint.settings.containers import Part
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.setting import Setting


def enforces_policy(settings: Settings) -> bool:
    """Whether a middleware sends SECURE_CSP as Django's does, and none of the project's may change that.

    Raises:
        Undetermined: none certainly does, but one that is unknown may.
    """
    own = ("csp", "Content-Security-Policy")
    changed = settings["MIDDLEWARE"].any(lambda path: any(mentions(settings, path, name) for name in own))
    return not changed and runs(settings, CSP)


def mentions(settings: Settings, path: object, name: str) -> bool:
    """Whether the module of a class is the project's, and its text has a name in it."""
    text = settings.evaluation.text_of(path.rpartition(".")[0]) if isinstance(path, str) else None
    return text is not None and name in text


def limits_frames(settings: Settings) -> bool:
    """Whether a policy says which pages may show the site in a frame.

    Raises:
        Undetermined: that can't be told.
    """
    middleware = settings["MIDDLEWARE"]
    if "frame-ancestors" in _directives(settings["SECURE_CSP"]) and middleware.any(settings.provides(CSP)):
        return True
    old, new = settings["CSP_FRAME_ANCESTORS"], _directives(settings["CONTENT_SECURITY_POLICY"]).get("DIRECTIVES")
    has_package = (old.is_set and old.truthy) or (isinstance(new, dict) and "frame-ancestors" in new)
    return has_package and middleware.any(lambda path: bool(path == DJANGO_CSP))


def _directives(policy: Setting) -> dict[object, object]:
    value = policy.value if policy.is_set else None
    return value if isinstance(value, dict) else {}


def directive(policy: Setting, name: str) -> Part | None:
    """The entry of a policy for a directive, whose name browsers compare without case, None if there is none."""
    return next((part for part in policy.entries if isinstance(part.key, str) and part.key.lower() == name), None)


def sources(entry: Part) -> tuple[str, ...] | None:
    """What a directive allows, as `django/utils/csp.py`, `build_policy`, writes it; None if that leaves the directive out.

    Raises:
        Undetermined: a part of it is unknown.
    """
    value = entry.value
    if value in (None, False):
        return None
    if value is True:
        return ()
    values = value if isinstance(value, (list, tuple, set)) else [value]
    return tuple(" ".join(str(each) for each in values).split()) if values else None


def allows_own_forms(found: tuple[str, ...], hosts: Setting) -> bool:
    """Whether a page may send a form to its own host, as far as its sources and ALLOWED_HOSTS tell.

    Raises:
        Undetermined: one of the sources may be the site itself.
    """
    if any(source.lower() in ("'self'", "*", "http:", "https:") for source in found):
        return True
    named = [host for source in found if (host := _host(source)) is not None]
    return any(_may_be(host, name) for host in named for name in _names(hosts))


def _host(source: str) -> str | None:
    """The host of a source, None where it names none; `self` and `none` without quotes are no hosts of a site."""
    host = source.lower().partition("://")[2] or source.lower()
    host = host.partition("/")[0].partition(":")[0]
    return None if source.startswith("'") or source.endswith(":") or host in ("self", "none") else host


def _names(hosts: Setting) -> Iterator[str]:
    if not hosts.truthy:
        yield "*"
    for name in hosts.value:
        yield str(name).lower()


def _may_be(host: str, name: str) -> bool:
    """Whether a host of a source may be one that ALLOWED_HOSTS allows."""
    if name == "*":
        return True
    if host.startswith("*.") and name.endswith(host[1:]):
        return True
    return host == name.removeprefix(".") or (name.startswith(".") and host.endswith(name))

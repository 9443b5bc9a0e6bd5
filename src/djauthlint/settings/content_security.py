"""What the Content-Security-Policy of a site allows, as Django (6.0) and the package django-csp send it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from djauthlint.django_facts.middleware import CSP, DJANGO_CSP
from djauthlint.settings.project_classes import runs

if TYPE_CHECKING:
    from djauthlint.settings.containers import Container, Part
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.setting import Setting


def enforced_policy(settings: Settings) -> Container | None:
    """The directives that Django sends with each page as SECURE_CSP says; None if it does not, or may send others.

    Raises:
        Undetermined: that can't be told.
    """
    policy = settings["SECURE_CSP"]
    if settings.target.oldest < (6, 0) or not policy.is_set or not policy.is_dict or _may_change(settings):
        return None
    return policy if runs(settings, CSP) else None


def enforced_policy_of_package(settings: Settings) -> Container | None:
    """The directives that django-csp (its version 4) sends with each page; None and errors as for `enforced_policy`."""
    whole = settings["CONTENT_SECURITY_POLICY"]
    if not whole.is_set or not whole.is_dict or _may_change(settings):
        return None
    policy, excluded = whole.entry("DIRECTIVES"), whole.entry("EXCLUDE_URL_PREFIXES")
    if not policy.is_set or not policy.is_dict or (excluded.is_set and excluded.truthy):
        return None
    return policy if settings["MIDDLEWARE"].contains(DJANGO_CSP) else None


def _may_change(settings: Settings) -> bool:
    """Whether a middleware of the project may change the header."""
    words = ("csp", "Content-Security-Policy")
    return settings["MIDDLEWARE"].any(lambda path: any(mentions(settings, path, word) for word in words))


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


def directive(policy: Container, name: str) -> Part | None:
    """The entry of a policy for a directive, None if there is none.

    Browsers compare names without case; django-csp sends only those that it knows.
    """
    texts = [(part.key, part) for part in policy.entries if isinstance(part.key, str)]
    is_sent_as_is = policy.name == "SECURE_CSP"
    return next((part for key, part in texts if (key.lower() if is_sent_as_is else key) == name), None)


def sources(entry: Part) -> tuple[str, ...] | None:
    """What a directive allows, as it is written to the header; None if that leaves the directive out.

    Sources: `build_policy` in `django/utils/csp.py`, which leaves out an empty list, and in `csp/utils.py`, which does not.

    Raises:
        Undetermined: a part of it is unknown.
    """
    value = entry.value
    if value in (None, False):
        return None
    if value is True:
        return ()
    values = value if isinstance(value, (list, tuple, set)) else [value]
    if not values and entry.name == "SECURE_CSP":
        return None
    return tuple(" ".join(map(str, values)).partition(";")[0].split())


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

"""Which of Django's own system checks report the same as a diagnostic.

They compare switches with True, and elements of MIDDLEWARE and INSTALLED_APPS with the paths of Django's own classes and apps
(`django/core/checks/security/`). Rules follow what Django does with the settings, so that not every diagnostic has a check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from djauthlint.django_facts.apps import ADMIN
from djauthlint.django_facts.middleware import AUTHENTICATION, CLICKJACKING, CSRF, MESSAGES, SECURITY, SESSION
from djauthlint.settings.scenarios import Undetermined

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings

SECURE = ("security.W010", "security.W011", "security.W012")
HTTPONLY = ("security.W013", "security.W014", "security.W015")
_BY_PATH = {SECURITY: "security.W001", CLICKJACKING: "security.W002", CSRF: "security.W003"}
_SWITCHES = {
    "SECURE_CONTENT_TYPE_NOSNIFF": "security.W006",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": "security.W005",
    "SECURE_HSTS_PRELOAD": "security.W021",
    "SECURE_SSL_REDIRECT": "security.W008",
}
_OF_ADMIN = {AUTHENTICATION: "admin.E408", MESSAGES: "admin.E409", SESSION: "admin.E410"}


def of_session_cookie(settings: Settings, name: str) -> str:
    """The check about SESSION_COOKIE_SECURE or SESSION_COOKIE_HTTPONLY; "" for none."""
    by_app, by_middleware, by_both = SECURE if name == "SESSION_COOKIE_SECURE" else HTTPONLY
    if _is_true(settings, name):
        return ""
    middleware = _lists(settings, "MIDDLEWARE", SESSION)
    app = _lists(settings, "INSTALLED_APPS", "django.contrib.sessions", unless_known=middleware)
    return by_both if app and middleware else by_app if app else by_middleware if middleware else ""


def of_csrf_cookie(settings: Settings) -> str:
    """The check about CSRF_COOKIE_SECURE; "" for none."""
    if _is_true(settings, "CSRF_COOKIE_SECURE") or not _lists(settings, "MIDDLEWARE", CSRF):
        return ""
    return "security.W016"


def of_security_middleware(settings: Settings, check: str) -> str:
    """A check about a setting of SecurityMiddleware, "security.W004"; "" where it does not see the class that is in use."""
    return check if _lists(settings, "MIDDLEWARE", SECURITY) else ""


def of_no_session_middleware(settings: Settings) -> str:
    """The checks that report what DJA101 does, and what no other rule says where that speaks; "" for none."""
    return ", ".join(_of_no_session_middleware(settings))


def of_no_middleware(settings: Settings) -> str:
    """The checks about Django's middleware where none is in use."""
    return ", ".join((*_missing(settings, _BY_PATH), *_missing_for_admin(settings)))


def of_frame_options(settings: Settings) -> str:
    """The check about X_FRAME_OPTIONS; "" where it does not see the class that is in use."""
    return "security.W019" if _lists(settings, "MIDDLEWARE", CLICKJACKING) else ""


def of_slip(settings: Settings, name: str) -> str:
    """The check about a setting to which a slip of the pen gives a type that nobody means; "" for none.

    Arguments:
        settings: of the project.
        name: a switch, or CSRF_TRUSTED_ORIGINS.
    """
    if name in ("SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"):
        return of_session_cookie(settings, name)
    if name == "CSRF_COOKIE_SECURE":
        return "" if _may_be_true(settings, "CSRF_USE_SESSIONS") else of_csrf_cookie(settings)
    if name in _SWITCHES:
        needs_time = name.startswith("SECURE_HSTS_") and not _may_be_true(settings, "SECURE_HSTS_SECONDS")
        return "" if needs_time or _is_true(settings, name) else of_security_middleware(settings, _SWITCHES[name])
    if name == "DEBUG":
        return "security.W018" if _may_be_true(settings, name) else ""
    return "4_0.E001" if name == "CSRF_TRUSTED_ORIGINS" and settings.target.oldest >= (4, 0) else ""


def _of_no_session_middleware(settings: Settings) -> Iterator[str]:
    yield from _missing_for_admin(settings)
    if not settings["MIDDLEWARE"].is_set:
        yield from _missing(settings, _BY_PATH)
        return
    if of_session_cookie(settings, "SESSION_COOKIE_SECURE") == SECURE[0]:
        yield SECURE[0]
    if of_session_cookie(settings, "SESSION_COOKIE_HTTPONLY") == HTTPONLY[0]:
        yield HTTPONLY[0]


def _missing_for_admin(settings: Settings) -> Iterable[str]:
    return sorted(_missing(settings, _OF_ADMIN)) if _installs_admin(settings) else ()


def _missing(settings: Settings, checks: dict[str, str]) -> Iterable[str]:
    return [check for path, check in checks.items() if not _lists(settings, "MIDDLEWARE", path)]


def _installs_admin(settings: Settings) -> bool:
    try:
        return settings.installs(ADMIN)
    except Undetermined:
        return False


def _may_be_true(settings: Settings, name: str) -> bool:
    try:
        return settings[name].truthy
    except Undetermined:
        return True


def _is_true(settings: Settings, name: str) -> bool:
    setting = settings[name]
    return setting.is_known and setting.value is True


def _lists(settings: Settings, name: str, path: str, *, unless_known: bool = False) -> bool:
    setting = settings[name]
    try:
        return setting.is_set and setting.contains(path)
    except Undetermined:
        return unless_known

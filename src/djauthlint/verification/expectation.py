"""What a login should look like from outside, as far as the settings tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from djauthlint.linter import label
from djauthlint.project import Profile
from djauthlint.settings import Settings
from djauthlint.settings.hosts import hosts_of
from djauthlint.settings.proxies import proxy_header
from djauthlint.settings.urlconf import Urlconf, urlconf
from djauthlint.verification.answers import answer

DEFAULT_LOGIN_URL: Final = "/accounts/login/"
"""LOGIN_URL in `django/conf/global_settings.py`."""
DEFAULT_PAGE: Final = "/accounts/profile/"
"""LOGIN_REDIRECT_URL in `django/conf/global_settings.py`."""


class Refused(Exception):
    """Something must be told that the settings do not say; the message says what."""


class Doubt(NamedTuple):
    """A setting, or what else is not known, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie as Django sends it.

    Arguments:
        name: its name, None where that is not known.
        attributes: what follows the value in `Set-Cookie`, in Django's order and without `expires`, which names the time.
        unknown: the attributes that may be there, or have another value, in lower case.
    """

    name: str | None
    attributes: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The header, with what nobody knows before it is sent in angle brackets."""
        expires = [f"expires=<in {each.partition('=')[2]} s>" for each in self.attributes if each.startswith("Max-Age")]
        parts = sorted([*self.attributes, *expires], key=str.lower)
        parts += [f"<{attribute}?>" for attribute in self.unknown]
        return "Set-Cookie: " + "; ".join([f"{self.name or '<name?>'}=<value>", *parts])


@dataclass(frozen=True, slots=True)
class Expectation:
    """How a login goes.

    Arguments:
        entry: the name of the entry module.
        url: scheme and host of the site, as the browser shows them; None where no setting tells.
        login: the path of the login page.
        page: the path of a page that needs a login; None: the one that logging in leads to.
        session: the cookie that holds the session.
        csrf: the cookie with the CSRF token; None where the token is in the session.
        proxied: the headers that a proxy adds which has ended TLS; None: there is none, or the server itself sees HTTPS.
        is_seen: whether the server takes the scheme from the proxy by itself, so that Django sees HTTPS.
        doubts: what can't be told.
    """

    entry: str
    url: str | None
    login: str
    page: str | None
    session: Cookie
    csrf: Cookie | None
    proxied: tuple[tuple[str, str], ...] | None
    is_seen: bool
    doubts: tuple[Doubt, ...]


def expectation(
    settings: Settings, *, url: str | None = None, login: str | None = None, page: str | None = None
) -> Expectation:
    """What is expected of a site.

    Arguments:
        settings: those of its entry module.
        url: where it is, if the user says so.
        login: the path of its login page, if the user says so.
        page: the path of a page that needs a login, if the user says so.

    Raises:
        Refused: the login page is nowhere in the settings.
    """
    doubts: list[Doubt] = []
    session = _cookie(settings, "SESSION_COOKIE", doubts)
    in_session = _known(settings, "CSRF_USE_SESSIONS", doubts)
    csrf = None if in_session else _cookie(settings, "CSRF_COOKIE", doubts)
    pages = answer(settings, urlconf).value
    admin = next(iter(pages.admin), None) if pages is not None else None
    if login is None:
        login = _login(settings, pages, admin)
    if page is None and admin is not None and login == f"{admin}login/":
        page = admin
    deployment = settings.deployment
    return Expectation(
        label(settings.entry),
        url or _url(settings),
        login,
        page or _page(settings, pages),
        session,
        csrf,
        _proxied(settings, doubts),
        bool(deployment.server_trusts_proxy) or deployment.tls_at_proxy is False,
        tuple(doubts),
    )


def _known(settings: Settings, name: str, doubts: list[Doubt]) -> Any:
    found = answer(settings, lambda view: view[name].value)
    if found.why:
        doubts.append(Doubt(name, found.why))
    return found.value


def _cookie(settings: Settings, prefix: str, doubts: list[Doubt]) -> Cookie:
    """The cookie of SESSION_COOKIE_* or CSRF_COOKIE_*, as `HttpResponse.set_cookie` writes it (`django/http/response.py`)."""
    name = _known(settings, f"{prefix}_NAME", doubts)
    attributes: list[str] = []
    unknown: list[str] = []
    for attribute, setting, written in _ATTRIBUTES:
        before = len(doubts)
        value = _known(settings, f"{prefix}_{setting}", doubts)
        if setting == "AGE" and prefix == "SESSION_COOKIE":
            closes = _known(settings, "SESSION_EXPIRE_AT_BROWSER_CLOSE", doubts)
            value = None if closes else value
        if len(doubts) > before:
            unknown.append(attribute.lower())
        elif text := written(value):
            attributes.append(text)
    return Cookie(name if isinstance(name, str) else None, tuple(attributes), tuple(unknown))


def _flag(attribute: str) -> Callable[[Any], str]:
    return lambda value: attribute if value else ""


def _text(attribute: str) -> Callable[[Any], str]:
    return lambda value: f"{attribute}={value}" if value not in (None, "", False) else ""


_ATTRIBUTES: Final = (
    ("Domain", "DOMAIN", _text("Domain")),
    ("HttpOnly", "HTTPONLY", _flag("HttpOnly")),
    ("Max-Age", "AGE", lambda value: "" if value is None else f"Max-Age={value}"),
    ("Path", "PATH", _text("Path")),
    ("SameSite", "SAMESITE", _text("SameSite")),
    ("Secure", "SECURE", _flag("Secure")),
)


def _proxied(settings: Settings, doubts: list[Doubt]) -> tuple[tuple[str, str], ...] | None:
    """What the proxy sends: as the deployment says, else the header of SECURE_PROXY_SSL_HEADER, which one that works has to send."""
    deployment = settings.deployment
    if deployment.browser_scheme == "http" or deployment.tls_at_proxy is False:
        return None
    if deployment.proxy_headers is not None:
        return tuple(
            (_as_sent(name), value) for name, value in deployment.proxy_headers.items() if name.startswith("HTTP_")
        )
    header = answer(settings, _header)
    if header.why:
        doubts.append(Doubt("SECURE_PROXY_SSL_HEADER", header.why))
    if header.value is not None:
        return (header.value,)
    return () if deployment.tls_at_proxy else None


def _header(settings: Settings) -> tuple[str, str] | None:
    """SECURE_PROXY_SSL_HEADER as a header of HTTP, None where it is none."""
    found = proxy_header(settings)
    if found is None or not found.name.startswith("HTTP_"):
        return None
    return _as_sent(found.name), found.value


def _as_sent(name: str) -> str:
    """The header behind a key of request.META."""
    return name.removeprefix("HTTP_").replace("_", "-").title()


def _login(settings: Settings, pages: Urlconf | None, admin: str | None) -> str:
    """The path of the login page: LOGIN_URL, or the admin's own where nothing is there."""
    found = answer(settings, lambda view: view["LOGIN_URL"].url_name or view["LOGIN_URL"].value)
    if isinstance(found.value, str):
        path = _path(found.value, pages)
        missing = pages is not None and path is not None and pages.serves_nothing(path)
        is_default = path == DEFAULT_LOGIN_URL and (pages is None or pages.at(DEFAULT_LOGIN_URL) is None)
        if path is not None and not missing and (not is_default or admin is None):
            return path
    if admin is not None:
        return f"{admin}login/"
    why = found.why or f"LOGIN_URL is {found.value!r}, and nothing that was read has a page there"
    raise Refused(f"where the login page is can't be told ({why}); say it: --login-url PATH")


def _path(url: str, pages: Urlconf | None) -> str | None:
    """The path that a setting such as LOGIN_URL names, by path, URL or name."""
    if "/" in url or "." in url:
        return urlsplit(url).path or None
    route = None if pages is None else pages.named(url)
    return None if route is None or "<" in route.path else route.path


def _page(settings: Settings, pages: Urlconf | None) -> str | None:
    """Where a login leads to, as far as a setting of the project says so."""
    found = answer(settings, lambda view: view["LOGIN_REDIRECT_URL"].url_name or view["LOGIN_REDIRECT_URL"].value)
    path = _path(found.value, pages) if isinstance(found.value, str) else None
    return None if path == DEFAULT_PAGE else path


def _url(settings: Settings) -> str | None:
    deployment = settings.deployment
    if settings.profile is not Profile.PRODUCTION:
        return "http://127.0.0.1:8000"
    hosts = answer(settings, hosts_of).value
    host = next(_best(hosts.names), None) if hosts is not None else None
    port = f":{deployment.port}" if deployment.port else ""
    return None if host is None else f"{deployment.browser_scheme or 'https'}://{host}{port}"


def _best(names: tuple[str, ...]) -> Iterator[str]:
    """Those hosts that people visit: addresses and names of this machine are for health checks."""
    return (name for name in names if "." in name and not name.replace(".", "").isdigit() and name[:1] != "[")

"""How a site is deployed, as far as somebody says so: what no settings file knows.

Each key is the name of a field of `Deployment`; `READERS` has what its value must be, in the types of TOML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

_HOST: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_META_KEY: Final = re.compile(r"[A-Z][A-Z0-9_]*")
_TRUTHS: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is known of the way from a browser to the settings in production; None: unknown.

    Arguments:
        browser_scheme: "http" or "https", as the browser's address bar has it.
        hosts: every host name that the site is visited at, in lower case, without port.
        port: the port in the address bar.
        tls_at_proxy: whether TLS ends before the server that runs Django.
        proxy_headers: what reaches Django in `request.META` because of the proxy.
        host_header: the `Host` that reaches Django: "pass" (the browser's), "noport" (without its port) or "upstream"
            (the proxy's name for the server).
        server_trusts_proxy: whether the server takes the scheme from the proxy's headers by itself.
        http_redirected: whether something before Django redirects plain HTTP to HTTPS.
        hsts: who sends Strict-Transport-Security: "app" or "edge".
        workers: how many processes serve the site.
        preload: whether the settings are evaluated once, before the processes are forked.
        asgi: whether the server speaks ASGI.
        other_projects_on_host: whether other Django projects have pages on one of the hosts, on whichever port.
    """

    browser_scheme: str | None = None
    hosts: tuple[str, ...] | None = None
    port: int | None = None
    tls_at_proxy: bool | None = None
    proxy_headers: Mapping[str, str] | None = None
    host_header: str | None = None
    server_trusts_proxy: bool | None = None
    http_redirected: bool | None = None
    hsts: str | None = None
    workers: int | None = None
    preload: bool | None = None
    asgi: bool | None = None
    other_projects_on_host: bool | None = None


UNKNOWN: Final = Deployment()


def is_host(text: str) -> bool:
    """Whether a text, in lower case, is the name or the address of a host, as browsers have it."""
    return _HOST.fullmatch(text) is not None


class Mistake(Exception):
    """A value that a key can't have.

    Arguments:
        message: what it must be, to stand after the name of the key.
        word: a word that is unknown.
        known: the words that it may be instead.
    """

    def __init__(self, message: str, word: str = "", known: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.word = word
        self.known = tuple(known)


def _one_of(words: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in words:
        choices = " or ".join(f'"{word}"' for word in words)
        raise Mistake(f"must be {choices}, not {value!r}", str(value), words)
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise Mistake(f"must be true or false, not {value!r}")
    return value


def _port(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
        raise Mistake(f"must be a number from 1 to 65535, not {value!r}")
    return value


def _workers(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Mistake(f"must be a whole number, 1 or more, not {value!r}")
    return value


def _hosts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(host, str) for host in value):
        raise Mistake('must be a list of host names, like hosts = ["app.example.com"]')
    hosts = tuple(dict.fromkeys(host.lower() for host in value))
    for host in hosts:
        if not is_host(host):
            cure = "as browsers show it: without scheme, port, path and wildcard, and with xn-- for other letters"
            raise Mistake(f"has {host!r}, which is no host name; write it {cure}")
    return hosts


def _headers(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise Mistake('must be a table of texts, like proxy_headers = {HTTP_X_FORWARDED_PROTO = "https"}')
    for key in value:
        if not _META_KEY.fullmatch(key):
            name = f"HTTP_{re.sub(r'[^A-Z0-9]', '_', key.upper())}"
            raise Mistake(f"has {key!r}; write it as request.META has it: {name}")
    return dict(value)


READERS: Final[dict[str, Callable[[object], object]]] = {
    "browser_scheme": partial(_one_of, ("http", "https")),
    "hosts": _hosts,
    "port": _port,
    "tls_at_proxy": _boolean,
    "proxy_headers": _headers,
    "host_header": partial(_one_of, ("pass", "noport", "upstream")),
    "server_trusts_proxy": _boolean,
    "http_redirected": _boolean,
    "hsts": partial(_one_of, ("app", "edge")),
    "workers": _workers,
    "preload": _boolean,
    "asgi": _boolean,
    "other_projects_on_host": _boolean,
}
"""What makes a field of a value that TOML can have; raises `Mistake`."""


def from_text(name: str, text: str) -> object:
    """The value of a key in the types of TOML, as setup.cfg has it, which knows texts only."""
    reader = READERS.get(name)
    if reader is _hosts:
        return [word for word in re.split(r"[,\s]+", text) if word]
    if reader is _headers:
        pairs = (part.partition("=") for part in re.split(r"[,\n]", text) if part.strip())
        return {key.strip(): value.strip() for key, _, value in pairs}
    if reader is _boolean:
        return _TRUTHS.get(text.lower(), text)
    return int(text) if text.isdecimal() and len(text) < 10 else text

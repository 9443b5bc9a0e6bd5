"""What Caddy does with requests on their way to a server.

It gets certificates for sites with a name by itself and redirects to HTTPS (https://caddyserver.com/docs/automatic-https), and
ignores what the browser sends as X-Forwarded-* (`reverse_proxy`, Caddy 2.5 and newer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference.facts import Fact, Place
from djauthlint.project.inference.proxies import Route

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile

_SITE: Final = re.compile(r"(?:https://)?(?:[a-z0-9*-]+\.)+[a-z]{2,}(?:/\S*)?")
_TLS_CHANGED: Final = re.compile(r"\b(?:auto_https|http_port|https_port|tls[ \t]+off|trusted_proxies|import)\b")
_OTHER_HEADERS: Final = re.compile(r"\bheader_up\b[ \t]+[+-]?(?:X-Forwarded|Host)", re.IGNORECASE)
_PROXY: Final = re.compile(r"^[ \t]*reverse_proxy[ \t]+(?:[/@*]\S*[ \t]+)?([^\s{]+)", re.MULTILINE)
_HSTS: Final = re.compile(
    r"^[ \t]*header[ \t]+(?:[/@*]\S*[ \t]+)?[+?>]?Strict-Transport-Security\b", re.MULTILINE | re.IGNORECASE
)
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*")


def routes(documents: Documents) -> Iterator[Route]:
    """The ways through Caddy to a server."""
    for file in documents.called(r"caddyfile"):
        text = _COMMENT.sub(lambda match: " " * len(match[0]), file.text)
        changed = _TLS_CHANGED.search(text) is not None
        for start, addresses, end in _sites(text):
            yield from _of_site(file, text[start:end], start, addresses, tls_changed=changed)


def _sites(text: str) -> Iterator[tuple[int, list[str], int]]:
    """Where each site begins, its addresses, and where it ends."""
    depth, head, begin = 0, 0, 0
    for match in re.finditer(r"(?:(?<=\s)|^)\{(?=\s)|(?<=\s)\}(?=\s|$)|^\}", text, re.MULTILINE):
        if match[0] == "{":
            if depth == 0:
                begin = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield begin, re.split(r"[,\s]+", text[head:begin].strip()), match.end()
                head = match.end()


def _of_site(file: SourceFile, body: str, start: int, addresses: list[str], *, tls_changed: bool) -> Iterator[Route]:
    facts: dict[str, Fact] = {}
    if all(_SITE.fullmatch(address) for address in addresses) and not tls_changed:
        place = Place(file, file.position(start).line)
        reason = f"Caddy has a certificate for {addresses[0]}"
        found = [Fact("tls_at_proxy", True, place, reason), Fact("browser_scheme", "https", place, reason)]
        found.append(Fact("http_redirected", True, place, f"{reason}, and redirects to HTTPS"))
        if not _OTHER_HEADERS.search(body):
            sent = {
                "HTTP_X_FORWARDED_PROTO": "https",
                "HTTP_X_FORWARDED_HOST": "{host}",
                "HTTP_X_FORWARDED_FOR": "{remote_host}",
            }
            found.append(Fact("proxy_headers", sent, place, "Caddy sends them"))
        facts = {fact.key: fact for fact in found}
    if (hsts := _HSTS.search(body)) is not None:
        place = Place(file, file.position(start + hsts.end()).line)
        facts["hsts"] = Fact("hsts", "edge", place, "Caddy sends Strict-Transport-Security")
    for proxied in _PROXY.finditer(body):
        yield Route("Caddy", Place(file, file.position(start + proxied.end()).line), proxied[1], facts)

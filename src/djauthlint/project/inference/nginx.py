"""What nginx does with requests on their way to a server, as far as its configuration says so for certain.

nginx hands on what is on the way, and by itself sets only `Host`, to the name in `proxy_pass`, and `Connection`. A block inherits
`proxy_set_header` and `add_header` only where it has none of its own (`ngx_http_proxy_module`, `ngx_http_headers_module`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference.facts import Fact, Place
from djauthlint.project.inference.proxies import Route

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile

_TOKEN: Final = re.compile(
    r"""#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|(?:\\.|\$\{[^{}]*\}|[^\s{};"'#])+|\s+"""
)
_HOSTS: Final = {"$http_host": "pass", "$host": "noport"}
_SCHEMES: Final = {"$scheme": "https", "https": "https", "$https": "on", "on": "on"}
_OF_SCHEME: Final = re.compile(r"PROTO|SCHEME|SSL|HTTPS")
_REDIRECTS: Final = frozenset(["301", "302", "307", "308", "permanent", "redirect"])
_DEEPEST: Final = 20
_MOST: Final = 20_000
"""Directives in a file that is looked at."""
_MOST_PASSES: Final = 500
"""Ways that lead from a file that is looked at to servers."""
_HARMLESS: Final = re.compile(
    r"mime\.types|modules|fastcgi|ssl|letsencrypt|gzip|security|conf\.d|sites-enabled|upstream"
)


@dataclass
class Directive:
    """A directive of nginx.

    Arguments:
        name: the first word.
        words: the words after it.
        line: where it begins.
        block: the directives in its braces, None where it has none.
        around: the directives that it stands in, the outermost first.
    """

    name: str
    words: list[str]
    line: int
    block: list[Directive] | None = None
    around: tuple[Directive, ...] = field(default=(), repr=False)

    def inner(self, name: str) -> list[Directive]:
        """The directives of a name in its braces, once all of them are known."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[str, list[Directive]]:
        found: dict[str, list[Directive]] = {}
        for each in self.block or ():
            found.setdefault(each.name, []).append(each)
        return found


class NotNginx(Exception):
    """The text can't be understood; has the line."""


def routes(documents: Documents) -> Iterator[Route]:
    """The ways through nginx to a server."""
    found = {file.path: file for pattern in (r".*nginx.*", r".*\.conf") for file in documents.called(pattern)}
    for file in documents.below(r"nginx|sites-available|sites-enabled"):
        found.setdefault(file.path, file)
    for path in sorted(found):
        file = found[path]
        if (
            "proxy_pass" in file.text
            and "{" in file.text
            and not path.name.lower().endswith((".py", ".sh", ".yml", ".yaml"))
        ):
            try:
                ways = [*islice(_routes_of(file, parsed(file.text)), _MOST_PASSES + 1)]
                if len(ways) > _MOST_PASSES:
                    raise NotNginx(ways[-1].place.line)
                yield from ways
            except NotNginx as error:
                documents.note(file, int(str(error)), "is no configuration of nginx that can be read")


def parsed(text: str) -> Directive:
    """The whole configuration as one directive.

    Raises:
        NotNginx: it is none.
    """
    root = Directive("", [], 1, [])
    stack, words, begin, line = [root], list[str](), 1, 1
    end = count = 0
    for match in _TOKEN.finditer(text):
        if match.start() != end:
            raise NotNginx(line)
        end, word = match.end(), match[0]
        if word in {";", "{"}:
            if not words:
                raise NotNginx(line)
            directive = Directive(words[0], words[1:], begin, [] if word == "{" else None, tuple(stack))
            inside = stack[-1].block
            assert inside is not None
            inside.append(directive)
            count += 1
            if count > _MOST:
                raise NotNginx(line)
            if word == "{":
                if len(stack) > _DEEPEST:
                    raise NotNginx(line)
                stack.append(directive)
            words = []
        elif word == "}":
            if words or len(stack) == 1:
                raise NotNginx(line)
            stack.pop()
        elif not word.isspace() and not word.startswith("#"):
            begin = begin if words else line
            words.append(word[1:-1] if word[0] in "\"'" else word)
        line += word.count("\n")
    if words or len(stack) > 1 or end != len(text):
        raise NotNginx(line)
    return root


def _all(directive: Directive) -> Iterator[Directive]:
    for each in directive.block or ():
        yield each
        yield from _all(each)


def _routes_of(file: SourceFile, root: Directive) -> Iterator[Route]:
    every = [*_all(root)]
    upstreams = {
        each.words[0]: [server.words[0] for server in each.inner("server") if server.words]
        for each in every
        if each.name == "upstream" and each.words
    }
    servers = [each for each in every if each.name == "server" and each.block is not None]
    redirect = next((found for server in servers if not _has_tls(server) and (found := _redirect(server))), None)
    plain = any(not _only_tls(server) and _passes(server) for server in servers)
    for server in servers:
        for passed in _passes(server):
            name = re.sub(r"^https?://", "", passed.words[0]).split("/")[0] if passed.words else ""
            for target in upstreams.get(name) or [passed.words[0] if passed.words else ""]:
                facts = {fact.key: fact for fact in _facts(file, server, passed, redirect if not plain else None)}
                yield Route("nginx", Place(file, passed.line), target, facts)


def _passes(server: Directive) -> list[Directive]:
    return [each for each in _all(server) if each.name == "proxy_pass"]


def _tls_listener(server: Directive) -> Directive | None:
    return next((each for each in server.inner("listen") if "ssl" in each.words or "quic" in each.words), None)


def _has_tls(server: Directive) -> bool:
    return _tls_listener(server) is not None


def _only_tls(server: Directive) -> bool:
    """Whether no request without TLS reaches the server: without `listen` nginx takes port 80."""
    listeners = server.inner("listen")
    return bool(listeners) and all("ssl" in each.words or "quic" in each.words for each in listeners)


def _redirect(server: Directive) -> Directive | None:
    """What sends every request to HTTPS."""
    blocks = [server, *(each for each in server.inner("location") if each.words == ["/"])]
    for block in blocks:
        for each in (*block.inner("return"), *block.inner("rewrite")):
            words = each.words
            if _REDIRECTS.intersection(words) and any(word.startswith("https://") for word in words):
                return each
    return None


def _facts(file: SourceFile, server: Directive, passed: Directive, redirect: Directive | None) -> Iterator[Fact]:
    blocks = passed.around
    headers = _effective(blocks, "proxy_set_header")
    listener = _tls_listener(server)
    if headers is not None:
        yield from _host(file, passed, headers)
    if listener is None:
        return
    yield Fact("tls_at_proxy", True, Place(file, listener.line), "TLS ends at nginx")
    if headers is not None and _only_tls(server):
        yield from _headers(file, passed, headers)
    if redirect is not None:
        reason = "nginx redirects to HTTPS"
        yield Fact("browser_scheme", "https", Place(file, redirect.line), reason)
        yield Fact("http_redirected", True, Place(file, redirect.line), reason)
    for each in _effective(blocks, "add_header") or ():
        if each.words and each.words[0].lower() == "strict-transport-security":
            yield Fact("hsts", "edge", Place(file, each.line), "nginx sends Strict-Transport-Security")
            return


def _effective(blocks: Sequence[Directive], name: str) -> list[Directive] | None:
    """The directives of a name that are in force in the innermost block; None where a file that is included may have some."""
    for block in reversed(blocks):
        own = block.inner(name)
        if any(not _HARMLESS.search(" ".join(each.words)) for each in block.inner("include")):
            return None
        if own:
            return own
    return []


def _host(file: SourceFile, passed: Directive, headers: Sequence[Directive]) -> Iterator[Fact]:
    hosts = [each for each in headers if each.words and each.words[0].lower() == "host"]
    if not hosts:
        yield Fact("host_header", "upstream", Place(file, passed.line), "nginx sends the name in proxy_pass as Host")
    elif len(hosts) == 1 and len(hosts[0].words) == 2 and hosts[0].words[1] in _HOSTS:
        value = hosts[0].words[1]
        yield Fact("host_header", _HOSTS[value], Place(file, hosts[0].line), f"nginx sends {value} as Host")


def _headers(file: SourceFile, passed: Directive, headers: Sequence[Directive]) -> Iterator[Fact]:
    """What it puts into `request.META` over HTTPS, with its own variables where these tell nothing of the scheme."""
    sent: dict[str, str] = {}
    place = Place(file, passed.line)
    for each in headers:
        if len(each.words) != 2 or each.words[0].lower() in {"host", "connection", "upgrade"}:
            continue
        name, value = each.words
        key = f"HTTP_{name.upper().replace('-', '_')}"
        if _OF_SCHEME.search(key):
            # What comes from the browser, or from a variable of the project, may be anything.
            if value not in _SCHEMES:
                return
            value, place = _SCHEMES[value], Place(file, each.line)
        sent[key] = value
    yield Fact("proxy_headers", sent, place, "nginx sets no other headers")

"""What proxies of the project itself stand before its server: nginx, Caddy and Traefik."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference.documents import Yaml
from djauthlint.project.inference.facts import Fact, Gap, Place
from djauthlint.project.mentions import Naming

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.project.inference.process import Process

_THIS_MACHINE: Final = re.compile(r"(?:https?://)?(?:unix:|127\.0\.0\.1\b|localhost\b|\[::1\])")
_USUAL: Final = frozenset("web app django backend api server gunicorn uvicorn wsgi asgi".split())
"""What people call the service that runs Django."""
_NAME: Final = re.compile(r"(?:https?://)?([\w.-]+)")


@dataclass(frozen=True)
class Route:
    """A way through a proxy to a server.

    Arguments:
        proxy: "nginx".
        place: the line that names the server.
        target: that server, as the line has it.
        facts: what the proxy does with requests, by key.
    """

    proxy: str
    place: Place
    target: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Proxies:
    """The proxies of a project, taken together.

    Arguments:
        name: what people call them.
        place: the line that names the server.
        is_remote: whether the server is on another machine, or in another container.
        is_local: whether the server is on the same machine.
        known: what all of them do.
        gaps: what they don't agree about.
        assumed: whether something else stands before the server, too.
    """

    name: str
    place: Place
    is_remote: bool
    is_local: bool
    known: tuple[Fact, ...]
    gaps: tuple[Gap, ...]
    assumed: bool = False
    makes_trusted: bool = False

    def facts(self) -> Iterator[Fact | Gap]:
        """What follows from them alone."""
        yield from (replace(fact, assumed=True) for fact in self.known) if self.assumed else self.known
        yield from self.gaps


def together(documents: Documents, routes: Sequence[Route], processes: Sequence[Process]) -> Proxies | None:
    """What is so on every way to the servers of a project; None where no way is seen to lead to one.

    Arguments:
        documents: where the services are.
        routes: the ways.
        processes: the servers.
    """
    services = {
        name: "build" in dict(service.items())
        for file in documents.of_kind(Naming.COMPOSE)
        for name, service in Yaml.of(documents, file)["services"].items()
    }
    started = {process.service for process in processes} - {""}
    wanted = started or {name for name, is_built in services.items() if is_built and name in _USUAL}
    lines = [process.place.file.text[process.place.span.start : process.place.span.end] for process in processes]
    ways = [route for route in routes if _leads(route, wanted, lines)]
    if not ways:
        return None
    # What leads elsewhere may be another part of the site, of which nothing is said.
    local = all(_THIS_MACHINE.match(route.target) for route in ways)
    remote = not any(_THIS_MACHINE.match(route.target) for route in ways)
    known: list[Fact] = []
    gaps: list[Gap] = []
    for key in dict.fromkeys(key for route in ways for key in route.facts):
        facts = [route.facts.get(key) for route in ways]
        first = next(fact for fact in facts if fact is not None)
        if all(fact is not None and fact.value == first.value for fact in facts):
            known.append(first)
        else:
            gaps.append(Gap(key, f"{ways[0].proxy} treats requests in more than one way"))
    return Proxies(ways[0].proxy, ways[0].place, remote, local, tuple(known), tuple(gaps))


def _leads(route: Route, services: Collection[str], lines: Sequence[str]) -> bool:
    """Whether a way leads to a server of the project."""
    if _THIS_MACHINE.match(route.target):
        port = re.search(r":(\d+)", route.target)
        if port is None:
            return any(route.target.rstrip("/").rpartition("/")[2] in line for line in lines)
        # gunicorn and uvicorn listen at port 8000 where nobody says otherwise.
        usual = any(not re.search(r":\d+|--port|-b\b|-p\b|unix:", line) for line in lines)
        return any(port[1] in line for line in lines) or (port[1] == "8000" and usual)
    match = _NAME.match(route.target)
    return match is not None and match[1] in services

"""What Traefik does with requests on their way to a service of a compose file, as far as labels and files say.

It sets X-Forwarded-Proto, -Host, -Port, -For and -Server, and drops what the browser sends of these unless it is told to trust somebody
(`pkg/middlewares/forwardedheaders/forwarded_header.go`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference.documents import Yaml
from djauthlint.project.inference.facts import Fact, Place
from djauthlint.project.inference.proxies import Route
from djauthlint.project.mentions import Naming

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile

_ROUTER: Final = re.compile(r"traefik\.http\.routers\.([^.]+)\.(.+)", re.IGNORECASE)
_TRUSTS: Final = re.compile(r"forwardedHeaders|trustedIPs", re.IGNORECASE)
_SENT: Final = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "host", "HTTP_X_FORWARDED_PORT": "443"}


def routes(documents: Documents) -> Iterator[Route]:
    """The ways through Traefik to a server."""
    for file in documents.of_kind(Naming.COMPOSE):
        services = Yaml.of(documents, file)["services"]
        trusts = _TRUSTS.search(file.text) is not None
        for name, service in services.items():
            yield from _of_labels(file, name, service["labels"], trusts=trusts)
    for file in documents.called(r"(?:traefik|dynamic).*\.ya?ml"):
        yield from _of_file(file, Yaml.of(documents, file)["http"])


def _facts(place: Place, *, trusts: bool) -> dict[str, Fact]:
    facts = {"tls_at_proxy": Fact("tls_at_proxy", True, place, "TLS ends at Traefik")}
    if not trusts:
        facts["proxy_headers"] = Fact("proxy_headers", _SENT, place, "Traefik sends them")
    return facts


def _of_labels(file: SourceFile, service: str, labels: Yaml, *, trusts: bool) -> Iterator[Route]:
    pairs = [(key, value.text or "", value.place) for key, value in labels.items()]
    pairs += [(*(each.text or "").partition("=")[::2], each.place) for each in labels.elements()]
    routers: dict[str, list[tuple[str, str, Place]]] = {}
    for key, value, place in pairs:
        match = _ROUTER.fullmatch(key.strip())
        if match is not None:
            routers.setdefault(match[1], []).append((match[2].lower(), value.strip(), place))
    for options in routers.values():
        if any(option == "middlewares" and "redirect" in value for option, value, _ in options):
            continue
        tls = next((place for option, value, place in options if option.startswith("tls") and value != "false"), None)
        yield Route("Traefik", options[0][2], service, {} if tls is None else _facts(tls, trusts=trusts))


def _of_file(file: SourceFile, http: Yaml) -> Iterator[Route]:
    trusts = _TRUSTS.search(file.text) is not None
    for router in http["routers"].values():
        service = http["services"][router["service"].text or ""]["loadBalancer"]["servers"]
        if router["middlewares"].node is not None and "redirect" in " ".join(
            each.text or "" for each in router["middlewares"].elements()
        ):
            continue
        tls = router["tls"]
        facts = {} if tls.node is None else _facts(tls.place, trusts=trusts)
        for server in service.elements():
            if server["url"].text is not None:
                yield Route("Traefik", server["url"].place, server["url"].text, facts)

"""What the files of a project say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference import caddy, nginx, traefik
from djauthlint.project.inference.documents import Documents
from djauthlint.project.inference.facts import Fact, Gap, Inference, Note, Place
from djauthlint.project.inference.launches import launches
from djauthlint.project.inference.platforms import LIKE_HEROKU, Platform, one_of, platforms
from djauthlint.project.inference.process import Answer, Process, Trust
from djauthlint.project.inference.processes import process_of
from djauthlint.project.inference.proxies import Proxies, Route, together
from djauthlint.project.inference.relation import Relation

if TYPE_CHECKING:
    from djauthlint.project.entry_module import EntryModule
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_SCHEME: Final = re.compile(
    rb"""url_scheme|forwarded|ProxyHeaders|ProxyFix|["']scheme["']|["']HTTPS["']""", re.IGNORECASE
)
_MOST_ROUTES: Final = 2000
_OF_SERVERS: Final = ("workers", "preload", "asgi", "trust")


class Inferences:
    """What the files of a project say of the deployment of each of its entry modules.

    Arguments:
        files: the project's files.
        tree: which there are.
    """

    def __init__(self, files: ProjectFiles, tree: Tree) -> None:
        self._documents = Documents(files, tree)
        self._relation = Relation(files.root, tree.python)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The files that could not be read."""
        return tuple(dict.fromkeys(self._documents.notes))

    def of(self, entry: EntryModule) -> Inference:
        """What is known of the deployment that an entry module is for."""
        processes = self._processes_of(entry)
        fronts = self._fronts_of(entry, processes)
        facts: dict[str, Fact] = {}
        gaps: list[Gap] = []
        for found in (*self._of_servers(processes, fronts), *(found for front in fronts for found in front.facts())):
            if isinstance(found, Fact):
                facts[found.key] = found
            else:
                gaps.append(found)
        return Inference(facts, tuple(gaps))

    @cached_property
    def _processes(self) -> tuple[Process, ...]:
        found = (process_of(self._documents, launch) for launch in launches(self._documents))
        return tuple(process for process in found if process is not None)

    @cached_property
    def _platforms(self) -> tuple[Platform, ...]:
        return tuple(platforms(self._documents))

    @cached_property
    def _routes(self) -> tuple[Route, ...]:
        every = (read(self._documents) for read in (nginx.routes, caddy.routes, traefik.routes))
        found = tuple(islice(chain.from_iterable(every), _MOST_ROUTES + 1))
        if len(found) <= _MOST_ROUTES:
            return found
        last = found[-1].place
        self._documents.note(last.file, last.line, "leads to more servers than are looked at")
        return ()

    def _processes_of(self, entry: EntryModule) -> list[Process]:
        """The servers that run, or may run, with an entry module."""
        processes: list[Process] = []
        for process in self._processes:
            belongs = self._relation.belongs(process, entry)
            if belongs is not False:
                processes.append(process if belongs else Process("", None, process.place))
        return processes

    def _fronts_of(self, entry: EntryModule, processes: Sequence[Process]) -> list[Platform | Proxies]:
        """What stands before the server that runs with an entry module; nothing is certain of two things together."""
        platform = one_of([each for each in self._platforms if self._relation.is_alone_in(each.folder, entry)])
        alone = self._relation.is_alone_in(self._documents.files.root, entry)
        proxies = together(self._documents, self._routes, processes) if alone and self._routes else None
        if proxies is None and self._routes and platform is not None:
            return [platform.doubted()]
        if platform is None or proxies is None or platform.name == LIKE_HEROKU:
            return [front for front in (proxies or platform,) if front is not None]
        return [platform.doubted(), replace(proxies, assumed=True)]

    def _of_servers(self, processes: Sequence[Process], fronts: Sequence[Platform | Proxies]) -> Iterator[Fact | Gap]:
        platform = next((front for front in fronts if isinstance(front, Platform) and front.name != LIKE_HEROKU), None)
        for key in _OF_SERVERS if processes else ():
            found = _agreed(key, processes)
            if isinstance(found, Gap):
                yield found
            elif found is not None and key == "trust":
                yield self._trust(found, fronts[-1] if fronts else None, {process.server for process in processes})
            elif found is not None:
                # Platforms start more of what is one process here.
                assumed = found.assumed or (key == "workers" and found.value == 1 and platform is not None)
                yield Fact(key, found.value, found.place, found.reason, assumed)

    def _trust(self, answer: Answer, front: Platform | Proxies | None, servers: set[str]) -> Fact | Gap:
        """Whether a server takes the scheme from what is before it."""
        key = "server_trusts_proxy"
        if answer.value is Trust.EVERYONE:
            return Fact(key, True, answer.place, answer.reason)
        if front is not None and front.makes_trusted and servers <= {"gunicorn", "uvicorn"}:
            reason = f"the buildpack of {front.name} lets the server trust its proxy (FORWARDED_ALLOW_IPS)"
            return Fact(key, True, front.place, reason, front.assumed)
        if self._tells_scheme():
            return Gap(key, "code around the application may take the scheme from the proxy")
        if answer.value is Trust.NOBODY:
            return Fact(key, False, answer.place, answer.reason)
        if front is not None and front.is_remote:
            reason = f"{answer.reason}, and {front.name} is elsewhere"
            return Fact(key, False, answer.place, reason, front.assumed)
        if front is not None and front.is_local:
            assumed = front.assumed or isinstance(front, Platform)
            return Fact(key, True, front.place, f"{front.name} is on the same machine", assumed)
        return Gap(key, f"{answer.reason}, and where the proxy runs is not known")

    def _tells_scheme(self) -> bool:
        """Whether a WSGI or ASGI module has a word in it that may mean the scheme of requests."""
        return any(
            content is None or _SCHEME.search(content)
            for content in map(self._documents.files.read_listed, self._relation.served)
        )


def _agreed(key: str, processes: Sequence[Process]) -> Answer | Gap | None:
    """What all processes say of a key; None where none of them says anything."""
    answers = [process.answers.get(key) for process in processes]
    name = "server_trusts_proxy" if key == "trust" else key
    first = next((answer for answer in answers if answer is not None), None)
    for process in processes:
        if not process.server:
            return Gap(name, f"{_where(process.place)} may start another server")
    if first is None:
        return None
    for process, answer in zip(processes, answers, strict=True):
        if answer is None:
            return Gap(name, f"{_where(first.place)} and {_where(process.place)} may differ")
        if answer.value != first.value or answer.assumed != first.assumed:
            return Gap(name, f"{_where(first.place)} and {_where(answer.place)} differ")
    return first


def _where(place: Place) -> str:
    return f"{place.file.path.name}:{place.line}"

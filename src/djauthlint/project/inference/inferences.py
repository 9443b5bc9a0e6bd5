"""What the files of a project say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference.documents import Documents
from djauthlint.project.inference.facts import Fact, Gap, Inference, Note, Place
from djauthlint.project.inference.launches import launches
from djauthlint.project.inference.platforms import LIKE_HEROKU, Platform, one_of, platforms
from djauthlint.project.inference.process import Answer, Process, Trust
from djauthlint.project.inference.processes import process_of
from djauthlint.project.inference.relation import Relation

if TYPE_CHECKING:
    from djauthlint.project.entry_module import EntryModule
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_SCHEME: Final = re.compile(
    rb"""url_scheme|forwarded|ProxyHeaders|ProxyFix|["']scheme["']|["']HTTPS["']""", re.IGNORECASE
)
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
        place = self._place_of(entry)
        facts: dict[str, Fact] = {}
        gaps: list[Gap] = []
        for found in (*self._of_servers(entry, place), *(place.facts() if place is not None else ())):
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

    def _place_of(self, entry: EntryModule) -> Platform | None:
        """The platform that an entry module is deployed to, if any."""
        return one_of([each for each in self._platforms if self._relation.is_alone_in(each.folder, entry)])

    def _of_servers(self, entry: EntryModule, place: Platform | None) -> Iterator[Fact | Gap]:
        processes: list[Process] = []
        for process in self._processes:
            belongs = self._relation.belongs(process, entry)
            if belongs is not False:
                processes.append(process if belongs else Process("", None, process.place))
        for key in _OF_SERVERS if processes else ():
            found = _agreed(key, processes)
            if isinstance(found, Gap):
                yield found
            elif found is not None and key == "trust":
                yield self._trust(found, place, {process.server for process in processes})
            elif found is not None:
                # Platforms start more of what is one process here.
                scales = place is not None and place.name != LIKE_HEROKU
                assumed = found.assumed or (key == "workers" and found.value == 1 and scales)
                yield Fact(key, found.value, found.place, found.reason, assumed)

    def _trust(self, answer: Answer, place: Platform | None, servers: set[str]) -> Fact | Gap:
        """Whether a server takes the scheme from the proxy that is before it."""
        key = "server_trusts_proxy"
        if answer.value is Trust.EVERYONE:
            return Fact(key, True, answer.place, answer.reason)
        if place is not None and place.makes_trusted and servers <= {"gunicorn", "uvicorn"}:
            reason = f"the buildpack of {place.name} lets the server trust its proxy (FORWARDED_ALLOW_IPS)"
            return Fact(key, True, place.place, reason, place.assumed)
        if self._tells_scheme():
            return Gap(key, "code around the application may take the scheme from the proxy")
        if answer.value is Trust.NOBODY:
            return Fact(key, False, answer.place, answer.reason)
        if place is not None and place.is_remote:
            reason = f"{answer.reason}, and that of {place.name} is on another"
            return Fact(key, False, answer.place, reason, place.assumed)
        if place is not None and place.is_local:
            return Fact(key, True, place.place, f"the proxy of {place.name} is on the same machine", assumed=True)
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

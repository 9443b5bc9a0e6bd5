"""What the files of a project say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference.documents import Documents
from djauthlint.project.inference.facts import Fact, Gap, Inference, Note, Place
from djauthlint.project.inference.launches import launches
from djauthlint.project.inference.process import Answer, Process, Trust
from djauthlint.project.inference.processes import process_of
from djauthlint.project.inference.relation import Relation

if TYPE_CHECKING:
    from djauthlint.project.entry_module import EntryModule
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

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
        facts: dict[str, Fact] = {}
        gaps: list[Gap] = []
        for found in self._of_servers(entry):
            if isinstance(found, Fact):
                facts[found.key] = found
            else:
                gaps.append(found)
        return Inference(facts, tuple(gaps))

    @cached_property
    def _processes(self) -> tuple[Process, ...]:
        found = (process_of(self._documents, launch) for launch in launches(self._documents))
        return tuple(process for process in found if process is not None)

    def _of_servers(self, entry: EntryModule) -> Iterator[Fact | Gap]:
        processes: list[Process] = []
        for process in self._processes:
            belongs = self._relation.belongs(process, entry)
            if belongs is not False:
                processes.append(process if belongs else Process("", None, process.place))
        for key in _OF_SERVERS if processes else ():
            found = _agreed(key, processes)
            if found is None:
                continue
            if isinstance(found, Gap):
                yield found
            elif key != "trust":
                yield Fact(key, found.value, found.place, found.reason, found.assumed)
            elif found.value is Trust.MACHINE:
                yield Gap("server_trusts_proxy", f"{found.reason}, and where the proxy runs is not known")
            else:
                yield Fact("server_trusts_proxy", found.value is Trust.EVERYONE, found.place, found.reason)


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

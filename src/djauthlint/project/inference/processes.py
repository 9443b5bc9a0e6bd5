"""The servers that files start, as processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference import other_servers
from djauthlint.project.inference.commands import RUNSERVER
from djauthlint.project.inference.gunicorn import gunicorn
from djauthlint.project.inference.process import Answer, Process, app_of

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.project.inference.launches import Launch

_READERS: Final[Mapping[str, Callable[[Documents, Launch, Sequence[str]], Process]]] = {
    "gunicorn": gunicorn,
    "uvicorn": other_servers.uvicorn,
    "daphne": other_servers.daphne,
    "waitress-serve": other_servers.waitress,
    "hypercorn": other_servers.hypercorn,
    "granian": other_servers.granian,
    RUNSERVER: other_servers.runserver,
}


def process_of(documents: Documents, launch: Launch) -> Process | None:
    """The process that a file starts; None: one for development."""
    command = launch.command
    if command is None:
        return Process("", None, launch.place)
    if "--reload" in command.arguments:
        return None
    read = _READERS.get(command.program)
    if read is None:
        process = Process(command.program, app_of(command.arguments, frozenset()), launch.place)
    else:
        process = read(documents, launch, command.arguments)
    return replace(process, answers=_counted(process.answers, launch.copies), service=launch.service)


def _counted(answers: Mapping[str, Answer], copies: int | None) -> Mapping[str, Answer]:
    """The answers of a process that is started several times."""
    if copies == 1 or "workers" not in answers:
        return answers
    if not copies:
        return {key: answer for key, answer in answers.items() if key != "workers"}
    one = answers["workers"]
    return {**answers, "workers": one._replace(value=one.value * copies, reason=f"{one.reason}, {copies} times")}

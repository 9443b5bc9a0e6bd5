"""The servers that files start, as processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from djauthlint.project.inference import other_servers
from djauthlint.project.inference.commands import RUNSERVER
from djauthlint.project.inference.gunicorn import gunicorn
from djauthlint.project.inference.process import Process, app_of

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
        return Process(command.program, app_of(command.arguments, frozenset()), launch.place)
    process = read(documents, launch, command.arguments)
    workers = process.answers.get("workers")
    if workers is None or launch.copies == 1:
        return process
    answers = dict(process.answers)
    if launch.copies is None or launch.copies < 1:
        del answers["workers"]
    else:
        reason = f"{workers.reason}, {launch.copies} times"
        answers["workers"] = workers._replace(value=workers.value * launch.copies, reason=reason)
    return Process(process.server, process.app, process.place, answers)

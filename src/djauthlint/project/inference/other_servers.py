"""What the arguments of servers other than gunicorn say of the deployment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from djauthlint.project.inference.commands import RUNSERVER, option
from djauthlint.project.inference.process import EVERYONE, Answer, Process, Trust, app_of, number_in, variable

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.project.inference.launches import Launch


def uvicorn(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that uvicorn makes of its arguments."""
    answers: dict[str, Answer] = {}
    # Click reads each option from a variable, too.
    if not documents.mentions("UVICORN_"):
        if (workers := _workers_of_uvicorn(documents, launch, arguments)) is not None:
            answers["workers"] = workers
        if (trust := _trust_of_uvicorn(documents, launch, arguments)) is not None:
            answers["trust"] = trust
        interface = option(arguments, "--interface") or "auto"
        if interface in {"auto", "asgi3", "asgi2"}:
            answers["asgi"] = Answer(True, launch.place, "uvicorn speaks ASGI")
        answers["preload"] = Answer(False, launch.place, "each process of uvicorn imports the settings itself")
    flags = [word for word in arguments if word.startswith(("--no-", "--proxy-h", "--access", "--use-c", "--fact"))]
    return Process("uvicorn", app_of(arguments, frozenset(flags)), launch.place, answers)


def _workers_of_uvicorn(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Answer | None:
    given = option(arguments, "--workers")
    if given is not None:
        number = number_in(given)
        reason = f"uvicorn is started with --workers {given}"
        return None if number is None else Answer(number, launch.place, reason)
    text, is_open = variable(documents, launch, "WEB_CONCURRENCY")
    if is_open:
        return None
    if text is None:
        return Answer(1, launch.place, "uvicorn is one process where WEB_CONCURRENCY is not set", assumed=True)
    number = number_in(text)
    return None if number is None else Answer(number, launch.place, f"WEB_CONCURRENCY is {text}")


def _trust_of_uvicorn(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Answer | None:
    if "--no-proxy-headers" in arguments:
        return Answer(Trust.NOBODY, launch.place, "uvicorn is started with --no-proxy-headers")
    given, reason = option(arguments, "--forwarded-allow-ips"), "uvicorn is started with --forwarded-allow-ips"
    if given is None:
        given, is_open = variable(documents, launch, "FORWARDED_ALLOW_IPS")
        if is_open:
            return None
        reason = "FORWARDED_ALLOW_IPS is"
    if given == EVERYONE:
        return Answer(Trust.EVERYONE, launch.place, f"{reason} {given}")
    if given is not None or option(arguments, "--uds", "--fd") is not None:
        return None
    return Answer(Trust.MACHINE, launch.place, "uvicorn takes the scheme from a proxy on the same machine alone")


def daphne(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that daphne makes of its arguments."""
    trusts = "--proxy-headers" in arguments
    answers = {
        "workers": Answer(1, launch.place, "daphne is one process"),
        "asgi": Answer(True, launch.place, "daphne speaks ASGI"),
        "trust": Answer(
            Trust.EVERYONE if trusts else Trust.NOBODY,
            launch.place,
            f"daphne is started {'with' if trusts else 'without'} --proxy-headers",
        ),
    }
    return Process(
        "daphne", app_of(arguments, frozenset(["--proxy-headers", "--no-server-name"])), launch.place, answers
    )


def waitress(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that waitress makes of its arguments."""
    answers = {
        "workers": Answer(1, launch.place, "waitress is one process"),
        "asgi": Answer(False, launch.place, "waitress speaks WSGI"),
    }
    return Process("waitress", app_of(arguments, frozenset(["--call"])), launch.place, answers)


def hypercorn(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that hypercorn makes of its arguments."""
    number = number_in(option(arguments, "-w", "--workers") or "")
    answers = {} if number is None else {"workers": Answer(number, launch.place, f"hypercorn starts {number} workers")}
    return Process("hypercorn", app_of(arguments, frozenset()), launch.place, answers)


def granian(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that granian makes of its arguments."""
    number, interface = number_in(option(arguments, "--workers") or ""), option(arguments, "--interface")
    answers: dict[str, Answer] = {}
    if documents.mentions("GRANIAN_"):
        return Process("granian", app_of(arguments, frozenset()), launch.place)
    if number is not None:
        answers["workers"] = Answer(number, launch.place, f"granian starts {number} workers")
    if interface in {"asgi", "asginl", "wsgi"}:
        reason = f"granian is started with --interface {interface}"
        answers["asgi"] = Answer(interface != "wsgi", launch.place, reason)
    return Process("granian", app_of(arguments, frozenset()), launch.place, answers)


def runserver(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that runserver makes of its arguments."""
    # Whoever starts it serves nobody, or has files for development where they are not expected.
    return Process(RUNSERVER, None, launch.place)

"""What gunicorn's arguments, its configuration file and its environment say of the deployment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from djauthlint.project.inference import gunicorn_config
from djauthlint.project.inference.commands import option
from djauthlint.project.inference.gunicorn_config import Assigned
from djauthlint.project.inference.process import APP, EVERYONE, Answer, Process, Trust, app_of, number_in, variable

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.project.inference.facts import Place
    from djauthlint.project.inference.launches import Launch
    from djauthlint.source import SourceFile

_GUNICORN_FLAGS: Final = frozenset(
    (
        "--spew --check-config --print-config --preload --reload --reuse-port -D --daemon -R --enable-stdio-inheritance"
        " --enable-backlog-metric --suppress-ragged-eofs --do-handshake-on-connect --permit-obsolete-folding"
        " --strip-header-spaces --permit-unconventional-http-method --permit-unconventional-http-version"
        " --casefold-http-method --no-control-socket --no-sendfile --proxy-protocol --log-syslog --capture-output"
        " --initgroups --disable-redirect-access-to-syslog"
    ).split()
)
_WSGI_WORKERS: Final = frozenset("sync gthread gevent gevent_wsgi gevent_pywsgi eventlet tornado".split())


def gunicorn(documents: Documents, launch: Launch, arguments: Sequence[str]) -> Process:
    """The process that gunicorn makes of its arguments."""
    config = _Gunicorn(documents, launch, arguments)
    answers: dict[str, Answer | None] = {
        "workers": config.workers(),
        "preload": config.preload(),
        "asgi": config.asgi(),
        "trust": config.trust(),
    }
    app = app_of(arguments, _GUNICORN_FLAGS)
    if app is None and (assigned := config.assigned("wsgi_app")) is not None and assigned.is_known:
        match = APP.fullmatch(str(assigned.value))
        app = match[1] if match is not None else None
    return Process("gunicorn", app, launch.place, {key: answer for key, answer in answers.items() if answer})


class _Gunicorn:
    """The arguments of gunicorn, its configuration file and its environment, in the order of `gunicorn/app/base.py`."""

    def __init__(self, documents: Documents, launch: Launch, arguments: Sequence[str]) -> None:
        self.documents = documents
        self.launch = launch
        self.arguments = arguments
        self.has_more = documents.mentions("GUNICORN_CMD_ARGS")
        """Whether a variable may have further arguments."""
        self._config: dict[str, Assigned] | None = None

    @property
    def config(self) -> dict[str, Assigned]:
        """What the configuration file assigns."""
        if self._config is None:
            self._config = self._read()
        return self._config

    def _read(self) -> dict[str, Assigned]:
        unknown = {gunicorn_config.UNKNOWN: Assigned(None, False, self.launch.place)}
        named = option(self.arguments, "-c", "--config")
        if named is None:
            default = [*self.documents.called(r"gunicorn\.conf\.py")]
            # It is read from the working directory, which is that of the project or of the file that starts the server.
            near = {self.documents.files.root, self.launch.place.file.path.parent}
            if not default:
                return {}
            return self._assigned(default) if default[0].path.parent in near else unknown
        found = self.documents.ending(named.removeprefix("file:"))
        return self._assigned(found or [*self.documents.called(re.escape(named.rsplit("/", 1)[-1].lower()))]) or unknown

    def _assigned(self, files: list[SourceFile]) -> dict[str, Assigned]:
        if len(files) != 1:
            return {gunicorn_config.UNKNOWN: Assigned(None, False, self.launch.place)}
        return {"": Assigned(None, True, self.launch.place), **gunicorn_config.assignments(self.documents, files[0])}

    def assigned(self, name: str) -> Assigned | None:
        """What the file makes of a setting, or may make; None: nothing."""
        return self.config.get(name) or self.config.get(gunicorn_config.UNKNOWN)

    def value(self, name: str, *options: str) -> tuple[Any, Place, str] | None:
        """A setting where arguments or the file give it: its value, the place, and the words.

        Raises:
            LookupError: that can't be told.
        """
        given = option(self.arguments, *options)
        if given is not None:
            if "$" in given:
                raise LookupError(name)
            return given, self.launch.place, f"gunicorn is started with {options[-1]} {given}"
        if self.has_more:
            raise LookupError(name)
        assigned = self.assigned(name)
        if assigned is None:
            return None
        if not assigned.is_known:
            raise LookupError(name)
        return assigned.value, assigned.place, f"gunicorn's {name} is {assigned.value!r}"

    def workers(self) -> Answer | None:
        try:
            found = self.value("workers", "-w", "--workers")
        except LookupError:
            return None
        if found is None:
            text, is_open = variable(self.documents, self.launch, "WEB_CONCURRENCY")
            if is_open:
                return None
            if text is None:
                reason = "gunicorn starts one worker where WEB_CONCURRENCY is not set"
                return Answer(1, self.launch.place, reason, assumed=True)
            found = text, self.launch.place, f"WEB_CONCURRENCY is {text}"
        number = number_in(str(found[0]))
        return None if number is None else Answer(number, found[1], found[2])

    def preload(self) -> Answer | None:
        if "--preload" in self.arguments:
            return Answer(True, self.launch.place, "gunicorn is started with --preload")
        try:
            found = self.value("preload_app")
        except LookupError:
            return None
        if found is None:
            return Answer(False, self.launch.place, "gunicorn is started without --preload")
        return Answer(found[0], found[1], found[2]) if isinstance(found[0], bool) else None

    def asgi(self) -> Answer | None:
        try:
            found = self.value("worker_class", "-k", "--worker-class")
        except LookupError:
            return None
        if found is None:
            return Answer(False, self.launch.place, "gunicorn's workers speak WSGI")
        if not isinstance(found[0], str):
            return None
        if found[0] in _WSGI_WORKERS:
            return Answer(False, found[1], found[2])
        return Answer(True, found[1], found[2]) if re.match(r"uvicorn(?:\.workers|_worker)\.", found[0]) else None

    def trust(self) -> Answer | None:
        asgi = self.asgi()
        if asgi is None or self.assigned("secure_scheme_headers") is not None:
            return None
        socket = None if asgi.value else self._unix_socket()
        if socket is not None:
            return socket
        try:
            found = self.value("forwarded_allow_ips", "--forwarded-allow-ips")
        except LookupError:
            return None
        if found is None:
            text, is_open = variable(self.documents, self.launch, "FORWARDED_ALLOW_IPS")
            if is_open:
                return None
            if text is None:
                reason = "gunicorn takes the scheme from a proxy on the same machine alone"
                return Answer(Trust.MACHINE, self.launch.place, reason)
            found = text, self.launch.place, f"FORWARDED_ALLOW_IPS is {text}"
        return Answer(Trust.EVERYONE, found[1], found[2]) if found[0] == EVERYONE else None

    def _unix_socket(self) -> Answer | None:
        """The answer where all connections come through a socket: gunicorn trusts whoever may open it."""
        try:
            found = self.value("bind", "-b", "--bind")
        except LookupError:
            return None
        binds = self.arguments.count("-b") + self.arguments.count("--bind")
        if found is None or binds > 1 or not str(found[0]).startswith("unix:") or not isinstance(found[0], str):
            return None
        return Answer(Trust.EVERYONE, found[1], found[2])

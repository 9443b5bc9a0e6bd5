"""Serves sites with real Django to a proxy on this machine, one at a time; run by `stack.py` as a process of its own.

Its argument is a port. Reads the folder of a site a line, and answers with a line: "ready", or why the site doesn't start.
"""

import os
import signal
import sys
from functools import partial
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application

from tests.rules import sites


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name it has in the base class)
        pass


def main() -> None:
    port = int(sys.argv[1])
    sites.prepare()
    child = None
    for line in sys.stdin:
        stop(child)
        child, reading = sites.fork(partial(serve, line.strip(), port))
        with os.fdopen(reading) as pipe:
            print(pipe.readline().strip(), flush=True)
    stop(child)


def stop(child: int | None) -> None:
    if child is not None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def serve(folder: str, port: int, ready: int) -> None:
    try:
        sites.open_site(folder)
        application = get_wsgi_application()
    except Exception as error:  # noqa: BLE001 (it is the answer)
        os.write(ready, f"start: {type(error).__name__}\n".encode())
        return
    # One thread: each thread would have an empty database in memory of its own.
    with make_server("127.0.0.1", port, application, handler_class=Silent) as server:
        os.write(ready, b"ready\n")
        server.serve_forever()


main()

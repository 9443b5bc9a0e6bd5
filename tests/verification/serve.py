"""Serves the project in the working directory on a free port, with an account; prints the port. Imports Django."""

import os
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main(name: str, password: str) -> None:
    """Serve until somebody ends the process."""
    sys.path.insert(0, str(Path.cwd()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
    django.setup()
    from django.contrib.auth import get_user_model

    call_command("migrate", verbosity=0, run_syncdb=True)
    get_user_model().objects.create_superuser(username=name, email="ada@example.com", password=password)
    with make_server("localhost", 0, get_wsgi_application(), handler_class=Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

"""Which servers the deployment files of a project start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from djauthlint.project import Project, Servers
from tests.project.conftest import Write


@pytest.mark.parametrize(
    ("files", "gunicorn", "others"),
    [
        ({}, [], False),
        ({"Procfile": "web: gunicorn shop.wsgi --log-file -"}, ["shop.wsgi"], False),
        ({"Procfile": "web: gunicorn -c etc/gunicorn.py shop.wsgi:application"}, ["shop.wsgi"], False),
        ({"Procfile": "web: gunicorn wsgi:application"}, ["wsgi"], False),
        ({"Procfile": "web: gunicorn --chdir=src shop/wsgi.py"}, [], False),
        ({"Procfile": "web: gunicorn $NAME.wsgi"}, [], False),
        ({"Procfile": "web: gunicorn shop.asgi -k uvicorn.workers.UvicornWorker"}, [], True),
        ({"Procfile": "web: gunicorn --protocol uwsgi shop.wsgi"}, ["shop.wsgi"], True),
        ({"Dockerfile": 'CMD ["gunicorn", "shop.wsgi:application"]'}, ["shop.wsgi"], False),
        ({"Dockerfile": "CMD gunicorn \\\n  --workers 2 \\\n  shop.wsgi"}, ["shop.wsgi"], False),
        ({"Dockerfile": "RUN pip install gunicorn\nCMD ./start"}, [], False),
        ({"Dockerfile": "# CMD gunicorn shop.wsgi\n# uwsgi"}, [], False),
        ({"Dockerfile.dev": "CMD gunicorn shop.wsgi"}, [], False),
        ({"run.sh": "exec gunicorn shop.wsgi", "compose.yml": "command: gunicorn blog.wsgi"}, "both", False),
        ({"run.sh": "exec gunicorn shop.wsgi", "etc/web.service": "ExecStart=/usr/sbin/apache2"}, ["shop.wsgi"], True),
        ({"Procfile": "web: gunicorn shop.wsgi", "gunicorn.conf.py": "protocol = 'uwsgi'"}, ["shop.wsgi"], True),
        ({"Procfile": "web: gunicorn shop.wsgi", "shop/asgi.py": "import daphne"}, ["shop.wsgi"], False),
        ({"README.md": "gunicorn shop.wsgi"}, [], False),
        ({".gitignore": "Procfile", "Procfile": "web: gunicorn shop.wsgi"}, [], False),
    ],
)
def test_commands(files: Mapping[str, str], gunicorn: Sequence[str] | str, others: bool, write: Write) -> None:
    root = write({**files, "shop/settings.py": "DEBUG = False\n"})
    expected = ("blog.wsgi", "shop.wsgi") if gunicorn == "both" else tuple(gunicorn)
    servers = Project.open([root], cwd=root).servers
    assert servers._replace(gunicorn=tuple(sorted(servers.gunicorn))) == Servers(expected, others)

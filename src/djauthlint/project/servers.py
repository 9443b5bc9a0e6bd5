"""Which servers run a project, as far as the commands in its deployment files tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.project.files import text_of
from djauthlint.project.mentions import Naming, naming_of

if TYPE_CHECKING:
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_DEPLOYED: Final = frozenset(
    (Naming.DOCKERFILE, Naming.COMPOSE, Naming.PROCFILE, Naming.PLATFORM, Naming.SERVER, Naming.SCRIPT)
)
_GUNICORN: Final = re.compile(r"""\bgunicorn["']?[,\s]([^\n]*)""")
# `shop.wsgi`, `shop.wsgi:application`; not `shop/wsgi.py`.
_WSGI_MODULE: Final = re.compile(r"(?<![\w./$-])((?:[A-Za-z_]\w*\.)*wsgi)(?![\w./-])")
_OTHERS: Final = re.compile(
    r"uwsgi|mod_wsgi|asgi|uvicorn|daphne|hypercorn|granian|waitress|apache|httpd|passenger|\bunitd\b", re.IGNORECASE
)
_CONTINUED: Final = re.compile(r"\\\r?\n")
_COMMENT: Final = re.compile(r"(?:^|[ \t])#[^\n]*", re.MULTILINE)


class Servers(NamedTuple):
    """What the deployment files of a project start.

    Arguments:
        gunicorn: the WSGI modules that gunicorn is started with.
        others: whether a word in them may mean another server, or ASGI.
    """

    gunicorn: tuple[str, ...]
    others: bool


def find_servers(files: ProjectFiles, tree: Tree) -> Servers:
    """The servers in the deployment files of a project, those for development and tests left out."""
    modules: dict[str, None] = {}
    others = False
    for text in _texts(files, tree):
        others = others or _OTHERS.search(text) is not None
        for command in _GUNICORN.findall(text):
            modules.update(dict.fromkeys(_WSGI_MODULE.findall(command)))
    return Servers(tuple(modules), others)


def _texts(files: ProjectFiles, tree: Tree) -> Iterator[str]:
    """The deployment files without comments, each command on one line."""
    for name in (*tree.others, *tree.python):
        what = naming_of(files.relative(name))
        if what not in _DEPLOYED or (name.endswith(".py") and what is not Naming.SERVER):
            continue
        content = None if files.is_ignored(name, False) else files.read_listed(name)
        if content is not None:
            yield _CONTINUED.sub(" ", _COMMENT.sub("", text_of(content)))

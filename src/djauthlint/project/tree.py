"""One walk over the project: which files there are that could name or be a settings module."""

import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from djauthlint.project.files import ProjectFiles

_SKIPPED = frozenset(["node_modules", "bower_components", "site-packages", "dist-packages", "__pycache__", "venv"])
_NEVER_SETTINGS = frozenset(["migrations", "locale"])
# Nothing but output, unless somebody made it a Python package.
_OUTPUT = frozenset(["build", "dist"])
_HIDDEN = re.compile(r"\.(github|gitlab|circleci|ebextensions|platform|do|devcontainer|envs?)")


class Tree(NamedTuple):
    """The files of the project, by absolute path."""

    python: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, files: ProjectFiles) -> "Tree":
        """Walk the project once."""
        python: list[str] = []
        others: list[str] = []
        for folder, names in files.walk(_is_wanted):
            # No module can be imported from a folder like `.github`: what lies there is copied by whoever needs it.
            hidden = os.sep + "." in folder[len(str(files.root)) :]
            for name in names:
                if not name.endswith(".py"):
                    others.append(os.path.join(folder, name))
                elif not hidden:
                    python.append(os.path.join(folder, name))
        return cls(tuple(sorted(python)), tuple(sorted(others)))


def _is_wanted(folder: str, names: Sequence[str]) -> bool:
    parent, name = os.path.split(folder)
    # Templates for projects (cookiecutter, copier) are no projects.
    if name in _SKIPPED or name in _NEVER_SETTINGS or "{{" in name or name.endswith((".egg-info", ".dist-info")):
        return False
    # `.envs/.production` belongs to `.envs`.
    if name.startswith(".") and not any(_HIDDEN.fullmatch(each) for each in (name, os.path.basename(parent))):
        return False
    return "pyvenv.cfg" not in names and (name not in _OUTPUT or "__init__.py" in names)

"""Write the table of the settings that modules and classes of packages bind, from their newest releases, downloaded with pip.

    python tools/record_settings_modules.py

The modules are evaluated as djauthlint evaluates settings: nothing of a package is run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from djauthlint.evaluator import Given, evaluate
from djauthlint.project import EntryModule, Project

TABLE = Path(__file__).parents[1] / "src/djauthlint/django_facts/data/settings_modules.json"

MODULES = {
    "arches.settings": "arches",
    "evennia.settings_default": "evennia",
    "geonode.settings": "geonode",
    "openstack_auth.defaults": "horizon",
    "oscar.defaults": "django-oscar",
    "richie.apps.courses.settings": "richie",
}
"""Modules that a project is told to import with a star."""

CLASSES = {"richie.apps.courses.settings.mixins.RichieCoursesConfigurationMixin": "richie.apps.courses.settings"}
"""Mixins for a configuration class, with the module whose settings they take."""


def main() -> int:
    """Write the table."""
    modules = {path: record(path, package) for path, package in MODULES.items()}
    classes = {
        path: {**modules[source], "names": [name for name in modules[source]["names"] if name.isupper()]}
        for path, source in CLASSES.items()
    }
    TABLE.write_text(json.dumps({"format": 1, "modules": modules, "classes": classes}, indent=1) + "\n", "utf-8")
    return 0


def record(path: str, package: str) -> dict[str, Any]:
    """The public names that a module binds.

    Raises:
        ValueError: djauthlint does not see all of them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--only-binary=:all:",
            package,
            "-d",
            name,
        ]
        subprocess.run(command, check=True)
        wheel = next(folder.glob("*.whl"))
        zipfile.ZipFile(wheel).extractall(folder)
        place = folder.joinpath(*path.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        project = Project.open([file], import_roots=[folder], cwd=folder)
        found = evaluate(project, EntryModule(file, path), Given(complete=True))
        if found.open:
            raise ValueError(f"{path} may bind other names: {'; '.join(found.open)}")
        names = sorted(name for name in found.namespace.names if not name.startswith("_"))
        return {"package": package, "version": wheel.name.split("-")[1], "names": names}


if __name__ == "__main__":
    raise SystemExit(main())

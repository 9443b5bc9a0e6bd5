"""Import roots that the configuration of packaging and tests declares, read without running anything."""

import os
import re
from collections.abc import Iterator, Mapping

from djauthlint import tables

CONFIGURATIONS = frozenset(["pyproject.toml", "setup.cfg", "setup.py", "pytest.ini", ".pytest.ini", "tox.ini"])

_PACKAGE_DIR = re.compile(r"""package_dir\s*=\s*(?:dict\(|\{)\s*(?:""|'')\s*:\s*["']([^"']+)["']""")
_FIND_PACKAGES = re.compile(r"""\bfind(?:_namespace)?_packages\(\s*(?:where\s*=\s*)?["']([^"']+)["']""")
_TOX_PATH = re.compile(r"^[ \t]*PYTHONPATH[ \t]*=(.*)$", re.MULTILINE)


def declared_folders(path: str, text: str) -> list[str]:
    """The absolute folders that the configuration file `path` puts on the import path."""
    folder, name = os.path.split(path)
    if name == "pyproject.toml":
        relative = _pyproject(text)
    elif name == "setup.py":
        relative = iter(_PACKAGE_DIR.findall(text) + _FIND_PACKAGES.findall(text))
    else:
        relative = _ini(text)
    return [os.path.normpath(os.path.join(folder, each)) for each in relative if not os.path.isabs(each)]


def _ini(text: str) -> Iterator[str]:
    try:
        parser = tables.ini(text)
    except tables.Unparsable:
        return
    for section in ("pytest", "tool:pytest"):
        for option in ("pythonpath", "python_paths"):
            yield from (parser.get(section, option, fallback="") or "").split()
    for line in (parser.get("options", "package_dir", fallback="") or "").splitlines():
        package, _, folder = line.partition("=")
        if folder and not package.strip():
            yield folder.strip()
    yield from (parser.get("options.packages.find", "where", fallback="") or "").split()
    for value in _TOX_PATH.findall(text):
        for part in value.strip().split(":"):
            if part.startswith(("{toxinidir}", "{tox_root}")):
                yield "." + part.partition("}")[2]


def _pyproject(text: str) -> Iterator[str]:
    try:
        document: object = tables.toml(text)
    except tables.Unparsable:
        return
    tool = _at(document, "tool")
    pytest = _at(tool, "pytest", "ini_options")
    for option in ("pythonpath", "python_paths"):
        value = _at(pytest, option)
        yield from value.split() if isinstance(value, str) else _texts(value)
    for package_dir in (_at(tool, "setuptools", "package-dir"), _at(tool, "pdm", "build")):
        for key in ("", "package-dir"):
            yield from _texts([_at(package_dir, key)])
    yield from _texts(_at(tool, "setuptools", "packages", "find", "where"))
    for package in _items(_at(tool, "poetry", "packages")):
        yield from _texts([_at(package, "from")])
    yield from _texts([_at(tool, "uv", "build-backend", "module-root")])
    for target in (_at(tool, "hatch", "build"), _at(tool, "hatch", "build", "targets", "wheel")):
        yield from _texts(_at(target, "sources"))
        for wheel_package in _texts(_at(target, "packages")):
            yield os.path.dirname(wheel_package) or "."


def _at(document: object, *keys: str) -> object:
    for key in keys:
        document = document.get(key) if isinstance(document, Mapping) else None
    return document


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list | dict) else []) if isinstance(each, str)]

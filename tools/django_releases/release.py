"""One release of Django: downloaded with pip, its modules parsed, its documentation as text."""

from __future__ import annotations

import ast
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Release:
    """The code of one release.

    Arguments:
        number: for instance "5.2.19".
        files: the path of every file in it.
        trees: its modules by dotted name, without templates for projects and tables of languages.
        packages: those of the modules that are packages.
    """

    number: str
    files: frozenset[str]
    trees: Mapping[str, ast.Module]
    packages: frozenset[str]


def read(path: Path) -> Release:
    """Read a wheel."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        code = {PurePosixPath(name): archive.read(name) for name in names if _is_code(PurePosixPath(name))}
    return Release(
        number=number(path),
        files=frozenset(names),
        trees={_module(name): ast.parse(source) for name, source in code.items()},
        packages=frozenset(_module(name) for name in code if name.stem == "__init__"),
    )


def _is_code(name: PurePosixPath) -> bool:
    return name.parts[0] == "django" and not name.is_relative_to("django/conf/locale") and name.suffix == ".py"


def _module(name: PurePosixPath) -> str:
    return ".".join(name.with_suffix("").parts).removesuffix(".__init__")


def wheel(wanted: str, folder: Path) -> Path:
    """The wheel of a release, by its number or a pattern for it; downloaded unless the folder has that very number."""
    return _download(wanted, folder, "[Dd]jango-{}-*.whl", "--only-binary=:all:")


def source(wanted: str, folder: Path) -> Path:
    """The source archive of a release, which has its documentation.

    pip prepares the metadata of what it downloads in this form, with the tools that Django's pyproject.toml names.
    """
    return _download(wanted, folder, "[Dd]jango-{}.tar.gz", "--no-binary=:all:")


def _download(wanted: str, folder: Path, pattern: str, form: str) -> Path:
    found = list(folder.glob(pattern.format(wanted)))
    if "*" in wanted or not found:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        choice = ["--no-deps", form, "--ignore-requires-python", f"--dest={folder}"]
        subprocess.run([*pip, *choice, f"Django=={wanted}"], check=True)
        found = list(folder.glob(pattern.format(wanted)))
    return max(found, key=lambda path: [*map(int, number(path).split("."))])


def number(archive: Path) -> str:
    """The version that the file name of a wheel or source archive states."""
    return archive.name.removesuffix(".tar.gz").split("-")[1]


def documentation(archive: Path) -> dict[str, str]:
    """The text of the release notes and of the deprecation timeline, by path below `docs`."""
    texts: dict[str, str] = {}
    with tarfile.open(archive) as files:
        for member in files:
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            wanted = path.match("docs/releases/*.txt") or path == PurePosixPath("docs/internals/deprecation.txt")
            if wanted and (file := files.extractfile(member)) is not None:
                texts[str(path.relative_to("docs"))] = file.read().decode()
    return texts

"""Generate src/djauthlint/django_facts/data/django.json from Django's own releases.

    python tools/generate_django_facts.py            write it from the newest patch release of every version
    python tools/generate_django_facts.py --check    compare it with the releases it was made from; exit 1 if not equal

The wheels are downloaded with pip (or taken from the folder that `--wheels` names) and only read, never executed.
To support a new version of Django, add it to VERSIONS and run the script.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import operator
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

VERSIONS = ("4.2", "5.0", "5.1", "5.2", "6.0", "6.1")
TABLE = Path(__file__).parents[1] / "src/djauthlint/django_facts/data/django.json"
FORMAT = 1

OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], object]] = {
    ast.Add: operator.add,
    ast.Mult: operator.mul,
}


class Release(NamedTuple):
    """What one release of Django contributes."""

    number: str
    defaults: dict[str, object]
    undefaulted: set[str]
    paths: dict[str, set[str]]


def main(arguments: list[str] | None = None) -> int:
    """Write or check the table."""
    parser = argparse.ArgumentParser(description="Generate the table of facts about Django.")
    parser.add_argument("--check", action="store_true", help="compare with the committed table instead of writing it")
    parser.add_argument("--wheels", type=Path, help="a folder to keep and look for the downloaded wheels in")
    options = parser.parse_args(arguments)
    committed = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    numbers = json.loads(committed)["releases"] if options.check and committed else {}
    requirements = [numbers.get(version, f"{version}.*") for version in VERSIONS]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.wheels or Path(temporary)
        generated = render(table([read_release(wheel(number, folder)) for number in requirements]))
    if not options.check:
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        TABLE.write_text(generated, encoding="utf-8")
    elif generated != committed:
        print(f"{TABLE.name} is not what this script makes of the releases; run it without --check", file=sys.stderr)
        return 1
    return 0


def wheel(number: str, folder: Path) -> Path:
    """Download one release, by its number or a pattern for it, unless the folder has that very number."""
    if not list(folder.glob(f"[Dd]jango-{number}-*.whl")):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        choice = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", f"--dest={folder}"]
        subprocess.run([*pip, *choice, f"Django=={number}"], check=True)
    return max(folder.glob(f"[Dd]jango-{number}-*.whl"), key=lambda path: [*map(int, release_number(path).split("."))])


def release_number(wheel: Path) -> str:
    """The version that the file name of a wheel states."""
    return wheel.name.split("-")[1]


def read_release(path: Path) -> Release:
    """Read one wheel."""
    with zipfile.ZipFile(path) as archive:
        sources = {
            PurePosixPath(name): archive.read(name).decode() for name in archive.namelist() if name.endswith(".py")
        }
    trees = {name: ast.parse(source) for name, source in sources.items() if is_library(name)}
    defaults = read_settings(trees[PurePosixPath("django/conf/global_settings.py")])
    read = {name for tree in trees.values() for name in settings_read(tree)}
    return Release(
        number=release_number(path),
        defaults=defaults,
        undefaulted={name for name in read - set(defaults) if not name.startswith("_")} - {"SETTINGS_MODULE"},
        paths={
            "middleware": set(middleware_classes(trees)),
            "authentication_backends": set(backend_classes(trees)),
            "session_engines": set(session_engines(trees)),
        },
    )


def is_library(name: PurePosixPath) -> bool:
    """Whether this is code rather than a template for `startproject` or a table of one language."""
    return name.parts[0] == "django" and not name.is_relative_to("django/conf/locale") and name.suffix == ".py"


def read_settings(tree: ast.Module) -> dict[str, object]:
    """The settings that global_settings.py assigns."""
    names: dict[str, object] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                names[name] = evaluate(value, names)
            case ast.Expr(value=ast.Constant()) | ast.FunctionDef(name="gettext_noop"):
                pass
            case _:
                raise ValueError(f"line {statement.lineno} of global_settings.py is of a new kind")
    return names


def evaluate(node: ast.expr, names: Mapping[str, object]) -> object:
    """The value of an expression of global_settings.py."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.List(elts=items):
            return [evaluate(item, names) for item in items]
        case ast.Tuple(elts=items):
            return tuple(evaluate(item, names) for item in items)
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return {evaluate(key, names): evaluate(value, names) for key, value in pairs if key is not None}
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](evaluate(left, names), evaluate(right, names))
        case ast.Name(id=name):
            return names[name]
        case ast.Call(func=ast.Name(id="gettext_noop"), args=[text]):
            return evaluate(text, names)
        case _:
            raise ValueError(f"line {node.lineno} of global_settings.py is of a new kind")


def settings_read(tree: ast.Module) -> Iterator[str]:
    """The names of the settings that a module of Django reads: `settings.X` and `getattr(settings, "X", ...)`."""
    if not any(
        isinstance(node, ast.ImportFrom) and node.module == "django.conf" and "settings" in {a.name for a in node.names}
        for node in ast.walk(tree)
    ):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="settings"), attr=name, ctx=ast.Load()) if name.isupper():
                yield name
            case ast.Call(
                func=ast.Name(id="getattr" | "hasattr"),
                args=[ast.Name(id="settings"), ast.Constant(value=str(name)), *_],
            ) if name.isupper():
                yield name


def middleware_classes(trees: Mapping[PurePosixPath, ast.Module]) -> Iterator[str]:
    """The classes in modules and packages called `middleware`."""
    for module, name in classes(trees):
        if "middleware" in module.split(".") and name.endswith("Middleware"):
            yield f"{module}.{name}"


def backend_classes(trees: Mapping[PurePosixPath, ast.Module]) -> Iterator[str]:
    """The classes that AUTHENTICATION_BACKENDS may name."""
    for module, name in classes(trees):
        if module == "django.contrib.auth.backends" and name.endswith("Backend"):
            yield f"{module}.{name}"


def session_engines(trees: Mapping[PurePosixPath, ast.Module]) -> Iterator[str]:
    """The modules that SESSION_ENGINE may name: they define a SessionStore."""
    for module, name in classes(trees):
        if module.startswith("django.contrib.sessions.backends.") and name == "SessionStore":
            yield module


def classes(trees: Mapping[PurePosixPath, ast.Module]) -> Iterator[tuple[str, str]]:
    """Every class at the top of a module, with the dotted name of the module."""
    for path, tree in trees.items():
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        yield from ((module, node.name) for node in tree.body if isinstance(node, ast.ClassDef))


def table(releases: list[Release]) -> dict[str, Any]:
    """What all releases say, with what several of them share said once."""
    names = sorted(set().union(*(release.defaults for release in releases)))
    content = {
        "format": FORMAT,
        "releases": dict(zip(VERSIONS, (release.number for release in releases), strict=True)),
        "settings": {
            name: {
                **lifetime([name in release.defaults for release in releases]),
                "defaults": changes(name, releases),
            }
            for name in names
        },
        "undefaulted": lifetimes([release.undefaulted for release in releases]),
        "paths": {kind: lifetimes([release.paths[kind] for release in releases]) for kind in sorted(releases[0].paths)},
    }
    return {"sha256": checksum(content), **content}


def changes(name: str, releases: list[Release]) -> dict[str, object]:
    """The default of a setting, under each version that changed it."""
    found: dict[str, object] = {}
    for version, release in zip(VERSIONS, releases, strict=True):
        if name in release.defaults:
            value = encode(release.defaults[name])
            if not found or json.dumps(list(found.values())[-1]) != json.dumps(value):
                found[version] = value
    return found


def lifetimes(sets: list[set[str]]) -> dict[str, dict[str, str]]:
    """For every name in one of the sets, the versions at which it comes and goes."""
    return {name: lifetime([name in names for names in sets]) for name in sorted(set().union(*sets))}


def lifetime(present: list[bool]) -> dict[str, str]:
    """The versions at which something comes and goes, each left out where the oldest or newest version has it."""
    first, last = present.index(True), len(present) - 1 - present[::-1].index(True)
    if not all(present[first : last + 1]):
        raise ValueError("something was removed and came back: the table has no form for that")
    added = {"added_in": VERSIONS[first]} if first else {}
    return added | ({"removed_in": VERSIONS[last + 1]} if last + 1 < len(VERSIONS) else {})


def encode(value: object) -> object:
    """A Python value as the JSON that `djauthlint settings --format json` would show."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [encode(item) for item in value]
        case tuple():
            return {"$type": "tuple", "items": [encode(item) for item in value]}
        case dict() if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: encode(item) for key, item in value.items()}
        case _:
            raise TypeError(f"no default was a {type(value).__name__} before: give it the form of the JSON output")


def checksum(content: Mapping[str, Any]) -> str:
    """The sha256 of the table without its own checksum, in canonical form."""
    rest = {key: value for key, value in content.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def render(content: Mapping[str, Any]) -> str:
    """The table as text: compact, but with a line for each entry, so that a difference can be read."""
    sections = {key: json.dumps(section) for key, section in content.items()}
    sections |= {key: lines_of(content[key]) for key in ("settings", "undefaulted")}
    sections["paths"] = block({kind: lines_of(entries) for kind, entries in content["paths"].items()})
    return block(sections) + "\n"


def lines_of(entries: Mapping[str, object]) -> str:
    """An object with one line for each of its entries."""
    return block({name: json.dumps(entry) for name, entry in entries.items()})


def block(parts: Mapping[str, str]) -> str:
    """An object whose values are JSON already, each from the start of a line."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {part}" for name, part in parts.items()) + "\n}"


if __name__ == "__main__":
    sys.exit(main())

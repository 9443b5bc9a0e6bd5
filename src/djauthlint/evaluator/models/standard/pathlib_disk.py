"""The methods of `pathlib.Path` that look at the disk or change it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.pure import undetermined_call
from djauthlint.evaluator.models.standard.files import (
    absolute,
    create,
    exists,
    opened,
    os_error,
    read,
    read_text,
    refuse_existing,
    remove,
    write,
)
from djauthlint.evaluator.models.standard.folders import listing, subfolders, unordered
from djauthlint.evaluator.models.standard.os_path import home
from djauthlint.project import FileState
from djauthlint.values import ABSENT, Bound, Builtin, Hole, Known, List, Unknown, Value

DISK_METHODS: Final[dict[str, Builtin]] = {}
"""Called with the path as the first argument."""

Method = Callable[[Call, str], Any]


def _method(name: str, kind: str | None = None, *, lift: bool = True) -> Callable[[Method], Method]:
    def register(method: Method) -> Method:
        def body(call: Call) -> Any:
            path = call.args[0] if call.args else None
            rest = call.with_arguments(call.args[1:])
            if isinstance(path, Known) and isinstance(path.value, (PurePosixPath, str)):
                return method(rest, str(path.value))
            return undetermined_call(call, f"Path.{name}", reason_of(path), kind)

        DISK_METHODS[name] = Builtin(f"pathlib.Path.{name}", body, lift)
        return method

    return register


def disk_attribute(run: Interpreter, value: Known, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """A method of a path that looks at the disk; `ABSENT` when there is none of this name."""
    from djauthlint.evaluator.models.standard.paths import pathlib_module

    if name in ("cwd", "home"):
        return pathlib_module.names["Path"].attributes[name]
    method = DISK_METHODS.get(name)
    if method is not None:
        return Bound(method, value)
    if hasattr(Path, name):
        return Unknown(f"{name} of a path", "function", None, run.origin(node) if node is not None else None)
    return ABSENT


@_method("resolve", "path")
def _resolve(call: Call, path: str) -> Any:
    """Links are not followed: the project's root is taken as it is given, and nothing outside is looked at."""
    place = absolute(call.run, path)
    if place is None:
        return Unknown("the working directory", "path", ("text", f"Path({path!r}).resolve()"), call.origin)
    return Known(PurePosixPath(place), call.origin)


@_method("absolute", "path")
def _absolute(call: Call, path: str) -> Any:
    """In contrast to `resolve` it keeps ".."."""
    if posixpath.isabs(path):
        return Known(PurePosixPath(path), call.origin)
    if call.run.given.cwd is None:
        return Unknown("the working directory", "path", ("text", f"Path({path!r}).absolute()"), call.origin)
    return Known(PurePosixPath(call.run.given.cwd.as_posix(), path), call.origin)


@_method("expanduser", "path")
def _expanduser(call: Call, path: str) -> Any:
    if not path.startswith("~"):
        return Known(PurePosixPath(path), call.origin)

    def one(leaf: Value) -> Value:
        if isinstance(leaf, Known) and isinstance(leaf.value, str):
            return Known(PurePosixPath(leaf.value), call.origin)
        return Unknown("a home directory", "path", ("text", f"Path({path!r}).expanduser()"), call.origin)

    found = home(call, path)
    return call.run.lift(one, found) if found is not None else one(Unknown(""))


def _test(name: str, kind: Any) -> None:
    @_method(name, "bool")
    def body(call: Call, path: str) -> Any:
        from djauthlint.evaluator.expressions import from_worlds

        return from_worlds(call.run, exists(call.run, path, kind), call.origin)


_test("exists", "any")
_test("is_file", "file")
_test("is_dir", "folder")


def _unlooked(name: str, kind: str | None) -> None:
    @_method(name, kind)
    def body(call: Call, path: str) -> Any:
        return undetermined_call(
            call.with_arguments([Known(path), *call.args]), f"Path.{name}", f"{name} of {path}", kind
        )


for _name in (
    "is_symlink",
    "is_mount",
    "is_socket",
    "is_fifo",
    "is_block_device",
    "is_char_device",
    "is_junction",
    "samefile",
):
    _unlooked(_name, "bool")
for _name in ("owner", "group"):
    _unlooked(_name, "str")
for _name in ("stat", "lstat", "walk", "info"):
    _unlooked(_name, None)
_unlooked("readlink", "path")


def encoding_of(call: Call, position: int) -> tuple[str | None, bool]:
    """The encoding that a call names, and whether that is determined."""
    value = call.get(position, "encoding")
    if value is None or (isinstance(value, Known) and value.value is None):
        return None, True
    text = call.text(position, "encoding")
    return text, text is not None


@_method("read_text", "str")
def _read_text(call: Call, path: str) -> Any:
    encoding, known = encoding_of(call, 0)
    contents = read_text(call.run, path, encoding, call.node)
    return contents if known else Unknown("a text in an encoding that can't be determined", "str", origin=call.origin)


@_method("read_bytes", "bytes")
def _read_bytes(call: Call, path: str) -> Any:
    return read(call.run, path, call.node)


@_method("open")
def _open(call: Call, path: str) -> Any:
    return opened(call, Known(path), call.get(0, "mode"), call.get(2, "encoding"))


@_method("write_text", "int")
@_method("write_bytes", "int")
def _write(call: Call, path: str) -> Any:
    call.run.may_raise(f"writing to {path}", ("write", path), "OSError")
    write(call.run, path)
    return Unknown("a number of characters", "int")


@_method("touch")
def _touch(call: Call, path: str) -> Any:
    if call.flag(1, "exist_ok", True) is False:
        refuse_existing(call.run, path, call.node)
    call.run.may_raise(f"writing to {path}", ("write", path), "OSError")
    create(call.run, path)
    return NONE


@_method("mkdir")
def _mkdir(call: Call, path: str) -> Any:
    from djauthlint.evaluator.models.standard.operating_system import create_with_parents

    if call.flag(2, "exist_ok", False) is False:
        refuse_existing(call.run, path, call.node)
    call.run.may_raise(f"making {path}", ("makedirs", path), "OSError")
    if call.flag(1, "parents", False) is False:
        create(call.run, path)
    else:
        create_with_parents(call, path)
    return NONE


@_method("unlink")
@_method("rmdir")
def _unlink(call: Call, path: str) -> Any:
    run = call.run
    there = run.here(exists(run, path))
    if there is not True and call.flag(0, "missing_ok", False) is False:
        run.split(
            there,
            lambda: None,
            lambda: os_error(run, "FileNotFoundError", path, call.node),
        )
    if run.worlds is not False:
        remove(run, path)
    return NONE


@_method("rename", "path")
@_method("replace", "path")
def _rename(call: Call, path: str) -> Any:
    target = call.get(0, "target")
    if isinstance(target, Known):
        write(call.run, str(target.value))
        remove(call.run, path)
        return Known(PurePosixPath(str(target.value)), call.origin)
    return Unknown(reason_of(target), "path")


def _nothing(_call: Call, _path: str) -> Any:
    return NONE


for _name in ("chmod", "lchmod", "symlink_to", "hardlink_to", "link_to"):
    _method(_name)(_nothing)


@_method("iterdir", "list")
def _iterdir(call: Call, path: str) -> Any:
    return listing(call, Known(path), lambda name, folder: Known(PurePosixPath(folder, name), call.origin))


@_method("glob", "list")
def _glob(call: Call, path: str) -> Any:
    pattern = call.text(0, "pattern")
    if pattern == "":
        return call.run.error("ValueError", "Unacceptable pattern: ''", call.node)
    return find(call, path, pattern, PurePosixPath)


@_method("rglob", "list")
def _rglob(call: Call, path: str) -> Any:
    pattern = call.text(0, "pattern")
    return find(call, path, f"**/{pattern}" if pattern is not None else None, PurePosixPath)


def find(call: Call, folder: str, pattern: str | None, make: Callable[[str], Any], *, hidden: bool = True) -> List:
    """What matches a pattern below a folder of the project: all of it where the tree is as on disk, else what git tracks."""
    from djauthlint.evaluator.models.standard.files import listed

    run = call.run
    place = absolute(run, folder)
    unknown = List((Hole(f"what matches {pattern} in {folder}"),), call.origin, run.worlds)
    if place is None or pattern is None or pattern.startswith("/") or ".." in pattern.split("/"):
        return unknown
    if run.project.files.state(Path(place)) is FileState.OUTSIDE:
        return unknown
    parts = [part for part in pattern.split("/") if part]
    found: list[str] = []
    certain = run.given.complete

    def descend(at: str, rest: list[str]) -> None:
        if rest[0] == "**":
            for inside, _, files in subfolders(run, at):
                if len(rest) == 1:
                    found.append(inside)
                else:
                    match(inside, rest[1:])
                del files
        else:
            match(at, rest)

    def match(at: str, rest: list[str]) -> None:
        names = listed(run, at)
        for name in names[0] if names is not None else ():
            if not fnmatchcase(name, rest[0]) or (name.startswith(".") and not hidden and not rest[0].startswith(".")):
                continue
            inner = posixpath.join(at, name)
            if len(rest) == 1:
                found.append(inner)
            elif run.project.files.state(Path(inner)) is not FileState.OUTSIDE and run.project.files.is_dir(
                Path(inner)
            ):
                descend(inner, rest[1:])

    if parts:
        descend(place, parts)
    shown = sorted(set(found))
    if place != folder:
        shown = [posixpath.join(folder, posixpath.relpath(name, place)) for name in shown]
    elements = [Known(make(name), call.origin) for name in shown]
    return unordered(call, elements, None if certain else f"what else matches {pattern} in {folder}")

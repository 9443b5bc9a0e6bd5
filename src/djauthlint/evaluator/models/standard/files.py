"""The project's files as the settings see them: what exists, what is in it, and what the settings themselves created.

A file that everybody has who has the project (tracked by git) exists and its contents are known. One that git ignores, or that is
not there, is a question unless the tree is declared complete. Outside the project everything is a question.
"""

from __future__ import annotations

import io
import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

import libcst as cst

from djauthlint.conditions import Tree, Worlds, both, either, opposite, where, without
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE, TEXT, GaveUp, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.surroundings import CONFIGURATION_SUFFIXES
from djauthlint.project import FileState, ProjectFileError
from djauthlint.values import Builtin, Known, List, Object, Unknown, Value

Kind = Literal["any", "file", "folder"]

FILE: Final = "io.TextIOWrapper"
BINARY: Final = "io.BufferedReader"


@dataclass(slots=True)
class Disk:
    """What the settings did to the disk: in which worlds a path was created or removed, or written to; and what they read."""

    created: dict[PurePosixPath, Worlds] = field(default_factory=dict)
    removed: dict[PurePosixPath, Worlds] = field(default_factory=dict)
    written: dict[PurePosixPath, Worlds] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)


def disk(run: Interpreter) -> Disk:
    """The changes of this evaluation."""
    found = run.libraries.get("")
    if found is None:
        found = run.libraries[""] = Disk()
    return found


def path_text(value: Value | None) -> str | None:
    """A known path, as a string or a Path; None for anything else."""
    if isinstance(value, Known):
        if isinstance(value.value, str):
            return value.value
        if isinstance(value.value, PurePosixPath):
            return str(value.value)
        if isinstance(value.value, bytes):
            return os.fsdecode(value.value)
    if isinstance(value, Object) and value.path == "environ.Path":
        return path_text(value.attributes["root"])  # type: ignore[arg-type]
    return None


def absolute(run: Interpreter, path: str) -> str | None:
    """The path from the root, normalized; None when it depends on a working directory that is not given."""
    if not path.startswith("/"):
        if run.given.cwd is None:
            return None
        path = posixpath.join(run.given.cwd.as_posix(), path)
    return posixpath.normpath(path)


def relative(run: Interpreter, path: str) -> str:
    """A path as it is named in a condition: from the root of the project."""
    root = run.project.root.as_posix()
    return path[len(root) + 1 :] if path.startswith(root + "/") else path


def asked(run: Interpreter, path: str) -> Worlds:
    """The worlds in which an undetermined path exists."""
    place = absolute(run, path)
    if place is None:
        return run.ask(("file", path), f"file {path} exists")
    return run.ask(("file", place), f"file {relative(run, place)} exists")


ERRORS: Final = {
    "FileNotFoundError": (2, "No such file or directory"),
    "FileExistsError": (17, "File exists"),
    "IsADirectoryError": (21, "Is a directory"),
}


def os_error(run: Interpreter, name: str, path: str, node: cst.CSTNode) -> Any:
    """Raises an error of the file system in all present worlds, with its number and its text.

    Raises:
        Unwind: always.
    """
    number, text = ERRORS[name]
    return run.throw(CLASSES[name].call(Call(run, node, [Known(number), Known(text), Known(path)])))


def exists(run: Interpreter, path: str, kind: Kind = "any") -> Worlds:
    """The worlds in which there is a file or folder at a path."""
    if not path:
        return False
    place = absolute(run, path)
    if place is None:
        return asked(run, path)
    worlds: Worlds
    state = run.project.files.state(Path(place))
    if state is FileState.OUTSIDE and run.given.complete and PurePosixPath(place).suffix in CONFIGURATION_SUFFIXES:
        worlds = False
    elif state is FileState.OUTSIDE:
        worlds = (
            kind != "file" if run.project.root.as_posix().startswith(place.rstrip("/") + "/") else asked(run, place)
        )
    elif state is FileState.TRACKED or run.given.complete:
        worlds = state is not FileState.ABSENT and fits(run, place, kind)
    elif state is FileState.IGNORED and not fits(run, place, kind):
        worlds = False
    else:
        worlds = asked(run, place)
    changes = disk(run)
    key = PurePosixPath(place)
    for gone in (key, *key.parents):
        if gone in changes.removed:
            worlds = without(worlds, changes.removed[gone])
    if key in changes.created:
        worlds = either(worlds, changes.created[key])
    return worlds


def fits(run: Interpreter, place: str, kind: Kind) -> bool:
    """Whether what is on disk in the project is of this kind."""
    files = run.project.files
    path = Path(place)
    return kind == "any" or (files.is_file(path) if kind == "file" else files.is_dir(path))


def create(run: Interpreter, path: str) -> None:
    """Notes that the settings made a file or folder in the present worlds."""
    place = absolute(run, path)
    if place is not None:
        changes, key = disk(run), PurePosixPath(place)
        changes.created[key] = either(changes.created.get(key, False), run.worlds)
        if key in changes.removed:
            changes.removed[key] = without(changes.removed[key], run.worlds)


def remove(run: Interpreter, path: str) -> None:
    """Notes that the settings removed a file or folder in the present worlds."""
    place = absolute(run, path)
    if place is not None:
        changes, key = disk(run), PurePosixPath(place)
        changes.removed[key] = either(changes.removed.get(key, False), run.worlds)
        if key in changes.created:
            changes.created[key] = without(changes.created[key], run.worlds)


def write(run: Interpreter, path: str) -> None:
    """Notes that the settings wrote a file in the present worlds: it exists, and its contents are no longer those on disk."""
    create(run, path)
    place = absolute(run, path)
    if place is not None:
        changes, key = disk(run), PurePosixPath(place)
        changes.written[key] = either(changes.written.get(key, False), run.worlds)


def read(run: Interpreter, path: str, node: cst.CSTNode) -> Tree[Value]:
    """The contents of a file as bytes, unknown where they are not of the project; where there is no such file it raises.

    Raises:
        Unwind: it exists in none of the present worlds.
    """
    there = run.here(exists(run, path, "any"))
    if there is not True:
        run.split(there, lambda: None, lambda: os_error(run, "FileNotFoundError", path, node))
        if run.worlds is False:
            return NONE
    place = absolute(run, path)
    unknown = Unknown(
        f"the contents of {relative(run, place or path)}",
        None,
        ("text", f"the contents of {place or path}"),
        run.origin(node),
    )
    if place is None:
        return unknown
    state = run.project.files.state(Path(place))
    if state is FileState.OUTSIDE or (state is not FileState.TRACKED and not run.given.complete):
        return unknown
    written = run.here(both(disk(run).written.get(PurePosixPath(place), False), True))
    if written is True:
        return unknown
    if run.project.files.is_dir(Path(place)):
        return os_error(run, "IsADirectoryError", path, node)  # type: ignore[no-any-return]
    try:
        data = run.project.files.read_bytes(Path(place))
    except ProjectFileError as error:
        return Unknown(str(error.reason), None, unknown.symbol, run.origin(node))
    if len(data) > TEXT:
        raise GaveUp(f"a file is longer than {TEXT} bytes")
    disk(run).contents[place] = data
    return where(written, unknown, Known(data, run.origin(node)))  # type: ignore[no-any-return]


def decoded(run: Interpreter, data: Value, encoding: str | None, node: cst.CSTNode) -> Tree[Value]:
    """The contents of a file as text with universal newlines; without an encoding that of POSIX systems, UTF-8."""
    if not isinstance(data, Known) or not isinstance(data.value, bytes):
        return Unknown(reason_of(data), "str", getattr(data, "symbol", None), run.origin(node))
    try:
        text = io.TextIOWrapper(io.BytesIO(data.value), encoding=encoding or "utf-8").read()
    except (UnicodeDecodeError, LookupError) as error:
        return run.error(type(error).__name__, str(error), node)  # type: ignore[no-any-return]
    return Known(text, run.origin(node))


def read_text(run: Interpreter, path: str, encoding: str | None, node: cst.CSTNode) -> Tree[Value]:
    """The contents of a file as text."""
    return run.lift(lambda data: decoded(run, data, encoding, node), read(run, path, node))  # type: ignore[no-any-return]


class OpenFile:
    """An open file, or a text that behaves like one: its contents, and how far they have been read."""

    __slots__ = ("contents", "lost", "name", "position", "reader")

    def __init__(self, name: str | None, contents: Tree[Value]) -> None:
        self.name = name
        self.contents = contents
        self.position = 0
        self.reader: Worlds = True
        self.lost = False

    def take(self, call: Call, what: str) -> Any:
        """The result of `read`, `readline` or `readlines` (`what`), which moves on in the contents."""
        run = call.run
        if self.position and run.worlds is not self.reader:
            self.lost = True
        self.reader = run.worlds
        size = call.get(0)
        start = self.position

        def one(contents: Value) -> Value:
            if self.lost or not isinstance(contents, Known) or not isinstance(contents.value, (str, bytes)):
                reason = (
                    f"the contents of {self.name}" if self.name and isinstance(contents, Known) else reason_of(contents)
                )
                symbol = getattr(contents, "symbol", None) if not start else None
                if what == "readlines":
                    from djauthlint.values import Hole

                    return List((Hole(reason),), call.origin, run.worlds)
                return Unknown(
                    reason, getattr(contents, "kind", None) or "str", symbol if what == "read" else None, call.origin
                )
            stream: Any = (
                io.StringIO(contents.value, newline="\n")
                if isinstance(contents.value, str)
                else io.BytesIO(contents.value)
            )
            stream.seek(start)
            arguments = [size.value] if isinstance(size, Known) and isinstance(size.value, int) else []
            result = getattr(stream, what)(*arguments)
            self.position = stream.tell()
            if what == "readlines":
                return List(tuple(Known(line, call.origin) for line in result), call.origin, run.worlds)
            return Known(result, call.origin)

        return run.lift(one, self.contents)

    def rewind(self, call: Call) -> Value:
        """`seek`."""
        offset = call.get(0)
        if isinstance(offset, Known) and isinstance(offset.value, int) and len(call.args) == 1:
            self.position = offset.value
        else:
            self.lost = True
        return Unknown("a position in a file", "int")


def stream_object(path: str, stream: OpenFile, origin: Any = None) -> Object:
    """An open file as a value."""

    def builtin(name: str, body: Any) -> Builtin:
        return Builtin(f"{path}.{name}", body)

    result = Object(path, {}, origin)
    reading = {
        what: builtin(what, lambda call, what=what: stream.take(call, what))
        for what in ("read", "readline", "readlines")
    }
    result.attributes.update(reading)
    result.attributes["__iter__"] = reading["readlines"]
    result.attributes["__enter__"] = builtin("__enter__", lambda _: result)
    result.attributes["seek"] = builtin("seek", stream.rewind)
    for name in ("write", "writelines", "close", "flush", "truncate"):
        result.attributes[name] = builtin(name, lambda _: NONE)
    result.attributes["name"] = Known(stream.name) if stream.name is not None else Unknown("the name of a file")
    result.attributes["getvalue"] = builtin("getvalue", lambda _: stream.contents)
    return result


def contents_of(call: Call, value: Value) -> Tree[Value]:
    """What is left to read in an open file: text or bytes, unknown for any other object."""
    reader = value.attributes.get("read") if isinstance(value, Object) else None
    if isinstance(reader, Builtin):
        return reader.call(call.with_arguments([], {}))  # type: ignore[no-any-return]
    return Unknown(f"the contents of {reason_of(value)}")


def open_file(call: Call) -> Tree[Value]:
    """`open(file, mode, buffering, encoding)` on leaves."""
    return opened(call, call.get(0, "file"), call.get(1, "mode"), call.get(3, "encoding"))


def opened(call: Call, file: Value | None, mode: Value | None, encoding: Value | None) -> Tree[Value]:
    """An open file as a value; where there is no such file FileNotFoundError is raised.

    Raises:
        Unwind: it exists in none of the present worlds.
    """
    run = call.run
    path = path_text(file)
    how = mode.value if isinstance(mode, Known) and isinstance(mode.value, str) else "r" if mode is None else None
    if path is None or how is None:
        reason = reason_of(mode if path is not None else file)
        symbol = file.symbol if isinstance(file, Unknown) else None
        run.may_raise(reason, ("open", symbol if symbol is not None else id(file)), "FileNotFoundError")
        contents: Tree[Value] = Unknown(
            f"the contents of a file whose name is {reason}", None, ("open", symbol) if symbol is not None else None
        )
        return stream_object(FILE, OpenFile(None, contents), call.origin)
    binary = "b" in how
    if "x" in how:
        refuse_existing(run, path, call.node)
    if "r" not in how:
        run.may_raise(f"writing to {path}", ("write", path), "OSError")
        write(run, path)
        unknown = Unknown(f"the contents of {path} after it was written", "bytes" if binary else "str")
        return stream_object(BINARY if binary else FILE, OpenFile(path, unknown), call.origin)
    contents = read(run, path, call.node)
    if not binary:
        text = encoding.value if isinstance(encoding, Known) and isinstance(encoding.value, str) else None
        if encoding is not None and text is None and not (isinstance(encoding, Known) and encoding.value is None):
            contents = Unknown(reason_of(encoding), "str")
        else:
            contents = run.lift(lambda data: decoded(run, data, text, call.node), contents)
    return stream_object(BINARY if binary else FILE, OpenFile(path, contents), call.origin)


def refuse_existing(run: Interpreter, path: str, node: cst.CSTNode) -> None:
    """Raises FileExistsError in those of the present worlds in which there is something at a path.

    Raises:
        Unwind: that is all of them.
    """
    there = run.here(exists(run, path))
    if there is True:
        os_error(run, "FileExistsError", path, node)
    if there is not False:
        run.split(opposite(there), lambda: None, lambda: os_error(run, "FileExistsError", path, node))


def listed(run: Interpreter, path: str) -> tuple[list[str], str | None] | None:
    """The names in a folder of the project, with why there may be others (None: these are all); None: it can't be looked at.

    What git ignores is not listed and does not make a list incomplete unless the tree is declared to be as on disk: folders that
    settings list hold code and templates. What is certain is what git tracks; everything else may be there or not.
    """
    place = absolute(run, path)
    if place is None or run.project.files.state(Path(place)) in (FileState.OUTSIDE, FileState.ABSENT):
        return None
    files = run.project.files
    try:
        names = files.list_dir(Path(place))
    except ProjectFileError:
        return None
    if run.given.complete:
        return names, None
    tracked = [name for name in names if files.state(Path(place, name)) is FileState.TRACKED]
    return tracked, f"what else there is in {relative(run, place)}"

"""`os`, as it is on POSIX."""

from __future__ import annotations

import os
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.pure import computed, undetermined_call
from djauthlint.evaluator.models.standard.environ import environ_object, get
from djauthlint.evaluator.models.standard.files import (
    Kind,
    create,
    exists,
    opened,
    os_error,
    path_text,
    refuse_existing,
    remove,
)
from djauthlint.evaluator.models.standard.folders import listing, walk
from djauthlint.values import Hole, Known, List, Object, PerProcess, Unknown, Value

os_module = Model("os")

os_module.constant(name="posix", sep="/", altsep=None, extsep=".", pathsep=":", curdir=".", pardir="..", linesep="\n")
os_module.constant(devnull="/dev/null", defpath="/bin:/usr/bin", F_OK=0, R_OK=4, W_OK=2, X_OK=1, EX_OK=0)
os_module.constant(O_RDONLY=0, O_WRONLY=1, O_RDWR=2, error=CLASSES["OSError"])
os_module.factory("environ")(environ_object)
os_module.function("getenv", lift=False)(get)


@os_module.factory("path")
def _path(run: Interpreter) -> Any:
    from djauthlint.evaluator.models import library

    return library(run, "os.path")


@os_module.function("getcwd")
def _getcwd(call: Call) -> Value:
    cwd = call.run.given.cwd
    if cwd is not None:
        return Known(cwd.as_posix(), call.origin)
    return Unknown("the working directory", "str", ("text", "os.getcwd()"), call.origin)


@os_module.function("fspath")
def _fspath(call: Call) -> Any:
    value = call.get(0, "path")
    if isinstance(value, Known):
        return computed(call, os.fspath, value.value)
    return undetermined_call(call, "os.fspath", reason_of(value), "str")


@os_module.function("fsencode")
@os_module.function("fsdecode")
def _fscode(call: Call) -> Any:
    return call.undetermined()


def _host(name: str, reason: str, kind: str | None) -> None:
    """A function whose result depends on the machine or on the process."""
    os_module.function(name)(lambda call: undetermined_call(call, f"os.{name}", reason, kind))


for _name in (
    "cpu_count",
    "process_cpu_count",
    "getppid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "umask",
    "getpgid",
    "nice",
):
    _host(_name, f"os.{_name}() depends on the process", "int")
_host("getpid", PerProcess("the number of the process"), "int")
for _name in (
    "uname",
    "getlogin",
    "ctermid",
    "ttyname",
    "getloadavg",
    "times",
    "stat",
    "lstat",
    "statvfs",
    "get_terminal_size",
    "getgroups",
):
    _host(_name, f"os.{_name}() depends on the host", "str" if _name == "getlogin" else None)
for _name in ("access", "isatty"):
    _host(_name, f"os.{_name}() depends on the host", "bool")
for _name in ("system", "popen", "fork", "spawnl", "wait", "waitpid"):
    _host(_name, "djauthlint starts no processes", None)
_host("readlink", "links are not followed", "str")


@os_module.function("urandom")
@os_module.function("getrandom")
def _urandom(call: Call) -> Value:
    return call.undetermined(PerProcess("random bytes"), "bytes")


for _name in (
    "chmod",
    "chown",
    "utime",
    "putenv",
    "unsetenv",
    "close",
    "fsync",
    "kill",
    "killpg",
    "setpgid",
    "symlink",
    "link",
):
    os_module.function(_name)(lambda _: NONE)


@os_module.function("chdir")
def _chdir(call: Call) -> Value:
    """The working directory is a fact about the whole process: only what is given counts until now, so it is unknown from now on."""
    from dataclasses import replace
    from pathlib import Path

    from djauthlint.evaluator.models.standard.files import absolute

    path = path_text(call.get(0, "path"))
    place = absolute(call.run, path) if path is not None else None
    certain = place is not None and call.run.worlds is True
    call.run.given = replace(call.run.given, cwd=Path(place) if certain and place is not None else None)
    return NONE


@os_module.function("makedirs")
def _makedirs(call: Call) -> Value:
    path = path_text(call.get(0, "name"))
    if path is None:
        call.run.may_raise(reason_of(call.get(0, "name")), ("makedirs", id(call.node)), "OSError")
        return NONE
    if call.flag(2, "exist_ok", False) is False:
        refuse_existing(call.run, path, call.node)
    call.run.may_raise(f"making {path}", ("makedirs", path), "OSError")
    create_with_parents(call, path)
    return NONE


def create_with_parents(call: Call, path: str) -> None:
    """A folder and those that it lies in exist from now on."""
    import posixpath

    while path not in ("", "/", "."):
        if exists(call.run, path, "folder") is True:
            return
        create(call.run, path)
        path = posixpath.dirname(path)


@os_module.function("mkdir")
def _mkdir(call: Call) -> Value:
    path = path_text(call.get(0, "path"))
    if path is None:
        call.run.may_raise(reason_of(call.get(0, "path")), ("mkdir", id(call.node)), "OSError")
        return NONE
    refuse_existing(call.run, path, call.node)
    call.run.may_raise(f"making {path}", ("makedirs", path), "OSError")
    create(call.run, path)
    return NONE


@os_module.function("remove")
@os_module.function("unlink")
@os_module.function("rmdir")
@os_module.function("removedirs")
def _remove(call: Call) -> Value:
    path = path_text(call.get(0, "path"))
    run = call.run
    if path is None:
        run.may_raise(reason_of(call.get(0, "path")), ("remove", id(call.node)), "OSError")
        return NONE
    there = run.here(exists(run, path))
    if there is not True:
        run.split(
            there,
            lambda: None,
            lambda: os_error(run, "FileNotFoundError", path, call.node),
        )
    if run.worlds is not False:
        remove(run, path)
    return NONE


@os_module.function("rename")
@os_module.function("replace")
def _rename(call: Call) -> Value:
    source, target = path_text(call.get(0, "src")), path_text(call.get(1, "dst"))
    from djauthlint.evaluator.models.standard.files import write

    if target is not None:
        write(call.run, target)
    if source is not None:
        remove(call.run, source)
    return NONE


@os_module.function("listdir")
def _listdir(call: Call) -> Any:
    return listing(call, call.get(0, "path"), lambda name, _: Known(name, call.origin))


@os_module.function("scandir")
def _scandir(call: Call) -> Any:
    return listing(call, call.get(0, "path"), lambda name, folder: _directory_entry(call, name, folder))


def _directory_entry(call: Call, name: str, folder: str) -> Object:
    import posixpath

    from djauthlint.evaluator.expressions import from_worlds
    from djauthlint.values import Builtin

    path = posixpath.join(folder, name)

    def test(kind: Kind) -> Any:
        return lambda inner: from_worlds(inner.run, exists(inner.run, path, kind), inner.origin)

    attributes: dict[str, Any] = {"name": Known(name), "path": Known(path)}
    attributes["is_file"] = Builtin("os.DirEntry.is_file", test("file"))
    attributes["is_dir"] = Builtin("os.DirEntry.is_dir", test("folder"))
    return Object("os.DirEntry", attributes, call.origin)


os_module.function("walk")(walk)


@os_module.function("fdopen")
def _fdopen(call: Call) -> Any:
    return opened(call, call.get(0, "fd"), call.get(1, "mode"), call.get(3, "encoding"))


@os_module.function("get_exec_path")
def _get_exec_path(call: Call) -> Value:
    return List((Hole("the environment"),), call.origin, call.run.worlds)


@os_module.function("_exit")
@os_module.function("abort")
def _exit(call: Call) -> Any:
    return call.run.error("SystemExit", "the process ends", call.node)


for _name in ("PathLike",):
    os_module.cls(_name)(lambda call: call.undetermined())

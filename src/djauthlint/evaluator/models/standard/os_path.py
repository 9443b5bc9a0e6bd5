"""`os.path`, as it is on POSIX (CPython's posixpath): pure where it is pure, questions where it looks at the disk."""

from __future__ import annotations

import posixpath
import re
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks
from djauthlint.evaluator.models.pure import compute, computed, pure, undetermined_call
from djauthlint.evaluator.models.standard.files import Kind, exists, path_text
from djauthlint.evaluator.texts import join_texts
from djauthlint.values import Known, Object, Tuple, Unknown, Value

os_path = Model("os.path")
posix_path = Model("posixpath")
posix_path.names = os_path.names

os_path.constant(
    sep="/", altsep=None, extsep=".", pathsep=":", curdir=".", pardir="..", defpath="/bin:/usr/bin", devnull="/dev/null"
)
os_path.constant(supports_unicode_filenames=False)


def _of_paths(name: str) -> None:
    """A pure function of paths: what is no string stands for its text."""
    function = getattr(posixpath, name)

    @os_path.function(name)
    def body(call: Call) -> Any:
        args = [
            Known(path_text(value)) if isinstance(value, Object) and path_text(value) else value for value in call.args
        ]  # type: ignore[arg-type]
        return compute(call.with_arguments(args), f"os.path.{name}", function, "str", fails=None)


for _name in ("basename", "dirname", "normcase", "normpath", "join"):
    _of_paths(_name)
for _name in ("commonpath", "commonprefix"):
    pure(os_path, _name, getattr(posixpath, _name), "str")
pure(os_path, "isabs", posixpath.isabs, "bool", fails=None)


def _parts(name: str) -> None:
    function = getattr(posixpath, name)

    @os_path.function(name)
    def body(call: Call) -> Any:
        """An undetermined path still has two parts."""
        value = call.get(0, "p")
        if isinstance(value, Unknown):
            whole = undetermined_call(call, f"os.path.{name}", value.reason)
            return Tuple(
                tuple(Unknown(value.reason, "str", ("item", whole.symbol, place), call.origin) for place in range(2)),
                call.origin,
            )
        return compute(call, f"os.path.{name}", function, "tuple", fails=None)


for _name in ("split", "splitext", "splitdrive"):
    _parts(_name)


def _from_cwd(call: Call, path: Any) -> Any:
    if not isinstance(path, (str, bytes)) and not hasattr(path, "__fspath__"):
        return computed(call, posixpath.abspath, path)
    if posixpath.isabs(path):
        return computed(call, posixpath.normpath, path)
    cwd = call.run.given.cwd
    if cwd is None:
        return Unknown("the working directory", "str", ("text", f"os.path.abspath({path!r})"), call.origin)
    text = path_text(Known(path))
    return computed(call, posixpath.normpath, posixpath.join(cwd.as_posix(), text or ""))


@os_path.function("abspath")
@os_path.function("realpath")
def _abspath(call: Call) -> Any:
    """Links are not followed: the project's root is taken as it is given, and nothing outside is looked at."""
    try:
        return _from_cwd(call, call.python(0, "path" if "path" in call.keywords else "filename"))
    except Undetermined as undetermined:
        return undetermined_call(call, "os.path.abspath", undetermined.reason, "str")


@os_path.function("relpath")
def _relpath(call: Call) -> Any:
    try:
        path, start = call.python(0, "path"), call.python(1, "start")
    except Undetermined as undetermined:
        return undetermined_call(call, "os.path.relpath", undetermined.reason, "str")
    if start is not None and posixpath.isabs(path) and posixpath.isabs(start):
        return computed(call, posixpath.relpath, path, start)
    if call.run.given.cwd is None:
        return undetermined_call(call, "os.path.relpath", "the working directory", "str")
    cwd = call.run.given.cwd.as_posix()
    return computed(call, lambda: posixpath.relpath(posixpath.join(cwd, path), posixpath.join(cwd, start or "")))


@os_path.function("expanduser")
def _expanduser(call: Call) -> Any:
    try:
        path = call.python(0, "path")
    except Undetermined as undetermined:
        return undetermined_call(call, "os.path.expanduser", undetermined.reason, "str")
    if isinstance(path, bytes):
        return (
            undetermined_call(call, "os.path.expanduser", "a home directory", "bytes")
            if path[:1] == b"~"
            else Known(path)
        )
    text = path_text(Known(path))
    if text is None:
        return computed(call, posixpath.expanduser, path)
    if not text.startswith("~"):
        return Known(text, call.origin)
    return home(call, text) or Unknown(
        "a home directory", "str", ("text", f"os.path.expanduser({text!r})"), call.origin
    )


def home(call: Call, text: str) -> Any:
    """`text`, which begins with "~", where HOME is given or was set by the settings; None: it depends on the user."""
    environment = call.run.environment
    if not (text == "~" or text.startswith("~/")) or "HOME" not in (
        *environment.given.environment,
        *environment.written,
    ):
        return None

    def one(leaf: Any) -> Value:
        if isinstance(leaf, Known) and isinstance(leaf.value, str):
            return Known((leaf.value.rstrip("/") + text[1:]) or "/", call.origin)
        return Unknown("a home directory", "str", ("text", f"os.path.expanduser({text!r})"), call.origin)

    return call.run.lift(one, environment.read(call.run, "HOME"))


_VARIABLE: Final = re.compile(r"\$(\w+|\{[^}]*\})", re.ASCII)


@os_path.function("expandvars")
def _expandvars(call: Call) -> Tree[Value]:
    """As `posixpath.expandvars`: what is not set stays as it is written."""
    path = path_text(call.get(0, "path"))
    if path is None:
        return undetermined_call(call, "os.path.expandvars", "a path that can't be determined", "str")
    parts: list[Tree[Value]] = []
    position = 0
    for match in _VARIABLE.finditer(path):
        name = match[1].strip("{}") if match[1].startswith("{") else match[1]
        parts.append(Known(path[position : match.start()]))
        written = Known(match[0])
        variable = call.run.environment.read(call.run, name)
        parts.append(
            call.run.lift(lambda leaf, written=written: leaf if isinstance(leaf, Value) else written, variable)
        )
        position = match.end()
    parts.append(Known(path[position:]))
    return join_texts(call.run, parts, call.origin)


def _test(name: str, kind: Kind) -> None:
    @os_path.function(name)
    def body(call: Call) -> Any:
        from djauthlint.evaluator.expressions import from_worlds

        value = call.get(0, "path" if "path" in call.keywords else "s")
        path = path_text(value)
        if path is not None:
            return from_worlds(call.run, exists(call.run, path, kind), call.origin)
        if value is None or (isinstance(value, Known) and not isinstance(value.value, int)):
            return computed(call, getattr(posixpath, name), *(to_python(leaf) for leaf in call.args))
        return undetermined_call(
            call, f"os.path.{name}", getattr(value, "reason", "a path that can't be determined"), "bool"
        )


_test("exists", "any")
_test("lexists", "any")
_test("isfile", "file")
_test("isdir", "folder")

asks(os_path, "islink ismount samefile", "the disk is not looked at", "bool")
asks(os_path, "getmtime getctime getatime", "the time at which a file changed", "float", "FileNotFoundError")
asks(os_path, "getsize", "the size of a file", "int", "FileNotFoundError")

"""`pathlib`: the classes. A path is a plain value; what its methods do is in `models.paths` and in `pathlib_disk`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.paths import PATH_METHODS
from djauthlint.evaluator.models.pure import computed, undetermined_call
from djauthlint.evaluator.models.standard.os_path import home
from djauthlint.evaluator.models.standard.pathlib_disk import DISK_METHODS
from djauthlint.values import Builtin, Dict, Known, List, Set, Tuple, Unknown, Value

pathlib_module = Model("pathlib")


def make_path(call: Call) -> Any:
    """`Path(*pieces)`."""
    pieces: list[Any] = []
    for value in call.args:
        if not isinstance(value, Known):
            after = call.args[call.args.index(value) + 1 :]
            wrong = next((other for other in (value, *after) if isinstance(other, (Tuple, List, Dict, Set))), None)
            if wrong is not None:
                text = f"argument should be a str or an os.PathLike object, not '{wrong.type_name}'"
                return call.run.error("TypeError", text, call.node)
            if len(call.args) == 1 and isinstance(value, Unknown) and value.kind == "path":
                return value
            result = undetermined_call(call, "Path", reason_of(value), "path")
            if isinstance(value, Unknown) and value.kind is None:
                call.run.may_raise(value.reason, ("path", value.key), "TypeError")
            return result
        pieces.append(value.value)
    return computed(call, PurePosixPath, *pieces)


def _cwd(call: Call) -> Value:
    cwd = call.run.given.cwd
    if cwd is not None:
        return Known(PurePosixPath(cwd.as_posix()), call.origin)
    return Unknown("the working directory", "path", ("text", "Path.cwd()"), call.origin)


def _home(call: Call) -> Any:
    def one(leaf: Value) -> Value:
        if isinstance(leaf, Known) and isinstance(leaf.value, str):
            return Known(PurePosixPath(leaf.value), call.origin)
        return Unknown("a home directory", "path", ("text", "Path.home()"), call.origin)

    found = home(call, "~")
    return call.run.lift(one, found) if found is not None else one(Unknown(""))


_PURE: dict[str, Any] = {
    "__new__": Builtin("pathlib.PurePath.__new__", lambda call: make_path(call.with_arguments(call.args[1:]))),
    **PATH_METHODS,
}
_CONCRETE: dict[str, Any] = {
    **_PURE,
    **DISK_METHODS,
    "cwd": Builtin("pathlib.Path.cwd", _cwd),
    "home": Builtin("pathlib.Path.home", _home),
}

_BASES = ("pathlib.PurePosixPath", "pathlib.PurePath", "builtins.object")
pathlib_module.cls("PurePath", bases=_BASES[2:], **_PURE)(make_path)
pathlib_module.cls("PurePosixPath", bases=_BASES[1:], **_PURE)(make_path)
pathlib_module.cls("Path", bases=_BASES, **_CONCRETE)(make_path)
pathlib_module.cls("PosixPath", bases=("pathlib.Path", *_BASES), **_CONCRETE)(make_path)

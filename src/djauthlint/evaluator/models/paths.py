"""Attributes and methods of `pathlib.Path`: the pure ones; what looks at the disk is in `models.standard.pathlib_disk`."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.values import ABSENT, Bound, Builtin, Known, Tuple, Unknown

PROPERTIES: Final = frozenset("parent name stem suffix suffixes parts anchor root drive".split())

DISK: Final = frozenset(
    "resolve absolute exists is_file is_dir is_symlink is_mount is_block_device is_char_device is_fifo is_socket is_junction read_text "
    "read_bytes open mkdir iterdir glob rglob walk expanduser stat lstat touch write_text write_bytes unlink rmdir rename replace chmod "
    "lchmod samefile owner group readlink symlink_to hardlink_to link_to cwd home copy copy_into move move_into info".split()
)

METHODS: Final[dict[str, str | None]] = {
    "joinpath": "path",
    "with_name": "path",
    "with_stem": "path",
    "with_suffix": "path",
    "relative_to": "path",
    "is_relative_to": "bool",
    "is_absolute": "bool",
    "is_reserved": "bool",
    "match": "bool",
    "as_posix": "str",
    "as_uri": "str",
    "__str__": "str",
    "__fspath__": "str",
}
"""Pure methods with the kind of what they give."""


def path_attribute(run: Interpreter, value: Known, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """An attribute of a path; `ABSENT` when paths have none of this name."""
    origin = run.origin(node) if node is not None else None
    path = value.value
    assert isinstance(path, pathlib.PurePath)
    if name in PROPERTIES:
        return from_python(getattr(path, name), origin, run.worlds)
    if name == "parents":
        return Tuple(tuple(Known(parent, origin) for parent in path.parents), origin)
    method = PATH_METHODS.get(name)
    if method is not None:
        return Bound(method, value)
    if name == "__class__":
        from djauthlint.evaluator.models.builtins import class_at

        return class_at(run, "pathlib.PosixPath")
    if name in DISK:
        from djauthlint.evaluator.models.standard.pathlib_disk import disk_attribute

        return disk_attribute(run, value, name, node)
    if hasattr(pathlib.Path, name):
        return Unknown(f"{name} of a path", "function", None, origin)
    return ABSENT


def _body(name: str) -> Callable[[Call], Any]:
    def body(call: Call) -> Any:
        receiver = call.args[0] if call.args else None
        if not isinstance(receiver, Known) or not isinstance(receiver.value, pathlib.PurePath):
            reason = receiver.reason if isinstance(receiver, Unknown) else f"{name} of a path"
            return Unknown(reason, METHODS[name], None, call.origin)
        try:
            args = [to_python(argument) for argument in call.args[1:]]
            keywords = {key: to_python(argument) for key, argument in call.keywords.items()}
        except Undetermined as undetermined:
            call.run.may_raise(undetermined.reason, ("path", receiver.value, name))
            keys = tuple(argument.key if isinstance(argument, Unknown) else argument for argument in call.all()[1:])
            return Unknown(
                undetermined.reason, METHODS[name], ("method", ("text", str(receiver.value)), name, keys), call.origin
            )
        try:
            result = FUNCTIONS.get(name, getattr(pathlib.PurePosixPath, name))(receiver.value, *args, **keywords)
        except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
            return raise_error(call.run, error, call.origin)
        return from_python(result, call.origin, call.run.worlds)

    return body


def _relative_to(path: pathlib.PurePosixPath, *other: Any, walk_up: bool = False) -> pathlib.PurePosixPath:
    """As in Python 3.12 and later; before, there is no `walk_up` and several parts of the other path are joined."""
    base = pathlib.PurePosixPath(*other)
    if not other:
        raise TypeError("need at least one argument")
    for step, parent in enumerate([base, *base.parents]):
        if path == parent or parent in path.parents:
            return pathlib.PurePosixPath(*[".."] * step, *path.parts[len(parent.parts) :])
        if not walk_up:
            break
        if parent.name == "..":
            raise ValueError(f"'..' segment in {str(base)!r} cannot be walked")
    raise ValueError(f"{str(path)!r} is not in the subpath of {str(base)!r}")


def _is_relative_to(path: pathlib.PurePosixPath, *other: Any) -> bool:
    base = pathlib.PurePosixPath(*other)
    return path == base or base in path.parents


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {"relative_to": _relative_to, "is_relative_to": _is_relative_to}

PATH_METHODS: Final = {name: Builtin(f"pathlib.Path.{name}", _body(name)) for name in METHODS}
"""Called with the path as the first argument."""

"""Reading one environment variable with a default and a cast: what every environment package does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.parse import SyntaxProblem, decode
from djauthlint.project.files import ProjectFileError
from djauthlint.values import (
    ABSENT,
    Builtin,
    Dict,
    Entry,
    Hole,
    Instance,
    Known,
    List,
    Namespace,
    Object,
    Set,
    Tuple,
    Unknown,
    Value,
)

Convert = Callable[[str], Any]

CONTAINERS: Final = {"list", "tuple", "dict", "set"}


def read_variable(
    call: Call, name: str, default: Tree[Value] | None, cast: Callable[[Value], Tree[Value]], missing: Callable[[], Any]
) -> Tree[Value]:
    """The cast text where the variable is set; elsewhere the default, or what `missing` does if there is none."""
    run = call.run
    present = run.environment.read(run, name)
    return run.branch(
        run.present(present),
        lambda: run.lift(cast, run.here(present)),
        missing if default is None else lambda: run.here(default),
    )


def typed(
    call: Call, text: Value, kind: str | None, convert: Convert, errors: tuple[type[Exception], ...] = (ValueError,)
) -> Tree[Value]:
    """The value that `convert` makes of a text: unknown, but of a known type, for an undetermined text."""
    if isinstance(text, Known):
        try:
            result = convert(text.value)  # type: ignore[arg-type]
        except errors as error:
            name = next(cls.__name__ for cls in type(error).__mro__ if cls.__name__ in CLASSES)
            return call.run.error(name, str(error), call.node)
        return from_python(result, call.origin, call.run.worlds)
    return undetermined(call, text, kind)


def undetermined(call: Call, text: Value, kind: str | None) -> Value:
    """What a cast makes of a text that is not determined."""
    reason = text.reason if isinstance(text, Unknown) else "a text that can't be determined"
    run, symbol = call.run, text.symbol if isinstance(text, Unknown) else None
    match kind:
        case "list":
            return List((Hole(reason),), call.origin, run.worlds)
        case "tuple":
            return Tuple((Hole(reason),), call.origin)
        case "dict":
            return Dict({}, call.origin, run.worlds, reason)
        case "set":
            return Set({}, call.origin, run.worlds, reason)
        case "str":
            return text
    if kind != "bool":
        run.may_raise(reason, ("cast", kind, symbol), "ValueError")
    key = ("typed" if kind == "bool" else "cast", kind, symbol) if symbol is not None and kind is not None else None
    return Unknown(reason, kind, key, call.origin)


EMAIL_PARTS: Final = (
    "EMAIL_FILE_PATH",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST",
    "EMAIL_PORT",
)
"""What each package makes of an address of a mail server, whatever its scheme."""


def parts(call: Call, text: Unknown, always: Sequence[str], perhaps: Sequence[str]) -> Dict:
    """A dict made of a text that is not determined, of which all keys are known: those that it has, and those that it may have."""
    run = call.run
    entries = {key: Unknown(text.reason, None, ("part", key, text.key), call.origin) for key in (*always, *perhaps)}
    there = {
        key: True if key in always else run.ask(("part of", key, text.key), f"{run.words(text)} has {key}")
        for key in entries
    }
    listed = {key: Entry(Known(key), where(there[key], value, ABSENT)) for key, value in entries.items()}
    return Dict(listed, call.origin, run.worlds, reordered=True)


MOST_CASES: Final = 24
"""Values that an undetermined text is compared with."""


def one_of(
    call: Call, leaf: Unknown, cases: Sequence[tuple[Hashable, Value]], refuse: Callable[[], Any]
) -> Tree[Value]:
    """The value of the case that an undetermined text equals; what happens where it equals none."""
    if len(cases) > MOST_CASES:
        return Unknown(leaf.reason, leaf.kind, None, call.origin)
    if not cases:
        return refuse()  # type: ignore[no-any-return]
    text, value = cases[0]
    return call.run.branch(  # type: ignore[no-any-return]
        call.run.equals_case(leaf, text), lambda: value, lambda: one_of(call, leaf, cases[1:], refuse)
    )


def through(call: Call, function: Value, text: Value) -> Tree[Value]:
    """A text passed to a function or class that the settings name as a cast."""
    return call_value(call.run, function, call.with_arguments([text], {}))


def cast_name(value: Any) -> str | None:
    """The name of a builtin type that is given as a cast."""
    if isinstance(value, Builtin) and value.name.startswith("builtins."):
        return value.name.removeprefix("builtins.")
    return value.name if isinstance(value, Builtin) else None


def raise_class(call: Call, cls: Builtin, message: str) -> Any:
    """Raises an exception of a package in the present worlds."""
    return call.run.throw(Instance(cls, Namespace(born=call.run.worlds), call.origin, (Known(message),)))


def exception_class(path: str, *bases: str) -> Builtin:
    """An exception class of a package."""

    def make(call: Call) -> Value:
        return Instance(cls, Namespace(born=call.run.worlds), call.origin, tuple(call.args))

    cls = Builtin(path, make, bases=tuple(f"builtins.{base}" for base in bases), is_class=True)
    return cls


def read_text(run: Interpreter, path: Path) -> str | None:
    """The text of a project file that is certainly there, or None."""
    if run.file_condition(path) is not True:
        return None
    try:
        return decode(path, run.project.files.read_bytes(path)).text
    except (ProjectFileError, SyntaxProblem):
        return None


def place(run: Interpreter, value: Any) -> Path | None:
    """The absolute path that a known argument names."""
    if not isinstance(value, Known):
        return None
    text = str(value.value)
    if not text.startswith("/"):
        if run.given.cwd is None:
            return None
        text = f"{run.given.cwd}/{text}"
    return Path(text)


def folder_of_caller(run: Interpreter) -> Path:
    """The folder of the file that is being executed."""
    file = run.frame.module.file
    return file.path.parent if file is not None else run.frame.module.path


def set_all(run: Interpreter, values: dict[str, str], *, overwrite: bool) -> None:
    """Puts the variables of a file into the environment: for those that are set already only where `overwrite`."""
    for name, text in values.items():
        if overwrite:
            run.environment.write(run, name, Known(text))
        else:
            run.environment.set_default(run, name, Known(text))


def plain(path: str, **methods: Any) -> Object:
    """An object of a package with models for its methods."""
    return Object(path, dict(methods))

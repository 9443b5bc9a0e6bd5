"""Callables that the configuration declares to read an environment variable: `[tool.djauthlint.environment-readers]`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from djauthlint.conditions import Choice, Tree
from djauthlint.config import EnvironmentReader
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.packages.reading import read_variable, typed
from djauthlint.values import ABSENT, Bound, Class, Function, Known, Module, Unknown, Value

TRUE: Final = ("1", "true", "yes", "on")
FALSE: Final = ("0", "false", "no", "off", "")


class _Undecided(Exception):
    """A text of which the declared type does not say what it becomes."""


def reader_of(run: Interpreter, function: Value) -> EnvironmentReader | None:
    """The declaration of a callable, None when there is none."""
    paths = set(_paths(function))
    for reader in run.given.readers:
        if reader.callable in paths or _stands_at(run, function, reader.callable):
            return reader
    return None


def _paths(function: Value) -> Iterator[str]:
    """The dotted paths under which a callable is defined, or a package provides it."""
    match function:
        case Function():
            yield f"{function.owner.path if function.owner is not None else function.module.name}.{function.name}"
        case Bound():
            yield from _paths(function.function)
        case Class():
            yield function.path
        case Unknown(path=str() as path):
            yield path


def _stands_at(run: Interpreter, function: Value, path: str) -> bool:
    """Whether a name of a module of the project is bound to a callable, or to the object whose method it is."""
    if _value_at(run, path) is function:
        return True
    owner, _, method = path.rpartition(".")
    if isinstance(function, Bound) and isinstance(function.function, Function) and function.function.name == method:
        return _value_at(run, owner) is function.receiver
    return False


def _value_at(run: Interpreter, path: str) -> Any:
    module, _, name = path.rpartition(".")
    found = run.modules.get(module)
    leaf = run.here(found.namespace.names.get(name, ABSENT)) if isinstance(found, Module) else None
    return None if isinstance(leaf, Choice) or leaf is ABSENT else leaf


def declared_path(run: Interpreter, value: Unknown, name: str) -> str | None:
    """The path of a declared method of an undetermined object of the project: `project.env.reader.bool`."""
    for reader in run.given.readers:
        owner, _, method = reader.callable.rpartition(".")
        if method == name and _value_at(run, owner) is value:
            return reader.callable
    return None


def read_declared(run: Interpreter, reader: EnvironmentReader, function: Value, call: Call) -> Tree[Value]:
    """What a call of a declared reader gives."""
    variable = _argument(reader.variable, function, call)
    if not isinstance(variable, Known) or not isinstance(variable.value, str):
        return call.undetermined(f"the variable that {reader.callable}() reads")
    name = variable.value

    def cast(leaf: Value) -> Tree[Value]:
        return _converted(call, leaf, reader.type)

    default = _argument(reader.default, function, call) if reader.default is not None else None
    if default is not None:
        default = run.lift(lambda leaf: cast(leaf) if _is_text(leaf) else leaf, default)

    def missing() -> Any:
        if reader.default is not None:
            return call.undetermined(f"the default of {reader.callable}()")
        return run.throw(Unknown(f"{reader.callable}({name!r}) without the variable", "exception"))

    return read_variable(call, name, default, cast, missing)


def _is_text(leaf: Value) -> bool:
    return isinstance(leaf, Known) and isinstance(leaf.value, str)


def _argument(wanted: int | str, function: Value, call: Call) -> Any:
    """An argument by its number or name, or the default of the parameter; None when there is neither."""
    inner = function.function if isinstance(function, Bound) else function
    parameters: list[str] = []
    if isinstance(inner, Function):
        node = inner.node.params
        parameters = [each.name.value for each in (*node.posonly_params, *node.params, *node.kwonly_params)]
        if isinstance(function, Bound):
            parameters = parameters[1:]
    if isinstance(wanted, int):
        found = call.get(wanted, parameters[wanted] if wanted < len(parameters) else None)
        name = parameters[wanted] if wanted < len(parameters) else None
    else:
        found = call.get(parameters.index(wanted) if wanted in parameters else None, wanted)
        name = wanted
    if found is None and isinstance(inner, Function) and name is not None:
        found = inner.defaults.get(name)
    return call.run.here(found) if found is not None else None


def _converted(call: Call, leaf: Value, kind: str | None) -> Tree[Value]:
    if kind in (None, "str"):
        return leaf
    try:
        return typed(call, leaf, None if kind == "json" else kind, _CONVERSIONS[kind])  # type: ignore[index]
    except _Undecided:
        return call.undetermined(f"{leaf.value!r} as {kind}" if isinstance(leaf, Known) else None, kind)


def _boolean(text: str) -> bool:
    word = text.strip().lower()
    if word not in (*TRUE, *FALSE):
        raise _Undecided
    return word in TRUE


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _pairs(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in _parts(text)]
    if not all(separator for _, separator, _ in pairs):
        raise _Undecided
    return {name.strip(): value.strip() for name, _, value in pairs}


_CONVERSIONS: Final[dict[str, Callable[[str], Any]]] = {
    "bool": _boolean,
    "int": int,
    "float": float,
    "list": _parts,
    "tuple": lambda text: tuple(_parts(text)),
    "dict": _pairs,
    "json": json.loads,
}

"""What most functions of the standard library are to a settings module: without effect on it, unknown, or an object."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.pure import undetermined_call
from djauthlint.values import Builtin, Object, Unknown, Value


def harmless(model: Model, names: str) -> None:
    """Functions that return None and change nothing that settings see."""
    for name in names.split():
        model.function(name)(lambda _: NONE)


def asks(model: Model, names: str, reason: str, kind: str | None = None, fails: str | None = None) -> None:
    """Functions whose result depends on the surroundings, but stays the same: calls with the same arguments are one question.

    `fails` is the exception that such a function may raise: a dotted path, or a name in `builtins`.
    """
    for name in names.split():

        def body(call: Call, path: str = f"{model.path}.{name}") -> Value:
            result = undetermined_call(call, path, reason, kind)
            if fails is not None:
                call.run.may_raise(f"{path}()", ("call", result.key), fails)
            return result

        model.function(name)(body)


def differs(model: Model, names: str, reason: str, kind: str | None = None) -> None:
    """Functions whose result is another one at each call: random numbers, the time.

    `reason` is a `PerProcess` where no two processes have the same result.
    """
    for name in names.split():
        model.function(name)(lambda call: Unknown(reason, kind, origin=call.origin))


def unknown_names(model: Model, names: str, kind: str | None = None) -> None:
    """Names that exist, and of which no more is known."""
    for name in names.split():
        path = f"{model.path}.{name}"
        model.names[name] = Unknown(path, kind, ("text", path), None, path)


def objects(model: Model, names: str, *, methods: str = "", bases: Iterable[str] = (), context: bool = False) -> None:
    """Classes whose instances are known by their class only.

    `methods` return None and change nothing that settings see; with `context` an instance is its own context manager.
    """
    for name in names.split():
        model.cls(name, bases=(*bases, "builtins.object"))(_maker(f"{model.path}.{name}", methods, context))


def _maker(path: str, methods: str, context: bool) -> Callable[[Call], Value]:
    def make(call: Call) -> Value:
        return plain_object(path, methods, call, context=context)

    return make


def plain_object(path: str, methods: str = "", call: Call | None = None, *, context: bool = False) -> Object:
    """An object of a class, with methods that return None and change nothing that settings see."""
    result = Object(path, {}, call.origin if call is not None else None)
    for method in methods.split():
        result.attributes[method] = Builtin(f"{path}.{method}", lambda _: NONE)
    if context:
        result.attributes["__enter__"] = Builtin(f"{path}.__enter__", lambda _: result)
        result.attributes["__exit__"] = Builtin(f"{path}.__exit__", lambda _: NONE)
    return result


def returns_argument(call: Call) -> Any:
    """What gives back its first argument: decorators that don't matter here."""
    return call.args[0] if call.args else NONE

"""How a module of the standard library, of Django or of a package is described."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import Builtin, Library, Unknown, Value

Body = Callable[[Call], Tree[Value]]


class Factory:
    """A name of a model that is made when first asked for: `make(run)`."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[Interpreter], Any]) -> None:
        self.make = make


class Model:
    """One module that djauthlint knows: what its names are and what its calls return and touch.

    Arguments:
        path: dotted path of the module.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.names: dict[str, Any] = {}

    def function(
        self, name: str | None = None, *, lift: bool = True, unknown: Callable[[Call], None] | None = None
    ) -> Callable[[Body], Body]:
        """Registers a function: the body gets a `Call`, with leaves for arguments if `lift`.

        `unknown` is what a call may do, besides changing its arguments, if not all of them are known (`f(*args)`).
        """

        def register(body: Body) -> Body:
            label = name or body.__name__.rstrip("_")
            attributes: dict[str, Any] = {"__unknown__": unknown} if unknown is not None else {}
            self.names[label] = Builtin(f"{self.path}.{label}", body, lift, attributes)
            return body

        return register

    def cls(
        self, name: str, *, lift: bool = True, bases: tuple[str, ...] = (), **attributes: Any
    ) -> Callable[[Body], Body]:
        """Registers a class: the body is what calling it does."""

        def register(body: Body) -> Body:
            self.names[name] = Builtin(f"{self.path}.{name}", body, lift, dict(attributes), bases, is_class=True)
            return body

        return register

    def constant(self, **values: Any) -> None:
        """Registers plain Python values; mutable ones are made anew for each evaluation."""
        for name, value in values.items():
            if isinstance(value, (list, dict, set)):
                self.names[name] = Factory(lambda run, value=value: from_python(value, None, run.worlds))
            else:
                self.names[name] = value if isinstance(value, (Value, Factory)) else from_python(value)

    def factory(self, name: str) -> Callable[[Callable[[Interpreter], Any]], Callable[[Interpreter], Any]]:
        """Registers a name that is made for each evaluation."""

        def register(make: Callable[[Interpreter], Any]) -> Callable[[Interpreter], Any]:
            self.names[name] = Factory(make)
            return make

        return register

    def library(self, run: Interpreter) -> Library:
        """The module as a value of one evaluation."""
        return Library(
            self.path,
            {name: value.make(run) if isinstance(value, Factory) else value for name, value in self.names.items()},
        )


def opens_namespace(call: Call) -> None:
    """A call that may write any setting of the module that makes it."""
    call.run.open_namespace(call.run.frame.module.namespace, f"{call.undetermined().reason} may write any setting")


def sets_variables(call: Call) -> None:
    """A call that may set any environment variable; where not all are given, a variable that it sets is one that is set."""
    if call.run.given.complete:
        call.run.environment.forget(f"{call.undetermined().reason} may set it")


def external(path: str) -> Unknown:
    """A name of a package without a model."""
    return Unknown(f"{path} comes from a package", None, ("text", path), None, path)

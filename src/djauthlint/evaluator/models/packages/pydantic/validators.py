"""The functions of a model that check or change values, and the exceptions that they raise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.inheritance import ancestors
from djauthlint.evaluator.interpreter import NONE, Interpreter, Raised
from djauthlint.evaluator.models.builtin_exceptions import exception, matches
from djauthlint.evaluator.models.packages.pydantic.validation import VALIDATION_ERROR
from djauthlint.values import Builtin, Class, Dict, Function, Instance, Known, Namespace, Object, Unknown, Value

DECORATED: Final = "pydantic.decorated"


def decorator(role: str) -> Callable[[Call], Any]:
    """`field_validator("name", mode=...)` and its relatives: notes a function of the class and what it is for."""

    def outer(call: Call) -> Any:
        def inner(decorated: Call) -> Value:
            return Object(
                DECORATED,
                {"role": Known(role), "function": decorated.args[0], "arguments": _arguments(call)},
                decorated.origin,
            )

        first = call.run.here(call.args[0]) if call.args else None
        if isinstance(first, (Function, Object)):
            bare = Call(call.run, call.node)
            return Object(
                DECORATED, {"role": Known(role), "function": first, "arguments": _arguments(bare)}, call.origin
            )
        return Builtin(f"pydantic.{role}()", inner, lift=False)

    return outer


def _arguments(call: Call) -> Object:
    names = [argument for argument in map(call.run.here, call.args) if isinstance(argument, Value)]
    return Object(
        "pydantic.arguments", {"names": Unknown("names"), **call.keywords}, symbol=tuple(_text(name) for name in names)
    )


def _text(value: Value) -> str:
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else "*"


class Hook:
    """One decorated function of a class.

    Arguments:
        role: "field_validator", "model_validator", "validator", "root_validator", "computed_field".
        function: the function itself.
        names: the fields that it is for, "*" for all.
        mode: "before", "after", "wrap", "plain".
        always: whether it is also for defaults, None where that is not said.
    """

    def __init__(self, role: str, value: Object) -> None:
        arguments = value.attributes["arguments"]
        assert isinstance(arguments, Object)
        self.role = role
        function: Any = value.attributes["function"]
        self.bound = not (isinstance(function, Object) and function.path == "builtins.staticmethod")
        self.function = function.attributes["function"] if isinstance(function, Object) else function
        names: Any = arguments.symbol
        self.names: tuple[str, ...] = names
        keywords = arguments.attributes
        mode = keywords.get("mode")
        pre = keywords.get("pre")
        if isinstance(mode, Known):
            self.mode = str(mode.value)
        else:
            self.mode = "before" if isinstance(pre, Known) and pre.value else "after"
        always = keywords.get("always")
        self.always = bool(always.value) if isinstance(always, Known) else None
        self.each = isinstance(keywords.get("each_item"), Known)
        if not isinstance(self.function, Function):
            raise Undetermined("a validator that can't be determined")

    def parameters(self) -> list[str]:
        """The names of the parameters behind the class and the value."""
        node = self.function.node.params
        names = [parameter.name.value for parameter in (*node.posonly_params, *node.params, *node.kwonly_params)]
        return names[2 if self.bound else 1 :]


def hooks_of(run: Interpreter, cls: Class) -> list[Hook]:
    """The decorated functions of a class and its bases, those of base classes first.

    Raises:
        Undetermined: one of them is not a function of the project.
    """
    found: dict[str, Hook] = {}
    for base in reversed(ancestors(run, cls)):
        for name, value in base.namespace.names.items() if isinstance(base, Class) else ():
            leaf = run.here(value)
            if isinstance(leaf, Object) and leaf.path == DECORATED:
                role = leaf.attributes["role"]
                assert isinstance(role, Known)
                found.pop(name, None)
                found[name] = Hook(str(role.value), leaf)
            elif name in found:
                del found[name]
    return list(found.values())


def call_hook(hook: Hook, cls: Value, tree: Tree[Value], call: Call, data: Dict, field: str) -> Tree[Value]:
    """What a validator of a field makes of a value."""
    run = call.run
    args: list[Tree[Value]] = [cls, tree] if hook.bound else [tree]
    keywords: dict[str, Tree[Value]] = {}
    parameters = hook.parameters()
    if hook.role == "validator":
        values: dict[str, Value] = {"values": data, "field": Unknown("a field"), "config": Unknown("a configuration")}
        keywords = {name: values[name] for name in parameters if name in values}
    elif parameters:
        info = {"data": data, "field_name": Known(field), "mode": Known("python"), "context": NONE}
        args.append(Object("pydantic.ValidationInfo", info))
    return wrapped(run, call, field, lambda: call_value(run, hook.function, call.with_arguments(args, keywords)))


def wrapped(run: Interpreter, call: Call, field: str, body: Callable[[], Any]) -> Any:
    """Runs a function of the project: what it raises as ValueError or AssertionError is a `ValidationError`."""
    run.raised.append([])
    try:
        return body()
    finally:
        for item in run.raised.pop():
            run.raised[-1].append(_converted(run, call, field, item))


def _converted(run: Interpreter, call: Call, field: str, item: Raised) -> Raised:
    kinds = [exception(name, "", None) for name in ("ValueError", "AssertionError")]
    outer, run.worlds = run.worlds, item.worlds

    def one(leaf: Value) -> Value:
        if any(matches(run, leaf, kind.cls) is True for kind in kinds):
            text = ", ".join(str(part.value) for part in getattr(leaf, "arguments", ()) if isinstance(part, Known))
            return Instance(VALIDATION_ERROR, Namespace(), call.origin, (Known(f"{field}: {text}"),))
        return leaf

    try:
        return Raised(item.worlds, run.lift(one, item.exception), item.explicit)
    finally:
        run.worlds = outer


def parameter_count(function: Function) -> int:
    """How many positional parameters a function has."""
    node = function.node.params
    return len((*node.posonly_params, *node.params))


def functions_named(hooks: list[Hook], role: str) -> Iterator[Hook]:
    """The hooks of one role."""
    return (hook for hook in hooks if hook.role == role)

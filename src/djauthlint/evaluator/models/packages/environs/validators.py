"""The validators of `environs.validate`, which are marshmallow's (https://github.com/marshmallow-code/marshmallow)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.attempts import attempt
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import exception_class, one_of
from djauthlint.values import Builtin, Known, List, Object, Tuple, Unknown, Value

VALIDATION_ERROR: Final = exception_class("marshmallow.exceptions.ValidationError", "ValueError", "Exception")
Refuse = Callable[[str], Any]


def validated(call: Call, tree: Tree[Value], refuse: Refuse) -> Tree[Value]:
    """A value that the validators of the call accept.

    Arguments:
        call: the call that reads the value, with its `validate=`.
        tree: the value.
        refuse: what is done in the worlds in which one of them does not accept it.
    """
    validate = call.get(None, "validate")
    for validator in validate.items if isinstance(validate, (List, Tuple)) else (validate,):
        tree = call.run.lift(lambda leaf, each=validator: _accepted(call, leaf, each, refuse), tree)
    return tree


def _accepted(call: Call, leaf: Value, validator: Any, refuse: Refuse) -> Tree[Value]:
    if isinstance(validator, Object):
        return _by_class(call, leaf, validator, refuse)
    if not isinstance(validator, Value) or isinstance(validator, (Known, Unknown)) or isinstance(leaf, Unknown):
        return leaf

    def body() -> Value:
        call_value(call.run, validator, call.with_arguments([leaf], {}))
        return leaf

    return attempt(call.run, body, VALIDATION_ERROR, lambda: refuse("Invalid value."))  # type: ignore[no-any-return]


def _by_class(call: Call, leaf: Value, validator: Object, refuse: Refuse) -> Tree[Value]:
    """A value and a validator of marshmallow; a value passes those that are not followed."""
    name = validator.path.removeprefix("marshmallow.validate.")
    try:
        options = {key: to_python(tree) for key, tree in validator.attributes.items()}
        if name == "OneOf" and isinstance(leaf, Unknown) and leaf.kind == "str":
            cases: Any = [(choice, Known(choice)) for choice in options["choices"] if isinstance(choice, str)]
            return one_of(call, leaf, cases, lambda: refuse(f"Must be one of: {options['choices']}."))
        accepts = name not in _TESTS or _TESTS[name](to_python(leaf), options)
    except (Undetermined, KeyError, TypeError, re.error):
        return leaf
    return leaf if accepts else refuse(f"Not accepted by {name}.")  # type: ignore[no-any-return]


def _in_range(value: Any, options: Mapping[str, Any]) -> bool:
    low, high = options.get("min"), options.get("max")
    above = low is None or value > low or (value == low and options.get("min_inclusive", True))
    return bool(above and (high is None or value < high or (value == high and options.get("max_inclusive", True))))


def _has_length(value: Any, options: Mapping[str, Any]) -> bool:
    if (equal := options.get("equal")) is not None:
        return len(value) == equal
    return _in_range(len(value), {key: options[key] for key in ("min", "max") if key in options})


_TESTS: Final[dict[str, Callable[[Any, Mapping[str, Any]], bool]]] = {
    "OneOf": lambda value, options: value in options["choices"],
    "NoneOf": lambda value, options: value not in options["iterable"],
    "Equal": lambda value, options: bool(value == options["comparable"]),
    "ContainsOnly": lambda value, options: all(item in options["choices"] for item in value),
    "Range": _in_range,
    "Length": _has_length,
    "Regexp": lambda value, options: re.match(options["regex"], value, options.get("flags", 0)) is not None,
}
_PARAMETERS: Final = {
    "OneOf": ("choices", "labels"),
    "NoneOf": ("iterable",),
    "Equal": ("comparable",),
    "ContainsOnly": ("choices", "labels"),
    "Range": ("min", "max"),
    "Length": ("min", "max"),
    "Regexp": ("regex", "flags"),
    "Email": (),
    "URL": (),
    "Predicate": (),
    "And": (),
}


def _validator(name: str) -> Builtin:
    def make(call: Call) -> Value:
        attributes: dict[str, Any] = dict(zip(_PARAMETERS[name], call.args))
        return Object(f"marshmallow.validate.{name}", {**attributes, **call.keywords}, call.origin)

    return Builtin(f"marshmallow.validate.{name}", make, is_class=True)


validate = Model("marshmallow.validate")
for _name in _PARAMETERS:
    validate.names[_name] = _validator(_name)

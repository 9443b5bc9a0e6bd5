"""`instance.name = value` on models, as `BaseModel.__setattr__` of pydantic 2 does it."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.classes import set_plainly
from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.inheritance import find_in_class
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.packages.pydantic.fields import configuration, fields_of, option
from djauthlint.evaluator.models.packages.pydantic.instances import Filling, build
from djauthlint.evaluator.models.packages.pydantic.validation import Validation
from djauthlint.values import ABSENT, Class, Instance, Known, Value


def assign(call: Call) -> Value:
    """Sets an attribute: refused where the model is frozen or has no such field, validated where the model wants that."""
    target, name, value = call.args[0], call.text(1), call.args[2]
    assert isinstance(target, Instance)
    assert name is not None
    set_plainly(call.run, target, name, _checked(call, target, name, value), call.origin, call.node)
    return NONE


def _checked(call: Call, target: Instance, name: str, value: Tree[Value]) -> Tree[Value]:
    run, cls = call.run, target.cls
    if name.startswith("_") or not isinstance(cls, Class):
        return value
    try:
        config = configuration(run, cls)
        fields = fields_of(run, cls, config, call)
        field = fields.get(name)
        if field is None:
            fixed = find_in_class(run, cls, name) is ABSENT and option(run, config, "extra", "ignore") != "allow"
            return run.error("ValueError", f"object has no field '{name}'", call.node) if fixed else value  # type: ignore[no-any-return]
        own: Any = field.info.get("frozen")
        if option(run, config, "frozen", False) or (isinstance(own, Known) and own.value):
            return Validation(call, name, build).reject("Instance is frozen")  # type: ignore[no-any-return]
        if option(run, config, "validate_assignment", False):
            return Filling(call, target, config, fields).validate(field, value)
    except Undetermined:
        pass
    return value

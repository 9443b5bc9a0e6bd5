"""The names of the modules `pydantic` and `pydantic.v1`: `BaseModel` with its methods, `Field`, validators, types."""

from __future__ import annotations

from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.pydantic.assignment import assign
from djauthlint.evaluator.models.packages.pydantic.dump import dump, names_of
from djauthlint.evaluator.models.packages.pydantic.fields import FIELD, PRIVATE, configuration, fields_of
from djauthlint.evaluator.models.packages.pydantic.instances import build, fill
from djauthlint.evaluator.models.packages.pydantic.scalars import Invalid
from djauthlint.evaluator.models.packages.pydantic.secrets_and_urls import secret, url
from djauthlint.evaluator.models.packages.pydantic.types import CONSTRAINED, OTHER_TYPES, TYPES
from djauthlint.evaluator.models.packages.pydantic.validation import VALIDATION_ERROR
from djauthlint.evaluator.models.packages.pydantic.validators import decorator
from djauthlint.evaluator.models.packages.reading import raise_class
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Entry,
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

pydantic = Model("pydantic")
pydantic_v1 = Model("pydantic.v1")
pydantic_fields = Model("pydantic.fields")
pydantic_networks = Model("pydantic.networks")
pydantic_types = Model("pydantic.types")
functional_validators = Model("pydantic.functional_validators")
pydantic_core = Model("pydantic_core")

# -- BaseModel


def _keywords(call: Call) -> Dict:
    entries: dict[Any, Entry] = {name: Entry(Known(name), value) for name, value in call.keywords.items()}
    return Dict(entries, call.origin, call.run.worlds)


def _initialize(call: Call) -> Value:
    instance = call.args[0]
    if isinstance(instance, Instance) and isinstance(instance.cls, Class):
        fill(call.with_arguments(call.args[1:]), instance, _keywords(call))
    return NONE


def _iterate(call: Call) -> Any:
    instance = call.args[0]
    if not isinstance(instance, Instance) or instance.attributes.missing is not ABSENT:
        return call.undetermined()
    try:
        pairs = names_of(call.run, instance)
    except Undetermined as undetermined:
        return call.undetermined(undetermined.reason)
    return List(tuple(Tuple((Known(name), tree)) for name, tree in pairs.items()), call.origin, call.run.worlds)


def _copy(call: Call) -> Any:
    instance = call.args[0]
    update = call.run.here(call.keywords.get("update", NONE))
    if not isinstance(instance, Instance) or call.keywords.keys() - {"update", "deep"}:
        return call.undetermined()
    names = {name: call.run.here(tree) for name, tree in instance.attributes.names.items()}
    result = Instance(
        instance.cls, Namespace(names, call.run.worlds, instance.attributes.missing), call.origin, instance.arguments
    )
    if isinstance(update, Dict) and update.open is None:
        for key, entry in update.entries.items():
            call.run.bind_name(result.attributes, str(key), entry.value, "", None)
    elif not (isinstance(update, Known) and update.value is None):
        return call.undetermined()
    return result


def _validate(call: Call) -> Any:
    cls, value = (
        call.args[0],
        call.run.here(call.args[1]) if len(call.args) > 1 else call.run.here(call.get(None, "obj") or NONE),
    )
    if isinstance(value, Instance) and value.cls is cls:
        return value
    if isinstance(cls, Class) and isinstance(value, Dict):
        return build(call, cls, value, False)
    return call.undetermined()


def _construct(call: Call) -> Any:
    return call.undetermined()


def _fields(call: Call) -> Any:
    cls = call.args[0]
    if not isinstance(cls, Class):
        return call.undetermined(kind="dict")
    try:
        fields = fields_of(call.run, cls, configuration(call.run, cls), call)
    except Undetermined as undetermined:
        return Dict({}, call.origin, call.run.worlds, undetermined.reason)
    entries: dict[Any, Entry] = {
        name: Entry(Known(name), Object(FIELD, dict(field.info), call.origin)) for name, field in fields.items()
    }
    return Dict(entries, call.origin, call.run.worlds)


def _given(call: Call) -> Any:
    instance = call.args[0]
    names = instance.arguments[0] if isinstance(instance, Instance) and instance.arguments else None
    if not isinstance(names, Dict):
        return call.undetermined(kind="set")
    return Set(
        {key: Entry(entry.key, entry.value) for key, entry in names.entries.items()}, call.origin, call.run.worlds
    )


def _same(call: Call) -> Any:
    return Known(True) if len(call.args) > 1 and call.args[0] is call.args[1] else call.undetermined(kind="bool")


def _unknown(kind: str) -> Builtin:
    return Builtin("pydantic.BaseModel.method", lambda call: call.undetermined(kind=kind), lift=False)


def _class_method(body: Any) -> Object:
    return Object("builtins.classmethod", {"function": Builtin("pydantic.BaseModel.method", body, lift=False)})


def _class_property(body: Any) -> Object:
    return Object(
        "django.utils.functional.classproperty", {"function": Builtin("pydantic.BaseModel.property", body, lift=False)}
    )


def base_class(name: str, config: dict[str, Any], initialize: Any = _initialize) -> Builtin:
    """A class that models are derived from.

    Arguments:
        name: its dotted path.
        config: what its `model_config` says.
        initialize: its `__init__`.
    """

    def method(label: str, body: Any) -> Builtin:
        return Builtin(f"{name}.{label}", body, lift=False)

    dumped = method("model_dump", dump)
    attributes = {
        "__pydantic__": {key: Known(value) for key, value in config.items()},
        "__init__": method("__init__", initialize),
        "__setattr__": method("__setattr__", assign),
        "__iter__": method("__iter__", _iterate),
        "__eq__": method("__eq__", _same),
        "__str__": _unknown("str"),
        "__repr__": _unknown("str"),
        "model_dump": dumped,
        "dict": dumped,
        "model_dump_json": _unknown("str"),
        "json": _unknown("str"),
        "model_copy": method("model_copy", _copy),
        "copy": method("copy", _copy),
        "model_validate": _class_method(_validate),
        "parse_obj": _class_method(_validate),
        "model_construct": _class_method(_construct),
        "construct": _class_method(_construct),
        "model_validate_json": _class_method(_construct),
        "model_validate_strings": _class_method(_construct),
        "parse_raw": _class_method(_construct),
        "parse_file": _class_method(_construct),
        "model_json_schema": _class_method(_construct),
        "schema": _class_method(_construct),
        "model_rebuild": _class_method(lambda call: NONE),
        "update_forward_refs": _class_method(lambda call: NONE),
        "model_fields": _class_property(_fields),
        "__fields__": _class_property(_fields),
        "model_computed_fields": Unknown("the computed fields of a model", "dict"),
        "model_fields_set": Object("builtins.property", {"function": method("model_fields_set", _given)}),
        "model_extra": Unknown("the extra fields of a model"),
    }
    return Builtin(name, lambda call: call.undetermined(), attributes=attributes, is_class=True)


BASE_MODEL: Final = base_class("pydantic.BaseModel", {})

# -- fields and validators


def _field(call: Call) -> Value:
    attributes: dict[str, Any] = dict(call.keywords)
    if call.args:
        attributes["default"] = call.args[0]
    return Object(FIELD, attributes, call.origin)


def _private(call: Call) -> Value:
    attributes: dict[str, Any] = dict(call.keywords)
    if call.args:
        attributes["default"] = call.args[0]
    return Object(PRIVATE, attributes, call.origin)


def _computed_field(call: Call) -> Any:
    def mark(decorated: Call) -> Any:
        function = decorated.run.here(decorated.args[0])
        inner = function.attributes if isinstance(function, Object) else {"function": function}
        return Object("builtins.property", {**inner, "computed": Known(True)}, decorated.origin)

    return mark(call) if call.args else Builtin("pydantic.computed_field()", mark, lift=False)


def _holder(path: str, *names: str) -> Any:
    def make(call: Call) -> Value:
        attributes: dict[str, Any] = dict(call.keywords)
        attributes.update(zip(names, call.args))
        return Object(path, attributes, call.origin)

    return make


def _alias_path(call: Call) -> Value:
    return Object("pydantic.AliasPath", {"path": Tuple(tuple(call.args))}, call.origin)


def _alias_choices(call: Call) -> Value:
    return Object("pydantic.AliasChoices", {"choices": Tuple(tuple(call.args))}, call.origin)


def _config_dict(call: Call) -> Value:
    return _keywords(call)


def _address(call: Call, value: Any) -> Any:
    try:
        return call.run.lift(lambda leaf: url(call, leaf, legacy=False), value)
    except Invalid as invalid:
        return raise_class(call, VALIDATION_ERROR, str(invalid))


def _type(name: str) -> Builtin:
    path = f"pydantic.{name}"

    def make(call: Call) -> Any:
        value = call.args[0] if call.args else NONE
        if name in ("SecretStr", "SecretBytes"):
            return call.run.lift(lambda leaf: secret(call, leaf), value)
        return _address(call, value) if TYPES.get(path, ("", {}))[0] == "url" else call.undetermined()

    return Builtin(path, make, lift=False, is_class=True, bases=("builtins.object",))


_NAMES: Final[dict[str, Any]] = {
    "BaseModel": BASE_MODEL,
    "ValidationError": VALIDATION_ERROR,
    "Field": Builtin("pydantic.Field", _field, lift=False),
    "PrivateAttr": Builtin("pydantic.PrivateAttr", _private, lift=False),
    "ConfigDict": Builtin("pydantic.ConfigDict", _config_dict, lift=False, is_class=True),
    "AliasPath": Builtin("pydantic.AliasPath", _alias_path, lift=False, is_class=True),
    "AliasChoices": Builtin("pydantic.AliasChoices", _alias_choices, lift=False, is_class=True),
    "AliasGenerator": Builtin("pydantic.AliasGenerator", _holder("pydantic.AliasGenerator", "alias"), lift=False),
    "StringConstraints": Builtin("pydantic.StringConstraints", _holder("pydantic.StringConstraints"), lift=False),
    "Strict": Builtin("pydantic.Strict", lambda call: Object("pydantic.Strict", {"strict": Known(True)}), lift=False),
    "computed_field": Builtin("pydantic.computed_field", _computed_field, lift=False),
    **{
        name: Builtin(f"pydantic.{name}", _holder(f"pydantic.{name}", "function"), lift=False)
        for name in ("BeforeValidator", "AfterValidator", "PlainValidator", "WrapValidator")
    },
    **{
        name: Builtin(f"pydantic.{name}", decorator(name), lift=False)
        for name in (
            "field_validator",
            "model_validator",
            "validator",
            "root_validator",
            "field_serializer",
            "model_serializer",
        )
    },
}
for _name in (*TYPES, *(f"pydantic.{name}" for name in OTHER_TYPES.split()), *CONSTRAINED):
    if _name.startswith("pydantic."):
        _label = _name.removeprefix("pydantic.")
        _NAMES[_label] = _type(_label)

for _model in (pydantic, pydantic_v1, pydantic_fields, pydantic_networks, pydantic_types, functional_validators):
    _model.names.update(_NAMES)
pydantic_core.names["ValidationError"] = VALIDATION_ERROR

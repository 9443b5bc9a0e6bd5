"""`typing`, `types`, `enum`, `dataclasses`, `abc`, `__future__` and `numbers`: what classes are made of; annotations have no effect."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, objects, plain_object, returns_argument
from djauthlint.evaluator.records import FROZEN, fields_of, is_dataclass, mark_dataclass
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Entry,
    Instance,
    Known,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
)

typing_module = Model("typing")
typing_extensions = Model("typing_extensions")
types_module = Model("types")
enum_module = Model("enum")
dataclasses_module = Model("dataclasses")
abc_module = Model("abc")
future_module = Model("__future__")
numbers_module = Model("numbers")

# -- typing

typing_module.constant(TYPE_CHECKING=False)
FORMS = (
    "AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO Callable ChainMap "
    "ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet "
    "Generator Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping MappingView Match "
    "MutableMapping MutableSequence MutableSet Never NoReturn NotRequired Optional OrderedDict ParamSpecArgs ParamSpecKwargs Pattern "
    "Protocol ReadOnly Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex "
    "SupportsInt SupportsRound Text TextIO Tuple Type TypeAlias TypeAliasType TypeGuard TypeIs Union Unpack ValuesView"
)


def _form(name: str) -> Builtin:
    return Builtin(
        f"typing.{name}", lambda call: call.undetermined("a type"), bases=("builtins.object",), is_class=True
    )


for _name in FORMS.split():
    typing_module.names[_name] = _form(_name)
for _name in ("NamedTuple", "TypedDict"):
    typing_module.names[_name] = _form(_name)


def _typed_dict(call: Call) -> Value:
    """The functional form `TypedDict("Name", {...})`; an instance of a class that is derived from it is a plain dict."""
    return Unknown("a TypedDict", "type", origin=call.origin)


def _new_typed_dict(call: Call) -> Any:
    from djauthlint.evaluator.models.conversions import dictionary

    return dictionary(call.with_arguments(call.args[1:]))


typing_module.names["TypedDict"] = Builtin(
    "typing.TypedDict",
    _typed_dict,
    attributes={"__instantiate__": Builtin("typing.TypedDict()", _new_typed_dict, lift=False)},
    bases=("builtins.dict", "builtins.object"),
    is_class=True,
)
asks(typing_module, "TypeVar ParamSpec TypeVarTuple", "a variable of types", "type")
typing_module.function("NewType")(lambda _: Builtin("typing.NewType()", returns_argument, lift=False))


@typing_module.function("cast", lift=False)
def _cast(call: Call) -> Tree[Value]:
    value: Tree[Value] | None = call.get(1, "val")
    return value if value is not None else call.undetermined()


for _name in (
    "final",
    "overload",
    "no_type_check",
    "runtime_checkable",
    "override",
    "assert_type",
    "reveal_type",
):
    typing_module.function(_name, lift=False)(returns_argument)
typing_module.function("dataclass_transform")(
    lambda _: Builtin("typing.dataclass_transform()", returns_argument, lift=False)
)
typing_module.function("deprecated")(lambda _: Builtin("typing.deprecated()", returns_argument, lift=False))
asks(typing_module, "get_type_hints get_origin get_args is_typeddict get_overloads", "an annotation")
typing_extensions.names = typing_module.names

# -- types


@types_module.cls("SimpleNamespace", lift=False, bases=("builtins.object",))
def _simple_namespace(call: Call) -> Value:
    result = Object("types.SimpleNamespace", dict(call.keywords), call.origin)
    for value in call.args:
        leaf = call.run.here(value)
        if isinstance(leaf, Dict) and leaf.open is None:
            result.attributes.update({str(key): entry.value for key, entry in leaf.entries.items()})
    return result


@types_module.cls("ModuleType", bases=("builtins.object",))
def _module_type(call: Call) -> Value:
    name = call.get(0, "name")
    return Object("builtins.module", {"__name__": name if name is not None else Unknown("a name", "str")}, call.origin)


@types_module.cls("MappingProxyType", bases=("collections.abc.Mapping", "builtins.object"))
def _mapping_proxy(call: Call) -> Value:
    """A view of a dict: reading it reads the dict."""
    from djauthlint.evaluator.calls import call_value
    from djauthlint.evaluator.objects import get_attribute, get_item

    inner = call.args[0]
    if not isinstance(inner, Dict):
        return call.undetermined()
    result = Object("types.MappingProxyType", {}, call.origin)

    def forward(name: str) -> None:
        def body(other: Call) -> Any:
            return call_value(other.run, get_attribute(other.run, inner, name, other.node), other)

        result.attributes[name] = Builtin(f"types.MappingProxyType.{name}", body)

    for name in ("get", "keys", "values", "items", "copy"):
        forward(name)
    result.attributes["__getitem__"] = Builtin(
        "types.MappingProxyType.__getitem__", lambda other: get_item(other.run, inner, other.args[0], other.node)
    )
    result.attributes["__iter__"] = Builtin("types.MappingProxyType.__iter__", lambda _: inner)
    return result


objects(
    types_module,
    "FunctionType LambdaType MethodType BuiltinFunctionType GeneratorType CodeType TracebackType FrameType GenericAlias",
)
objects(types_module, "UnionType NoneType EllipsisType NotImplementedType CoroutineType DynamicClassAttribute")
types_module.function("coroutine", lift=False)(returns_argument)
asks(types_module, "new_class prepare_class resolve_bases", "a class that is made at run time", "type")

# -- enum


def _enumeration(name: str, *bases: str) -> None:
    def functional(call: Call) -> Value:
        return Unknown(f"an enumeration {call.text(0, 'value') or ''}".strip(), "type", origin=call.origin)

    enum_module.names[name] = Builtin(f"enum.{name}", functional, bases=(*bases, "builtins.object"), is_class=True)


_enumeration("Enum")
_enumeration("Flag", "enum.Enum")
_enumeration("ReprEnum", "enum.Enum")
_enumeration("IntEnum", "builtins.int", "enum.ReprEnum", "enum.Enum")
_enumeration("StrEnum", "builtins.str", "enum.ReprEnum", "enum.Enum")
_enumeration("IntFlag", "builtins.int", "enum.ReprEnum", "enum.Flag", "enum.Enum")
enum_module.names["EnumMeta"] = enum_module.names["EnumType"] = Builtin(
    "enum.EnumMeta", lambda call: call.undetermined(), bases=("builtins.type", "builtins.object"), is_class=True
)
enum_module.cls("auto", bases=("builtins.object",))(lambda call: Object("enum.auto", {}, call.origin))
for _name in ("unique", "global_enum", "property", "member", "nonmember", "verify"):
    enum_module.function(_name, lift=False)(returns_argument)

# -- dataclasses


def _dataclass(call: Call) -> Any:
    """`@dataclass` and `@dataclass(...)`; a class statement recognizes both by their name."""
    options = call.keywords

    def mark(inner: Call) -> Any:
        cls = inner.run.here(inner.args[0])
        if isinstance(cls, Class):
            mark_dataclass(cls, options)
        return cls

    return mark(call) if call.args else Builtin("dataclasses.dataclass", mark, lift=False)


dataclasses_module.function("dataclass", lift=False)(_dataclass)


@dataclasses_module.function("field", lift=False)
def _field(call: Call) -> Value:
    return Object("dataclasses.Field", dict(call.keywords), call.origin)


@dataclasses_module.function("replace", lift=False)
def _replace(call: Call) -> Any:
    from djauthlint.evaluator.models.standard.functional import copied

    value = copied(call.run, call.run.here(call.args[0]), None, call.origin) if call.args else None
    if isinstance(value, Instance):
        value.attributes.names.update(call.keywords)
        return value
    return call.undetermined()


asks(dataclasses_module, "make_dataclass", "a class that is made at run time", "type")


def _class_of(call: Call) -> Class | None:
    leaf = call.args[0] if call.args else None
    cls = leaf.cls if isinstance(leaf, Instance) else leaf
    return cls if isinstance(cls, Class) else None


@dataclasses_module.function("is_dataclass")
def _is_dataclass(call: Call) -> Value:
    cls = _class_of(call)
    return call.undetermined(kind="bool") if cls is None else Known(is_dataclass(call.run, cls), call.origin)


@dataclasses_module.function("fields")
def _fields(call: Call) -> Value:
    cls = _class_of(call)
    if cls is None or not is_dataclass(call.run, cls):
        return call.undetermined(kind="tuple")
    fields = fields_of(call.run, cls).items()
    return Tuple(tuple(Object(field.path, {**field.attributes, "name": Known(name)}) for name, field in fields))


@dataclasses_module.function("astuple")
def _astuple(call: Call) -> Any:
    fields = _asdict(call)
    return Tuple(tuple(entry.value for entry in fields.entries.values())) if isinstance(fields, Dict) else fields


dataclasses_module.names["MISSING"] = Object("dataclasses._MISSING_TYPE", symbol=("text", "dataclasses.MISSING"))
dataclasses_module.names["KW_ONLY"] = Object("dataclasses._KW_ONLY_TYPE", symbol=("text", "dataclasses.KW_ONLY"))
dataclasses_module.names["InitVar"] = Builtin("dataclasses.InitVar", lambda call: call.undetermined(), is_class=True)
dataclasses_module.names["FrozenInstanceError"] = FROZEN


@dataclasses_module.function("asdict")
def _asdict(call: Call) -> Any:
    """A dict of the fields, and of the fields of dataclasses in them."""
    from djauthlint.evaluator.models.standard.functional import copied

    def plain(value: Any) -> Any:
        if isinstance(value, Instance) and isinstance(value.cls, Class):
            result = Dict({}, call.origin, call.run.worlds)
            for name in fields_of(call.run, value.cls):
                tree = call.run.here(value.attributes.names.get(name, ABSENT))
                if tree is not ABSENT:
                    result.entries[name] = Entry(Known(name), call.run.lift(plain, tree))
            return result
        if isinstance(value, List) and all(isinstance(item, Value) for item in value.items):
            return List(tuple(plain(item) for item in value.items), call.origin, call.run.worlds)
        if isinstance(value, Tuple) and all(isinstance(item, Value) for item in value.items):
            return Tuple(tuple(plain(item) for item in value.items), call.origin, value.fields)
        return copied(call.run, value, {}, call.origin)

    value = call.args[0]
    return plain(value) if isinstance(value, Instance) else call.undetermined()


# -- abc, __future__, numbers

for _name in (
    "abstractmethod",
    "abstractproperty",
    "abstractclassmethod",
    "abstractstaticmethod",
    "update_abstractmethods",
):
    abc_module.function(_name, lift=False)(returns_argument)
objects(abc_module, "ABC")
abc_module.names["ABCMeta"] = Builtin(
    "abc.ABCMeta", lambda call: call.undetermined(), bases=("builtins.type", "builtins.object"), is_class=True
)

for _name in "absolute_import annotations barry_as_FLUFL division generator_stop generators nested_scopes print_function unicode_literals with_statement".split():
    future_module.names[_name] = plain_object("__future__._Feature")
objects(numbers_module, "Number Complex Real Rational Integral")

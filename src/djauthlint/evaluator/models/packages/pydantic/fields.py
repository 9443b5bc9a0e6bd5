"""The fields and the configuration of a model class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.inheritance import ancestors
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.packages.pydantic.annotations import Kind, Reader
from djauthlint.values import ABSENT, Builtin, Class, Dict, Known, List, Object, Set, Tuple, Unknown, Value

Path = tuple[Any, ...]

FIELD: Final = "pydantic.fields.FieldInfo"
PRIVATE: Final = "pydantic.fields.ModelPrivateAttr"


@dataclass(slots=True)
class Field:
    """One field of a model.

    Arguments:
        name: its name in the class.
        kind: its type, with all metadata.
        default: its default; `ABSENT` where it is required.
        factory: what makes its default, None when there is no such function.
        aliases: what it is called in the data, each a path into them; empty: its name.
        info: the arguments of `Field(...)`.
    """

    name: str
    kind: Kind
    default: Tree[Any] = ABSENT
    factory: Value | None = None
    aliases: tuple[Path, ...] = ()
    info: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name under which sources give the value to the model."""
        return str(self.aliases[0][0]) if self.aliases else self.name


def bases_of(run: Interpreter, cls: Class) -> tuple[Value, ...]:
    """A class and its bases in method resolution order.

    Raises:
        Undetermined: one of them can't be determined.
    """
    order = ancestors(run, cls)
    for base in order:
        if isinstance(base, Unknown) and not (base.path or "").startswith("typing."):
            raise Undetermined(f"a base class of {cls.name}: {base.reason}")
    return order


def configuration(run: Interpreter, cls: Class) -> dict[str, Tree[Value]]:
    """`model_config`, `class Config` and the keywords of class statements, those of base classes first.

    Raises:
        Undetermined: some of it is not determined.
    """
    found: dict[str, Tree[Value]] = {}
    for base in reversed(bases_of(run, cls)):
        if isinstance(base, Builtin):
            found.update(base.attributes.get("__pydantic__", {}))
        if not isinstance(base, Class):
            continue
        inner = run.here(base.namespace.names.get("Config", ABSENT))
        if isinstance(inner, Class):
            for part in reversed(ancestors(run, inner)):
                if isinstance(part, Class):
                    found.update(
                        {name: tree for name, tree in part.namespace.names.items() if not name.startswith("_")}
                    )
        elif inner is not ABSENT:
            raise Undetermined("the configuration of a model")
        config = run.here(base.namespace.names.get("model_config", ABSENT))
        if isinstance(config, Dict) and config.open is None:
            found.update({str(key): run.here(entry.value) for key, entry in config.entries.items()})
        elif config is not ABSENT:
            raise Undetermined("the configuration of a model")
        found.update({name: tree for name, tree in base.keywords.items() if not name.startswith("@")})
    return found


def option(run: Interpreter, config: dict[str, Tree[Value]], name: str, default: Any = None) -> Any:
    """An option as a plain Python object.

    Raises:
        Undetermined: it is not determined.
    """
    value = config.get(name)
    return default if value is None else to_python(run.here(value))


def fields_of(run: Interpreter, cls: Class, config: dict[str, Tree[Value]], call: Call) -> dict[str, Field]:
    """The fields of a model by name, those of base classes first.

    Raises:
        Undetermined: some of it is not determined.
    """
    found: dict[str, Field] = {}
    legacy = bool(config.get("legacy"))
    for base in reversed(bases_of(run, cls)):
        if not isinstance(base, Class):
            continue
        reader = Reader(run, base)
        annotations = run.annotations.get(id(base.namespace), {})
        names = {**dict.fromkeys(annotations), **(_inferred(base) if legacy else {})}
        for name in names:
            if name.startswith("_") or name == "model_config":
                continue
            if name in annotations:
                kind = reader.read(annotations[name])
            else:
                kind = _kind_of(run.here(base.namespace.names[name]))
            if kind.name == "final":
                kind = Kind("class variable") if name in base.namespace.names else kind.inner[0]
            if kind.name != "class variable":
                found[name] = _field(run, base, name, kind, config, call)
    return found


def _inferred(cls: Class) -> dict[str, None]:
    """Names without an annotation that pydantic 1 takes for fields: plain values."""
    return {
        name: None
        for name, value in cls.namespace.names.items()
        if isinstance(value, (Known, List, Tuple, Dict, Set)) and not name.startswith("_") and name != "Config"
    }


def _kind_of(value: Any) -> Kind:
    if isinstance(value, Known):
        return Kind(
            {str: "str", bool: "bool", int: "int", float: "float", bytes: "bytes"}.get(type(value.value), "any")
        )  # type: ignore[call-overload]
    return Kind(value.type_name) if isinstance(value, (List, Tuple, Dict, Set)) else Kind("any")


def _field(run: Interpreter, cls: Class, name: str, kind: Kind, config: dict[str, Tree[Value]], call: Call) -> Field:
    default: Any = run.here(cls.namespace.names.get(name, ABSENT))
    info: dict[str, Any] = {}
    for item in kind.metadata:
        if isinstance(item, Object) and item.path == FIELD:
            info.update(item.attributes)
    if isinstance(default, Object) and default.path == FIELD:
        info.update(default.attributes)
        kind = Kind(kind.name, kind.inner, kind.cls, kind.cases, (*kind.metadata, default))
        default = info.get("default", ABSENT)
    elif default is ABSENT and "default" in info:
        default = info["default"]
    factory = info.get("default_factory")
    made = Field(name, kind, without_ellipsis(run, default), factory if isinstance(factory, Value) else None, (), info)
    made.aliases = _aliases(run, made, config, call)
    return made


def without_ellipsis(run: Interpreter, tree: Tree[Any]) -> Tree[Any]:
    """A default in which `...` says that there is none."""
    from djauthlint.conditions import apply

    return apply(lambda leaf: ABSENT if isinstance(leaf, Unknown) and leaf.kind == "ellipsis" else leaf, tree)  # type: ignore[no-any-return]


def _aliases(run: Interpreter, made: Field, config: dict[str, Tree[Value]], call: Call) -> tuple[Path, ...]:
    given = made.info.get("validation_alias")
    alias = given if given is not None and not _is_none(given) else made.info.get("alias")
    if alias is None or _is_none(alias):
        generator = config.get("alias_generator")
        if generator is None or _is_none(generator):
            return ()
        generator = run.here(generator)
        if isinstance(generator, Object) and generator.path == "pydantic.AliasGenerator":
            generator = generator.attributes.get("validation_alias", generator.attributes.get("alias"))
            if generator is None:
                return ()
        alias = call_value(run, generator, call.with_arguments([Known(made.name)], {}))
    return _paths(run.here(alias))


def _is_none(value: Any) -> bool:
    return isinstance(value, Known) and value.value is None


def _paths(alias: Any) -> tuple[Path, ...]:
    if isinstance(alias, Known) and isinstance(alias.value, str):
        return ((alias.value,),)
    if isinstance(alias, Object) and alias.path == "pydantic.AliasPath":
        return (to_python(alias.attributes["path"]),)
    if isinstance(alias, Object) and alias.path == "pydantic.AliasChoices":
        choices = alias.attributes["choices"]
        assert isinstance(choices, Tuple)
        return tuple(path for choice in choices.items for path in _paths(choice))
    raise Undetermined("an alias of a field" if not isinstance(alias, Choice) else "an alias that differs by condition")

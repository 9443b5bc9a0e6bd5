"""django-configurations 2.5 (https://github.com/jazzband/django-configurations): classes whose attributes are the settings."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.classes import class_attribute
from djauthlint.evaluator.inheritance import ancestors, find_in_class
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.database_urls import parse_database
from djauthlint.evaluator.models.packages.reading import read_variable, through, typed, undetermined
from djauthlint.evaluator.objects import attribute_of
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Entry,
    Function,
    Instance,
    Known,
    Library,
    List,
    Namespace,
    Object,
    Tuple,
    Value,
)

configurations = Model("configurations")
configurations_base = Model("configurations.base")
values = Model("configurations.values")

DEPRECATED: Final = frozenset(
    ("DEFAULT_HASHING_ALGORITHM", "DEFAULT_CONTENT_TYPE", "FILE_CHARSET", "DEFAULT_AUTO_FIELD")
)
_TRUE: Final = ("yes", "y", "true", "1")
_FALSE: Final = ("no", "n", "false", "0", "")
Cast = Callable[[Call, Value, "Spec"], Tree[Value]]


class Spec:
    """One `values.Value`: where it is read from, its default and its cast."""

    def __init__(self, call: Call, kind: str, cast: Cast) -> None:
        first = call.get(0, "default")
        self.call, self.kind, self.cast = call, kind, cast
        self.default: Any = first if first is not None else NONE
        self.environ = call.flag(1, "environ", True)
        name = call.get(2, "environ_name")
        self.name = str(name.value) if isinstance(name, Known) and name.value else None
        prefix = call.get(3, "environ_prefix")
        self.prefix: Any = "DJANGO" if prefix is None else prefix.value if isinstance(prefix, Known) else None
        self.required = call.flag(4, "environ_required", False)
        self.late = call.flag(None, "late_binding", False)
        if kind in ("DatabaseURLValue", "CacheURLValue", "SearchURLValue"):
            defaults = {
                "DatabaseURLValue": "DATABASE_URL",
                "CacheURLValue": "CACHE_URL",
                "SearchURLValue": "SEARCH_URL",
            }
            self.name = self.name or defaults[kind]
            self.prefix = None if prefix is None else self.prefix
            self.late = True
            if first is not None and not (isinstance(first, Known) and first.value is None):
                self.default = call.run.lift(lambda leaf: cast(call, leaf, self), first)
            else:
                self.default = Dict({}, call.origin, call.run.worlds)
        run = call.run
        if isinstance(self.default, Known) and self.default.value is None:
            if kind == "DictValue":
                self.default = Dict({}, call.origin, run.worlds)
            elif kind in ("TupleValue", "SingleNestedTupleValue"):
                self.default = Tuple((), call.origin)
            elif kind in ("ListValue", "BackendsValue", "SingleNestedListValue"):
                self.default = List((), call.origin, run.worlds)
        if kind == "SecretValue":
            self.environ, self.required = True, True

    def resolve(self, name: str) -> Tree[Value]:
        """As `Value.setup`: the cast text of the environment, or the default as it is."""
        call = self.call
        if not self.environ:
            return self.default
        full: str = self.name or name.upper()
        if self.prefix:
            full = f"{str(self.prefix).rstrip('_')}_{full}"

        def missing() -> Any:
            if self.required:
                return call.run.error(
                    "ValueError",
                    f"Value '{name}' is required to be set as the environment variable '{full}'",
                    call.node,
                )
            return call.run.here(self.default)

        return read_variable(call, full, None, lambda leaf: self.cast(call, leaf, self), missing)


def _bool(text: str) -> bool:
    normalized = text.strip().lower()
    if normalized in _TRUE:
        return True
    if normalized in _FALSE:
        return False
    raise ValueError(f"Cannot interpret boolean value {text!r}")


def _plain(kind: str | None, convert: Callable[[str], Any]) -> Cast:
    return lambda call, leaf, spec: typed(call, leaf, kind, convert, (ValueError, decimal.InvalidOperation))


def _list(call: Call, leaf: Value, spec: Spec) -> Tree[Value]:
    separator = call.text(None, "separator") or ","
    converter = call.get(None, "converter")

    def split(text: str) -> list[str]:
        return [part.strip() for part in text.strip().split(separator) if part.strip()]

    made = typed(call, leaf, "list", split)
    if converter is not None and isinstance(made, List):
        made = List(tuple(through(call, converter, item) for item in made.items), call.origin, call.run.worlds)  # type: ignore[arg-type]
    if spec.kind == "TupleValue" and isinstance(made, List):
        return Tuple(made.items, call.origin)
    return made


def _database(call: Call, leaf: Value, spec: Spec) -> Tree[Value]:
    alias = call.text(None, "alias") or "default"
    options = {
        name: call.keywords[name]
        for name in ("engine", "conn_max_age", "conn_health_checks", "ssl_require")
        if name in call.keywords
    }
    inner = parse_database(call, leaf, options)
    return Dict({alias: Entry(Known(alias), inner)}, call.origin, call.run.worlds)


def _unknown(kind: str | None) -> Cast:
    return lambda call, leaf, spec: (
        undetermined(call, leaf, kind) if not isinstance(leaf, Known) else call.undetermined(kind=kind)
    )


_CASTS: Final[dict[str, Cast]] = {
    "Value": lambda call, leaf, spec: leaf,
    "BooleanValue": _plain("bool", _bool),
    "IntegerValue": _plain("int", int),
    "PositiveIntegerValue": _plain("int", int),
    "FloatValue": _plain("float", float),
    "DecimalValue": _plain(None, decimal.Decimal),
    "ListValue": _list,
    "TupleValue": _list,
    "BackendsValue": _list,
    "SetValue": _unknown("set"),
    "SingleNestedListValue": _unknown("list"),
    "SingleNestedTupleValue": _unknown("tuple"),
    "DictValue": _unknown("dict"),
    "EmailValue": lambda call, leaf, spec: leaf,
    "URLValue": lambda call, leaf, spec: leaf,
    "IPValue": lambda call, leaf, spec: leaf,
    "RegexValue": lambda call, leaf, spec: leaf,
    "PathValue": _unknown("str"),
    "SecretValue": lambda call, leaf, spec: leaf,
    "DatabaseURLValue": _database,
    "CacheURLValue": _unknown("dict"),
    "SearchURLValue": _unknown("dict"),
    "EmailURLValue": _unknown("dict"),
}


def _value(kind: str) -> Callable[[Call], Tree[Value]]:
    def make(call: Call) -> Tree[Value]:
        spec = Spec(call, kind, _CASTS[kind])
        if not spec.late and (
            (spec.environ and spec.name) or (not spec.environ and not isinstance(spec.default, Known))
        ):
            return spec.resolve(spec.name or "")
        return Object("configurations.values.Value", {}, call.origin, symbol=spec)  # type: ignore[arg-type]

    return make


for _name in _CASTS:
    values.cls(_name)(_value(_name))


def _configuration(run: Interpreter) -> Builtin:
    settings = run.library("django.conf.global_settings")
    attributes: dict[str, Any] = {}
    if isinstance(settings, Library):
        attributes = {
            name: value for name, value in settings.names.items() if name.isupper() and name not in DEPRECATED
        }
        if "STORAGES" in attributes:
            attributes.pop("DEFAULT_FILE_STORAGE", None)
            attributes.pop("STATICFILES_STORAGE", None)
    for name in ("pre_setup", "setup", "post_setup", "load_dotenv"):
        attributes[name] = Builtin(f"configurations.Configuration.{name}", lambda call: NONE, lift=False)
    return Builtin("configurations.Configuration", lambda call: NONE, attributes=attributes, is_class=True)


for _model in (configurations, configurations_base):
    _model.factory("Configuration")(_configuration)


def _resolved(value: Any, name: str) -> Any:
    if isinstance(value, Object) and isinstance(value.symbol, Spec):
        return value.symbol.resolve(name)
    return value


def configured_settings(run: Interpreter, cls: Class) -> Namespace:
    """The settings that a configuration class makes of its module, as `ConfigurationLoader` does."""
    module = cls.module.namespace
    result = Namespace(dict(module.names), True, module.missing, list(module.opened), dict(module.history))
    node = cls.origin.node
    call = Call(run, node)  # type: ignore[arg-type]
    _hook(run, cls, "pre_setup", call)
    history: dict[str, Any] = {}
    names: dict[str, None] = {}
    for base in reversed(ancestors(run, cls)):
        if isinstance(base, Class):
            names.update(dict.fromkeys(name for name in base.namespace.names if name.isupper()))
            history.update(base.namespace.history)
        elif isinstance(base, Builtin):
            names.update(dict.fromkeys(name for name in base.attributes if name.isupper()))
        else:
            run.open_namespace(result, f"a base class of {cls.name} can't be determined")
    for name in names:
        found = find_in_class(run, cls, name)
        if isinstance(found, Object) and isinstance(found.symbol, Spec):
            run.bind_name(cls.namespace, name, _resolved(found, name), "", None)
    instance = Instance(cls, Namespace())
    for name in names:

        def bind(name: str = name) -> None:
            value: Any = attribute_of(run, instance, name, node)
            if isinstance(value, Bound) and isinstance(value.function, Function):
                value = call_value(run, value, call)
            elif isinstance(value, Bound):
                value = value.function
            run.bind_name(
                result, name, run.lift(lambda leaf: leaf if leaf is ABSENT else _resolved(leaf, name), value), "", None
            )
            if name in history:
                result.history[name] = history[name]

        run.guarded(bind)
        if run.worlds is False:
            run.worlds = run.alive
    result.names["CONFIGURATION"] = Known(f"{cls.module.name}.{cls.name}")
    _hook(run, cls, "post_setup", call)
    return result


def _hook(run: Interpreter, cls: Class, name: str, call: Call) -> None:
    method = class_attribute(run, cls, name)
    if isinstance(method, Bound) and isinstance(method.function, Function):
        run.guarded(lambda: _discard(call_value(run, method, call)))
        if run.worlds is False:
            run.worlds = run.alive


def _discard(value: Any) -> None:
    del value


utils = Model("configurations.utils")


@utils.function("uppercase_attributes")
def _uppercase_attributes(call: Call) -> Tree[Value]:
    """The names of a module or class in capitals, as a dict."""
    value = call.get(0, "obj")
    namespace = getattr(value, "namespace", None)
    if not isinstance(namespace, Namespace) or namespace.missing is not ABSENT:
        return call.undetermined(kind="dict")
    run = call.run
    names = [value] if not isinstance(value, Class) else list(reversed(ancestors(run, value)))
    if any(not isinstance(base, Class) for base in names if base is not value):
        return call.undetermined(kind="dict")
    result = Dict({}, call.origin, run.worlds)
    for base in names:
        for name, tree in base.namespace.names.items():
            if name.isupper() and not name.startswith("_"):
                run.set_entry(result, name, Known(name), run.here(tree))
    return result

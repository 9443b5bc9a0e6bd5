"""`configurations.values`: settings that are read from environment variables when a configuration is set up."""

from __future__ import annotations

import re
from typing import Any, Final

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.inheritance import ancestors
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.iteration import items_of
from djauthlint.evaluator.models.builtins import BUILTINS
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.configurations.conversion import CONVERSIONS, database, parts
from djauthlint.evaluator.models.packages.reading import place, read_variable, through, typed, undetermined
from djauthlint.evaluator.models.packages.url_packages import undetermined_email
from djauthlint.evaluator.models.representation import str_of
from djauthlint.evaluator.objects import find_method
from djauthlint.evaluator.operators import equal as equal_values
from djauthlint.evaluator.source_text import source_of
from djauthlint.values import (
    Builtin,
    Class,
    Dict,
    Entry,
    Hole,
    Instance,
    Known,
    List,
    Namespace,
    Object,
    Tuple,
    Unknown,
    Value,
)

values = Model("configurations.values")

PATH: Final = "configurations.values.Value"
_SEQUENCES: Final = {
    "ListValue": "list",
    "TupleValue": "tuple",
    "SetValue": "set",
    "BackendsValue": "list",
    "SingleNestedListValue": "list",
    "SingleNestedTupleValue": "tuple",
}
_ADDRESSES: Final = {
    "DatabaseURLValue": "DATABASE_URL",
    "CacheURLValue": "CACHE_URL",
    "SearchURLValue": "SEARCH_URL",
    "EmailURLValue": "EMAIL_URL",
}
_TEXTS: Final = ("Value", "EmailValue", "URLValue", "RegexValue", "PathValue", "SecretValue")
_PLAIN: Final = {
    "EmailValue": re.compile(r"[A-Za-z0-9_]+([.+-][A-Za-z0-9_]+)*@[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\.[A-Za-z]{2,20}"),
    "URLValue": re.compile(
        r"https?://(localhost|[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\.[A-Za-z]{2,20})(:\d{2,5})?(/[A-Za-z0-9_./-]*)?"
    ),
}
"""Texts that Django's validators certainly accept."""
_DATABASE_OPTIONS: Final = (
    "engine",
    "conn_max_age",
    "conn_health_checks",
    "disable_server_side_cursors",
    "ssl_require",
    "test_options",
)
_OWN: Final = frozenset(("to_python", "__module__", "__qualname__", "__doc__", "message"))
"""What a class of the project may define with the rest of a value still as in the package."""


class Spec:
    """One value: the variable that it is read from, its default and its cast.

    Arguments:
        call: how it is made.
        kind: the name of its class in the package.
        method: the `to_python` of a class of the project.
    """

    def __init__(self, call: Call, kind: str, method: Value | None = None) -> None:
        self.call, self.kind, self.method = call, kind, method
        first = call.get(0, "default")
        default: Any = first if first is not None else NONE
        if isinstance(default, Object) and isinstance(default.symbol, Spec):
            inner = default.symbol.default
            default = inner if not _is_none(inner) else default
        self.environ = call.flag(1, "environ", True) is not False or kind == "SecretValue"
        self.required = call.flag(4, "environ_required", False) or kind == "SecretValue"
        self.late = call.flag(None, "late_binding", kind in _ADDRESSES) is not False
        self.value: Any = None
        """What it was set up to, None before."""
        self.name, self.prefix = _names(call, kind)
        self.default: Any = _default(self, default)

    @property
    def is_soon(self) -> bool:
        """Whether the class gives the value itself instead of an object that is set up later."""
        truth = isinstance(self.default, Known) and not self.default.value
        return not self.late and (self.name is not None if self.environ else not truth)

    def setup(self, name: str) -> Tree[Value]:
        """As `Value.setup`: the cast text of the environment, or the default as it is."""
        self.value = self._read(name)
        if self.kind == "PathValue":
            return self.call.run.lift(lambda leaf: _path(self.call, leaf), self.value)  # type: ignore[no-any-return]
        if self.kind == "SecretValue":
            self.call.run.split(
                self.call.run.truth(self.value),
                lambda: None,
                lambda: self.call.run.error("ValueError", f"Secret value {name!r} is not set", self.call.node),
            )
            self.value = self.call.run.here(self.value)
        return self.value  # type: ignore[no-any-return]

    def _read(self, name: str) -> Tree[Value]:
        call = self.call
        if not self.environ:
            return self.default  # type: ignore[no-any-return]
        if self.name is _UNCLEAR or self.prefix is _UNCLEAR:
            return call.undetermined()
        full = self.name or name.upper()
        if self.prefix:
            full = f"{self.prefix}_{full}"

        def missing() -> Any:
            if self.required:
                text = f"Value {name!r} is required to be set as the environment variable {full!r}"
                return call.run.error("ValueError", text, call.node)
            return call.run.here(self.default)

        return read_variable(call, full, None, lambda leaf: _cast(self, leaf), missing)

    def read(self) -> Tree[Value]:
        """As the property `value`."""
        if self.value is None and self.name is not None:
            self.setup(str(self.name))
        return self.default if self.value is None else self.call.run.here(self.value)  # type: ignore[no-any-return]


class _Unclear:
    """The name of a variable that is not determined."""


_UNCLEAR: Final = _Unclear()


def _names(call: Call, kind: str) -> tuple[Any, Any]:
    """The arguments `environ_name` and `environ_prefix`, None where they are empty."""
    found = []
    for place_, name in ((2, "environ_name"), (3, "environ_prefix")):
        value = call.get(place_, name)
        if value is None:
            found.append("DJANGO" if name == "environ_prefix" and kind not in _ADDRESSES else None)
        else:
            found.append((value.value or None) if isinstance(value, Known) else _UNCLEAR)  # type: ignore[arg-type]
    name, prefix = found
    if name is None and kind in _ADDRESSES and call.get(2, "environ_name") is None:
        name = _ADDRESSES[kind]
    return name, prefix.removesuffix("_") if isinstance(prefix, str) else prefix  # type: ignore[redundant-expr]


def _is_none(value: Any) -> bool:
    return isinstance(value, Known) and value.value is None


def _default(spec: Spec, default: Any) -> Any:
    """A default as the constructors of the package make it."""
    call, kind = spec.call, spec.kind
    run = call.run
    empty = _is_none(default)
    if kind == "BooleanValue" and isinstance(default, (Known, List, Dict, Tuple)):
        if not isinstance(default, Known) or default.value not in (True, False):
            return run.error("ValueError", "Default value is not a boolean value", call.node)
    if kind == "SecretValue" and not empty:
        return run.error("ValueError", "Secret values are only allowed to be set as environment variables", call.node)
    if kind in _SEQUENCES:
        return _sequence(spec, () if empty else tuple(items_of(run, default, call.node)), nested=True)
    if kind == "DictValue":
        return call_value(run, BUILTINS["dict"], call.with_arguments([] if empty else [default], {}))
    if kind in _ADDRESSES:
        return Dict({}, call.origin, run.worlds) if empty else run.lift(lambda leaf: _cast(spec, leaf), default)
    if kind in ("IPValue", "RegexValue") and isinstance(default, Known) and default.value:
        return _cast(spec, default)
    return default


def _sequence(spec: Spec, items: tuple[Any, ...], *, nested: bool = False) -> Value:
    """Items as the type of a sequence, each through the converter if there is one."""
    call = spec.call
    converter = call.get(None, "converter")
    made = items
    if converter is not None and not _is_none(converter):
        kind = List if _SEQUENCES[spec.kind] == "list" else Tuple
        inside = nested and spec.kind.startswith("SingleNested") and items and isinstance(items[0], kind)
        made = tuple(
            _sequence(spec, tuple(item.items))
            if inside and isinstance(item, (List, Tuple))
            else through(call, converter, item)
            if isinstance(item, (Value, Choice))
            else Hole("the elements of a sequence")
            for item in items
        )
    return _of_type(spec, made)


def _of_type(spec: Spec, items: tuple[Any, ...]) -> Value:
    call, kind = spec.call, _SEQUENCES[spec.kind]
    if kind == "tuple":
        return Tuple(items, call.origin)
    result = List(items, call.origin, call.run.worlds)
    if kind == "list":
        return result
    return call_value(call.run, BUILTINS["set"], call.with_arguments([result], {}))  # type: ignore[return-value]


def _cast(spec: Spec, leaf: Value) -> Tree[Value]:
    """A text of the environment as `to_python` makes it."""
    call, kind = spec.call, spec.kind
    if spec.method is not None:
        return call_value(call.run, spec.method, call.with_arguments([leaf], {}))
    if kind == "EmailURLValue" and isinstance(leaf, Unknown):
        return undetermined_email(call, leaf)
    if kind in CONVERSIONS and kind not in ("CacheURLValue", "SearchURLValue"):
        of, convert = CONVERSIONS[kind]
        return typed(call, leaf, of, convert, (Exception,))
    if kind in _ADDRESSES:
        alias = call.text(None, "alias") or "default"
        inner = (
            _database(spec, leaf) if kind == "DatabaseURLValue" else typed(call, leaf, *CONVERSIONS[kind], (Exception,))
        )
        return Dict({alias: Entry(Known(alias), inner)}, call.origin, call.run.worlds)
    if kind == "RegexValue":
        return _matched(spec, leaf)
    if kind in _PLAIN and isinstance(leaf, Known) and not _PLAIN[kind].fullmatch(str(leaf.value)):
        call.run.may_raise(f"the check of {leaf.value!r}", ("validated", kind, leaf.value), "ValueError")
        return call.undetermined(f"{leaf.value!r}, which may be refused", "str")
    return leaf if kind in _TEXTS else _split(spec, leaf)


def _database(spec: Spec, leaf: Value) -> Tree[Value]:
    call = spec.call
    try:
        options = {name: to_python(call.keywords[name]) for name in _DATABASE_OPTIONS if name in call.keywords}
    except Undetermined as undetermined_:
        return call.undetermined(undetermined_.reason, "dict")
    return typed(call, leaf, "dict", lambda text: database(text, options), (Exception,))


def _split(spec: Spec, leaf: Value) -> Tree[Value]:
    call = spec.call
    separator = call.text(None, "separator") or ","
    outer = call.text(None, "seq_separator") or ";"
    if not isinstance(leaf, Known):
        return undetermined(call, leaf, _SEQUENCES[spec.kind])
    text = str(leaf.value)

    def inner(part: str) -> Value:
        return _sequence(spec, tuple(Known(each, call.origin) for each in parts(part, separator)))

    if spec.kind.startswith("SingleNested"):
        return _of_type(spec, tuple(inner(part) for part in parts(text, outer)))
    return inner(text)


def _matched(spec: Spec, leaf: Value) -> Tree[Value]:
    """A text that the regular expression has to match; it is compiled and searched as `re` does it."""
    call = spec.call
    run = call.run
    pattern = call.get(None, "regex")
    if pattern is None:
        return leaf
    searches: Any = run.library("re")
    found = call_value(run, searches.names["search"], call.with_arguments([pattern, leaf], {}))
    return run.branch(  # type: ignore[no-any-return]
        run.truth(found),
        lambda: leaf,
        lambda: run.error("ValueError", "Regex doesn't match value", call.node),
    )


def _path(call: Call, leaf: Value) -> Tree[Value]:
    """As `PathValue.setup`: the absolute path of something that is there."""
    run = call.run
    if not isinstance(leaf, Known):
        return call.undetermined(leaf.reason if isinstance(leaf, Unknown) else None, "str")
    if not isinstance(leaf.value, str):
        return run.error("TypeError", "expected str, bytes or os.PathLike object", call.node)  # type: ignore[no-any-return]
    path = None if leaf.value.startswith("~") else place(run, leaf)
    if path is None:
        return call.undetermined(kind="str")
    os_path: Any = run.library("os.path")
    if call.flag(None, "check_exists", True) is not False:
        exists = call_value(run, os_path.names["exists"], call.with_arguments([Known(str(path))], {}))
        run.split(
            run.truth(exists),
            lambda: None,
            lambda: run.error("ValueError", f"Path {str(path)!r} does not exist.", call.node),
        )
    return call_value(run, os_path.names["abspath"], call.with_arguments([Known(str(path))], {}))


# -- the objects


def made(spec: Spec) -> Tree[Value]:
    """What calling the class gives: the value, or an object that is set up with its configuration."""
    if spec.is_soon:
        return spec.setup(str(spec.name or ""))

    def attribute(call: Call) -> Tree[Value]:
        match call.text(0):
            case "value":
                return spec.read()
            case "default":
                return spec.default  # type: ignore[no-any-return]
            case "setup":
                return Builtin(f"{PATH}.setup", lambda inner: spec.setup(inner.text(0, "name") or ""))
        return call.undetermined()

    def equal(call: Call) -> Tree[Value]:
        run = call.run
        return run.lift(lambda leaf: _boolean(run, equal_values(run, leaf, call.args[0])), spec.read())  # type: ignore[no-any-return]

    return Object(
        PATH,
        {
            "__getattr__": Builtin(f"{PATH}.__getattr__", attribute),
            "__bool__": Builtin(f"{PATH}.__bool__", lambda call: spec.read()),
            "__str__": Builtin(f"{PATH}.__str__", lambda call: _text(call, spec)),
            "__eq__": Builtin(f"{PATH}.__eq__", equal),
        },
        spec.call.origin,
        symbol=spec,  # type: ignore[arg-type]
    )


def _text(call: Call, spec: Spec) -> Tree[Value]:
    return call.run.lift(lambda leaf: str_of(call.run, leaf, call.node), spec.read())  # type: ignore[no-any-return]


def _boolean(run: Interpreter, worlds: Any) -> Any:
    return run.branch(worlds, lambda: Known(True), lambda: Known(False))


def _class(kind: str) -> None:
    def of_project(call: Call) -> Tree[Value]:
        cls = call.args[0]
        assert isinstance(cls, Class)
        inner = call.with_arguments(call.args[1:])
        own = [base for base in ancestors(call.run, cls) if isinstance(base, Class)]
        if any(base.namespace.names.keys() - _OWN for base in own):
            return call.undetermined(f"{source_of(call.node)}, a value of class {cls.name}")
        if not any("to_python" in base.namespace.names for base in own):
            return made(Spec(inner, kind))
        instance = Instance(
            cls, Namespace(born=call.run.worlds, missing=Unknown(f"an attribute of {cls.name}")), call.origin
        )
        return made(Spec(inner, kind, find_method(call.run, instance, "to_python")))

    values.cls(kind, __instantiate__=Builtin(f"configurations.values.{kind}", of_project, lift=False))(
        lambda call: made(Spec(call, kind))
    )


for _name in (*_TEXTS, *_SEQUENCES, *_ADDRESSES, *CONVERSIONS):
    if _name not in values.names:
        _class(_name)


def spec_of(value: Any) -> Spec | None:
    """What one of these objects is set up from, None for anything else."""
    spec = value.symbol if isinstance(value, Object) else None
    return spec if isinstance(spec, Spec) else None

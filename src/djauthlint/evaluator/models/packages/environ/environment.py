"""`environ.Env`: variables read by methods, with casts, defaults and a schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlparse

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.expressions import from_worlds
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.model import Model, sets_variables
from djauthlint.evaluator.models.packages.environ import addresses
from djauthlint.evaluator.models.packages.environ.casting import KINDS, parse_value
from djauthlint.evaluator.models.packages.environ.env_files import read_env
from djauthlint.evaluator.models.packages.environ.paths import make_path, new_path
from djauthlint.evaluator.models.packages.reading import (
    EMAIL_PARTS,
    exception_class,
    parts,
    place,
    raise_class,
    read_text,
)
from djauthlint.evaluator.models.pure import as_value, computed
from djauthlint.evaluator.models.standard.urls import parts_object
from djauthlint.values import (
    ABSENT,
    Builtin,
    Dict,
    EnvironmentString,
    Known,
    Library,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
)

environ = Model("environ")
environ_environ = Model("environ.environ")
IMPROPERLY_CONFIGURED: Final = exception_class("django.core.exceptions.ImproperlyConfigured", "Exception")
DEPTH: Final = 8
"""Variables that name each other (`$OTHER`) in a row."""

Convert = Callable[..., dict[str, Any]]
_ADDRESSES: Final[dict[str, tuple[str, Convert, str]]] = {
    "db_url": ("DATABASE_URL", addresses.database, "DB_SCHEMES"),
    "cache_url": ("CACHE_URL", addresses.cache, "CACHE_SCHEMES"),
    "email_url": ("EMAIL_URL", addresses.email, "EMAIL_SCHEMES"),
    "search_url": ("SEARCH_URL", addresses.search, "SEARCH_SCHEMES"),
    "channels_url": ("CHANNELS_URL", addresses.channels, "CHANNELS_SCHEMES"),
}
_SHORT: Final = {"db": "db_url", "cache": "cache_url", "email": "email_url", "channels": "channels_url"}
_SCHEMES: Final = {
    "DB_SCHEMES": addresses.DATABASES,
    "CACHE_SCHEMES": addresses.CACHES,
    "EMAIL_SCHEMES": addresses.EMAILS,
    "SEARCH_SCHEMES": addresses.SEARCHES,
    "CHANNELS_SCHEMES": addresses.CHANNELS,
}


class Env:
    """What one `Env(...)` knows.

    Arguments:
        schema: casts and defaults by variable.
        files: whether `NAME_FILE` may name a file with the value.
        schemes: the tables of schemes, which settings may change.
    """

    def __init__(self, schema: dict[str, Any], schemes: dict[str, Dict], *, files: bool = False) -> None:
        self.schema, self.files, self.schemes = schema, files, schemes
        self.smart, self.escape, self.prefix = True, False, ""

    def value(
        self, call: Call, name: str, cast: Any, default: Any, *, parse_default: bool = False, depth: int = 0
    ) -> Tree[Value]:
        """As `Env.get_value`: `default` is a tree, None where there is none."""
        run = call.run
        full = self.prefix + name
        info = run.here(self.schema[full]) if full in self.schema else None
        if info is not None:
            pair = isinstance(info, (Tuple, List)) and len(info.items) == 2
            if cast is None:
                cast = info.items[0] if pair else info
            if default is None and pair:
                default = info.items[1]
        if default is None:
            return self._read(call, full, cast, None, parse_default, depth)
        return run.lift(lambda leaf: self._read(call, full, cast, leaf, parse_default, depth), default)  # type: ignore[no-any-return]

    def _read(
        self, call: Call, full: str, cast: Any, default: Value | None, parse_default: bool, depth: int
    ) -> Tree[Value]:
        run = call.run

        def finish(leaf: Any) -> Tree[Value]:
            if leaf is not ABSENT:
                return self._finish(call, leaf, cast, default, parse_default, depth)
            if default is None:
                return raise_class(call, IMPROPERLY_CONFIGURED, f"Set the {full} environment variable")  # type: ignore[no-any-return]
            return self._finish(call, default, cast, default, parse_default, depth)

        return run.lift(finish, self._text(call, full))  # type: ignore[no-any-return]

    def _text(self, call: Call, full: str) -> Tree[Any]:
        """The text of a variable, `ABSENT` where it is not set."""
        run = call.run
        plain = run.environment.read(run, full)
        if not self.files:
            return plain

        def from_file(leaf: Any) -> Any:
            if leaf is ABSENT or (isinstance(leaf, Known) and not leaf.value):
                return run.here(plain)
            path = place(run, leaf)
            text = read_text(run, path) if path is not None else None
            return (
                Known(text, call.origin) if text is not None else call.undetermined(f"the file that {full}_FILE names")
            )

        return run.lift(from_file, run.environment.read(run, f"{full}_FILE"))  # type: ignore[no-any-return]

    def _finish(
        self, call: Call, leaf: Value, cast: Any, default: Value | None, parse_default: bool, depth: int
    ) -> Tree[Value]:
        run = call.run
        text = leaf.value if isinstance(leaf, Known) and isinstance(leaf.value, str) else None
        if text is not None and text.startswith("$"):
            if depth > DEPTH:
                return run.error("RecursionError", "maximum recursion depth exceeded", call.node)  # type: ignore[no-any-return]
            inner = self.value(call, text.lstrip("$"), cast, default, depth=depth + 1)
            return run.lift(lambda each: self._cast(call, each, cast, default, parse_default), inner)  # type: ignore[no-any-return]
        return self._cast(call, leaf, cast, default, parse_default)

    def _cast(self, call: Call, leaf: Value, cast: Any, default: Value | None, parse_default: bool) -> Tree[Value]:
        run = call.run
        if self.escape and isinstance(leaf, Known) and isinstance(leaf.value, str):
            leaf = Known(leaf.value.replace("\\$", "$"), leaf.origin)
        elif self.escape and isinstance(leaf, Unknown):
            leaf = Unknown(leaf.reason, "str", None, call.origin)
        is_none = isinstance(default, Known) and default.value is None
        if self.smart and cast is None and default is not None and not is_none:
            cast = _type_of(default)
            if cast is None and leaf is not default:
                return call.undetermined()
        if is_none and isinstance(leaf, Known) and leaf.value in ("", None):
            return NONE

        def converted() -> Tree[Value]:
            return parse_value(call, leaf, cast)

        if leaf is default or (isinstance(leaf, Known) and isinstance(default, Known) and leaf.value == default.value):
            skip = not parse_default or (isinstance(leaf, Known) and leaf.value is None)
            return leaf if skip else converted()
        if isinstance(leaf, EnvironmentString) and is_none:
            return run.branch(run.equals_case(leaf, ""), lambda: NONE, converted)  # type: ignore[no-any-return]
        if isinstance(leaf, EnvironmentString) and isinstance(default, Known) and isinstance(default.value, str):
            if cast not in (None, "str") and not parse_default:
                return run.branch(run.equals_case(leaf, default.value), lambda: default, converted)  # type: ignore[no-any-return]
        return converted()


def _type_of(default: Value) -> str | None:
    """The cast that the type of a default stands for."""
    name = type(default.value).__name__ if isinstance(default, Known) else default.type_name
    return name if name in KINDS else None


def _name(call: Call, fallback: str | None = None) -> str | None:
    value = call.get(0, "var")
    if value is None:
        return fallback
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else None


def _given(value: Any) -> Any:
    """An argument that counts: None and empty ones don't, for a cast."""
    return None if isinstance(value, Known) and not value.value else value


def _get_value(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name, parse_default = _name(call), call.flag(3, "parse_default", False)
        if name is None or parse_default is None:
            return call.undetermined()
        return env.value(call, name, _given(call.get(1, "cast")), call.get(2, "default"), parse_default=parse_default)

    return body


def _typed(env: Env, cast: str) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name = _name(call)
        return call.undetermined() if name is None else env.value(call, name, cast, call.get(1, "default"))

    return body


def _sequence(env: Env, kind: str) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name = _name(call)
        if name is None:
            return call.undetermined()
        inner = _given(call.get(1, "cast"))
        if kind == "dict":
            cast: Any = inner if inner is not None else "dict"
        elif inner is None:
            cast = kind
        else:
            cast = List((inner,)) if kind == "list" else Tuple((inner,))
        return env.value(call, name, cast, call.get(2, "default"))

    return body


def _str(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name, multiline, choices = _name(call), call.flag(2, "multiline", False), call.get(3, "choices")
        if name is None or multiline is None:
            return call.undetermined()
        value = env.value(call, name, "str", call.get(1, "default"))
        if multiline:
            return call.run.lift(lambda leaf: _lines(call, leaf), value)  # type: ignore[no-any-return]
        return value if choices is None else call.run.lift(lambda leaf: _chosen(call, leaf, choices), value)  # type: ignore[no-any-return]

    return body


def _lines(call: Call, leaf: Value) -> Any:
    if isinstance(leaf, Known):
        return computed(call, lambda text: re.sub(r"(\\r)?\\n", r"\n", text), leaf.value)
    return Unknown(leaf.reason if isinstance(leaf, Unknown) else "a text", "str", None, call.origin)


def _chosen(call: Call, leaf: Value, choices: Value) -> Any:
    from djauthlint.evaluator.operators import contains

    run = call.run
    there = run.here(contains(run, leaf, choices))
    refuse = f"Invalid value: not in {getattr(choices, 'type_name', 'choices')}"
    return run.branch(there, lambda: leaf, lambda: raise_class(call, IMPROPERLY_CONFIGURED, refuse))


def _bytes(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name = _name(call)
        encoding = "utf8" if call.get(2, "encoding") is None else call.text(2, "encoding")
        if name is None or encoding is None:
            return call.undetermined()

        def encoded(leaf: Value) -> Any:
            if isinstance(leaf, Known):
                return computed(call, lambda text: text.encode(encoding) if isinstance(text, str) else text, leaf.value)
            return call.undetermined(getattr(leaf, "reason", None), "bytes")

        return call.run.lift(encoded, env.value(call, name, "str", call.get(1, "default")))  # type: ignore[no-any-return]

    return body


def _url(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name = _name(call)
        if name is None:
            return call.undetermined()

        def parse(leaf: Value) -> Any:
            if isinstance(leaf, Known) and isinstance(leaf.value, str):
                try:
                    return parts_object(call, urlparse(leaf.value))
                except ValueError as error:
                    return call.run.error("ValueError", str(error), call.node)
            return leaf if isinstance(leaf, Known) and leaf.value is None else call.undetermined()

        return call.run.lift(parse, env.value(call, name, "str", call.get(1, "default")))  # type: ignore[no-any-return]

    return body


def _address(env: Env, kind: str) -> Callable[[Call], Any]:
    variable, convert, table = _ADDRESSES[kind]

    def body(call: Call) -> Tree[Value]:
        name = _name(call, variable)
        if name is None:
            return call.undetermined()
        extra = call.get(2, "engine" if kind in ("db_url", "search_url") else "backend")
        value = env.value(call, name, None, call.get(1, "default"))
        return call.run.lift(lambda leaf: _converted(call, leaf, extra, convert, env.schemes[table]), value)  # type: ignore[no-any-return]

    return body


def _converted(call: Call, leaf: Value, extra: Any, convert: Convert, schemes: Dict) -> Tree[Value]:
    """An address as a dict."""
    run = call.run
    if isinstance(leaf, Unknown) and convert is addresses.email:
        return parts(call, leaf, (*EMAIL_PARTS, "EMAIL_BACKEND"), ("EMAIL_USE_TLS", "EMAIL_USE_SSL", "OPTIONS"))
    if isinstance(leaf, Unknown):
        return Dict({}, call.origin, run.worlds, leaf.reason)
    if isinstance(leaf, Known) and not leaf.value and convert in (addresses.database, addresses.cache):
        if convert is addresses.database or leaf.value is None:
            return Dict({}, call.origin, run.worlds)
    if not isinstance(leaf, Known) or not isinstance(leaf.value, str):
        return call.undetermined(kind="dict")
    try:
        chosen, table = None if extra is None else to_python(extra), to_python(schemes)
    except Undetermined:
        return call.undetermined(kind="dict")

    def made(table: dict[str, str]) -> Any:
        try:
            return as_value(call, convert(leaf.value, chosen, table))
        except addresses.Refused as refused:
            return raise_class(call, IMPROPERLY_CONFIGURED, str(refused))
        except (ValueError, TypeError, KeyError) as error:
            return raise_error(run, error, call.origin)

    scheme = leaf.value.partition(":")[0]
    package, other = addresses.PACKAGE_OF_SCHEME.get(scheme, ("", ""))
    if convert is addresses.cache and package and not chosen and table.get(scheme) == addresses.CACHES[scheme]:
        installed = run.ask(("package", package), f"package {package} is installed")
        return run.branch(installed, lambda: made({**table, scheme: other}), lambda: made(table))  # type: ignore[no-any-return]
    return made(table)  # type: ignore[no-any-return]


def _path(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        name = _name(call)
        if name is None:
            return call.undetermined()
        value = env.value(call, name, None, call.get(1, "default"))
        return call.run.lift(lambda leaf: make_path(call, [leaf]), value)  # type: ignore[no-any-return]

    return body


def _contains(call: Call) -> Tree[Value]:
    name = call.text(0)
    if name is None:
        return call.undetermined(kind="bool")
    return from_worlds(call.run, call.run.present(call.run.environment.read(call.run, name)), call.origin)


def _instance(call: Call, schemes: dict[str, Dict], attributes: dict[str, Any], *, files: bool) -> Value:
    env = Env(dict(call.keywords), schemes, files=files)
    methods: dict[str, Callable[[Call], Any]] = {
        "__call__": _get_value(env),
        "get_value": _get_value(env),
        "str": _str(env),
        "unicode": _typed(env, "str"),
        "bytes": _bytes(env),
        "bool": _typed(env, "bool"),
        "int": _typed(env, "int"),
        "float": _typed(env, "float"),
        "json": _typed(env, "json.loads"),
        "list": _sequence(env, "list"),
        "tuple": _sequence(env, "tuple"),
        "dict": _sequence(env, "dict"),
        "url": _url(env),
        "path": _path(env),
        "__contains__": _contains,
        **{name: _address(env, name) for name in _ADDRESSES},
        **{short: _address(env, name) for short, name in _SHORT.items()},
    }

    def set_attribute(inner: Call) -> Value:
        name, value = inner.text(0), inner.args[1]
        if name == "prefix" and isinstance(value, Known):
            env.prefix = str(value.value)
        elif name == "smart_cast" and isinstance(value, Known):
            env.smart = bool(value.value)
        elif name == "escape_proxy" and isinstance(value, Known):
            env.escape = bool(value.value)
        return NONE

    methods["__setattr__"] = set_attribute
    own = {name: Builtin(f"environ.Env.{name}", body) for name, body in methods.items()}
    return Object("environ.Env", {**attributes, **own}, call.origin)


def _class(run: Interpreter, name: str, *, files: bool) -> Builtin:
    """`Env` or `FileAwareEnv`, with tables of its own that settings may change."""
    schemes: dict[str, Dict] = {}
    for table, plain in _SCHEMES.items():
        made = from_python(plain)
        assert isinstance(made, Dict)
        schemes[table] = made
    os_module = run.library("os")
    assert isinstance(os_module, Library)
    attributes: dict[str, Any] = {
        "read_env": Builtin("environ.Env.read_env", read_env, attributes={"__unknown__": sets_variables}),
        "BOOLEAN_TRUE_STRINGS": from_python(addresses.TRUE),
        "ENVIRON": os_module.names["environ"],
        "parse_value": Builtin(
            "environ.Env.parse_value",
            lambda call: parse_value(call, call.args[0], call.get(1, "cast")),  # type: ignore[arg-type]
        ),
        **schemes,
    }
    for method, (_, convert, table) in _ADDRESSES.items():

        def config(call: Call, convert: Convert = convert, table: str = table) -> Tree[Value]:
            extra = call.get(1, "engine") or call.get(None, "backend")
            return _converted(call, call.get(0, "url") or Unknown("an address"), extra, convert, schemes[table])

        attributes[f"{method}_config"] = Builtin(f"environ.Env.{method}_config", config)
    return Builtin(
        f"environ.{name}",
        lambda call: _instance(call, schemes, attributes, files=files),
        lift=False,
        attributes=attributes,
        is_class=True,
    )


for _model in (environ, environ_environ):
    _model.factory("Env")(lambda run: _class(run, "Env", files=False))
    _model.factory("FileAwareEnv")(lambda run: _class(run, "FileAwareEnv", files=True))
    _model.cls("Path")(new_path)
    _model.constant(ImproperlyConfigured=IMPROPERLY_CONFIGURED)

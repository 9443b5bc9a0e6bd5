"""django-environ 0.13 (https://django-environ.readthedocs.io)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlparse

from djauthlint.conditions import Tree, bind
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import (
    cast_name,
    exception_class,
    folder_of_caller,
    place,
    raise_class,
    read_text,
    read_variable,
    set_all,
    through,
    typed,
    undetermined,
    unless_in_file,
)
from djauthlint.evaluator.models.packages.urls import Unsupported, environ_cache, environ_database, environ_email
from djauthlint.evaluator.models.standard.urls import parts_object
from djauthlint.values import Builtin, Dict, Known, List, Object, Tuple, Unknown, Value

environ = Model("environ")
environ_environ = Model("environ.environ")
IMPROPERLY_CONFIGURED: Final = exception_class("django.core.exceptions.ImproperlyConfigured", "Exception")
TRUE_STRINGS: Final = ("true", "on", "ok", "y", "yes", "1")
_LINE: Final = re.compile(r"\A(?:export )?([A-Za-z_0-9]+)=(.*)\Z")


def parse_file(text: str) -> dict[str, str]:
    """The variables of an env file, as `Env.read_env` reads them."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match.groups()
        quoted = re.match(r"\A'(.*)'\Z", value)
        if quoted:
            value = quoted.group(1)
        double = re.match(r'\A"(.*)"\Z', value)
        if double:
            value = re.sub(r"\\(.)", lambda found: "\\" + found[1] if found[1] in "rnt" else found[1], double.group(1))
        values[name] = value
    return values


def _bool(text: str) -> bool:
    try:
        return int(text) != 0
    except ValueError:
        return text.lower().strip() in TRUE_STRINGS


def _float(text: str) -> float:
    parts = re.split(r"[,\.]", re.sub(r"[^\d,.-]", "", text))
    return float(parts[0] if len(parts) == 1 else f"{''.join(parts[:-1])}.{parts[-1]}")


_CASTS: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "str": ("str", str),
    "bool": ("bool", _bool),
    "int": ("int", int),
    "float": ("float", _float),
    "list": ("list", lambda text: [part for part in text.split(",") if part]),
    "tuple": ("tuple", lambda text: tuple(part for part in text.strip("(").strip(")").split(",") if part)),
    "dict": ("dict", lambda text: dict(part.split("=", 1) for part in text.split(",") if part)),
    "bytes": ("bytes", lambda text: text.encode()),
}


def parse_value(call: Call, text: Value, cast: Any) -> Tree[Value]:
    """As `Env.parse_value` on a text of the environment."""
    if cast is None or (isinstance(cast, Known) and cast.value is None):
        return text
    if isinstance(cast, str):
        kind, convert = _CASTS[cast]
        return typed(call, text, kind, convert)
    name = cast_name(cast)
    if name in _CASTS:
        return parse_value(call, text, name)
    if isinstance(cast, (List, Tuple)) and len(cast.items) == 1:
        parts = typed(
            call,
            text,
            "list" if isinstance(cast, List) else "tuple",
            _CASTS["list" if isinstance(cast, List) else "tuple"][1],
        )
        inner: Any = cast.items[0]
        if cast_name(inner) == "str" or not isinstance(text, Known) or not isinstance(parts, (List, Tuple)):
            return parts
        items = tuple(through(call, inner, part) for part in parts.items)  # type: ignore[arg-type]
        return List(items, call.origin, call.run.worlds) if isinstance(cast, List) else Tuple(items, call.origin)
    if isinstance(cast, Dict):
        return undetermined(call, text, "dict")
    if name == "json.loads":
        return typed(call, text, None, json.loads)
    return through(call, cast, text)


class Env:
    """What one `Env(...)` knows: its schema, and whether defaults decide the cast."""

    def __init__(self, schema: dict[str, Any], *, files: bool = False) -> None:
        self.schema = schema
        self.smart = True
        self.files = files
        self.prefix = ""

    def get(
        self, call: Call, name: str, cast: Any, default: Any, *, depth: int = 0, parse_default: bool = False
    ) -> Tree[Value]:
        """As `Env.get_value`: `default` is None where there is none."""
        run = call.run
        full = self.prefix + name
        info = self.schema.get(full)
        if info is not None:
            if isinstance(info, Tuple) and len(info.items) == 2:
                cast = cast if cast is not None else info.items[0]
                default = default if default is not None else info.items[1]
            else:
                cast = cast if cast is not None else info
        if self.smart and cast is None and default is not None:
            leaf = run.here(default)
            if isinstance(leaf, Known) and leaf.value is not None:
                kind = type(leaf.value).__name__
                cast = kind if kind in _CASTS else None
            elif isinstance(leaf, (List, Tuple, Dict)):
                cast = leaf.type_name

        def parsed(text: Value) -> Tree[Value]:
            if isinstance(text, Known) and isinstance(text.value, str):
                if text.value.startswith("$"):
                    if depth > 8:
                        return Unknown("variables that name each other", origin=call.origin)
                    return self.get(call, text.value.lstrip("$"), cast, default, depth=depth + 1)
                plain = run.here(default) if default is not None else None
                if isinstance(plain, Known) and plain.value is None and text.value == "":
                    return NONE
                if isinstance(plain, Known) and plain.value == text.value and not parse_default:
                    return text
            return parse_value(call, text, cast)

        def missing() -> Any:
            return raise_class(call, IMPROPERLY_CONFIGURED, f"Set the {full} environment variable")

        if parse_default and default is not None:
            default = run.lift(
                lambda leaf: (
                    parse_value(call, leaf, cast) if isinstance(leaf, Known) and isinstance(leaf.value, str) else leaf
                ),
                default,
            )

        def value() -> Tree[Value]:
            return read_variable(call, full, default, parsed, missing)

        return unless_in_file(call, f"{full}_FILE", value) if self.files else value()


def _name_of(call: Call, fallback: str | None = None) -> str | None:
    value = call.get(0, "var")
    if value is None:
        return fallback
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else None


def _getter(env: Env, cast: Any = None, *, position: int = 1) -> Builtin:
    def body(call: Call) -> Tree[Value]:
        name = _name_of(call)
        if name is None:
            return call.undetermined()
        wanted = cast if cast is not None else call.get(1, "cast")
        return env.get(call, name, wanted, call.get(position, "default"))

    return Builtin("environ.Env.get_value", body)


def _sequence(env: Env, kind: str) -> Builtin:
    def body(call: Call) -> Tree[Value]:
        name = _name_of(call)
        if name is None:
            return call.undetermined()
        inner = call.get(1, "cast")
        cast: Any = kind
        if inner is not None and not (isinstance(inner, Known) and inner.value is None):
            cast = List((inner,)) if kind == "list" else Tuple((inner,)) if kind == "tuple" else inner
        return env.get(call, name, cast, call.get(2, "default"))

    return Builtin(f"environ.Env.{kind}", body)


def _text(env: Env) -> Builtin:
    def body(call: Call) -> Tree[Value]:
        name = _name_of(call)
        if name is None:
            return call.undetermined()
        value = env.get(call, name, "str", call.get(1, "default"))
        if call.flag(2, "multiline", False) is False:
            return value
        return bind(
            value,
            lambda leaf: (
                Known(re.sub(r"(\\r)?\\n", "\n", leaf.value), leaf.origin)
                if isinstance(leaf, Known) and isinstance(leaf.value, str)
                else leaf
            ),
        )

    return Builtin("environ.Env.str", body)


def _url(env: Env, variable: str, kind: str | None, convert: Callable[[str], Any]) -> Builtin:
    def body(call: Call) -> Tree[Value]:
        name = _name_of(call, variable)
        extra = call.get(2, "engine") or call.get(None, "backend")
        if name is None or extra is not None:
            return call.undetermined()

        def parse(leaf: Value) -> Tree[Value]:
            if isinstance(leaf, Known) and not isinstance(leaf.value, str):
                return leaf if leaf.value is None or leaf.value is False else call.undetermined()
            if not isinstance(leaf, (Known, Unknown)):
                return leaf
            try:
                return typed(call, leaf, kind, convert)
            except Unsupported:
                return call.undetermined(kind=kind)

        return call.run.lift(parse, env.get(call, name, None, call.get(1, "default")))

    return Builtin(f"environ.Env.{variable.lower()}", body)


def _parsed_url(env: Env) -> Builtin:
    """`env.url(...)`: the variable, or the default, through `urllib.parse.urlparse`."""

    def body(call: Call) -> Tree[Value]:
        name = _name_of(call)
        if name is None:
            return call.undetermined()

        def parse(leaf: Value) -> Tree[Value]:
            if isinstance(leaf, Known) and isinstance(leaf.value, str):
                try:
                    return parts_object(call, urlparse(leaf.value))
                except ValueError as error:
                    return call.run.error("ValueError", str(error), call.node)  # type: ignore[no-any-return]
            return leaf if isinstance(leaf, Known) and leaf.value is None else call.undetermined()

        return call.run.lift(parse, env.get(call, name, None, call.get(1, "default")))

    return Builtin("environ.Env.url", body)


def _path(env: Env) -> Builtin:
    def body(call: Call) -> Tree[Value]:
        name = _name_of(call)
        if name is None:
            return call.undetermined()
        value = env.get(call, name, None, call.get(1, "default"))
        return call.run.lift(lambda leaf: make_path(call, [leaf]), value)

    return Builtin("environ.Env.path", body)


def _read_env(call: Call) -> Value:
    run = call.run
    argument = call.get(0, "env_file")
    path = folder_of_caller(run) / ".env" if argument is None else place(run, from_path_object(argument))
    if path is None:
        if not run.given.complete:
            return NONE
        run.environment.forget(f"{call.undetermined().reason} may set it")
        return NONE
    text = read_text(run, path)
    if text is not None:
        set_all(run, parse_file(text), overwrite=call.flag(1, "overwrite", False) is True)
    return NONE


def from_path_object(value: Any) -> Any:
    """An `environ.Path` as the text that it stands for."""
    if isinstance(value, Object) and value.path == "environ.Path":
        return value.attributes["root"]
    return value


def _make_env(call: Call, *, files: bool = False) -> Value:
    env = Env(dict(call.keywords), files=files)
    methods: dict[str, Any] = {
        "__call__": _getter(env, position=2),
        "get_value": _getter(env, position=2),
        "str": _text(env),
        "unicode": _getter(env, "str"),
        "bytes": _getter(env, "bytes"),
        "bool": _getter(env, "bool"),
        "int": _getter(env, "int"),
        "float": _getter(env, "float"),
        "json": _getter(env, Builtin("json.loads", lambda call: call.undetermined())),
        "list": _sequence(env, "list"),
        "tuple": _sequence(env, "tuple"),
        "dict": _sequence(env, "dict"),
        "url": _parsed_url(env),
        "db": _url(env, "DATABASE_URL", "dict", environ_database),
        "db_url": _url(env, "DATABASE_URL", "dict", environ_database),
        "cache": _url(env, "CACHE_URL", "dict", _cache),
        "cache_url": _url(env, "CACHE_URL", "dict", _cache),
        "email": _url(env, "EMAIL_URL", "dict", environ_email),
        "email_url": _url(env, "EMAIL_URL", "dict", environ_email),
        "search_url": _url(env, "SEARCH_URL", "dict", _no_url),
        "path": _path(env),
        "read_env": Builtin("environ.Env.read_env", _read_env),
        "__contains__": Builtin("environ.Env.__contains__", lambda call: call.undetermined(kind="bool")),
    }

    def set_attribute(call: Call) -> Value:
        if call.text(0) == "prefix" and isinstance(call.args[1], Known):
            env.prefix = str(call.args[1].value)
        elif call.text(0) == "smart_cast" and isinstance(call.args[1], Known):
            env.smart = bool(call.args[1].value)
        return NONE

    methods["__setattr__"] = Builtin("environ.Env.__setattr__", set_attribute)
    return Object("environ.Env", methods, call.origin)


def _no_url(text: str) -> Any:
    raise Unsupported


def _cache(text: str) -> Any:
    # Which Redis backend is taken depends on whether django-redis is installed.
    if urlparse(text).scheme in ("rediscache", "redis", "rediss", "valkey", "valkeys"):
        raise Unsupported
    return environ_cache(text)


def make_path(call: Call, parts: list[Any]) -> Value:
    """An `environ.Path`: the absolute path of its parts joined."""
    texts = []
    for each in parts:
        part = from_path_object(each)
        if not isinstance(part, Known):
            return call.undetermined()
        texts.append(str(part.value))
    import posixpath

    joined = posixpath.join(*texts) if texts else ""
    if not joined.startswith("/"):
        if call.run.given.cwd is None:
            return call.undetermined()
        joined = f"{call.run.given.cwd}/{joined}"
    return path_object(call, posixpath.normpath(joined))


def path_object(call: Call, root: str) -> Object:
    """An `environ.Path` with a known root."""
    here = Known(root, call.origin)

    def minus(call: Call) -> Value:
        step = call.args[-1]
        if isinstance(step, Known) and isinstance(step.value, int):
            return make_path(call, [here, Known("../" * step.value)])
        return call.undetermined()

    def joined(call: Call) -> Value:
        made = make_path(call, [here, *call.args])
        return made.attributes["root"] if isinstance(made, Object) else made  # type: ignore[return-value]

    return Object(
        "environ.Path",
        {
            "root": here,
            "__call__": Builtin("environ.Path.__call__", joined),
            "path": Builtin("environ.Path.path", lambda call: make_path(call, [here, *call.args])),
            "__sub__": Builtin("environ.Path.__sub__", minus),
            "__add__": Builtin("environ.Path.__add__", lambda call: make_path(call, [here, call.args[-1]])),
            "__str__": Builtin("environ.Path.__str__", lambda call: here),
            "__fspath__": Builtin("environ.Path.__fspath__", lambda call: here),
        },
        call.origin,
    )


def _make_path(call: Call) -> Value:
    is_file = call.flag(None, "is_file", False)
    args = list(call.args)
    if is_file is None:
        return call.undetermined()
    if is_file and args and isinstance(args[0], Known):
        args[0] = Known(str(Path(str(args[0].value)).parent))
    return make_path(call, args)


for _model in (environ, environ_environ):
    _model.cls(
        "Env",
        lift=False,
        read_env=Builtin("environ.Env.read_env", _read_env),
        BOOLEAN_TRUE_STRINGS=from_python(TRUE_STRINGS),
    )(_make_env)
    _model.cls("FileAwareEnv", lift=False, read_env=Builtin("environ.FileAwareEnv.read_env", _read_env))(
        lambda call: _make_env(call, files=True)
    )
    _model.cls("Path")(_make_path)
    _model.constant(ImproperlyConfigured=IMPROPERLY_CONFIGURED)

__all__ = ["environ", "environ_environ"]

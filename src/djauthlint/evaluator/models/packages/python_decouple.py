"""python-decouple 3.8 (https://github.com/HBNetwork/python-decouple)."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import (
    cast_name,
    exception_class,
    folder_of_caller,
    place,
    raise_class,
    read_text,
    read_variable,
    through,
    typed,
    undetermined,
)
from djauthlint.values import Builtin, Hole, Known, List, Object, Tuple, Unknown, Value

decouple = Model("decouple")
UNDEFINED: Final = exception_class("decouple.UndefinedValueError", "Exception")
_TRUE: Final = ("y", "yes", "t", "true", "on", "1")
_FALSE: Final = ("n", "no", "f", "false", "off", "0")


def parse_env(text: str) -> dict[str, str]:
    """The variables of an env file, as `RepositoryEnv` reads them."""
    values: dict[str, str] = {}
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#") or "=" not in line:
            continue
        name, _, value = (part.strip() for part in line.partition("="))
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        values[name] = value
    return values


def parse_ini(text: str) -> dict[str, str]:
    """The variables of an ini file, as `RepositoryIni` reads them."""
    parser = configparser.ConfigParser(strict=False)
    try:
        parser.read_string(text)
        return dict(parser["settings"]) if parser.has_section("settings") else {}
    except configparser.Error:
        return {}


def to_bool(text: Any) -> bool:
    """As `Config._cast_boolean`."""
    value = str(text)
    if not value:
        return False
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise ValueError(f"Invalid truth value: {value.lower()}")


class Repository:
    """Where values come from: the environment first, then a file."""

    def __init__(self, values: dict[str, str] | None = None, *, lower: bool = False, doubt: str | None = None) -> None:
        self.values = values or {}
        self.lower = lower
        self.doubt = doubt


def find(run: Interpreter, start: Path | None = None) -> Repository:
    """As `AutoConfig`: `settings.ini` or `.env` in a folder (the caller's) or above it, within the project."""
    folder = start or folder_of_caller(run)
    for above in (folder, *folder.parents):
        if not above.is_relative_to(run.project.root):
            break
        for name, parse in (("settings.ini", parse_ini), (".env", parse_env)):
            text = read_text(run, above / name)
            if text is not None:
                return Repository(parse(text), lower=name.endswith(".ini"))
    return Repository()


def config_object(repository: Repository | None) -> Object:
    """A `Config`: None stands for the one that searches from the file that calls it."""

    def read(call: Call) -> Tree[Value]:
        option = call.text(0, "option")
        if option is None:
            return call.undetermined()
        found = repository if repository is not None else find(call.run)
        default = call.get(1, "default")
        cast = call.get(2, "cast")

        def apply(leaf: Value) -> Tree[Value]:
            return _cast(call, leaf, cast)

        key = option.lower() if found.lower else option
        if key in found.values:
            otherwise: Any = Known(found.values[key], call.origin)
        elif found.doubt is not None:
            otherwise = Unknown(found.doubt, "str")
        else:
            otherwise = default
        made = (
            call.run.lift(
                lambda leaf: leaf if isinstance(leaf, Known) and leaf.value is None and cast is None else apply(leaf),
                otherwise,
            )
            if otherwise is not None
            else None
        )
        message = f"{option} not found. Declare it as envvar or define a default value."
        return read_variable(call, option, made, apply, lambda: raise_class(call, UNDEFINED, message))

    method = Builtin("decouple.Config.get", read)
    return Object("decouple.Config", {"__call__": method, "get": method})


def _cast(call: Call, leaf: Value, cast: Any) -> Tree[Value]:
    if cast is None:
        return leaf
    name = cast_name(cast)
    if not isinstance(leaf, (Known, Unknown)):
        return through(call, cast, leaf)
    if name == "bool":
        if isinstance(leaf, Known):
            return typed(call, leaf, "bool", to_bool)
        call.run.may_raise(leaf.reason, ("cast", "bool", leaf.key), "ValueError")
        return undetermined(call, leaf, "bool")
    return through(call, cast, leaf)


def _csv(call: Call) -> Value:
    options = {
        "cast": call.get(0, "cast"),
        "delimiter": call.text(1, "delimiter") or ",",
        "strip": call.get(2, "strip"),
        "post_process": call.get(3, "post_process"),
    }
    if call.get(2, "strip") is not None and call.text(2, "strip") is None:
        return call.undetermined()
    characters = call.text(2, "strip")

    def split(inner: Call) -> Tree[Value]:
        text = inner.args[0]
        run = inner.run
        if isinstance(text, Known) and isinstance(text.value, str):
            splitter = shlex.shlex(text.value, posix=True)
            splitter.whitespace = options["delimiter"]
            splitter.whitespace_split = True
            try:
                parts = [part.strip() if characters is None else part.strip(characters) for part in splitter]
            except ValueError as error:
                return run.error("ValueError", str(error), inner.node)
            items: Any = tuple(Known(part, inner.origin) for part in parts)
            if options["cast"] is not None and cast_name(options["cast"]) != "str":
                items = tuple(through(inner, options["cast"], item) for item in items)
        elif isinstance(text, Known):
            return run.error("AttributeError", "object has no attribute 'read'", inner.node)
        else:
            items = (Hole(text.reason if isinstance(text, Unknown) else "a text that can't be determined"),)
        result: Value = List(items, inner.origin, run.worlds)
        post = options["post_process"]
        if post is None:
            return result
        if cast_name(post) == "tuple":
            return Tuple(items, inner.origin)
        if cast_name(post) == "list":
            return result
        return call_value(run, post, inner.with_arguments([result], {}))

    return Object("decouple.Csv", {"__call__": Builtin("decouple.Csv.__call__", split)}, call.origin)


def _choices(call: Call) -> Value:
    cast = call.get(1, "cast")

    def choose(inner: Call) -> Tree[Value]:
        return inner.args[0] if cast is None else through(inner, cast, inner.args[0])  # type: ignore[arg-type]

    return Object("decouple.Choices", {"__call__": Builtin("decouple.Choices.__call__", choose)}, call.origin)


def _repository(parse: Any, *, lower: bool) -> Any:
    def make(call: Call) -> Value:
        path = place(call.run, call.get(0, "source"))
        text = read_text(call.run, path) if path is not None else None
        if text is not None:
            repository = Repository(parse(text), lower=lower)
        else:
            doubt = None if call.run.given.complete else f"{call.undetermined().reason} may say"
            repository = Repository(doubt=doubt)
        return Object("decouple.Repository", {"repository": Known(id(repository))}, call.origin, symbol=repository)  # type: ignore[arg-type]

    return make


def _config(call: Call) -> Value:
    source = call.get(0, "repository")
    if isinstance(source, Object) and isinstance(source.symbol, Repository):
        return config_object(source.symbol)
    return config_object(Repository(doubt="a repository that can't be determined"))


def _auto_config(call: Call) -> Value:
    if not call.all():
        return config_object(None)
    folder = place(call.run, call.get(0, "search_path"))
    return config_object(find(call.run, folder) if folder is not None else Repository(doubt="a search path"))


decouple.factory("config")(lambda run: config_object(None))
decouple.cls("AutoConfig")(_auto_config)
decouple.cls("Config")(_config)
decouple.cls("RepositoryEnv")(_repository(parse_env, lower=False))
decouple.cls("RepositoryIni")(_repository(parse_ini, lower=True))
decouple.cls("RepositoryEmpty")(lambda call: Object("decouple.Repository", {}, call.origin, symbol=Repository()))  # type: ignore[arg-type]
decouple.cls("Csv")(_csv)
decouple.cls("Choices")(_choices)
decouple.constant(UndefinedValueError=UNDEFINED, undefined=NONE)

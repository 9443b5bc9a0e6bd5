"""python-decouple 3.8 (https://github.com/HBNetwork/python-decouple)."""

from __future__ import annotations

import configparser
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import (
    cast_name,
    exception_class,
    folder_of_caller,
    one_of,
    place,
    raise_class,
    read_text,
    read_variable,
    through,
    typed,
    undetermined,
)
from djauthlint.evaluator.models.standard.files import os_error
from djauthlint.values import Builtin, Hole, Known, List, Object, Tuple, Unknown, Value

decouple = Model("decouple")
UNDEFINED: Final = exception_class("decouple.UndefinedValueError", "Exception")
_TRUE: Final = ("y", "yes", "t", "true", "on", "1")
_FALSE: Final = ("n", "no", "f", "false", "off", "0")
_BLANK: Final = " \t\n\r\x0b\x0c"


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
    """Where values come from that are not in the environment: `get` gives a text, or None; `doubt` says why there may be others."""

    def __init__(self, get: Callable[[str], str | None] = lambda name: None, doubt: str | None = None) -> None:
        self.get = get
        self.doubt = doubt


def env_repository(text: str) -> Repository:
    """`RepositoryEnv` of a text."""
    return Repository(parse_env(text).get)


def ini_repository(text: str) -> Repository:
    """`RepositoryIni` of a text.

    Raises:
        configparser.Error: it is no INI file.
    """
    parser = configparser.ConfigParser()
    parser.read_string(text)
    return Repository(lambda name: parser.get("settings", name) if parser.has_option("settings", name) else None)


_KINDS: Final[dict[str, Callable[[str], Repository]]] = {"settings.ini": ini_repository, ".env": env_repository}


def find(call: Call, folder: Path) -> Repository:
    """As `AutoConfig`: `settings.ini` or `.env` in a folder or above it, within the project."""
    run = call.run
    for above in (folder, *folder.parents):
        if not above.is_relative_to(run.project.root):
            break
        for name, read in _KINDS.items():
            text = read_text(run, above / name)
            if text is not None:
                return made(call, read, text)
    return Repository()


def made(call: Call, read: Callable[[str], Repository], text: str) -> Repository:
    """A repository of a text; where it can't be read its error is raised."""
    try:
        return read(text)
    except configparser.Error as error:
        return raise_error(call.run, error, call.origin)  # type: ignore[no-any-return]


def config_object(repository: Callable[[Call], Repository], *, auto: bool) -> Object:
    """A `Config`, or an `AutoConfig`, which looks for its file when it is called first."""

    def read(call: Call) -> Tree[Value]:
        option = call.text(0, "option")
        if option is None:
            return call.undetermined()
        found = repository(call)
        cast = call.get(2, "cast")

        def apply(leaf: Value) -> Tree[Value]:
            return _cast(call, leaf, cast)

        try:
            text = found.get(option)
        except configparser.Error as error:
            return raise_error(call.run, error, call.origin)  # type: ignore[no-any-return]
        if text is not None:
            otherwise: Any = Known(text, call.origin)
        else:
            otherwise = Unknown(found.doubt, "str") if found.doubt is not None else call.get(1, "default")

        def missing() -> Any:
            if otherwise is None:
                message = f"{option} not found. Declare it as envvar or define a default value."
                return raise_class(call, UNDEFINED, message)
            return call.run.lift(apply, otherwise)

        return read_variable(call, option, None, apply, missing)

    method = Builtin("decouple.Config.get", read)
    return Object(
        "decouple.AutoConfig" if auto else "decouple.Config",
        {"__call__": method} if auto else {"__call__": method, "get": method},
    )


def auto_config(folder: Callable[[Call], Path | None]) -> Object:
    """An `AutoConfig`: the file that its first call finds counts for all."""
    found: list[Repository] = []

    def repository(call: Call) -> Repository:
        if not found:
            place_ = folder(call)
            found.append(find(call, place_) if place_ is not None else Repository(doubt="a search path"))
        return found[0]

    return config_object(repository, auto=True)


def _cast(call: Call, leaf: Value, cast: Any) -> Tree[Value]:
    if cast is None:
        return leaf
    if cast_name(cast) == "bool" and isinstance(leaf, (Known, Unknown)):
        if isinstance(leaf, Known):
            return typed(call, leaf, "bool", to_bool)
        call.run.may_raise(leaf.reason, ("cast", "bool", leaf.key), "ValueError")
        return undetermined(call, leaf, "bool")
    return through(call, cast, leaf)


def _csv(call: Call) -> Value:
    cast, post = call.get(0, "cast"), call.get(3, "post_process")
    delimiter = "," if call.get(1, "delimiter") is None else call.text(1, "delimiter")
    blank = _BLANK if call.get(2, "strip") is None else call.text(2, "strip")
    if delimiter is None or blank is None:
        return call.undetermined()

    def processed(inner: Call, items: tuple[Any, ...]) -> Tree[Value]:
        result = List(items, inner.origin, inner.run.worlds)
        if post is None or cast_name(post) == "list":
            return result
        return (
            Tuple(items, inner.origin)
            if cast_name(post) == "tuple"
            else call_value(inner.run, post, inner.with_arguments([result], {}))
        )

    def split(inner: Call) -> Tree[Value]:
        text, run = inner.args[0], inner.run
        if isinstance(text, Known) and text.value is None:
            return processed(inner, ()) if post is None else call_value(run, post, inner.with_arguments([], {}))
        if isinstance(text, Known) and isinstance(text.value, str):
            splitter = shlex.shlex(text.value, posix=True)
            splitter.whitespace = delimiter
            splitter.whitespace_split = True
            try:
                items: Any = tuple(Known(part.strip(blank), inner.origin) for part in splitter)
            except ValueError as error:
                return run.error("ValueError", str(error), inner.node)  # type: ignore[no-any-return]
            if cast is not None and cast_name(cast) != "str":
                items = tuple(through(inner, cast, item) for item in items)
            return processed(inner, items)
        if not isinstance(text, Unknown):
            return run.error("AttributeError", "object has no attribute 'read'", inner.node)  # type: ignore[no-any-return]
        return processed(inner, (Hole(text.reason),))

    return Object("decouple.Csv", {"__call__": Builtin("decouple.Csv.__call__", split)}, call.origin)


def _choices(call: Call) -> Value:
    flat, cast, pairs = call.get(0, "flat"), call.get(1, "cast"), call.get(2, "choices")
    valid = (
        _values(flat)
        if pairs is None
        else None
        if _values(pairs) is None
        else [*(_values(flat) or ()), *_firsts(pairs)]
    )

    def choose(inner: Call) -> Tree[Value]:
        text: Any = inner.args[0]
        value = text if cast is None else through(inner, cast, text)

        def one(leaf: Value) -> Tree[Value]:
            if valid is None or any(not isinstance(each, Known) for each in valid):
                return leaf
            if isinstance(leaf, Known):
                if any(isinstance(each, Known) and each.value == leaf.value for each in valid):
                    return leaf
                return inner.run.error("ValueError", f"Value not in list: {leaf.value!r}", inner.node)  # type: ignore[no-any-return]
            if isinstance(leaf, Unknown) and leaf.kind == "str":
                cases: Any = [(each.value, each) for each in valid if isinstance(each, Known)]
                return one_of(
                    inner, leaf, cases, lambda: inner.run.error("ValueError", "Value not in list", inner.node)
                )
            return leaf

        return inner.run.lift(one, value)  # type: ignore[no-any-return]

    return Object("decouple.Choices", {"__call__": Builtin("decouple.Choices.__call__", choose)}, call.origin)


def _values(value: Any) -> list[Any] | None:
    """The elements of a list or tuple, None where they are not certain."""
    if value is None:
        return []
    if isinstance(value, (List, Tuple)) and all(isinstance(item, Value) for item in value.items):
        return list(value.items)
    return None


def _firsts(pairs: Any) -> list[Any]:
    found = [_values(pair) for pair in _values(pairs) or ()]
    return [pair[0] if pair else Unknown("a choice") for pair in found]


def _repository(read: Callable[[str], Repository]) -> Callable[[Call], Any]:
    def make(call: Call) -> Value:
        run = call.run
        path = place(run, call.get(0, "source"))
        text = read_text(run, path) if path is not None else None
        if text is not None:
            data = from_python(parse_env(text)) if read is env_repository else Unknown("the data of a repository")
            return _repository_object(call, made(call, read, text), data)
        if run.given.complete and path is not None and run.file_condition(path) is False:
            return os_error(run, "FileNotFoundError", str(path), call.node)  # type: ignore[no-any-return]
        doubt = f"{call.undetermined().reason} may say" if run.given.complete else None
        return _repository_object(call, Repository(doubt=doubt), Unknown("the data of a repository"))

    return make


def _repository_object(call: Call, repository: Repository, data: Value) -> Object:
    return Object("decouple.Repository", {"data": data}, call.origin, symbol=repository)


def _config(call: Call) -> Value:
    source = call.get(0, "repository")
    if isinstance(source, Object) and isinstance(source.symbol, Repository):
        repository = source.symbol
    else:
        repository = Repository(doubt="a repository that can't be determined")
    return config_object(lambda _: repository, auto=False)


def _auto_config(call: Call) -> Value:
    argument = call.get(0, "search_path")
    if argument is None or (isinstance(argument, Known) and not argument.value):
        return auto_config(lambda inner: folder_of_caller(inner.run))
    folder = place(call.run, argument)
    return auto_config(lambda _: folder)


def _shared_config(run: Interpreter) -> Object:
    del run
    return auto_config(lambda call: folder_of_caller(call.run))


decouple.factory("config")(_shared_config)
decouple.cls("AutoConfig")(_auto_config)
decouple.cls("Config")(_config)
decouple.cls("RepositoryEnv")(_repository(env_repository))
decouple.cls("RepositoryIni")(_repository(ini_repository))
decouple.cls("RepositoryEmpty")(lambda call: _repository_object(call, Repository(), from_python({})))
decouple.cls("RepositorySecret")(
    lambda call: _repository_object(
        call, Repository(doubt="files with secrets" if call.run.given.complete else None), Unknown("files with secrets")
    )
)
decouple.cls("Csv")(_csv)
decouple.cls("Choices")(_choices)
decouple.constant(UndefinedValueError=UNDEFINED)
decouple.names["undefined"] = Unknown("no default", path="decouple.undefined")

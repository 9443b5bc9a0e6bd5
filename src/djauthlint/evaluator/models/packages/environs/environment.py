"""`environs.Env`: variables read by methods named after types."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree, Worlds, either, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model, sets_variables
from djauthlint.evaluator.models.packages.database_urls import parse_database
from djauthlint.evaluator.models.packages.dotenv_files import find, parse, resolved
from djauthlint.evaluator.models.packages.environs.fields import (
    FIELDS,
    KINDS,
    SUBCASTS,
    Refused,
    Undecided,
    pairs_of,
    parts_of,
)
from djauthlint.evaluator.models.packages.environs.validators import VALIDATION_ERROR, validated
from djauthlint.evaluator.models.packages.reading import (
    cast_name,
    exception_class,
    folder_of_caller,
    one_of,
    place,
    raise_class,
    read_text,
    undetermined,
)
from djauthlint.evaluator.models.packages.url_packages import cache as parse_cache
from djauthlint.evaluator.models.packages.url_packages import email as parse_email
from djauthlint.evaluator.models.packages.url_packages import undetermined_email
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Entry,
    EnvironmentString,
    Instance,
    Known,
    List,
    Object,
    Unknown,
    Value,
)

environs = Model("environs")
ERROR: Final = exception_class("environs.EnvError", "ValueError", "Exception")
NOT_SET: Final = exception_class("environs.exceptions.EnvNotSetError", "ValueError", "Exception")
INVALID: Final = exception_class("environs.exceptions.EnvValidationError", "ValueError", "Exception")
for _cls in (NOT_SET, INVALID):
    _cls.bases = (ERROR.name, *_cls.bases)
_EXPANDED: Final = re.compile(r"(?<!\\)\$\{([A-Za-z0-9_]+)(:-[^\}:]*)?\}")
_FUNCTIONS: Final = ("dj_db_url", "dj_email_url", "dj_cache_url")
_OPAQUE: Final = ("datetime", "date", "time", "uuid", "url", "enum")
DEPTH: Final = 8


class Env:
    """What one `Env(...)` knows.

    Arguments:
        prefix: what stands before each name; `prefixed` makes it differ by world.
        file_suffix: what a variable's name ends with that names a file, "" for none.
        strip: whether the text of such a file is stripped.
        eager: whether a missing variable is an error at once, or when the object is sealed.
        expand: whether `${NAME}` in a text is replaced.
    """

    def __init__(self, prefix: str, file_suffix: str, *, strip: bool, eager: bool, expand: bool) -> None:
        self.prefix: Tree[Value] = Known(prefix)
        self.file_suffix, self.strip, self.eager, self.expand = file_suffix, strip, eager, expand
        self.loaded: dict[str, Tree[Any]] = {}
        self.failed: Worlds = False

    def named(self, call: Call, read: Callable[[str], Tree[Value]]) -> Tree[Value]:
        """What `read` makes of the name of the variable that a call asks for."""
        name = call.text(0, "name")
        if name is None:
            return call.undetermined()
        return call.run.lift(  # type: ignore[no-any-return]
            lambda prefix: read(f"{prefix.value!s}{name}") if isinstance(prefix, Known) else call.undetermined(),
            call.run.here(self.prefix),
        )

    def text(self, call: Call, name: str) -> Tree[Any]:
        """The text of a variable, `ABSENT` where it is not set: the environment, then what `read_env` has read."""
        run = call.run
        plain = run.environment.read(run, name)
        if name in self.loaded:
            plain = where(run.present(plain), plain, self.loaded[name])
        if not self.file_suffix:
            return run.here(plain)  # type: ignore[no-any-return]

        def from_file(leaf: Any) -> Any:
            if leaf is ABSENT or (isinstance(leaf, Known) and not leaf.value):
                return run.here(plain)
            path = place(run, leaf)
            text = read_text(run, path) if path is not None else None
            if text is None:
                return call.undetermined(f"the file that {name}{self.file_suffix} names", "str")
            return Known(text.strip() if self.strip else text, call.origin)

        return run.lift(from_file, run.environment.read(run, f"{name}{self.file_suffix}"))  # type: ignore[no-any-return]

    def expanded(self, call: Call, leaf: Any, depth: int = 0) -> Tree[Any]:
        """A text with `${NAME}` and `${NAME:-default}` replaced; `ABSENT` where such a variable is not set."""
        if not self.expand or not isinstance(leaf, Known) or not isinstance(leaf.value, str):
            return leaf
        if depth > DEPTH:
            return Unknown("variables that name each other", "str")
        text, parts, position = leaf.value, [], 0
        for match in _EXPANDED.finditer(text):
            found = call.run.lift(lambda each: self.expanded(call, each, depth + 1), self.text(call, match[1]))
            if match[2] is not None:
                found = where(call.run.present(found), found, Known(match[2][2:]))
            parts += [Known(text[position : match.start()]), found]
            position = match.end()
        if not parts:
            return Known(text.replace("\\$", "$"), leaf.origin)
        if len(parts) == 2 and parts[0].value == "" and position == len(text):
            return parts[1]  # type: ignore[no-any-return]
        return call.run.lift(lambda *leaves: _joined(leaves), *parts, Known(text[position:]))  # type: ignore[no-any-return]

    def missing(self, call: Call, name: str) -> Any:
        """A variable without a default that is not set."""
        if self.eager:
            return raise_class(call, NOT_SET, f'Environment variable "{name}" not set')
        self.failed = either(self.failed, call.run.worlds)
        return NONE

    def refuse(self, call: Call, name: str, message: str) -> Any:
        """A value that the type, or a validator, refuses."""
        if self.eager:
            return raise_class(call, INVALID, f'Environment variable "{name}" invalid: {message}')
        self.failed = either(self.failed, call.run.worlds)
        return NONE


def _joined(leaves: tuple[Any, ...]) -> Any:
    if any(leaf is ABSENT for leaf in leaves):
        return ABSENT
    if all(isinstance(leaf, Known) for leaf in leaves):
        return Known("".join(str(leaf.value) for leaf in leaves))
    return Unknown("variables in a text", "str")


def _method(env: Env, kind: str) -> Callable[[Call], Any]:
    """A method that reads a variable as a field of this kind, or with a function."""

    def body(call: Call) -> Tree[Value]:
        run, default = call.run, call.get(1, "default")
        if isinstance(default, Unknown) and default.kind == "ellipsis":
            default = None

        def read(name: str, leaf: Any) -> Any:
            if leaf is ABSENT:
                return _default(call, env, kind, name, default)
            if isinstance(leaf, EnvironmentString) and env.expand:
                leaf = Unknown(leaf.reason, "str", None, call.origin)
            return validated(call, _field(call, env, kind, name, leaf), lambda message: env.refuse(call, name, message))

        def read_named(name: str) -> Tree[Value]:
            text = run.lift(lambda leaf: env.expanded(call, leaf), env.text(call, name))
            return run.lift(lambda leaf: read(name, leaf), text)  # type: ignore[no-any-return]

        return env.named(call, read_named)

    return body


def _default(call: Call, env: Env, kind: str, name: str, default: Any) -> Tree[Value]:
    """The default as it is; before environs 12 it was converted, too."""
    if default is None:
        return env.missing(call, name)  # type: ignore[no-any-return]
    if kind in _FUNCTIONS:
        return call.run.lift(lambda leaf: _field(call, env, kind, name, leaf), default)  # type: ignore[no-any-return]
    return call.run.lift(lambda leaf: _either_way(call, env, kind, name, leaf), default)  # type: ignore[no-any-return]


def _either_way(call: Call, env: Env, kind: str, name: str, leaf: Value) -> Tree[Value]:
    try:
        value = to_python(leaf)
    except Undetermined:
        return leaf
    if value is None or kind in _OPAQUE:
        return leaf
    run = call.run
    outer, env.failed, was_eager = env.failed, False, env.eager
    try:
        converted = _plain(call, kind, value)
    except (Refused, Undecided, ValueError, TypeError, AttributeError):
        return leaf
    finally:
        env.failed, env.eager = outer, was_eager
    if _same(converted, value):
        return leaf
    older = run.ask(("version", "environs", 12), "environs is older than version 12")
    return run.branch(older, lambda: from_python(converted, call.origin, run.worlds), lambda: leaf)  # type: ignore[no-any-return]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _plain(call: Call, kind: str, value: Any) -> Any:
    """A plain Python object as a field of this kind.

    Raises:
        Refused: the field does not accept it.
        Undecided: nobody knows.
    """
    if kind == "list":
        cast = _subcast(call, call.get(2, "subcast"))
        if callable(cast):
            raise Undecided
        return [FIELDS[cast](part) for part in parts_of(value, call.text(None, "delimiter") or ",")]
    if kind == "dict":
        casts = [_subcast(call, call.get(None, name)) for name in ("subcast_keys", "subcast_values")]
        if any(map(callable, casts)) or call.get(None, "subcast_key") is not None:
            raise Undecided
        delimiter, separator = _delimiters(call)
        keys, values = (FIELDS[str(cast)] for cast in casts)
        return {keys(key): values(item) for key, item in pairs_of(value, delimiter, separator)}
    if kind == "timedelta" and call.keywords.keys() & {"format", "precision"}:
        raise Undecided
    return FIELDS[kind](value)


def _delimiters(call: Call) -> tuple[str, str]:
    return call.text(None, "delimiter") or ",", call.text(None, "key_value_delimiter") or "="


def _subcast(call: Call, value: Any) -> Any:
    """A subcast as the name of a field, or a function of a leaf."""
    if value is None or (isinstance(value, Known) and not value.value):
        return "raw"
    name = cast_name(value)
    if name in SUBCASTS:
        return SUBCASTS[name]

    def through(leaf: Value) -> Tree[Value]:
        return call_value(call.run, value, call.with_arguments([leaf], {}))

    return through


def _field(call: Call, env: Env, kind: str, name: str, leaf: Value) -> Tree[Value]:
    """A text as a field of this kind."""
    run = call.run
    if kind == "dj_db_url":
        options = {key: value for key, value in call.keywords.items() if key not in ("name", "default", "validate")}
        return parse_database(call, leaf, options, lambda message: env.refuse(call, name, message))
    if kind in ("list", "dict") and any(
        callable(_subcast(call, call.get(2 if each == "subcast" else None, each)))
        for each in ("subcast", "subcast_keys", "subcast_values")
    ):
        return _with_functions(call, env, kind, name, leaf)
    if isinstance(leaf, Known):
        try:
            if kind in _FUNCTIONS:
                return from_python(_url(kind, leaf.value), call.origin, run.worlds)
            if kind in _OPAQUE:
                return call.undetermined()
            return from_python(_plain(call, kind, leaf.value), call.origin, run.worlds)
        except Refused as refused:
            return env.refuse(call, name, str(refused))  # type: ignore[no-any-return]
        except Undecided:
            return call.undetermined()
        except (ValueError, TypeError, AttributeError) as error:
            return run.error(type(error).__name__, str(error), call.node)  # type: ignore[no-any-return]
    if not isinstance(leaf, Unknown):
        return leaf
    if kind == "dj_email_url":
        return undetermined_email(call, leaf)
    if kind in ("list", "dict") or kind in _FUNCTIONS:
        return undetermined(call, leaf, "list" if kind == "list" else "dict")
    if kind in _OPAQUE or kind not in KINDS:
        return call.undetermined(leaf.reason)
    if not env.eager and KINDS[kind] != "str":
        accepted = run.ask(
            ("accepted", kind, leaf.symbol if leaf.symbol is not None else leaf.reason), f"{run.words(leaf)} is valid"
        )
        value = Unknown(leaf.reason, KINDS[kind], ("typed", kind, leaf.symbol), call.origin)
        return run.branch(accepted, lambda: value, lambda: env.refuse(call, name, "Not valid."))  # type: ignore[no-any-return]
    return undetermined(call, leaf, KINDS[kind])


def _url(kind: str, text: Any) -> dict[str, Any]:
    try:
        return parse_email(text) if kind == "dj_email_url" else parse_cache(text)
    except Exception as error:  # noqa: BLE001 - environs catches whatever the packages raise
        raise Refused(str(error)) from None


def _with_functions(call: Call, env: Env, kind: str, name: str, leaf: Value) -> Tree[Value]:
    """A list or a dict whose parts go through functions of the settings."""
    run = call.run
    if not isinstance(leaf, Known):
        return undetermined(call, leaf, kind)
    delimiter, separator = _delimiters(call)

    def cast(function: Any, part: Any) -> Any:
        value = from_python(part, call.origin, run.worlds)
        if callable(function):
            return function(value)
        try:
            return from_python(FIELDS[function](part), call.origin, run.worlds)
        except Refused as refused:
            return env.refuse(call, name, str(refused))

    try:
        if kind == "list":
            function = _subcast(call, call.get(2, "subcast"))
            return List(
                tuple(cast(function, part) for part in parts_of(leaf.value, delimiter)), call.origin, run.worlds
            )
        keys, values = (_subcast(call, call.get(None, each)) for each in ("subcast_keys", "subcast_values"))
        result = Dict({}, call.origin, run.worlds)
        for key, item in pairs_of(leaf.value, delimiter, separator):
            made = run.here(cast(keys, key))
            if not isinstance(made, Known):
                return undetermined(call, Unknown("the keys of a dict"), "dict")
            result.entries[made.value] = Entry(made, cast(values, item))
        return result
    except Refused as refused:
        return env.refuse(call, name, str(refused))  # type: ignore[no-any-return]
    except ValueError as error:
        return run.error("ValueError", str(error), call.node)  # type: ignore[no-any-return]


def _read_env(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Tree[Value]:
        run, argument = call.run, call.get(0, "path")
        recurse, override = call.flag(1, "recurse", True), call.flag(3, "override", False)
        return_path = call.flag(None, "return_path", False)
        if argument is None or (isinstance(argument, Known) and argument.value is None):
            start: Path | None = folder_of_caller(run) / ".env"
        else:
            start = place(run, argument)
            if start is not None and run.project.files.is_dir(start):
                return run.error("ValueError", "path must be a filename, not a directory.", call.node)  # type: ignore[no-any-return]
        path = find(run, start.parent, start.name) if start is not None and recurse else start
        text = read_text(run, path) if path is not None else None
        if text is None or override is None:
            if start is None:
                sets_variables(call)
            if run.given.complete and start is not None and return_path is not None:
                return NONE if return_path else Known(False)
            return call.undetermined(kind=None if return_path else "bool")
        _load(env, call, text, override=override)
        return Known(str(path)) if return_path else Known(True)

    return body


def _load(env: Env, call: Call, text: str, *, override: bool) -> None:
    """Keeps the variables of a file; before environs 15 they were put into the process's environment, too."""
    run = call.run
    older = run.ask(("version", "environs", 15), "environs is older than version 15")
    for name, tree in resolved(run, parse(text)).items():
        there = run.lift(lambda leaf: not (isinstance(leaf, Known) and leaf.value is None), tree)
        value = run.here(where(there, tree, ABSENT))
        if value is ABSENT:
            continue
        if override or name not in env.loaded:
            env.loaded[name] = value
        set_in_process = run.environment.write if override else run.environment.set_default
        run.split(older, lambda name=name, value=value, put=set_in_process: put(run, name, value))  # type: ignore[misc]


def _seal(env: Env) -> Callable[[Call], Any]:
    def body(call: Call) -> Value:
        failed = call.run.here(env.failed)
        if failed is True:
            return raise_class(call, INVALID, "Environment variables invalid")  # type: ignore[no-any-return]
        if failed is not False:
            call.run.split(failed, lambda: raise_class(call, INVALID, "Environment variables invalid"))
        return NONE

    return body


def _prefixed(env: Env, holder: Callable[[], Object]) -> Callable[[Call], Any]:
    def body(call: Call) -> Value:
        text: Tree[Value] = call.get(0, "prefix") or NONE
        before: list[Tree[Value]] = []

        def enter(inner: Call) -> Value:
            run = inner.run
            before.append(env.prefix)
            longer = run.lift(lambda *leaves: _longer(inner, *leaves), run.here(env.prefix), run.here(text))
            env.prefix = where(run.worlds, longer, env.prefix)
            return holder()

        def leave(inner: Call) -> Value:
            env.prefix = where(inner.run.worlds, before.pop(), env.prefix)
            return NONE

        return Object(
            "environs.prefixed",
            {
                "__enter__": Builtin("environs.prefixed.__enter__", enter),
                "__exit__": Builtin("environs.prefixed.__exit__", leave),
            },
        )

    return body


def _longer(call: Call, prefix: Value, text: Value) -> Value:
    if isinstance(prefix, Known) and isinstance(text, Known):
        return Known(f"{prefix.value!s}{text.value!s}")
    return call.undetermined("a prefix that can't be determined", "str")


def _parser(env: Env, function: Value) -> Callable[[Call], Any]:
    """A method that a function of the settings makes of a text, or of the default."""

    def body(call: Call) -> Tree[Value]:
        default = call.get(1, "default")
        keywords = {key: value for key, value in call.keywords.items() if key not in ("name", "default")}

        def read(name: str, leaf: Any) -> Any:
            if leaf is ABSENT and default is None:
                return env.missing(call, name)
            value = default if leaf is ABSENT else leaf
            return call_value(call.run, function, call.with_arguments([value], keywords))

        return env.named(call, lambda name: call.run.lift(lambda leaf: read(name, leaf), env.text(call, name)))

    return body


def _make(call: Call, *, files: bool = False) -> Value:
    suffix = "" if not files else "_FILE" if call.get(None, "file_suffix") is None else call.text(None, "file_suffix")
    eager, expand = call.flag(None, "eager", True), call.flag(None, "expand_vars", False)
    strip, prefix = call.flag(None, "strip_whitespace", False), call.get(None, "prefix")
    known = prefix is None or (isinstance(prefix, Known) and isinstance(prefix.value, (str, type(None))))
    if suffix is None or eager is None or expand is None or strip is None or not known:
        return call.undetermined()
    text = str(prefix.value) if isinstance(prefix, Known) and prefix.value else ""
    return _object(call, Env(text, suffix, strip=strip, eager=eager, expand=expand))


def _object(call: Call, env: Env) -> Object:
    result = Object("environs.Env", {}, call.origin)
    methods: dict[str, Callable[[Call], Any]] = {
        **{name: _method(env, name) for name in (*FIELDS, "list", "dict", *_FUNCTIONS, *_OPAQUE) if name != "raw"},
        "read_env": _read_env(env),
        "seal": _seal(env),
        "prefixed": _prefixed(env, lambda: result),
        "dump": lambda inner: inner.undetermined(kind="dict"),
    }
    methods["enum"] = _enum(env)
    for name, body in methods.items():
        attributes = {"__unknown__": sets_variables} if name == "read_env" else {}
        lift = name != "prefixed"
        result.attributes[name] = Builtin(f"environs.Env.{name}", body, attributes=attributes, lift=lift)

    def add(inner: Call, name: str, function: Any) -> None:
        result.attributes[name] = Builtin(f"environs.Env.{name}", _parser(env, function))

    def add_parser(inner: Call) -> Value:
        name = inner.text(0, "name")
        if name is not None:
            add(inner, name, inner.get(1, "func"))
        return NONE

    def parser_for(inner: Call) -> Value:
        name = inner.text(0, "name")

        def decorate(decorated: Call) -> Any:
            if name is not None:
                add(decorated, name, decorated.args[0])
            return decorated.args[0]

        return Builtin("environs.Env.parser_for()", decorate)

    result.attributes["add_parser"] = Builtin("environs.Env.add_parser", add_parser)
    result.attributes["parser_for"] = Builtin("environs.Env.parser_for", parser_for)
    return result


def _enum(env: Env) -> Callable[[Call], Any]:
    """A member of an enumeration of the project by its name, or by its value with `by_value=True`."""
    from djauthlint.evaluator.enumerations import enum_members, enum_value

    def body(call: Call) -> Tree[Value]:
        run, default = call.run, call.get(1, "default")
        cls, by_value = call.get(None, "enum") or call.get(None, "type"), call.flag(None, "by_value", False)
        if not isinstance(cls, Class) or by_value is None or call.get(None, "ignore_case") is not None:
            return call.undetermined()
        members = [member for member in enum_members(run, cls) or () if isinstance(member, Instance)]
        keys = [enum_value(run, member) if by_value else member.attributes.names["name"] for member in members]
        if not all(isinstance(key, Known) and isinstance(key.value, str) for key in keys):
            return call.undetermined()
        cases: Any = [(key.value, member) for key, member in zip(keys, members, strict=True)]

        def read(name: str, leaf: Any) -> Any:
            def refuse() -> Any:
                return env.refuse(call, name, "Must be one of the members.")

            if leaf is ABSENT:
                return default if default is not None else env.missing(call, name)
            if isinstance(leaf, Known):
                return next((member for text, member in cases if text == leaf.value), None) or refuse()
            return one_of(call, leaf, cases, refuse) if isinstance(leaf, Unknown) else call.undetermined()

        return env.named(call, lambda name: run.lift(lambda leaf: read(name, leaf), env.text(call, name)))

    return body


environs.cls("Env")(_make)
environs.cls("FileAwareEnv")(lambda call: _make(call, files=True))


@environs.factory("env")
def _shared(run: Any) -> Object:
    """The object that the module makes itself."""
    import libcst

    return _object(Call(run, libcst.Name("env")), Env("", "", strip=False, eager=True, expand=False))


environs.factory("validate")(lambda run: run.library("marshmallow.validate"))
environs.constant(EnvError=ERROR, EnvValidationError=INVALID, EnvNotSetError=NOT_SET)
environs.names["ValidationError"] = VALIDATION_ERROR

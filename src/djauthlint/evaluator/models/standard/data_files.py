"""Files that hold data: INI (`configparser`), TOML (`tomllib`, `tomli`), CSV, Python literals (`ast`)."""

from __future__ import annotations

import ast
import configparser
import copy
import csv
import sys
from collections.abc import Callable
from typing import Any

from djauthlint.conditions import Tree, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, reason_of, to_python
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.builtin_exceptions import class_of_error, raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, objects
from djauthlint.evaluator.models.pure import as_value, call_symbol, computed, undetermined_call
from djauthlint.evaluator.models.standard.files import contents_of, exists, path_text, read_text
from djauthlint.values import Builtin, Hole, Known, List, Object, Unknown, Value

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

configparser_module = Model("configparser")
tomllib_module = Model("tomllib")
tomli_module = Model("tomli")
csv_module = Model("csv")
ast_module = Model("ast")

# -- configparser

for _name in (
    "Error NoSectionError DuplicateSectionError DuplicateOptionError NoOptionError InterpolationError InterpolationDepthError "
    "InterpolationMissingOptionError InterpolationSyntaxError ParsingError MissingSectionHeaderError"
).split():
    _cls = getattr(configparser, _name)
    configparser_module.constant(**{_name: class_of_error(_cls.__new__(_cls))})
configparser_module.constant(DEFAULTSECT="DEFAULT", MAX_INTERPOLATION_DEPTH=10)
objects(configparser_module, "BasicInterpolation ExtendedInterpolation", bases=("configparser.Interpolation",))

CONVERTERS = {"get": "str", "getint": "int", "getfloat": "float", "getboolean": "bool"}


class _Parser:
    """A parser that only parses texts: whatever would open a file is taken from the settings beforehand."""

    def __init__(self, path: str, parser: Tree[Any]) -> None:
        self.path = path
        self.parser = parser
        """A tree of Python's own parsers, and `Unknown` where something undetermined was read."""

    def each(self, call: Call, function: Callable[[Any], Any]) -> Any:
        """The result of `function(parser)`; what it raises, the settings raise."""

        def one(parser: Any) -> Any:
            if isinstance(parser, Unknown):
                return parser
            try:
                return function(parser)
            except (configparser.Error, ValueError, TypeError, KeyError) as error:
                return raise_error(call.run, error, call.origin)

        return call.run.lift(one, call.run.here(self.parser))

    def forget(self, call: Call, reason: str) -> None:
        """Something undetermined was read in the present worlds."""
        self.parser = where(call.run.worlds, Unknown(reason), self.parser)

    def change(self, call: Call, function: Callable[[Any], Any]) -> None:
        """Replaces the parser in the present worlds by a copy that `function` changes (or by an `Unknown` that it returns)."""

        def changed(parser: Any) -> Any:
            new = copy.deepcopy(parser)
            return function(new) or new

        new = self.each(call, changed)
        self.parser = where(call.run.worlds, new, self.parser)


def _make_parser(name: str) -> None:
    @configparser_module.cls(name, bases=("configparser.RawConfigParser", "builtins.object"))
    def make(call: Call) -> Any:
        try:
            keywords = {key: _keyword(value) for key, value in call.keywords.items()}
            parser: Any = getattr(configparser, "RawConfigParser" if name == "RawConfigParser" else "ConfigParser")(
                *(to_python(value) for value in call.args), **keywords
            )
        except Undetermined as undetermined:
            parser = Unknown(undetermined.reason)
        except (TypeError, ValueError) as error:
            return raise_error(call.run, error, call.origin)
        return parser_object(call, _Parser(f"configparser.{name}", parser))


def _keyword(value: Any) -> Any:
    if isinstance(value, Object) and value.path.startswith("configparser."):
        return getattr(configparser, value.path.rpartition(".")[2])()
    return to_python(value)


for _name in ("ConfigParser", "RawConfigParser", "SafeConfigParser"):
    _make_parser(_name)


def parser_object(call: Call, parser: _Parser) -> Object:
    """A `ConfigParser` as a value."""
    result = Object(parser.path, {}, call.origin)

    def method(name: str, body: Callable[[Call], Any], *, lift: bool = True) -> None:
        result.attributes[name] = Builtin(f"{parser.path}.{name}", body, lift)

    def read_text_into(inner: Call, text: Value) -> None:
        def load(state: Any) -> Any:
            if not isinstance(text, Known) or not isinstance(text.value, str):
                return Unknown(reason_of(text), None, getattr(text, "symbol", None))
            state.read_string(text.value)
            return None

        parser.change(inner, load)

    def read(inner: Call) -> Any:
        from djauthlint.evaluator.iteration import items_of

        names = inner.get(0, "filenames")
        encoding = inner.text(1, "encoding")
        done: list[Any] = []
        for name in (
            (names,)
            if path_text(names) is not None or isinstance(names, Unknown)
            else items_of(inner.run, names, inner.node)
        ):
            path = path_text(name) if isinstance(name, Value) else None
            if path is None:
                parser.forget(inner, reason_of(name))
                done.append(Hole(reason_of(name)))
                continue
            there = inner.run.here(exists(inner.run, path, "file"))

            def load(path: str = path) -> None:
                text = read_text(inner.run, path, encoding, inner.node)
                inner.run.each(text, lambda leaf: read_text_into(inner, leaf))

            if there is not False:
                inner.run.split(there, load)
            done.append(
                Known(path) if there is True else Hole(f"whether {path} exists") if there is not False else None
            )
        return List(tuple(item for item in done if item is not None), inner.origin, inner.run.worlds)

    def read_file(inner: Call) -> Any:
        inner.run.each(contents_of(inner, inner.get(0)), lambda leaf: read_text_into(inner, leaf))
        return NONE

    def read_string(inner: Call) -> Any:
        read_text_into(inner, inner.get(0))
        return NONE

    def plain(name: str, kind: str | None, *, changes: bool = False) -> None:
        def body(inner: Call) -> Any:
            try:
                args = [to_python(value) for value in inner.args]
                keywords = {key: to_python(value) for key, value in inner.keywords.items() if key != "fallback"}
            except Undetermined as undetermined:
                if changes:
                    inner.run.may_raise(undetermined.reason, (name, inner.node, inner.run.fresh()))
                    parser.forget(inner, undetermined.reason)
                    return NONE
                kind_of = None if "fallback" in inner.keywords else kind
                return undetermined_call(inner, f"config.{name}", undetermined.reason, kind_of)
            if changes:
                result = parser.each(
                    inner, lambda state: as_value(inner, getattr(copy.deepcopy(state), name)(*args, **keywords))
                )
                parser.change(inner, lambda state: getattr(state, name)(*args, **keywords) and None)
                return result
            return parser.each(inner, lambda state: convert(inner, state, name, args, keywords, kind))

        method(name, body)

    def convert(inner: Call, state: Any, name: str, args: list[Any], keywords: dict[str, Any], kind: str | None) -> Any:
        if name in CONVERTERS and "fallback" in inner.keywords and not state.has_option(*args[:2]):
            return inner.keywords["fallback"]
        found = getattr(state, name)(*args, **keywords)
        return as_value(inner, list(found) if kind == "list" else dict(found) if kind == "dict" else found)

    def of_unknown(name: str, kind: str | None) -> None:
        builtin = result.attributes[name]
        assert isinstance(builtin, Builtin)
        inner_body = builtin.call

        def body(inner: Call) -> Any:
            found = inner_body(inner)

            def typed(leaf: Any) -> Any:
                if isinstance(leaf, Unknown) and leaf.kind is None:
                    symbol = (
                        call_symbol(inner.run, f"{leaf.reason}: {name}", inner.args)
                        if leaf.symbol is not None
                        else None
                    )
                    inner.run.may_raise(
                        f"{leaf.reason}: {name}", ("config", leaf.key, name, str(symbol)), "configparser.Error"
                    )
                    kind_of = None if "fallback" in inner.keywords else kind
                    return Unknown(leaf.reason, kind_of, symbol, inner.origin)
                return leaf

            return inner.run.lift(typed, found)

        result.attributes[name] = Builtin(f"{parser.path}.{name}", body)

    def section(inner: Call) -> Any:
        name = inner.text(0)
        if name is None:
            return inner.undetermined()

        def one(state: Any) -> Any:
            if name not in state:
                raise KeyError(name)
            return section_object(inner, parser, name)

        return parser.each(inner, one)

    method("read", read)
    method("read_file", read_file)
    method("readfp", read_file)
    method("read_string", read_string)
    for name, kind in CONVERTERS.items():
        plain(name, kind)
        of_unknown(name, kind)
    for name, kind_of in (
        ("has_section", "bool"),
        ("has_option", "bool"),
        ("sections", "list"),
        ("options", "list"),
        ("defaults", "dict"),
    ):
        plain(name, kind_of)
        of_unknown(name, kind_of)
    for name in ("set", "add_section", "remove_section", "remove_option", "read_dict", "clear", "update"):
        plain(name, None, changes=True)
    plain("items", "list")
    of_unknown("items", "list")
    method("write", lambda _: NONE)
    method("__getitem__", section)
    method("__contains__", lambda inner: parser.each(inner, lambda state: Known(to_python(inner.args[0]) in state)))
    method("__iter__", lambda inner: parser.each(inner, lambda state: from_python(list(state))))
    return result


def section_object(call: Call, parser: _Parser, name: str) -> Object:
    """A section of a parser as a value."""
    result = Object("configparser.SectionProxy", {"name": Known(name)}, call.origin)

    def method(label: str, body: Callable[[Call, Any], Any]) -> None:
        result.attributes[label] = Builtin(
            f"configparser.SectionProxy.{label}",
            lambda inner: parser.each(inner, lambda state: body(inner, state[name])),
        )

    def item(inner: Call, section: Any) -> Any:
        return as_value(inner, section[to_python(inner.args[0])])

    def getter(label: str) -> Callable[[Call, Any], Any]:
        def body(inner: Call, section: Any) -> Any:
            option = to_python(inner.args[0])
            if option in section:
                return as_value(inner, getattr(section, label)(option))
            fallback = inner.get(1, "fallback")
            return fallback if fallback is not None else NONE

        return body

    method("__getitem__", item)
    for label in CONVERTERS:
        method(label, getter(label))
    method("__contains__", lambda inner, section: Known(to_python(inner.args[0]) in section))
    method("__iter__", lambda inner, section: as_value(inner, list(section)))
    method("keys", lambda inner, section: as_value(inner, list(section)))
    method("values", lambda inner, section: as_value(inner, list(section.values())))
    method("items", lambda inner, section: as_value(inner, list(section.items())))
    return result


# -- TOML

TOML_ERROR = class_of_error(tomllib.TOMLDecodeError("", "", 0))


def load_toml(call: Call, text: Value) -> Any:
    """A known TOML text as a value."""
    if isinstance(text, Known) and isinstance(text.value, (str, bytes)):
        source = text.value.decode() if isinstance(text.value, bytes) else text.value
        return computed(call, tomllib.loads, source)
    result = undetermined_call(call.with_arguments([text], {}), "tomllib.loads", reason_of(text), "dict")
    call.run.may_raise(result.reason, ("call", result.key), TOML_ERROR.name)
    return result


for _model in (tomllib_module, tomli_module):
    _model.constant(TOMLDecodeError=TOML_ERROR)
    _model.function("loads")(lambda call: load_toml(call, call.get(0, "s") or Unknown("a text")))
    _model.function("load")(
        lambda call: call.run.lift(
            lambda text: load_toml(call, text), contents_of(call, call.get(0, "fp") or Unknown("a file"))
        )
    )

# -- CSV


@csv_module.function("reader")
def _reader(call: Call) -> Any:
    def rows(text: Value) -> Value:
        if (
            not isinstance(text, Known)
            or not isinstance(text.value, str)
            or call.keywords.keys() - {"delimiter", "quotechar"}
        ):
            return List((Hole(reason_of(text)),), call.origin, call.run.worlds)
        options: dict[str, Any] = {name: to_python(value) for name, value in call.keywords.items()}
        return as_value(call, list(csv.reader(text.value.splitlines(keepends=True), **options)))

    return call.run.lift(rows, contents_of(call, call.get(0)))


asks(csv_module, "DictReader", "the rows of a table", "list")
objects(csv_module, "writer DictWriter", methods="writerow writerows writeheader")

# -- Python literals


def _literal(text: Any) -> Any:
    return ast.literal_eval(text)


@ast_module.function("literal_eval")
def _literal_eval(call: Call) -> Any:
    value = call.args[0] if call.args else None
    if isinstance(value, Known) and isinstance(value.value, str):
        text = value.value
        if (
            len(text) > 100_000
            or sum(map(text.count, "([{")) > 5_000
            or _depth(text) > 80
            or sum(map(text.count, "-+~")) > 500
        ):
            return call.undetermined("a literal that is too large")
        return computed(call, _literal, text)
    if isinstance(value, Known):
        return call.run.error("ValueError", "malformed node or string", call.node)
    result = undetermined_call(call, "ast.literal_eval", reason_of(value))
    call.run.may_raise(result.reason, ("call", result.key), "ValueError")
    return result


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


asks(ast_module, "parse dump unparse walk", "a syntax tree")

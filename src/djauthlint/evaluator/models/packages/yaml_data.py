"""PyYAML 6 (https://pyyaml.org) and ruamel.yaml 0.18 (YAML 1.2): texts of the project read as data, with bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python, key_from_python, reason_of
from djauthlint.evaluator.interpreter import ITEMS, NONE
from djauthlint.evaluator.models.builtin_exceptions import class_at, raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.pure import undetermined_call
from djauthlint.evaluator.models.standard.files import contents_of, opened, path_text
from djauthlint.values import Builtin, Dict, Entry, Known, List, Object, Unknown, Value

if TYPE_CHECKING:
    import yaml

yaml_module = Model("yaml")
yaml_loader = Model("yaml.loader")
yaml_error = Model("yaml.error")
yaml_scanner = Model("yaml.scanner")
yaml_parser = Model("yaml.parser")
yaml_constructor = Model("yaml.constructor")
ruamel = Model("ruamel.yaml")

LARGEST: Final = 100_000
"""Characters of the longest text that is parsed: PyYAML takes about a second for it."""
DEEPEST: Final = 60
SAFE: Final = ("SafeLoader", "CSafeLoader")
TRUSTING: Final = ("Loader", "CLoader", "FullLoader", "CFullLoader", "UnsafeLoader", "CUnsafeLoader")
_BASE: Final = ("BaseLoader", "CBaseLoader")
_EXCEPTION: Final = ("builtins.Exception", "builtins.BaseException", "builtins.object")
ERROR: Final = class_at("yaml.error.YAMLError", *_EXCEPTION)
MARKED: Final = class_at("yaml.error.MarkedYAMLError", ERROR.name, *_EXCEPTION)
_ERRORS: Final = {
    name: class_at(f"yaml.{module}.{name}", MARKED.name, ERROR.name, *_EXCEPTION)
    for module, name in (
        ("scanner", "ScannerError"),
        ("parser", "ParserError"),
        ("composer", "ComposerError"),
        ("constructor", "ConstructorError"),
    )
}


class TooLarge(Exception):
    """A text that is not parsed, or whose aliases make too much of it; the text says which."""


def parse(text: str, flavour: str = "SafeLoader", *, every: bool = False) -> Any:
    """The document in a text (all of them, as a list, with `every`) as plain Python objects.

    Arguments:
        text: the YAML text.
        flavour: the name of a loader of PyYAML, or "ruamel".
        every: whether there may be several documents.

    Raises:
        TooLarge: it is not parsed.
        yaml.YAMLError: it is no YAML, or the loader refuses it.
    """
    import yaml

    if len(text) > LARGEST:
        raise TooLarge("a YAML text that is too long")
    if flavour in TRUSTING and re.search(r"!!python|tag:yaml\.org,2002:python", text):
        raise TooLarge("a YAML text that makes Python objects")
    if len(re.findall(r"[\[{]", text)) > LARGEST // 50:
        raise TooLarge("a YAML text with too many brackets")
    loader = yaml.BaseLoader if flavour in _BASE else modern_loader() if flavour == "ruamel" else bounded_loader()
    try:
        found = list(yaml.load_all(text, loader)) if every else yaml.load(text, loader)  # noqa: S506 - a safe loader
    except RecursionError:
        raise TooLarge("a YAML text that is nested too deeply") from None
    if measure(found, {}) > ITEMS:
        raise TooLarge("a YAML text whose aliases repeat too much")
    return found


def bounded_loader() -> type[yaml.SafeLoader]:
    """PyYAML's safe loader, which stops where merged mappings (`<<`) multiply."""
    import yaml

    class Bounded(yaml.SafeLoader):
        def flatten_mapping(self, node: Any) -> None:
            if any(key.tag.endswith(":merge") and len(value.value) > 100 for key, value in node.value):
                raise TooLarge("a YAML text with too many merged mappings")
            super().flatten_mapping(node)
            if len(node.value) > ITEMS:
                raise TooLarge("a YAML text whose merged mappings repeat too much")

    return Bounded


def modern_loader() -> type[yaml.SafeLoader]:
    """A loader for YAML 1.2: `yes` and `on` are texts, octal numbers begin with `0o`."""
    import yaml

    class Modern(bounded_loader()):  # type: ignore[misc]
        yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - PyYAML's own interface

    for tag, pattern, first in _RESOLVERS:
        Modern.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern, re.VERBOSE), list(first))
    for letters in yaml.SafeLoader.yaml_implicit_resolvers.values():
        for tag, pattern in letters:
            if tag.endswith((":timestamp", ":null", ":merge", ":value")):
                places = [
                    key for key, rows in yaml.SafeLoader.yaml_implicit_resolvers.items() if (tag, pattern) in rows
                ]
                Modern.add_implicit_resolver(tag, pattern, places)
    Modern.add_constructor("tag:yaml.org,2002:int", _integer)
    Modern.add_constructor("tag:yaml.org,2002:float", _real)
    Modern.add_constructor("tag:yaml.org,2002:map", _mapping)
    return Modern


_RESOLVERS: Final = (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    (
        "float",
        r"""^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?(?:[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)
        |[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$""",
        "-+0123456789.",
    ),
    ("int", r"^(?:[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$", "-+0123456789"),
)


def _integer(loader: yaml.SafeLoader, node: Any) -> int:
    text = str(loader.construct_scalar(node)).replace("_", "")
    digits = text.lstrip("+-")
    base = {"0b": 2, "0x": 16, "0o": 8}.get(digits[:2], 10)
    number = int(digits[2:] if base != 10 else digits, base)
    return -number if text.startswith("-") else number


def _real(loader: yaml.SafeLoader, node: Any) -> float:
    text = str(loader.construct_scalar(node)).replace("_", "").lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


def _mapping(loader: yaml.SafeLoader, node: Any) -> Any:
    if any(key.id != "scalar" or (key.tag.endswith(":merge") and value.id == "sequence") for key, value in node.value):
        raise TooLarge("a YAML text with keys or merges that have no model")
    keys = [loader.construct_object(key) for key, _ in node.value if not key.tag.endswith(":merge")]
    if len(keys) != len(set(keys)):
        raise TooLarge("a YAML text with a key that occurs twice")
    data: dict[Any, Any] = {}
    yield data
    data.update(loader.construct_mapping(node))


def measure(value: Any, known: dict[int, int], depth: int = 0) -> int:
    """How many objects a document consists of, with each alias counted anew.

    Raises:
        TooLarge: it is nested too deeply, or contains itself.
    """
    if depth > DEEPEST:
        raise TooLarge("a YAML text that is nested too deeply")
    if not isinstance(value, (list, tuple, dict, set)):
        return 1
    if id(value) in known:
        if not known[id(value)]:
            raise TooLarge("a YAML text that contains itself")
        return known[id(value)]
    known[id(value)] = 0
    parts = [*value, *value.values()] if isinstance(value, dict) else list(value)
    size = known[id(value)] = 1 + sum(measure(part, known, depth + 1) for part in parts)
    return size


def as_value(call: Call, document: Any, made: dict[int, Value] | None = None) -> Value:
    """A document as a value: an object that has an alias is one object here, too."""
    made = {} if made is None else made
    origin, worlds = call.origin, call.run.worlds
    if id(document) in made:
        return made[id(document)]
    result: Value
    if isinstance(document, list):
        result = List(tuple(as_value(call, item, made) for item in document), origin, worlds)
    elif isinstance(document, dict):
        entries = {
            key_from_python(key): Entry(from_python(key, origin, worlds), as_value(call, item, made))
            for key, item in document.items()
        }
        result = Dict(entries, origin, worlds)
    else:
        return from_python(document, origin, worlds)
    made[id(document)] = result
    return result


def load(call: Call, text: Value, flavour: str, *, every: bool = False) -> Any:
    """A text as a value; what the loader raises, the settings raise.

    Raises:
        Unwind: it is no YAML.
    """
    import yaml

    if isinstance(text, Known) and isinstance(text.value, (str, bytes)):
        try:
            source = text.value.decode() if isinstance(text.value, bytes) else text.value
            return as_value(call, parse(source.removeprefix("\ufeff"), flavour, every=every))
        except TooLarge as error:
            return call.undetermined(str(error))
        except (yaml.YAMLError, ValueError) as error:
            return raise_error(call.run, error, call.origin)
    if isinstance(text, Known):
        return call.run.error(
            "AttributeError", f"'{type(text.value).__name__}' object has no attribute 'read'", call.node
        )
    result = undetermined_call(call.with_arguments([text], {}), "yaml.load", reason_of(text))
    call.run.may_raise(result.reason, ("call", result.key), ERROR.name)
    return result


def _text(call: Call, stream: Any) -> Tree[Value]:
    if isinstance(stream, Known):
        return stream
    return contents_of(call, stream) if isinstance(stream, Object) else stream  # type: ignore[no-any-return]


def _loads(flavour: str, *, every: bool = False) -> Callable[[Call], Any]:
    def body(call: Call) -> Any:
        stream = call.get(0, "stream")
        if stream is None:
            return call.undetermined()
        if yaml_changed(call):
            return call.undetermined("a YAML loader that the settings changed")
        return call.run.lift(lambda text: load(call, text, flavour, every=every), _text(call, stream))

    return body


def _load(*, every: bool) -> Callable[[Call], Any]:
    def body(call: Call) -> Any:
        loader = call.get(1, "Loader")
        name = loader.name.rpartition(".")[2] if isinstance(loader, Builtin) and loader.name.startswith("yaml.") else ""
        if name not in (*SAFE, *TRUSTING, *_BASE):
            return call.undetermined("a YAML loader that can't be determined")
        return _loads(name, every=every)(call)

    return body


def yaml_changed(call: Call) -> bool:
    """Whether the settings added something to the loaders."""
    return "yaml changed" in call.run.libraries


def _change(call: Call) -> Value:
    call.run.libraries["yaml changed"] = True
    return NONE


for _name in ("safe_load", "full_load", "unsafe_load"):
    _flavour = {"safe_load": "SafeLoader", "full_load": "FullLoader", "unsafe_load": "UnsafeLoader"}[_name]
    yaml_module.function(_name)(_loads(_flavour))
    yaml_module.function(f"{_name}_all")(_loads(_flavour, every=True))
yaml_module.function("load")(_load(every=False))
yaml_module.function("load_all")(_load(every=True))
for _name in (*SAFE, *TRUSTING, *_BASE):
    _adders = {
        adder: Builtin(f"yaml.{_name}.{adder}", _change, lift=False)
        for adder in ("add_constructor", "add_multi_constructor", "add_implicit_resolver", "add_path_resolver")
    }
    yaml_module.names[_name] = Builtin(
        f"yaml.{_name}", lambda call: call.undetermined("a YAML loader"), attributes=dict(_adders), is_class=True
    )
for _name in ("add_constructor", "add_multi_constructor", "add_implicit_resolver", "add_path_resolver"):
    yaml_module.function(_name, lift=False)(_change)
for _name in ("add_representer", "add_multi_representer"):
    yaml_module.function(_name, lift=False)(lambda _: NONE)
for _name in ("dump", "safe_dump", "dump_all", "safe_dump_all"):
    yaml_module.function(_name, lift=False)(
        lambda call: NONE if len(call.args) > 1 or "stream" in call.keywords else call.undetermined(kind="str")
    )
for _name in ("YAMLObject", "Dumper", "SafeDumper", "CDumper", "CSafeDumper", "Mark", "Node", "ScalarNode"):
    yaml_module.names[_name] = Unknown(f"yaml.{_name}", path=f"yaml.{_name}")
yaml_module.names.update(YAMLError=ERROR, MarkedYAMLError=MARKED)
yaml_error.names.update(YAMLError=ERROR, MarkedYAMLError=MARKED)
for _model in (yaml_scanner, yaml_parser, yaml_constructor):
    _model.names.update({**_ERRORS, "YAMLError": ERROR, "MarkedYAMLError": MARKED})
yaml_loader.names.update(
    {name: yaml_module.names[name] for name in ("SafeLoader", "FullLoader", "Loader", "BaseLoader")}
)


# -- ruamel.yaml


def _ruamel(call: Call) -> Value:
    kind = call.get(None, "typ")
    known = kind is None or (isinstance(kind, Known) and kind.value in ("safe", "rt", None))
    result = Object("ruamel.yaml.YAML", {}, call.origin)

    def body(every: bool) -> Callable[[Call], Any]:
        def read(inner: Call) -> Any:
            stream = inner.get(0, "stream")
            if stream is None or not known or result.attributes.get("changed") is not None:
                return inner.undetermined("a YAML loader that can't be determined")
            path = path_text(stream) if isinstance(stream, Known) and hasattr(stream.value, "parts") else None
            file = inner.run.here(opened(inner, stream, None, None)) if path is not None else stream

            def one(text: Value) -> Any:
                if isinstance(text, Known) and str(text.value).startswith("%"):
                    return inner.undetermined("a YAML text with directives")
                return load(inner, text, "ruamel", every=every)

            return inner.run.lift(one, _text(inner, file))

        return read

    def change(inner: Call) -> Value:
        if inner.text(0) in ("version", "constructor", "Constructor", "resolver", "Resolver", "allow_duplicate_keys"):
            result.attributes["changed"] = Known(True)
        return NONE

    result.attributes["load"] = Builtin("ruamel.yaml.YAML.load", body(False))
    result.attributes["load_all"] = Builtin("ruamel.yaml.YAML.load_all", body(True))
    result.attributes["dump"] = Builtin("ruamel.yaml.YAML.dump", lambda _: NONE, lift=False)
    result.attributes["register_class"] = Builtin(
        "ruamel.yaml.YAML.register_class", lambda inner: change(inner.with_arguments([Known("constructor")], {}))
    )
    result.attributes["__setattr__"] = Builtin("ruamel.yaml.YAML.__setattr__", change)
    return result


ruamel.cls("YAML")(_ruamel)
ruamel.names["YAMLError"] = class_at("ruamel.yaml.error.YAMLError", *_EXCEPTION)

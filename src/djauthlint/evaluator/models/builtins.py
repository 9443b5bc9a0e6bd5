"""Python's builtin names."""

from __future__ import annotations

from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.classes import OBJECT_METHODS
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models import attributes as access
from djauthlint.evaluator.models import conversions, execution, introspection, looping
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.models.dict_methods import DICT
from djauthlint.evaluator.models.list_methods import LIST, TUPLE
from djauthlint.evaluator.models.scalars import METHODS
from djauthlint.evaluator.models.set_methods import FROZENSET, SET
from djauthlint.values import Builtin, Instance, Known, Namespace, Object, Slice, Unknown, Value


def _object(call: Call) -> Value:
    return Object("builtins.object", {}, call.origin)


def _slice(call: Call) -> Any:
    if call.keywords or not 1 <= len(call.args) <= 3:
        return call.run.error("TypeError", "slice expected 1 to 3 arguments", call.node)
    bounds = (NONE, *call.args) if len(call.args) == 1 else tuple(call.args)
    return Slice((*bounds, NONE, NONE)[:3], call.origin)


def _descriptor(name: str) -> Builtin:
    def make(call: Call) -> Any:
        from djauthlint.evaluator.classes import decorate

        if not call.args:
            return Unknown(f"a {name} without a function", origin=call.origin)
        made = decorate(call.run, BUILTINS[name], call.args[0])
        return made if made is not None else Unknown(f"a {name}", origin=call.origin)

    return Builtin(f"builtins.{name}", make, lift=False, bases=("builtins.object",), is_class=True)


def _exit(call: Call) -> Any:
    code = call.args[0] if call.args else NONE
    return call.run.throw(
        Instance(CLASSES["SystemExit"], Namespace({"code": code}), call.origin, tuple(call.args)), explicit=True
    )


def _silent(call: Call) -> Value:
    return NONE


def _cls(
    name: str, call: Any, attributes: dict[str, Builtin] | None = None, base: str | None = None, *, lift: bool = True
) -> Builtin:
    bases = (f"builtins.{base}", "builtins.object") if base else ("builtins.object",) if name != "object" else ()
    return Builtin(f"builtins.{name}", call, lift, dict(attributes or {}), bases, is_class=True)


def _functions() -> dict[str, Value]:
    found: dict[str, Value] = {}
    for module in (access, conversions, execution, introspection, looping):
        for name, body in module.FUNCTIONS.items():
            found[name] = Builtin(f"builtins.{name}", body, lift=name not in module.WITH_TREES)
    return found


def _classes() -> dict[str, Value]:
    made = {
        "bool": _cls("bool", conversions.boolean, METHODS[bool], "int", lift=False),
        "bytearray": _cls("bytearray", conversions.byte_array),
        "bytes": _cls("bytes", conversions.byte_string, METHODS[bytes]),
        "classmethod": _descriptor("classmethod"),
        "complex": _cls("complex", conversions.complex_number, METHODS[complex]),
        "dict": _cls("dict", conversions.dictionary, DICT, lift=False),
        "enumerate": _cls("enumerate", looping.enumerated),
        "filter": _cls("filter", looping.filtered),
        "float": _cls("float", conversions.floating, METHODS[float]),
        "frozenset": _cls("frozenset", conversions.frozen_set, FROZENSET),
        "int": _cls("int", conversions.integer, METHODS[int]),
        "list": _cls("list", conversions.new_list, LIST, lift=False),
        "map": _cls("map", looping.mapped),
        "memoryview": _cls("memoryview", conversions.byte_array),
        "object": _cls("object", _object, OBJECT_METHODS),
        "property": _descriptor("property"),
        "range": _cls("range", looping.number_range),
        "reversed": _cls("reversed", looping.backwards),
        "set": _cls("set", conversions.new_set, SET),
        "slice": _cls("slice", _slice),
        "staticmethod": _descriptor("staticmethod"),
        "str": _cls("str", conversions.string, METHODS[str]),
        "super": _cls("super", introspection.parent),
        "tuple": _cls("tuple", conversions.new_tuple, TUPLE, lift=False),
        "type": _cls("type", introspection.class_of),
        "zip": _cls("zip", looping.zipped, lift=False),
    }
    made["int"].attributes["from_bytes"] = Builtin("int.from_bytes", conversions.from_bytes)
    made["float"].attributes["fromhex"] = Builtin("float.fromhex", conversions.from_hex)
    made["bytes"].attributes["fromhex"] = Builtin("bytes.fromhex", conversions.bytes_from_hex)
    for name in ("str", "bytes"):
        made[name].attributes["maketrans"] = Builtin(f"{name}.maketrans", conversions.translation)
    return dict(made)


def _constants() -> dict[str, Value]:
    return {
        "True": Known(True),
        "False": Known(False),
        "None": NONE,
        "__debug__": Unknown("__debug__: whether Python runs with -O", "bool", ("text", "__debug__")),
        "NotImplemented": Unknown("NotImplemented", "NotImplementedType", ("text", "NotImplemented")),
        "Ellipsis": Unknown("...", "ellipsis", ("text", "...")),
    }


BUILTINS: Final[dict[str, Value]] = {
    **_constants(),
    **_functions(),
    **_classes(),
    **dict.fromkeys(
        ("print", "breakpoint", "help", "copyright", "credits", "license"),
        Builtin("builtins.print", _silent, lift=False),
    ),
    **dict.fromkeys(("exit", "quit"), Builtin("builtins.exit", _exit, lift=False)),
    **CLASSES,
}
"""Every name of `builtins` with its value; none of them holds anything of an evaluation."""


NONE_TYPE: Final = Builtin("types.NoneType", lambda call: NONE, bases=("builtins.object",), is_class=True)


def class_at(run: Interpreter, path: str) -> Value:
    """A class by its dotted path, `builtins` left out."""
    found = NONE_TYPE if path in ("NoneType", "types.NoneType") else BUILTINS.get(path)
    if found is not None:
        return found
    module, _, name = path.rpartition(".")
    library = run.library(module) if module else None
    if library is not None and name in library.names:
        return library.names[name]  # type: ignore[no-any-return]
    full = path if module else f"types.{path}"
    return Unknown(f"the class {full}", "type", ("text", full), None, full)

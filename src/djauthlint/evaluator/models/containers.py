"""Attributes and methods of lists, tuples, dicts, sets and namespaces."""

from __future__ import annotations

from collections.abc import Hashable
from types import MappingProxyType
from typing import Any

import libcst as cst

from djauthlint.conditions import Tree
from djauthlint.evaluator.inheritance import find_in_class
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.dict_methods import DICT
from djauthlint.evaluator.models.list_methods import LIST, TUPLE
from djauthlint.evaluator.models.namespace_methods import GLOBALS, PROXY
from djauthlint.evaluator.models.set_methods import FROZENSET, SET
from djauthlint.evaluator.records import Record, named_tuple_attribute
from djauthlint.values import ABSENT, Bound, Builtin, Dict, Globals, List, Set, Tuple, Unknown, Value


def container_attribute(run: Interpreter, value: Value, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """An attribute of a container; `ABSENT` when its class has none of this name."""
    from djauthlint.evaluator.classes import bind_attribute

    methods, cls = _methods(value)
    method = methods.get(name)
    if method is not None:
        return method if name == "fromkeys" else Bound(method, value)
    if isinstance(value, Tuple) and name in value.fields:
        return value.items[value.fields.index(name)]
    own = named_tuple_attribute(value, name) if isinstance(value, Tuple) and value.fields else None
    if own is not None:
        return own
    if isinstance(value, Record):
        found = find_in_class(run, value.cls, name)
        if found is not ABSENT:
            return run.lift(lambda leaf: bind_attribute(run, leaf, value, node), found)
    if isinstance(value, Tuple) and value.fields and name.startswith("_"):
        return Unknown(f"{name} of a named tuple", origin=run.origin(node) if node is not None else None)
    if isinstance(value, Dict) and hasattr(value, "keys_are_attributes"):
        key = next((key for key in value.entries if isinstance(key, str) and key.lower() == name.lower()), None)
        if key is not None:
            kind = type(value)
            return run.lift(
                lambda leaf: kind(leaf.entries, leaf.origin, leaf.born, leaf.open) if type(leaf) is Dict else leaf,
                run.here(value.entries[key].value),
            )
    if name == "__class__":
        from djauthlint.evaluator.models.builtins import class_at

        return class_at(run, getattr(value, "class_path", cls.__name__))
    if name == "__doc__" or hasattr(cls, name):
        return Unknown(f"{name} of a {cls.__name__}", origin=run.origin(node) if node is not None else None)
    return ABSENT


def _methods(value: Value) -> tuple[dict[str, Builtin], type]:
    match value:
        case List():
            return LIST, list
        case Tuple():
            return TUPLE, tuple
        case Set():
            return (FROZENSET, frozenset) if value.frozen else (SET, set)
        case Globals():
            return (PROXY, MappingProxyType) if value.is_proxy else (GLOBALS, dict)
    return {**DICT, **getattr(value, "methods", {})}, getattr(value, "python", dict)


def open_entry(run: Interpreter, value: Dict, key: Hashable) -> Unknown:
    """The value of a key that is not listed in a dict of which not all is known: the same question each time."""
    where: Any = ("text", value.path) if value.path is not None else ("open", value, value.unlisted)
    reason = value.open or "an entry that can't be determined"
    symbol = ("item", where, key)
    if value.path == "os.environ":
        return Unknown(reason, "str", symbol)
    path = f"{value.path}[]" if value.path is not None else None
    return Unknown(reason, None, symbol, None, path, among=value.unseen)

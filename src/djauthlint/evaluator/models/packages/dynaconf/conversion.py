"""Between the evaluator's values and the plain Python objects that dynaconf merges."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.packages.dynaconf.parsing import Lazy, Opaque, ParseError
from djauthlint.values import NONE_KEY, Dict, Entry, Hole, Known, List, Splice, Tuple, Unknown, Value

DEPTH = 12


class DataDict(Dict):
    """A dict whose string keys are attributes, too, in any spelling."""

    keys_are_attributes = True


def from_tree(run: Interpreter, tree: Tree[Any]) -> Any:
    """A tree as a plain Python object, with `Opaque` for what has none."""
    tree = run.here(tree)
    if isinstance(tree, Known):
        return tree.value
    if isinstance(tree, (List, Tuple)) and not any(isinstance(item, (Hole, Splice)) for item in tree.items):
        return (
            Opaque(tree) if isinstance(tree, Tuple) and tree.fields else [from_tree(run, item) for item in tree.items]
        )
    if isinstance(tree, Dict) and tree.open is None and not tree.reordered:
        if not any(isinstance(entry.value, Choice) or isinstance(key, Value) for key, entry in tree.entries.items()):
            return {
                None if key is NONE_KEY else key: from_tree(run, entry.value) for key, entry in tree.entries.items()
            }
    return Opaque(tree)


def listed(run: Interpreter, tree: Tree[Any]) -> Tree[Any]:
    """A tree with lists in place of tuples, as dynaconf stores them; itself where there are none."""
    return run.lift(lambda leaf: _listed(run, leaf), tree)  # type: ignore[no-any-return]


def _listed(run: Interpreter, leaf: Any) -> Any:
    if isinstance(leaf, (List, Tuple)) and not getattr(leaf, "fields", ()):
        items = tuple(item if isinstance(item, (Hole, Splice)) else listed(run, item) for item in leaf.items)
        if isinstance(leaf, List) and all(one is other for one, other in zip(items, leaf.items, strict=True)):
            return leaf
        return List(items, leaf.origin, run.worlds)
    if isinstance(leaf, Dict):
        from djauthlint.values import ABSENT

        made = {
            key: Entry(entry.key, run.lift(lambda each: each if each is ABSENT else _listed(run, each), entry.value))
            for key, entry in leaf.entries.items()
        }
        if all(entry.value is leaf.entries[key].value for key, entry in made.items()):
            return leaf
        return Dict(made, leaf.origin, run.worlds, leaf.open, leaf.history, reordered=leaf.reordered)
    return leaf


def as_value(call: Call, value: Any, look_up: Callable[[str], Any], depth: int = 0) -> Any:
    """A plain object as a value; what is lazy is evaluated, with `look_up` for the settings that it refers to."""
    if isinstance(value, Lazy):
        value = evaluated(call, value, look_up, depth)
    if isinstance(value, Opaque):
        return value.tree if value.tree is not None else call.undetermined(value.reason)
    if isinstance(value, list):
        return List(tuple(as_value(call, item, look_up, depth) for item in value), call.origin, call.run.worlds)
    if isinstance(value, dict):
        entries = {
            NONE_KEY if key is None else key: Entry(from_python(key), as_value(call, item, look_up, depth))
            for key, item in value.items()
        }
        return DataDict(entries, call.origin, call.run.worlds)
    return from_python(value, call.origin, call.run.worlds)


def evaluated(call: Call, lazy: Lazy, look_up: Callable[[str], Any], depth: int) -> Any:
    """What `@format` and `@get` give; `Opaque` for what is not followed."""
    if depth > DEPTH:
        return Opaque(reason="settings that refer to each other")
    if not isinstance(lazy.text, str) or lazy.kind not in ("@format", "@get"):
        return Opaque(reason=f"a text with {lazy.kind}")
    made = (
        _formatted(call, lazy.text, look_up, depth) if lazy.kind == "@format" else _got(call, lazy.text, look_up, depth)
    )
    for cast in lazy.casts:
        if isinstance(made, Opaque):
            return made
        try:
            made = cast(made)
        except ParseError as error:
            return Opaque(reason=str(error))
    return made


def _formatted(call: Call, text: str, look_up: Callable[[str], Any], depth: int) -> Any:
    parts: list[str] = []
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return Opaque(reason="a text with @format")
    for literal, field, spec, conversion in pieces:
        parts.append(literal)
        if field is None:
            continue
        found = _field(call, field, look_up, depth)
        if spec or conversion or isinstance(found, (Opaque, list, dict)):
            return Opaque(reason=f"{{{field}}} in a text with @format")
        parts.append(str(found))
    return "".join(parts)


def _field(call: Call, field: str, look_up: Callable[[str], Any], depth: int) -> Any:
    head, _, rest = field.partition(".")
    if head == "this" and rest.isidentifier():
        return _plain(call, look_up(rest.upper()), look_up, depth)
    name = field.removeprefix("env[").removesuffix("]")
    if field == f"env[{name}]":
        return from_tree(call.run, call.run.environment.read(call.run, name))
    return Opaque(reason=f"{{{field}}} in a text with @format")


def _got(call: Call, text: str, look_up: Callable[[str], Any], depth: int) -> Any:
    key, _, default = text.strip().partition(" ")
    found = look_up(key.upper())
    if found is None and default and default.isalnum():
        return default
    if default.startswith("@") or "." in key or found is None:
        return Opaque(reason="a text with @get")
    return _plain(call, found, look_up, depth)


def _plain(call: Call, value: Any, look_up: Callable[[str], Any], depth: int) -> Any:
    if isinstance(value, Lazy):
        return evaluated(call, value, look_up, depth + 1)
    return value if value is not None else Opaque(reason="a setting that is not there")


def to_python_value(run: Interpreter, tree: Tree[Any]) -> Any:
    """An option of a call as a plain Python object; `Opaque` where it is undetermined."""
    value = run.here(tree)
    if isinstance(value, Known) and hasattr(value.value, "parts"):
        return str(value.value)
    return from_tree(run, value) if not isinstance(value, Unknown) else Opaque(value)

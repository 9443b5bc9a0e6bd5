"""`match` patterns: https://docs.python.org/3/reference/compound_stmts.html#the-match-statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree, Worlds, both, either, opposite
from djauthlint.evaluator.inheritance import ancestors
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.iteration import flatten
from djauthlint.evaluator.models.iterables import Stream, View
from djauthlint.evaluator.questions import identity
from djauthlint.evaluator.source_text import source_of
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Globals,
    Hole,
    Instance,
    Items,
    Known,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
)

Captures = list[tuple[Worlds, str, Tree[Value]]]
"""What names are bound to if the whole pattern matches, each with the worlds in which it was found."""

WHOLE: Final = frozenset("bool bytearray bytes dict float frozenset int list set str tuple".split())
"""Builtin classes whose one positional pattern is matched against the object itself."""


def match_pattern(run: Interpreter, pattern: cst.MatchPattern, subject: Tree[Value]) -> Worlds:
    """The present worlds in which a pattern matches; its names are bound in them."""
    captures: Captures = []
    worlds = _match(run, pattern, subject, captures)
    namespace = run.frame.declared
    for found_in, name, value in captures:
        target = namespace.get(name, run.frame.local)
        run.split(
            run.here(both(worlds, found_in)),
            lambda target=target, name=name, value=value: run.bind_name(target, name, run.here(value), "set", None),  # type: ignore[misc]
        )
    return worlds


def _match(run: Interpreter, pattern: cst.MatchPattern, subject: Tree[Value], captures: Captures) -> Worlds:
    return run.lift(lambda leaf: _match_leaf(run, pattern, leaf, captures), subject)  # type: ignore[no-any-return]


def _match_leaf(run: Interpreter, pattern: cst.MatchPattern, value: Value, captures: Captures) -> Worlds:
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.operators import compare

    match pattern:
        case cst.MatchValue():
            return compare(run, "Equal", value, evaluate(run, pattern.value), pattern)
        case cst.MatchSingleton():
            return compare(run, "Is", value, evaluate(run, pattern.value), pattern)
        case cst.MatchAs():
            worlds: Worlds = True if pattern.pattern is None else _match_leaf(run, pattern.pattern, value, captures)
            if pattern.name is not None:
                captures.append((run.worlds, pattern.name.value, value))
            return worlds
        case cst.MatchOr():
            return _any(run, pattern, value, captures)
        case cst.MatchList() | cst.MatchTuple():
            return _sequence(run, pattern, value, captures)
        case cst.MatchMapping():
            return _mapping(run, pattern, value, captures)
        case cst.MatchClass():
            return _class(run, pattern, value, captures)
    raise AssertionError(pattern)


def _any(run: Interpreter, pattern: cst.MatchOr, value: Value, captures: Captures) -> Worlds:
    """The first alternative that matches counts, and binds the names."""
    worlds: Worlds = False
    for part in pattern.patterns:
        inner: Captures = []
        found = both(opposite(worlds), _match_leaf(run, part.pattern, value, inner))
        captures += [(both(found_in, found), name, tree) for found_in, name, tree in inner]
        worlds = either(worlds, found)
    return worlds


def _question(run: Interpreter, pattern: cst.MatchPattern, value: Value, captures: Captures) -> Worlds:
    """It is undetermined whether a pattern matches, and what it binds."""
    reason = f"what a part of {run.words(value)} matches"
    captures += [(run.worlds, name, Unknown(reason)) for name in _names(pattern)]
    return run.ask(("match", pattern, identity(value)), f"{run.words(value)} matches {source_of(pattern)}")


def _names(node: cst.CSTNode) -> list[str]:
    """The names that a pattern binds."""
    match node:
        case cst.MatchAs() | cst.MatchStar():
            own = [node.name.value] if node.name is not None else []
        case cst.MatchMapping(rest=cst.Name(value=name)):
            own = [name]
        case _:
            own = []
    return [*own, *(name for child in node.children for name in _names(child))]


def _sequence(run: Interpreter, pattern: cst.MatchList | cst.MatchTuple, value: Value, captures: Captures) -> Worlds:
    from djauthlint.evaluator.operators import boxed

    match value:
        case List() | Tuple():
            items = value.items
        case Stream():
            return False
        case View(path="builtins.range"):
            items = value.read(run)
        case Unknown(kind=None | "list" | "tuple") | Object():
            return _question(run, pattern, value, captures)
        case Instance() if not _is_own(run, value):
            return _question(run, pattern, value, captures)
        case _:
            return False

    def one(flat: Tuple) -> Worlds:
        if any(isinstance(item, Hole) for item in flat.items):
            return _question(run, pattern, value, captures)
        return _items(run, pattern.patterns, flat.items, captures)

    return run.lift(one, boxed(flatten(run, items)))  # type: ignore[no-any-return]


def _items(run: Interpreter, patterns: Sequence[Any], items: Items, captures: Captures) -> Worlds:
    star = next((place for place, part in enumerate(patterns) if isinstance(part, cst.MatchStar)), None)
    wanted = len(patterns) - (star is not None)
    if len(items) < wanted or (star is None and len(items) > wanted):
        return False
    worlds: Worlds = True
    for place, part in enumerate(patterns):
        if isinstance(part, cst.MatchStar):
            if part.name is not None:
                rest = List(items[place : len(items) - (len(patterns) - place - 1)], None, run.worlds)
                captures.append((run.worlds, part.name.value, rest))
        else:
            item: Any = items[place if star is None or place < star else place - len(patterns)]
            worlds = both(worlds, _match(run, part.value, item, captures))
    return worlds


def _is_own(run: Interpreter, value: Instance) -> bool:
    """Whether all classes of an object are of the project: then it is neither a sequence nor a mapping."""
    return all(isinstance(base, Class) for base in ancestors(run, value.cls))


def _mapping(run: Interpreter, pattern: cst.MatchMapping, value: Value, captures: Captures) -> Worlds:
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.models.namespace_methods import as_dict
    from djauthlint.evaluator.objects import dict_read, key_of
    from djauthlint.evaluator.operators import contains, copy_dict

    match value:
        case View() | Stream():
            return False
        case Globals():
            value = as_dict(run, value, None)
        case Dict():
            pass
        case Unknown(kind=None | "dict") | Object():
            return _question(run, pattern, value, captures)
        case Instance() if not _is_own(run, value):
            return _question(run, pattern, value, captures)
        case _:
            return False
    worlds: Worlds = True
    rest = copy_dict(run, value, None)
    for element in pattern.elements:
        key: Any = evaluate(run, element.key)
        index = key_of(run, key)
        if index is None:
            return _question(run, pattern, value, captures)
        there = run.here(contains(run, key, value))
        worlds = both(worlds, there)
        if there is not False:
            outer, run.worlds = run.worlds, both(run.worlds, there)
            worlds = both(worlds, _match(run, element.pattern, run.here(dict_read(run, value, index)), captures))
            run.worlds = outer
        run.set_entry(rest, index, key, ABSENT)
    if isinstance(pattern.rest, cst.Name):
        captures.append((run.worlds, pattern.rest.value, rest))
    return worlds


def _class(run: Interpreter, pattern: cst.MatchClass, value: Value, captures: Captures) -> Worlds:
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.models.introspection import is_instance
    from djauthlint.evaluator.objects import attribute_of

    cls = run.here(evaluate(run, pattern.cls))
    if not isinstance(cls, (Class, Builtin)):
        return _question(run, pattern, value, captures)
    worlds = run.here(is_instance(run, value, cls))
    if worlds is False:
        return False
    parts = [(element.key.value, element.pattern) for element in pattern.kwds]
    positional = [element.value for element in pattern.patterns]
    if isinstance(cls, Builtin) and cls.name.removeprefix("builtins.") in WHOLE and len(positional) == 1:
        worlds = both(worlds, _match_leaf(run, positional[0], value, captures))
    elif positional:
        names = match_arguments(run, cls)
        if names is None:
            return both(worlds, _question(run, pattern, value, captures))
        if len(positional) > len(names):
            run.error("TypeError", f"{cls.name}() accepts {len(names)} positional sub-patterns", pattern)
        parts = [*zip(names, positional), *parts]
    for name, part in parts:
        found = run.here(attribute_of(run, value, name, None))
        there = run.here(run.present(found))
        if there is False:
            return False
        worlds = both(worlds, there)
        outer, run.worlds = run.worlds, both(run.worlds, there)
        worlds = both(worlds, _match(run, part, run.here(found), captures))
        run.worlds = outer
    return worlds


def match_arguments(run: Interpreter, cls: Value) -> tuple[str, ...] | None:
    """`cls.__match_args__` as names, None when it can't be determined."""
    from djauthlint.evaluator.classes import class_attribute
    from djauthlint.evaluator.convert import Undetermined, to_python
    from djauthlint.evaluator.records import NAMED_TUPLES, dataclass_option, fields_of

    if not isinstance(cls, Class):
        return None
    declared = run.here(class_attribute(run, cls, "__match_args__"))
    if declared is not ABSENT:
        try:
            return tuple(map(str, to_python(declared)))
        except Undetermined:
            return None
    named = any(isinstance(base, Builtin) and base.name in NAMED_TUPLES for base in ancestors(run, cls))
    if named or dataclass_option(run, cls, "init"):
        fields = fields_of(run, cls).items()
        return tuple(
            name
            for name, field in fields
            if not (isinstance(only := field.attributes.get("kw_only"), Known) and only.value)
        )
    return ()

"""Statements: what they bind, change and where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, both, either, paths, where, without
from djauthlint.evaluator.attempts import attempt, caught_in
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.classes import decorate, define_class, set_attribute
from djauthlint.evaluator.expressions import defaults_of, evaluate, extend_lazily, index_of, put, unpacked
from djauthlint.evaluator.inheritance import ancestors
from djauthlint.evaluator.interpreter import NONE, GaveUp, Interpreter, Loop, Unwind, changeable
from djauthlint.evaluator.iteration import flatten, items_of
from djauthlint.evaluator.managers import Managed, with_exit, with_generator
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.models.dict_methods import discard_key
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.evaluator.names import read
from djauthlint.evaluator.objects import find_method, get_attribute, get_item, key_of
from djauthlint.evaluator.operators import DUNDER, binary, boxed, contains
from djauthlint.evaluator.source_text import source_of
from djauthlint.evaluator.subtrees import subtrees
from djauthlint.evaluator.unordered import is_independent, rounds_unknown, walk_unordered
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Function,
    Globals,
    Hole,
    Instance,
    Item,
    Items,
    Known,
    List,
    Module,
    Namespace,
    Object,
    Origin,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
    Wasted,
)

Execute = Callable[[Interpreter, Any], None]

ROUNDS: Final = 20_000
"""Rounds of a `while` loop that are followed."""
UNDECIDED_ROUNDS: Final = 40
"""Rounds of a `while` loop whose condition is undetermined."""


def execute(run: Interpreter, node: cst.CSTNode) -> None:
    """Executes one statement in the present worlds.

    Raises:
        Unwind: no world goes on behind it.
        GaveUp: a budget is used up.
    """
    run.step()
    STATEMENTS[type(node)](run, node)


def block(run: Interpreter, body: cst.BaseSuite) -> None:
    """Executes a suite: it ends early when no world is left."""
    for statement in body.body:
        if run.worlds is False:
            return
        run.guarded(lambda statement=statement: execute(run, statement))  # type: ignore[misc]


def _line(run: Interpreter, node: cst.SimpleStatementLine) -> None:
    for statement in node.body:
        if run.worlds is False:
            return
        execute(run, statement)


# -- assignment


def _assign(run: Interpreter, node: cst.Assign) -> None:
    value = evaluate(run, node.value)
    origin = run.origin(node)
    for target in node.targets:
        assign(run, target.target, value, origin)


def _annotated(run: Interpreter, node: cst.AnnAssign) -> None:
    frame = run.frame
    if isinstance(node.target, cst.Name) and frame.class_scope is not None:
        run.note_annotation(frame.class_scope, node.target.value, node.annotation.annotation)
    if node.value is not None:
        assign(run, node.target, evaluate(run, node.value), run.origin(node))
    elif isinstance(node.target, cst.Name):
        _waste(run, node.target.value, "annotated", node)


def assign(
    run: Interpreter, target: cst.BaseExpression, value: Tree[Value], origin: Origin | None, action: str = "set"
) -> None:
    """`target = value` in the present worlds."""
    assign_in(run, None, target, value, origin, action)


def assign_in(
    run: Interpreter,
    scope: Namespace | None,
    target: cst.BaseExpression,
    value: Tree[Value],
    origin: Origin | None = None,
    action: str = "set",
) -> None:
    """The same with plain names bound in `scope` (a comprehension's own); None: where assignments of this code go."""
    match target:
        case cst.Name(value=name):
            namespace = scope or run.frame.declared.get(name, run.frame.local)
            run.bind_name(namespace, name, value, action, origin)
        case cst.Attribute():
            name = target.attr.value
            run.each(evaluate(run, target.value), lambda leaf: set_attribute(run, leaf, name, value, origin, target))
        case cst.Subscript():
            container, index = evaluate(run, target.value), index_of(run, target)
            run.each(
                container, lambda leaf: run.each(index, lambda key: set_item(run, leaf, key, value, origin, target))
            )
        case cst.Tuple() | cst.List():
            _unpack(run, scope, target.elements, value, origin)
        case cst.StarredElement():
            assign_in(run, scope, target.value, value, origin, action)
        case _:
            raise GaveUp(f"an assignment to {source_of(target)}")


def _unpack(
    run: Interpreter,
    scope: Namespace | None,
    targets: Sequence[cst.BaseElement],
    value: Tree[Value],
    origin: Origin | None,
) -> None:
    def store(leaf: Value) -> None:
        run.each(boxed(flatten(run, items_of(run, leaf, targets[0]))), lambda flat: spread(flat.items))

    def spread(items: Items) -> None:
        starred = next((place for place, target in enumerate(targets) if isinstance(target, cst.StarredElement)), None)
        hole = next((item for item in items if isinstance(item, Hole)), None)
        if hole is not None:
            run.may_raise(hole.reason, ("unpack", run.fresh()), "ValueError")
            for target in targets:
                unknown: Value = Unknown(hole.reason, among=changeable(*items))
                if isinstance(target, cst.StarredElement):
                    unknown = List((hole,), origin, run.worlds)
                assign_in(run, scope, target.value, unknown, origin)
            return
        wanted = len(targets) - (starred is not None)
        if len(items) < wanted or (starred is None and len(items) > wanted):
            run.error("ValueError", f"not enough or too many values to unpack (expected {wanted})", targets[0])
        for place, target in enumerate(targets):
            if starred is None or place < starred:
                item: Any = items[place]
            elif place == starred:
                item = List(items[starred : len(items) - (len(targets) - starred - 1)], origin, run.worlds)
            else:
                item = items[len(items) - (len(targets) - place)]
            assign_in(run, scope, target.value, item, origin)

    run.each(value, store)


def set_item(
    run: Interpreter, container: Value, index: Value, value: Tree[Any], origin: Origin | None, node: cst.CSTNode
) -> None:
    """`container[index] = value` on leaves; `ABSENT` deletes the item."""
    action = "item deleted" if value is ABSENT else "item set"
    match container:
        case Dict():
            if value is ABSENT:
                _delete_entry(run, container, index, node)
            else:
                put(run, container, index, value)
            run.record(container, action, origin)
        case List():
            _set_list_item(run, container, index, value, origin, node)
        case Globals() if not container.is_proxy:
            from djauthlint.evaluator.models.namespace_methods import delete, write

            if value is ABSENT:
                delete(run, container, index, origin, node)
            else:
                write(run, container, index, value, origin)
        case Instance():
            name = "__delitem__" if value is ABSENT else "__setitem__"
            from djauthlint.evaluator.objects import find_method

            method = find_method(run, container, name)
            if method is None:
                return
            call_value(run, method, Call(run, node, [index] if value is ABSENT else [index, value]))
        case Object():
            name = "__delitem__" if value is ABSENT else "__setitem__"
            setter = container.attributes.get(name)
            if setter is not None:
                call_value(run, setter, Call(run, node, [index] if value is ABSENT else [index, value]))
        case Unknown():
            run.may_raise(container.reason, ("set item", container.key, run.fresh()))
            run.change(container)
        case Class() | Module() | Builtin() | Function():
            return
        case _:
            run.error("TypeError", "object does not support item assignment", node)


def _delete_entry(run: Interpreter, container: Dict, index: Value, node: cst.CSTNode) -> None:
    key = key_of(run, index)
    if key is None:
        there = run.here(contains(run, index, container))
        run.split(there, lambda: discard_key(run, container, index), lambda: run.error("KeyError", "a key", node))
        return
    entry = container.entries.get(key)
    there = run.here(run.present(entry.value)) if entry is not None else False
    if container.open is not None:
        if entry is None or isinstance(run.here(entry.value), (Unknown, Choice)):
            run.may_raise(container.open, ("in", key, container, container.unlisted), "KeyError")
    elif there is not True:
        run.split(there, lambda: None, lambda: run.error("KeyError", str(index), node))
    if run.worlds is not False and entry is not None:
        run.set_entry(container, key, entry.key, ABSENT)


def _set_list_item(
    run: Interpreter, container: List, index: Value, value: Tree[Any], origin: Origin | None, node: cst.CSTNode
) -> None:
    from djauthlint.evaluator.convert import Undetermined, to_python

    try:
        position = to_python(index)
    except Undetermined as undetermined:
        run.may_raise(undetermined.reason, ("place", run.fresh()), "IndexError")
        run.set_items(container, (Hole(undetermined.reason, changeable(value, *container.items)),), "item set", origin)
        return

    if not isinstance(position, (int, slice)):
        run.error("TypeError", f"list indices must be integers or slices, not {type(position).__name__}", node)
    new: Sequence[Item] = unpacked(run, value, node) if isinstance(position, slice) and value is not ABSENT else ()
    unsure = (
        isinstance(position, slice) and position.step is not None and any(isinstance(i, (Hole, Splice)) for i in new)
    )

    def change(flat: Tuple) -> None:
        items = list(flat.items)
        if unsure or any(isinstance(item, Hole) for item in items):
            before = next((place for place, item in enumerate(items) if isinstance(item, Hole)), 0)
            if isinstance(position, slice) or not (0 <= position < before):
                error = "ValueError" if isinstance(position, slice) else "IndexError"
                if not isinstance(position, slice) or position.step is not None:
                    run.may_raise("a list that is not fully known is too short", ("place", run.fresh()), error)
                among = changeable(value, *new, *items)
                unclear = Hole("an item of a list that is not fully known was set", among)
                run.set_items(container, (unclear,), "item set", origin)
                return
        if isinstance(position, slice):
            try:
                if value is ABSENT:
                    del items[position]
                else:
                    items[position] = new
            except (TypeError, ValueError) as error:
                run.error(type(error).__name__, str(error), node)
        else:
            try:
                if value is ABSENT:
                    del items[position]
                else:
                    items[position] = value
            except (IndexError, TypeError) as error:
                run.error(type(error).__name__, str(error), node)
        run.set_items(container, tuple(items), "item deleted" if value is ABSENT else "item set", origin)

    run.each(boxed(flatten(run, container.items)), change)


def _note_addition(run: Interpreter, target: cst.CSTNode) -> None:
    """Note the name of a module that is added to and has no value."""
    namespace = run.frame.module.namespace
    if isinstance(target, cst.Name) and run.frame.local is namespace and namespace.get(target.value) is ABSENT:
        run.added_to_nothing.add(target.value)


def _augmented(run: Interpreter, node: cst.AugAssign) -> None:
    operator = type(node.operator).__name__.removesuffix("Assign")
    origin = run.origin(node)
    _note_addition(run, node.target)
    current, store = _place(run, node.target, origin, "extended" if operator == "Add" else "changed")
    generator = node.value if operator == "Add" and isinstance(node.value, cst.GeneratorExp) else None
    value: Tree[Value] = NONE if generator is not None else evaluate(run, node.value)
    results: list[tuple[Worlds, Any]] = []

    def one(leaf: Value) -> None:
        nonlocal value
        if generator is not None and not isinstance(leaf, List):
            value = evaluate(run, generator)
        if generator is not None and isinstance(leaf, List):
            extend_lazily(run, leaf, generator, node)
            results.append((run.worlds, leaf))
        elif isinstance(leaf, List) and operator == "Add":
            for worlds, addition in list(paths(run.here(value), True)):
                run.split(
                    worlds,
                    lambda addition=addition: run.set_items(
                        leaf, (*leaf.items, *items_of(run, addition, node)), "extended", origin
                    ),
                )  # type: ignore[misc]
            results.append((run.worlds, leaf))
        elif isinstance(leaf, Dict) and operator == "BitOr":
            from djauthlint.evaluator.expressions import merge

            merge(run, leaf, value, node)
            run.record(leaf, "updated", origin)
            results.append((run.worlds, leaf))
        elif isinstance(leaf, Set) and not leaf.frozen and operator in ("BitOr", "BitAnd", "Subtract", "BitXor"):
            result = binary(run, operator, leaf, value, node)
            for key in list({**leaf.entries, **(result.entries if isinstance(result, Set) else {})}):
                entry = result.entries.get(key) if isinstance(result, Set) else None
                run.set_entry(leaf, key, (entry or leaf.entries[key]).key, entry.value if entry else ABSENT)
            if not isinstance(result, Set) or result.open is not None:
                run.open_entries(leaf, "a set that can't be determined")
            run.record(leaf, "updated", origin)
            results.append((run.worlds, leaf))
        elif isinstance(leaf, List) and operator == "Multiply":
            for worlds, product in list(paths(run.here(binary(run, operator, leaf, value, node)), True)):
                items = (
                    product.items
                    if isinstance(product, List)
                    else (Hole("a list that was repeated", changeable(*leaf.items)),)
                )
                run.split(worlds, lambda items=items: run.set_items(leaf, items, "repeated", origin))  # type: ignore[misc]
            results.append((run.worlds, leaf))
        elif isinstance(leaf, Instance):
            method = find_method(run, leaf, f"__i{DUNDER[operator]}__")
            if method is not None:
                results.append((run.worlds, call_value(run, method, Call(run, node, [value]))))
            else:
                results.append((run.worlds, binary(run, operator, leaf, value, node)))
        else:
            result = binary(run, operator, leaf, value, node)
            if isinstance(leaf, Unknown) and leaf.among:
                run.change(leaf)
            if isinstance(leaf, Unknown) and leaf.kind is None and operator == "Add":
                result = run.lift(lambda sum_: _perhaps_extended(run, leaf, sum_), result)
            results.append((run.worlds, result))

    run.each(current, one)
    store(run.join(results))


def _perhaps_extended(run: Interpreter, left: Unknown, result: Value) -> Tree[Value]:
    """What `+=` makes of something unknown: a list takes the items of a tuple, anything else is added to."""
    if not isinstance(result, Tuple):
        return result
    is_list = run.ask(("isinstance", left.key, "list"), f"isinstance({run.words(left)}, list)")
    return where(is_list, List(result.items, result.origin, run.worlds), result)


def _place(
    run: Interpreter, target: cst.BaseExpression, origin: Origin | None, action: str
) -> tuple[Tree[Value], Callable[[Tree[Value]], None]]:
    """The value of a target and what writes to it: what the target is made of is evaluated once."""
    match target:
        case cst.Attribute():
            base, name = evaluate(run, target.value), target.attr.value
            current = get_attribute(run, base, name, target)
            return current, lambda value: run.each(
                base, lambda leaf: set_attribute(run, leaf, name, value, origin, target)
            )
        case cst.Subscript():
            container, index = evaluate(run, target.value), index_of(run, target)
            current = get_item(run, container, index, target)
            return current, lambda value: run.each(
                container, lambda leaf: run.each(index, lambda key: set_item(run, leaf, key, value, origin, target))
            )
    return evaluate(run, target), lambda value: assign(run, target, value, origin, action)


def _delete(run: Interpreter, node: cst.Del) -> None:
    targets = [node.target]
    while targets:
        target = targets.pop(0)
        match target:
            case cst.Name(value=name):
                namespace = run.frame.declared.get(name, run.frame.local)
                tree = read(run, namespace, name)
                there = run.here(run.present(tree))
                if there is not True:
                    run.split(
                        there,
                        lambda: None,
                        lambda name=name: run.error("NameError", f"name '{name}' is not defined", node),
                    )  # type: ignore[misc]
                run.bind_name(namespace, name, ABSENT, "deleted", run.origin(node))  # type: ignore[arg-type]
            case cst.Subscript():
                container, index = evaluate(run, target.value), index_of(run, target)
                run.each(
                    container,
                    lambda leaf, index=index, target=target: run.each(
                        index, lambda key: set_item(run, leaf, key, ABSENT, run.origin(node), target)
                    ),
                )  # type: ignore[misc, arg-type]
            case cst.Attribute():
                name = target.attr.value
                run.each(
                    evaluate(run, target.value),
                    lambda leaf, name=name, target=target: set_attribute(
                        run, leaf, name, ABSENT, run.origin(node), target
                    ),
                )  # type: ignore[misc, arg-type]
            case cst.Tuple() | cst.List():
                targets.extend(element.value for element in target.elements)


# -- branches


def _if(run: Interpreter, node: cst.If) -> None:
    worlds = run.truth(evaluate(run, node.test))
    orelse = node.orelse
    otherwise: Callable[[], None] | None = None
    if isinstance(orelse, cst.If):
        otherwise = lambda: execute(run, orelse)  # noqa: E731
    elif orelse is not None:
        otherwise = lambda: block(run, orelse.body)  # noqa: E731
    worlds = run.here(worlds)
    if worlds is True:
        block(run, node.body)
    elif worlds is False:
        if otherwise is not None:
            otherwise()
    else:
        run.split(worlds, lambda: block(run, node.body), otherwise)
    if run.worlds is False:
        raise Unwind


def _match(run: Interpreter, node: cst.Match) -> None:
    from djauthlint.evaluator.patterns import match_pattern

    subject = evaluate(run, node.subject)
    after: Worlds = False
    for case in node.cases:
        if run.worlds is False:
            break
        matched = match_pattern(run, case.pattern, subject)
        outer = run.worlds
        run.worlds = both(outer, matched)
        if run.worlds is not False and case.guard is not None:
            guard = run.truth(evaluate(run, case.guard))
            matched = both(matched, guard)
            run.worlds = both(outer, matched)
        if run.worlds is not False:
            run.guarded(lambda case=case: block(run, case.body))  # type: ignore[misc]
        after = either(after, run.worlds)
        run.worlds = without(outer, matched)
    run.worlds = either(after, run.worlds)
    if run.worlds is False:
        raise Unwind


# -- loops


def _for(run: Interpreter, node: cst.For) -> None:
    source = evaluate(run, node.iter)
    origin = run.origin(node.target)
    loop = Loop()
    run.frame.loops.append(loop)

    def one_round(item: Tree[Value]) -> None:
        loop.continued = False
        run.guarded(lambda: _round(item))
        run.worlds = either(run.worlds, loop.continued)
        if run.worlds is False:
            raise Unwind

    def _round(item: Tree[Value]) -> None:
        assign(run, node.target, item, origin, "")
        block(run, node.body)

    def walk(items: Sequence[Item]) -> None:
        for item in items:
            if run.worlds is False:
                return
            run.step()
            if isinstance(item, Splice):
                for subset, inner in paths(item.tree):
                    run.split(subset, lambda inner=inner: walk(inner))  # type: ignore[misc]
            elif isinstance(item, Shuffled):
                walk_unordered(run, node.target, [node.body], item.elements, walk)
            elif isinstance(item, Hole):
                unknown = Unknown(item.reason, among=item.among)
                rounds_unknown(run, [partial(one_round, unknown)], f"a loop over {item.reason}", once=independent)
            else:
                run.guarded(lambda item=item: one_round(item))  # type: ignore[misc]

    def over(leaf: Value) -> None:
        if isinstance(leaf, List):
            if changes:
                follow(leaf, 0)
            else:
                walk_list(leaf)
        else:
            walk(items_of(run, leaf, node.iter))

    def walk_list(sequence: List) -> None:
        items = sequence.items
        for place, item in enumerate(items):
            if run.worlds is False:
                return
            walk((item,))
            if sequence.items is not items:
                if any(isinstance(before, (Hole, Splice)) for before in items[: place + 1]):
                    raise GaveUp("a list is changed while it is iterated")
                follow(sequence, place + 1)
                return

    def follow(sequence: List, place: int) -> None:
        """From an index on, as Python does it: the body may change the list."""
        while run.worlds is not False:
            run.step()
            flat = flatten(run, sequence.items)
            if isinstance(flat, Choice):
                run.each(boxed(flat), lambda leaf, place=place: at(sequence, leaf.items, place))  # type: ignore[misc]
                return
            if place >= len(flat):
                return
            _round_at(flat, place)
            place += 1

    def at(sequence: List, flat: Items, place: int) -> None:
        if place < len(flat):
            _round_at(flat, place)
            follow(sequence, place + 1)

    def _round_at(flat: Items, place: int) -> None:
        item = flat[place]
        if isinstance(item, Splice) or any(isinstance(before, Hole) for before in flat[: place + 1]):
            raise GaveUp("a list that is not fully known is changed while it is iterated")
        run.guarded(lambda: one_round(item))  # type: ignore[arg-type]

    independent = is_independent(run, node.target, [node.body])
    changes = isinstance(node.iter, cst.Name) and _changes(node.body, node.iter.value)
    try:
        run.guarded(lambda: run.each(source, over))
    finally:
        run.frame.loops.pop()
    if node.orelse is not None and run.worlds is not False:
        orelse = node.orelse
        run.guarded(lambda: block(run, orelse.body))
    run.worlds = either(run.worlds, loop.broken)
    if run.worlds is False:
        raise Unwind


MUTATORS: Final = frozenset("append clear extend insert pop remove reverse sort".split())


def _changes(body: cst.BaseSuite, name: str) -> bool:
    """Whether a loop body plainly changes the list of this name."""
    stack: list[cst.CSTNode] = [body]
    while stack:
        node = stack.pop()
        if (
            isinstance(node, cst.Attribute)
            and node.attr.value in MUTATORS
            and isinstance(node.value, cst.Name)
            and node.value.value == name
        ):
            return True
        if isinstance(node, (cst.Del, cst.AugAssign)) and any(
            isinstance(part, cst.Name) and part.value == name for part in _names(node.target)
        ):
            return True
        stack.extend(subtrees(node))
    return False


def _names(target: cst.BaseExpression) -> list[cst.BaseExpression]:
    if isinstance(target, cst.Subscript):
        return [target.value]
    return [element.value for element in target.elements] if isinstance(target, cst.Tuple) else [target]


def _while(run: Interpreter, node: cst.While) -> None:
    loop = Loop()
    run.frame.loops.append(loop)
    finished: Worlds = False
    undecided = 0
    try:
        for _ in range(ROUNDS):
            try:
                worlds = run.here(run.truth(evaluate(run, node.test)))
            except Unwind:
                run.worlds = False
                break
            finished = either(finished, without(run.worlds, worlds))
            run.worlds = both(run.worlds, worlds)
            if run.worlds is False:
                break
            if worlds is not True:
                undecided += 1
                if undecided > UNDECIDED_ROUNDS:
                    raise GaveUp("a while loop whose end is undetermined")
            loop.continued = False
            run.guarded(lambda: block(run, node.body))
            run.worlds = either(run.worlds, loop.continued)
            if run.worlds is False:
                break
        else:
            raise GaveUp(f"a while loop runs more than {ROUNDS} rounds")
    finally:
        run.frame.loops.pop()
    run.worlds = finished
    if node.orelse is not None and run.worlds is not False:
        orelse = node.orelse
        run.guarded(lambda: block(run, orelse.body))
    run.worlds = either(run.worlds, loop.broken)
    if run.worlds is False:
        raise Unwind


def _break(run: Interpreter, node: cst.Break) -> None:
    loop = run.frame.loops[-1]
    loop.broken = either(loop.broken, run.worlds)
    run.worlds = False
    raise Unwind


def _continue(run: Interpreter, node: cst.Continue) -> None:
    loop = run.frame.loops[-1]
    loop.continued = either(loop.continued, run.worlds)
    run.worlds = False
    raise Unwind


def _return(run: Interpreter, node: cst.Return) -> None:
    value = evaluate(run, node.value) if node.value is not None else NONE
    frame = run.frame
    frame.result = where(run.distinct, value, frame.result) if frame.returned is not False else value
    frame.returned = either(frame.returned, run.worlds)
    run.worlds = False
    raise Unwind


# -- exceptions


def _raise(run: Interpreter, node: cst.Raise) -> None:
    if node.exc is None:
        if run.handling:
            run.throw(run.here(run.handling[-1]), explicit=True)
        run.error("RuntimeError", "No active exception to reraise", node)
        return
    value = evaluate(run, node.exc)

    def raised(leaf: Value) -> Tree[Value]:
        if isinstance(leaf, (Class, Builtin)):
            return run.lift(proper, call_value(run, leaf, Call(run, node)))  # type: ignore[no-any-return]
        return proper(leaf)

    def proper(leaf: Value) -> Value:
        plain = isinstance(leaf, Instance) and all(isinstance(base, Class) for base in ancestors(run, leaf.cls))
        if plain or isinstance(leaf, (Known, List, Dict, Tuple, Set, Function, Module)):
            run.error("TypeError", "exceptions must derive from BaseException", node)
        return leaf

    run.throw(run.lift(raised, value), explicit=True)


def _try(run: Interpreter, node: cst.Try | cst.TryStar) -> None:
    entered = run.worlds
    finalbody = node.finalbody
    if finalbody is None:
        _try_except(run, node)
        return
    run.raised.append([])
    run.tries.append([_bare()] if _jumps(finalbody.body) else None)
    try:
        run.guarded(lambda: _try_except(run, node))
    finally:
        run.tries.pop()
        escaped = run.raised.pop()
    normal = run.worlds
    run.worlds = entered
    with _leaving_anew(run, entered):
        run.guarded(lambda: block(run, finalbody.body))
        survived = run.worlds
    run.worlds = both(normal, survived) if survived is not entered else normal
    for item in escaped:
        item.worlds = both(item.worlds, survived) if survived is not entered else item.worlds
        if item.worlds is not False:
            run.raised[-1].append(item)
    if run.worlds is False:
        raise Unwind


def _jumps(node: cst.CSTNode) -> bool:
    """Whether a `finally` may be left by a jump, which makes an end of the exception that it was entered with."""
    return isinstance(node, (cst.Return, cst.Break, cst.Continue)) or any(map(_jumps, subtrees(node)))


@contextmanager
def _leaving_anew(run: Interpreter, entered: Worlds) -> Iterator[None]:
    """Executes a `finally`: where it does not come to its end, nothing has been returned before it, and no loop or round left."""
    frame = run.frame
    loop = frame.loops[-1] if frame.loops else Loop()
    returned, result, broken, continued = frame.returned, frame.result, loop.broken, loop.continued
    frame.returned = loop.broken = loop.continued = False
    yield
    lost = without(entered, run.worlds) if run.worlds is not entered else False
    if returned is not False:
        frame.result = where(frame.returned, frame.result, result) if frame.returned is not False else result
    frame.returned = either(frame.returned, without(returned, lost))
    loop.broken = either(loop.broken, without(broken, lost))
    loop.continued = either(loop.continued, without(continued, lost))


def _try_except(run: Interpreter, node: cst.Try | cst.TryStar) -> None:
    if not node.handlers:
        block(run, node.body)
        if node.orelse is not None and run.worlds is not False:
            block(run, node.orelse.body)
        if run.worlds is False:
            raise Unwind
        return
    entered = run.worlds
    specs: list[Tree[Value]] = []
    for handler in node.handlers:
        specs.append(evaluate(run, handler.type) if handler.type is not None else _bare())
    run.raised.append([])
    run.tries.append(specs)
    try:
        run.guarded(lambda: block(run, node.body))
    finally:
        run.tries.pop()
        raised = run.raised.pop()
    if node.orelse is not None and run.worlds is not False:
        orelse = node.orelse
        run.guarded(lambda: block(run, orelse.body))
    after = run.worlds
    if not raised:
        if after is False:
            raise Unwind
        return
    for handler, spec in zip(node.handlers, specs):
        caught: Worlds = False
        value: Any = None
        for item in raised:
            if item.worlds is False:
                continue
            run.worlds = item.worlds
            fits = caught_in(run, item, spec)
            if fits is False:
                continue
            caught = either(caught, fits)
            value = item.exception if value is None else where(fits, item.exception, value)
            item.worlds = without(item.worlds, fits)
        if caught is False:
            continue
        run.worlds = entered if _all_in(entered, caught) else caught
        run.handling.append(value)
        try:
            run.guarded(lambda handler=handler, value=value: _handle(run, handler, value))  # type: ignore[misc]
        finally:
            run.handling.pop()
        after = either(after, run.worlds)
    for item in raised:
        if item.worlds is not False:
            run.raised[-1].append(item)
    run.worlds = entered if _all_in(entered, after) else after
    if run.worlds is False:
        raise Unwind


def _all_in(worlds: Worlds, other: Worlds) -> bool:
    return without(worlds, other) is False


def _bare() -> Value:
    return CLASSES["BaseException"]


def _handle(run: Interpreter, handler: cst.ExceptHandler | cst.ExceptStarHandler, value: Tree[Value]) -> None:
    if handler.name is None:
        block(run, handler.body)
        return
    assign(run, handler.name.name, run.here(value), None, "")
    entered = run.worlds
    run.guarded(lambda: block(run, handler.body))
    after, run.worlds = run.worlds, entered
    assign(run, handler.name.name, ABSENT, None, "")
    run.worlds = after
    if after is False:
        raise Unwind


def _assert(run: Interpreter, node: cst.Assert) -> None:
    worlds = run.here(run.truth(evaluate(run, node.test)))
    if worlds is not True:
        run.split(worlds, lambda: None, lambda: _fail(run, node))
    if run.worlds is False:
        raise Unwind


def _fail(run: Interpreter, node: cst.Assert) -> None:
    arguments = [evaluate(run, node.msg)] if node.msg is not None else []
    run.throw(call_value(run, CLASSES["AssertionError"], Call(run, node, arguments)), explicit=True)


# -- with


def _with(run: Interpreter, node: cst.With) -> None:
    _with_items(run, list(node.items), node.body)
    if run.worlds is False:
        raise Unwind


def _with_items(run: Interpreter, items: list[cst.WithItem], body: cst.BaseSuite) -> None:
    if not items:
        block(run, body)
        return
    item, rest = items[0], items[1:]
    manager = run.here(evaluate(run, item.item))
    if isinstance(manager, Choice):
        manager = Unknown("a context manager that differs by condition")
    entered_value: Tree[Value] = manager
    suppressed: Any = None
    leave: Callable[[], None] | None = None
    exit_: Tree[Value] | None = None
    match manager:
        case Instance():
            enter, exit_ = find_method(run, manager, "__enter__"), find_method(run, manager, "__exit__")
            if enter is not None:
                entered_value = call_value(run, enter, Call(run, item.item))
        case Managed():
            with_generator(run, manager, lambda value: _bind_and_run(run, item, value, rest, body))
            return
        case Object():
            enter_model = manager.attributes.get("__enter__")
            if enter_model is not None:
                entered_value = call_value(run, enter_model, Call(run, item.item))
            exit_model = manager.attributes.get("__exit__")
            if exit_model is not None:
                leave = lambda: _discard(call_value(run, exit_model, Call(run, item.item)))  # noqa: E731
            if manager.path == "contextlib.suppress":
                suppressed = manager.attributes["classes"]
        case Unknown():
            run.may_raise(manager.reason, ("with", manager.key))
            entered_value = Unknown(f"the context of {manager.reason}", origin=run.origin(item.item))
    if exit_ is not None:
        with_exit(run, exit_, item.item, lambda: _bind_and_run(run, item, entered_value, rest, body))
        return
    entered = run.worlds
    if item.asname is not None:
        assign(run, item.asname.name, entered_value, run.origin(item.item))
    if suppressed is None:
        run.guarded(lambda: _with_items(run, rest, body))
    else:
        run.guarded(lambda: attempt(run, lambda: _within(run, rest, body), suppressed, lambda: NONE))
    if leave is not None:
        after, run.worlds = run.worlds, entered
        run.guarded(leave)
        run.worlds = both(after, run.worlds)


def _bind_and_run(
    run: Interpreter, item: cst.WithItem, value: Tree[Value], rest: list[cst.WithItem], body: cst.BaseSuite
) -> None:
    if item.asname is not None:
        assign(run, item.asname.name, value, run.origin(item.item))
    _with_items(run, rest, body)


def _within(run: Interpreter, items: list[cst.WithItem], body: cst.BaseSuite) -> Value:
    run.guarded(lambda: _with_items(run, items, body))
    return NONE


def _discard(value: Any) -> None:
    del value


# -- definitions


def _function(run: Interpreter, node: cst.FunctionDef) -> None:
    origin = run.origin(node)
    assert origin is not None
    name = node.name.value
    function = Function(
        node, run.frame.module, run.frame.closure, defaults_of(run, node.params), origin, name, run.frame.owner
    )
    value: Tree[Value] = function
    for decorator in reversed(node.decorators):
        wrapper = evaluate(run, decorator.decorator)
        value = _decorated(run, wrapper, value, decorator)
    run.bind_name(run.frame.declared.get(name, run.frame.local), name, value, "set", origin)


TRANSPARENT: Final = frozenset(
    (
        "functools.lru_cache",
        "functools.cache",
        "functools.wraps",
        "typing.no_type_check",
        "typing.overload",
        "typing.final",
        "abc.abstractmethod",
    )
)


def _decorated(run: Interpreter, wrapper: Tree[Value], value: Tree[Value], node: cst.Decorator) -> Tree[Value]:
    def one(leaf: Value) -> Tree[Value]:
        if isinstance(leaf, Builtin) and leaf.name in TRANSPARENT:
            return value
        descriptor = decorate(run, leaf, value)
        if descriptor is not None:
            return descriptor
        return call_value(run, leaf, Call(run, node.decorator, [value]))

    return run.lift(one, wrapper)  # type: ignore[no-any-return]


def _class(run: Interpreter, node: cst.ClassDef) -> None:
    define_class(run, node)


def _global(run: Interpreter, node: cst.Global) -> None:
    for item in node.names:
        run.frame.declared[item.name.value] = run.frame.module.namespace


def _nonlocal(run: Interpreter, node: cst.Nonlocal) -> None:
    for item in node.names:
        for scope in reversed(run.frame.scopes[:-1]):
            if item.name.value in scope.names:
                run.frame.declared[item.name.value] = scope
                break


def _expression(run: Interpreter, node: cst.Expr) -> None:
    if not isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString)):
        evaluate(run, node.value)
    match node.value:
        case cst.Comparison(left=cst.Name(value=name), comparisons=[cst.ComparisonTarget(operator=cst.Equal())]):
            _waste(run, name, "compared", node)


def _waste(run: Interpreter, name: str, how: str, node: cst.CSTNode) -> None:
    """Notes a statement of a module that looks as if it gave a name a value."""
    origin = run.origin(node)
    if not run.frame.scopes and origin is not None:
        run.wasted.append(Wasted(name, how, origin, run.worlds))


def _pass(run: Interpreter, node: cst.CSTNode) -> None:
    return


def _type_alias(run: Interpreter, node: cst.TypeAlias) -> None:
    run.bind_name(
        run.frame.declared.get(node.name.value, run.frame.local),
        node.name.value,
        Unknown("a type alias", "type"),
        "set",
        run.origin(node),
    )


def _import(run: Interpreter, node: cst.Import) -> None:
    from djauthlint.evaluator.imports import import_statement

    import_statement(run, node)


def _import_from(run: Interpreter, node: cst.ImportFrom) -> None:
    from djauthlint.evaluator.imports import import_from_statement

    import_from_statement(run, node)


STATEMENTS: Final[dict[type, Execute]] = {
    cst.SimpleStatementLine: _line,
    cst.SimpleStatementSuite: _line,  # type: ignore[dict-item]
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Del: _delete,
    cst.If: _if,
    cst.Match: _match,
    cst.For: _for,
    cst.While: _while,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Assert: _assert,
    cst.With: _with,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.Expr: _expression,
    cst.Pass: _pass,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.TypeAlias: _type_alias,
}

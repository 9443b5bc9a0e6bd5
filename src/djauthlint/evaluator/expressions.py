"""Expressions: syntax to trees of values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, apply, both, either, leaves, opposite, paths, where, without
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import ITEMS, NONE, GaveUp, Interpreter, changeable
from djauthlint.evaluator.iteration import flatten, items_of
from djauthlint.evaluator.models.iterables import Stream, View, stream
from djauthlint.evaluator.models.shuffled import Shuffled, spread
from djauthlint.evaluator.names import look_up
from djauthlint.evaluator.objects import get_attribute, get_item, key_of
from djauthlint.evaluator.operators import binary, boxed, compare, unary, unboxed
from djauthlint.evaluator.texts import format_value, join_texts
from djauthlint.values import (
    ABSENT,
    PRESENT,
    Dict,
    Entry,
    Function,
    Globals,
    Hole,
    Instance,
    Item,
    Known,
    List,
    Namespace,
    Object,
    Origin,
    Set,
    Slice,
    Splice,
    Tuple,
    Unknown,
    Value,
)

Evaluate = Callable[[Interpreter, Any], Tree[Value]]


def evaluate(run: Interpreter, node: cst.BaseExpression) -> Tree[Value]:
    """The value of an expression in the present worlds.

    Raises:
        Unwind: it raises in all of them.
        GaveUp: a budget is used up.
    """
    run.step()
    return EXPRESSIONS.get(type(node), _misplaced)(run, node)


def _misplaced(run: Interpreter, node: cst.BaseExpression) -> Tree[Value]:
    raise GaveUp("an expression that Python refuses at this place")


_CONSTANTS: Final[dict[str, bool | None]] = {"True": True, "False": False, "None": None}


def _name(run: Interpreter, node: cst.Name) -> Tree[Value]:
    if node.value in _CONSTANTS:
        return Known(_CONSTANTS[node.value], run.origin(node))
    return look_up(run, node.value, node)


def _attribute(run: Interpreter, node: cst.Attribute) -> Tree[Value]:
    links = [node]
    base: cst.BaseExpression = node.value
    while isinstance(base, cst.Attribute):
        links.append(base)
        base = base.value
    tree = evaluate(run, base)
    for link in reversed(links):
        tree = get_attribute(run, tree, link.attr.value, link)
    return tree


def _integer(run: Interpreter, node: cst.Integer) -> Tree[Value]:
    text = node.value
    if len(text) < DIGITS and text.isdigit() and (text[0] != "0" or text == "0"):
        return Known(int(text), run.origin(node))
    return _number(run, node)


DIGITS: Final = 500
"""Characters of a number that is certainly not too large."""


def _number(run: Interpreter, node: cst.Integer | cst.Float | cst.Imaginary) -> Tree[Value]:
    return from_python(_literal(node.value), run.origin(node))


def _literal(text: str) -> Any:
    """What Python reads in a literal.

    Raises:
        GaveUp: nothing, it refuses it.
    """
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        raise GaveUp("a literal that Python refuses") from None


def string_of(node: cst.SimpleString) -> str | bytes:
    """The value of a string literal.

    Raises:
        GaveUp: Python refuses it.
    """
    text = node.value
    if "\\" not in text and text[0] in "\"'" and "\r" not in text:
        width = 3 if text[:3] in ('"""', "'''") else 1
        return text[width:-width]
    value: str | bytes = _literal(text)
    return value


def _string(run: Interpreter, node: cst.SimpleString) -> Tree[Value]:
    return Known(string_of(node), run.origin(node))


def _concatenated(run: Interpreter, node: cst.ConcatenatedString) -> Tree[Value]:
    parts: list[cst.BaseExpression] = []
    rest: cst.BaseExpression = node
    while isinstance(rest, cst.ConcatenatedString):
        parts.append(rest.left)
        rest = rest.right
    parts.append(rest)
    return join_texts(run, [evaluate(run, part) for part in parts], run.origin(node))


def _formatted(run: Interpreter, node: cst.FormattedString) -> Tree[Value]:
    parts: list[Tree[Value]] = []
    raw = "r" in node.start.lower()
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            # As Python's tokenizer does, which knows one kind of newline.
            text = part.value.replace("\r\n", "\n").replace("\r", "\n").replace("{{", "{").replace("}}", "}")
            if "\\" in text and not raw:
                text = _unescape(text)
            parts.append(Known(text))
        elif isinstance(part, cst.FormattedStringExpression):
            value = evaluate(run, part.expression)
            spec: Tree[Value] = Known("")
            if part.format_spec is not None:
                spec = _formatted(run, cst.FormattedString(part.format_spec))
            conversion = part.conversion
            if part.equal is not None and part.format_spec is None:
                conversion = conversion or "r"
            text_value = format_value(run, value, conversion, spec, node)
            if part.equal is not None:
                written = (
                    part.whitespace_before_expression,
                    part.expression,
                    part.whitespace_after_expression,
                    part.equal,
                )
                source = "".join(map(cst.Module([]).code_for_node, written))
                text_value = join_texts(run, [Known(source), text_value], None)
            parts.append(text_value)
    return join_texts(run, parts, run.origin(node))


def _unescape(text: str) -> str:
    escaped = text.replace('"""', '\\"\\"\\"')
    if escaped.endswith('"') and not escaped.endswith('\\"'):
        escaped = escaped[:-1] + '\\"'
    try:
        value: str = ast.literal_eval(f'"""{escaped}"""')
    except (SyntaxError, ValueError):
        raise GaveUp("a string has an escape that can't be read") from None
    return value


def elements_of(run: Interpreter, nodes: Sequence[cst.BaseElement]) -> tuple[Item, ...]:
    """The items of a list, tuple or set display."""
    items: list[Item] = []
    for element in nodes:
        if isinstance(element, cst.StarredElement):
            items.extend(unpacked(run, evaluate(run, element.value), element.value))
        else:
            items.append(evaluate(run, element.value))
    return tuple(items)


def unpacked(run: Interpreter, tree: Tree[Value], node: cst.CSTNode) -> tuple[Item, ...]:
    """What `*tree` contributes to a display or a call."""
    tree = run.here(tree)
    if not isinstance(tree, Choice):
        return items_of(run, tree, node)
    return unboxed(run.lift(lambda leaf: Tuple(items_of(run, leaf, node)), tree))


def _list(run: Interpreter, node: cst.List) -> Tree[Value]:
    return run.made(List(elements_of(run, node.elements), run.origin(node), run.worlds))


def _tuple(run: Interpreter, node: cst.Tuple) -> Tree[Value]:
    return run.made(Tuple(elements_of(run, node.elements), run.origin(node)))


def _set(run: Interpreter, node: cst.Set) -> Tree[Value]:
    result = Set(origin=run.origin(node), born=run.worlds)
    add_all(run, result, elements_of(run, node.elements))
    return result


def add_all(run: Interpreter, target: Set, items: Sequence[Item], worlds: Worlds = True) -> None:
    """Adds items to a set in some of the present worlds."""
    for item in spread(tuple(items)):
        if isinstance(item, Hole):
            run.may_raise(item.reason, ("hash", item), "TypeError")
            run.open_entries(target, item.reason)
        elif isinstance(item, Splice):
            for subset, inner in paths(item.tree):
                if both(run.worlds, subset) is not False:
                    add_all(run, target, inner, both(worlds, subset))
        else:
            outer = run.worlds
            run.worlds = both(outer, worlds)
            if run.worlds is not False:
                run.each(item, lambda leaf: add_one(run, target, leaf))
            run.worlds = either(run.worlds, without(outer, worlds)) if worlds is not True else run.worlds


HASHABLE: Final = ("str", "int", "float", "bool", "bytes", "path")
"""Kinds of undetermined values that are certainly hashable."""


def add_one(run: Interpreter, target: Set, leaf: Value) -> None:
    """Adds one value to a set in the present worlds."""
    key = key_of(run, leaf)
    if key is None:
        if isinstance(leaf, Unknown) and leaf.kind not in HASHABLE:
            run.may_raise(leaf.reason, ("hash", leaf.key), "TypeError")
        run.open_entries(target, leaf.reason if isinstance(leaf, Unknown) else "an element that can't be determined")
    elif key not in target.entries or target.entries[key].value is not PRESENT:
        run.set_entry(target, key, leaf, PRESENT)


def _dict(run: Interpreter, node: cst.Dict) -> Tree[Value]:
    result = Dict(origin=run.origin(node), born=run.worlds)
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            key, value = evaluate(run, element.key), evaluate(run, element.value)
            put(run, result, key, value)
        else:
            assert isinstance(element, cst.StarredDictElement)
            merge(run, result, evaluate(run, element.value), element.value)
    return result


def put(run: Interpreter, target: Dict, key: Tree[Value], value: Tree[Any]) -> None:
    """`target[key] = value` in the present worlds."""

    def store(leaf: Value) -> None:
        index = key_of(run, leaf)
        if index is None:
            reason = leaf.reason if isinstance(leaf, Unknown) else "a key that can't be determined"
            overwrite(run, target, reason, changeable(value))
        else:
            run.set_entry(target, index, leaf, value)

    run.each(key, store)


def merge(run: Interpreter, target: Dict, tree: Tree[Value], node: cst.CSTNode) -> None:
    """`target.update(tree)` in the present worlds."""

    def store(leaf: Value) -> None:
        if isinstance(leaf, Dict):
            for key, entry in list(leaf.entries.items()):
                there = run.present(entry.value)
                run.split(
                    there, lambda key=key, entry=entry: run.set_entry(target, key, entry.key, run.here(entry.value))
                )  # type: ignore[misc]
            if leaf.open is not None:
                overwrite(run, target, leaf.open, leaf.unseen, leaf)
            target.reordered = target.reordered or leaf.reordered
        elif isinstance(leaf, (Known, List, Tuple, Set, View, Stream)) or (
            isinstance(leaf, Instance) and not _is_mapping(run, leaf)
        ):
            put_pairs(run, target, items_of(run, leaf, node), node)
        elif isinstance(leaf, Globals):
            from djauthlint.evaluator.models.namespace_methods import as_dict

            store(as_dict(run, leaf, None))
        elif isinstance(leaf, Object) and leaf.attributes.keys() >= {"keys", "__getitem__"}:
            names = items_of(run, run.here(call_value(run, leaf.attributes["keys"], Call(run, node))), node)
            put_pairs(run, target, [Tuple((name, get_item(run, leaf, name, node))) for name in names], node)  # type: ignore[arg-type]
        elif isinstance(leaf, Unknown) and leaf.kind in ("int", "float", "bool"):
            run.error("TypeError", f"'{leaf.kind}' object is not iterable", node)
        else:
            reason = leaf.reason if isinstance(leaf, Unknown) else "a mapping that can't be determined"
            overwrite(run, target, reason, leaf.among if isinstance(leaf, Unknown) else ())

    run.each(tree, store)


def _is_mapping(run: Interpreter, value: Instance) -> bool:
    from djauthlint.evaluator.objects import find_method

    return find_method(run, value, "keys") is not None or find_method(run, value, "__iter__") is None


def put_pairs(run: Interpreter, target: Dict, items: Sequence[Item], node: cst.CSTNode) -> None:
    """Writes (key, value) pairs into a dict in the present worlds."""
    for item in items:
        if isinstance(item, Splice):
            for worlds, inner in list(paths(item.tree)):
                run.split(run.here(worlds), lambda inner=inner: put_pairs(run, target, inner, node))  # type: ignore[misc]
            continue
        if isinstance(item, Hole):
            overwrite(run, target, "a pair that can't be determined", changeable(item))
        else:
            run.each(item, lambda leaf: _put_pair(run, target, leaf, node))


def _put_pair(run: Interpreter, target: Dict, leaf: Value, node: cst.CSTNode) -> None:
    parts = items_of(run, leaf, node)
    if any(isinstance(part, (Hole, Splice)) for part in parts):
        run.may_raise("a pair that can't be determined", ("pair", run.fresh()), "ValueError")
        overwrite(run, target, "a pair that can't be determined", changeable(*parts))
        return
    if len(parts) != 2:
        message = f"dictionary update sequence element has length {len(parts)}; 2 is required"
        run.error("ValueError", message, node)
    put(run, target, parts[0], parts[1])  # type: ignore[arg-type]


OVERWRITTEN: Final = 200
"""Steps that it costs to say of an entry that it may have been replaced."""


def overwrite(
    run: Interpreter, target: Dict, reason: str, among: tuple[Value, ...], source: Dict | None = None
) -> None:
    """Entries that can't be determined were written over a dict: any entry may have been replaced.

    Arguments:
        run: the evaluation.
        target: the dict.
        reason: why they can't be determined.
        among: objects that may be their values.
        source: where they come from; entries that it lists have been written already.
    """
    run.statement_steps -= OVERWRITTEN * len(target.entries)
    for key, entry in list(target.entries.items()):
        if source is None or key not in source.entries:
            # An object that may stand here no longer may still be changed through what does.
            for leaf in leaves(run.here(entry.value)):
                if isinstance(leaf, (List, Dict, Set, Instance)):
                    run.havoc(leaf, reason)
            there = run.here(run.present(entry.value))
            if there is not True:
                there = either(there, run.ask(("added", run.fresh()), f"{key!r} is among {reason}"))
            replaced = Unknown(reason, among=changeable(entry.value, *among))
            run.set_entry(target, key, entry.key, where(there, replaced, ABSENT))
    run.open_entries(target, reason, among)


def _call(run: Interpreter, node: cst.Call) -> Tree[Value]:
    match node:
        case cst.Call(
            func=cst.Attribute(value=place, attr=cst.Name("extend")),
            args=[cst.Arg(value=cst.GeneratorExp() as generator)],
        ):
            return run.lift(  # type: ignore[no-any-return]
                lambda leaf: _extended(run, leaf, generator, node), evaluate(run, place)
            )
    function = evaluate(run, node.func)
    positional: list[Item] = []
    keywords: dict[str, Tree[Value]] = {}
    mappings: list[Tree[Value]] = []
    for argument in node.args:
        if argument.star == "*":
            positional.extend(unpacked(run, evaluate(run, argument.value), argument.value))
        elif argument.star == "**":
            mappings.append(run.lift(lambda leaf: _entries(run, leaf), evaluate(run, argument.value)))
        elif argument.keyword is not None and mappings:
            name, value = argument.keyword.value, evaluate(run, argument.value)
            mappings.append(Dict({name: Entry(Known(name), value)}))
        elif argument.keyword is not None:
            keywords[argument.keyword.value] = evaluate(run, argument.value)
        else:
            positional.append(evaluate(run, argument.value))
    if len(positional) > len(node.args):
        run.made(Tuple(tuple(positional)))
    if not mappings and not any(isinstance(item, (Hole, Splice)) for item in positional):
        return call_value(run, function, Call(run, node, positional, keywords))  # type: ignore[arg-type]
    return run.lift(  # type: ignore[no-any-return]
        lambda items, *leaves: call_value(run, function, _starred(run, node, items.items, keywords, leaves)),
        boxed(flatten(run, tuple(positional))),
        *mappings,
    )


def _entries(run: Interpreter, leaf: Value) -> Any:
    """What `**leaf` contributes to a call: a tree of dicts whose entries are all there, or something undetermined."""
    from djauthlint.evaluator.models.namespace_methods import as_dict

    if isinstance(leaf, Globals):
        leaf = as_dict(run, leaf, None)
    if not isinstance(leaf, Dict):
        return leaf
    result: Any = Dict(open=leaf.open)
    for key, entry in leaf.entries.items():
        there = run.here(run.present(entry.value))
        if there is True and not isinstance(result, Choice):
            result.entries[key] = entry
            continue
        more = apply(lambda done, key=key, entry=entry: Dict({**done.entries, key: entry}, open=done.open), result)
        result = where(there, more, result)
    return run.here(result)


def _starred(
    run: Interpreter, node: cst.Call, items: Sequence[Item], keywords: dict[str, Tree[Value]], mappings: Sequence[Value]
) -> Call:
    """The arguments of a call with stars, in one combination of what is behind them."""
    unknown: str | None = None
    keywords = dict(keywords)
    loose: list[Tree[Value]] = []
    for mapping in mappings:
        if not isinstance(mapping, Dict) or mapping.open is not None:
            unknown = "keyword arguments that can't be determined"
        if not isinstance(mapping, Dict):
            loose.append(mapping)
            continue
        for key, entry in mapping.entries.items():
            value = run.here(entry.value)
            if mapping.open is not None and isinstance(value, Unknown):
                continue
            if not isinstance(key, str) or key in keywords:
                run.error("TypeError", "keywords must be strings, each given once", node)
            keywords[str(key)] = value
    place = next((place for place, item in enumerate(items) if isinstance(item, Hole)), len(items))
    if place < len(items):
        unknown = "arguments that can't be determined"
        loose += [item for item in spread(tuple(items[place:])) if not isinstance(item, (Hole, Splice))]
    return Call(run, node, list(items[:place]), keywords, unknown, tuple(loose))  # type: ignore[arg-type]


def _subscript(run: Interpreter, node: cst.Subscript) -> Tree[Value]:
    return get_item(run, evaluate(run, node.value), index_of(run, node), node)


def index_of(run: Interpreter, node: cst.Subscript) -> Tree[Value]:
    """The index of a subscript: one value, a slice, or a tuple of them."""

    def part(element: cst.SubscriptElement) -> Tree[Value]:
        inner = element.slice
        if isinstance(inner, cst.Index):
            return evaluate(run, inner.value)
        assert isinstance(inner, cst.Slice)
        bounds = tuple(
            evaluate(run, bound) if bound is not None else NONE for bound in (inner.lower, inner.upper, inner.step)
        )
        return run.lift(lambda *leaves: Slice(leaves), *bounds)  # type: ignore[no-any-return]

    if len(node.slice) == 1 and not isinstance(node.slice[0].comma, cst.Comma):
        return part(node.slice[0])
    return Tuple(tuple(part(element) for element in node.slice))


def _binary(run: Interpreter, node: cst.BinaryOperation) -> Tree[Value]:
    chain = [node]
    left: cst.BaseExpression = node.left
    while isinstance(left, cst.BinaryOperation):
        chain.append(left)
        left = left.left
    tree = evaluate(run, left)
    for link in reversed(chain):
        tree = binary(run, type(link.operator).__name__, tree, evaluate(run, link.right), link)
    return tree


def _boolean(run: Interpreter, node: cst.BooleanOperation) -> Tree[Value]:
    chain: list[cst.BooleanOperation] = [node]
    left: cst.BaseExpression = node.left
    while isinstance(left, cst.BooleanOperation):
        chain.append(left)
        left = left.left
    tree = evaluate(run, left)
    for link in reversed(chain):
        first = tree
        worlds = run.truth(first)
        go_on = worlds if isinstance(link.operator, cst.And) else opposite(worlds)
        tree = run.branch(go_on, lambda link=link: evaluate(run, link.right), lambda first=first: run.here(first))  # type: ignore[misc]
    return tree


def _unary(run: Interpreter, node: cst.UnaryOperation) -> Tree[Value]:
    operand = evaluate(run, node.expression)
    if isinstance(node.operator, cst.Not):
        return from_worlds(run, opposite(run.truth(operand)), run.origin(node))
    return unary(run, type(node.operator).__name__, operand, node)


def from_worlds(run: Interpreter, worlds: Worlds, origin: Origin | None = None) -> Tree[Value]:
    """The boolean that is true in these worlds."""
    worlds = run.here(worlds)
    if isinstance(worlds, bool):
        return Known(worlds, origin)
    return where(worlds, Known(True, origin), Known(False, origin))


def _comparison(run: Interpreter, node: cst.Comparison) -> Tree[Value]:
    left = evaluate(run, node.left)
    outcome: Worlds = True
    outer = run.worlds
    for target in node.comparisons:
        right = evaluate(run, target.comparator)
        outcome = both(outcome, compare(run, type(target.operator).__name__, left, right, node))
        left = right
        if len(node.comparisons) > 1:
            run.worlds = both(run.worlds, outcome)
            if run.worlds is False:
                break
    if len(node.comparisons) > 1:
        run.worlds = outer
    return from_worlds(run, outcome, run.origin(node))


def _conditional(run: Interpreter, node: cst.IfExp) -> Tree[Value]:
    return run.branch(
        run.truth(evaluate(run, node.test)), lambda: evaluate(run, node.body), lambda: evaluate(run, node.orelse)
    )


def _lambda(run: Interpreter, node: cst.Lambda) -> Tree[Value]:
    origin = run.origin(node)
    assert origin is not None
    return Function(node, run.frame.module, run.frame.closure, defaults_of(run, node.params), origin)


def defaults_of(run: Interpreter, parameters: cst.Parameters) -> dict[str, Tree[Value]]:
    """The values of the parameters' defaults, evaluated at the definition."""
    defaults: dict[str, Tree[Value]] = {}
    for parameter in (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params):
        if parameter.default is not None:
            defaults[parameter.name.value] = evaluate(run, parameter.default)
    return defaults


def _walrus(run: Interpreter, node: cst.NamedExpr) -> Tree[Value]:
    from djauthlint.evaluator.statements import assign

    value = evaluate(run, node.value)
    assign(run, node.target, value, run.origin(node))
    return value


def _ellipsis(run: Interpreter, node: cst.Ellipsis) -> Tree[Value]:
    return Unknown("...", "ellipsis", ("text", "..."), run.origin(node))


def _yield(run: Interpreter, node: cst.Yield) -> Tree[Value]:
    target = run.frame.yielded
    if target is None:
        return Unknown("a value sent to a generator")
    if run.frame.at_yield is not None and not isinstance(node.value, cst.From):
        run.frame.at_yield(evaluate(run, node.value) if node.value is not None else NONE)
    elif isinstance(node.value, cst.From):
        run.set_items(target, (*target.items, *unpacked(run, evaluate(run, node.value.item), node)))
    else:
        value = evaluate(run, node.value) if node.value is not None else NONE
        run.set_items(target, (*target.items, value))
    return NONE


def _await(run: Interpreter, node: cst.Await) -> Tree[Value]:
    evaluate(run, node.expression)
    return Unknown("the result of a coroutine", origin=run.origin(node))


def _template(run: Interpreter, node: cst.BaseExpression) -> Tree[Value]:
    return Unknown("a template string", origin=run.origin(node))


class _Comprehension:
    """Where the rounds of a comprehension go.

    Arguments:
        parts: the expressions of one element.
        collect: takes one element.
        skip: takes a stretch of unknown elements.
        settle: puts what was collected where it belongs, for the order of what follows is unknown.
    """

    __slots__ = ("collect", "is_ordered", "parts", "settle", "skip")

    def __init__(
        self,
        parts: tuple[cst.BaseExpression, ...],
        collect: Callable[[], None],
        skip: Callable[[Hole], None],
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        self.parts = parts
        self.collect = collect
        self.skip = skip
        self.settle = settle
        self.is_ordered = True


def _comprehend(run: Interpreter, clause: cst.CompFor, target: _Comprehension) -> None:
    scope = Namespace(born=run.worlds)
    # The outermost iterable is evaluated where the comprehension stands; the rest does not see the names of a class body.
    iterable = evaluate(run, clause.iter)
    frame = run.frame
    scopes = frame.scopes
    frame.scopes = (*frame.closure, scope)
    try:
        _clause(run, clause, iterable, scope, target)
    finally:
        frame.scopes = scopes


def _clause(
    run: Interpreter, clause: cst.CompFor, iterable: Tree[Value], scope: Namespace, target: _Comprehension
) -> None:
    from djauthlint.evaluator.statements import assign_in
    from djauthlint.evaluator.unordered import is_independent, rounds_unknown, walk_unordered

    parts = [*(each.test for each in clause.ifs), *target.parts]
    made: list[Tree[Value]] = []
    """What elements are made of in rounds that can't be followed."""

    def accept() -> None:
        if clause.inner_for_in is not None:
            _clause(run, clause.inner_for_in, evaluate(run, clause.inner_for_in.iter), scope, target)
        else:
            target.collect()

    def test(tests: Sequence[cst.CompIf]) -> None:
        if tests:
            run.split(run.truth(evaluate(run, tests[0].test)), lambda: test(tests[1:]))
        else:
            accept()

    def probe(hole: Hole) -> None:
        # What an element does to other objects happens in the rounds that can't be followed, too.
        assign_in(run, scope, clause.target, Unknown(hole.reason, among=changeable(hole)))
        for each in clause.ifs:
            evaluate(run, each.test)
        if clause.inner_for_in is None:
            made.extend(evaluate(run, part) for part in target.parts)
        else:
            collected = _Comprehension(
                target.parts,
                lambda: made.extend(evaluate(run, part) for part in target.parts),
                lambda hole: made.append(Unknown(hole.reason, among=hole.among)),
            )
            _clause(run, clause.inner_for_in, evaluate(run, clause.inner_for_in.iter), scope, collected)

    def walk(items: Sequence[Item]) -> None:
        for item in items:
            run.step()
            if isinstance(item, Splice):
                for subset, inner in paths(item.tree):
                    run.split(subset, lambda inner=inner: walk(inner))  # type: ignore[misc]
            elif (
                isinstance(item, Shuffled) and clause.inner_for_in is None and is_independent(run, clause.target, parts)
            ):
                target.settle()
                before, target.is_ordered = target.is_ordered, False
                walk_unordered(run, clause.target, parts, item.elements, walk)
                target.is_ordered = before
            elif isinstance(item, Hole):
                made.clear()
                rounds_unknown(run, [lambda item=item: probe(item)], f"a loop over {item.reason}")  # type: ignore[misc]
                target.skip(Hole(item.reason, changeable(item, *made)))
            else:
                assign_in(run, scope, clause.target, item)
                test(clause.ifs)

    run.each(iterable, lambda leaf: walk(items_of(run, leaf, clause.iter)))


def _list_comprehension(run: Interpreter, node: cst.ListComp | cst.GeneratorExp) -> Tree[Value]:
    result = List((), run.origin(node), run.worlds)

    certain: list[Item] = []
    """Those at the end that are there in all worlds of the list: put into it together."""

    def put_certain() -> None:
        if certain:
            outer, run.worlds = run.worlds, result.born
            run.set_items(result, (*result.items, *certain))
            run.worlds = outer
            certain.clear()

    def add(item: Item) -> None:
        if target.is_ordered and run.worlds is result.born and len(certain) < ITEMS:
            certain.append(item)
        else:
            put_certain()
            run.set_items(result, (*result.items, item))

    target = _Comprehension((node.elt,), lambda: add(evaluate(run, node.elt)), add, put_certain)
    _comprehend(run, node.for_in, target)
    put_certain()
    return result


def _generator(run: Interpreter, node: cst.GeneratorExp) -> Tree[Value]:
    result = _list_comprehension(run, node)
    assert isinstance(result, List)
    return stream(run, "generator", result.items, result.origin)


def extend_lazily(run: Interpreter, target: List, generator: cst.GeneratorExp, node: cst.CSTNode) -> None:
    """Puts the elements of a generator into a list, at which the generator may look meanwhile."""
    run.set_items(target, target.items, "extended", run.origin(node))

    def add(item: Item) -> None:
        run.set_items(target, (*target.items, item))

    collect = lambda: add(evaluate(run, generator.elt))  # noqa: E731
    _comprehend(
        run,
        generator.for_in,
        _Comprehension((generator.elt,), collect, add),
    )


def _extended(run: Interpreter, leaf: Value, generator: cst.GeneratorExp, node: cst.Call) -> Tree[Value]:
    if isinstance(leaf, List):
        extend_lazily(run, leaf, generator, node)
        return NONE
    return call_value(run, get_attribute(run, leaf, "extend", node), Call(run, node, [evaluate(run, generator)]))  # type: ignore[list-item]


def _set_comprehension(run: Interpreter, node: cst.SetComp) -> Tree[Value]:
    result = Set(origin=run.origin(node), born=run.worlds)
    collect = lambda: run.each(evaluate(run, node.elt), lambda leaf: add_one(run, result, leaf))  # noqa: E731
    _comprehend(
        run, node.for_in, _Comprehension((node.elt,), collect, lambda hole: run.open_entries(result, hole.reason))
    )
    return result


def _dict_comprehension(run: Interpreter, node: cst.DictComp) -> Tree[Value]:
    result = Dict(origin=run.origin(node), born=run.worlds)
    collect = lambda: put(run, result, evaluate(run, node.key), evaluate(run, node.value))  # noqa: E731
    _comprehend(
        run,
        node.for_in,
        _Comprehension((node.key, node.value), collect, lambda hole: overwrite(run, result, hole.reason, hole.among)),
    )
    return result


EXPRESSIONS: Final[dict[type, Evaluate]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Integer: _integer,
    cst.Float: _number,
    cst.Imaginary: _number,
    cst.SimpleString: _string,
    cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _formatted,
    cst.List: _list,
    cst.Tuple: _tuple,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.Call: _call,
    cst.Subscript: _subscript,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.UnaryOperation: _unary,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.Lambda: _lambda,
    cst.NamedExpr: _walrus,
    cst.Ellipsis: _ellipsis,
    cst.Yield: _yield,
    cst.Await: _await,
    cst.ListComp: _list_comprehension,
    cst.GeneratorExp: _generator,
    cst.SetComp: _set_comprehension,
    cst.DictComp: _dict_comprehension,
}
if hasattr(cst, "TemplatedString"):
    EXPRESSIONS[cst.TemplatedString] = _template

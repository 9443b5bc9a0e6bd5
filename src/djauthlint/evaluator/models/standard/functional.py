"""`functools`, `itertools`, `operator`, `contextlib` and `copy`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from djauthlint.conditions import Choice, Tree, apply
from djauthlint.evaluator.abandoned import forget_called
from djauthlint.evaluator.calls import Call, call_value, functions_in
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import BULK, ITEMS, NONE, GaveUp, Interpreter, changeable, extent
from djauthlint.evaluator.iteration import items_of
from djauthlint.evaluator.managers import decorated
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.iterables import stream
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import plain_object, returns_argument
from djauthlint.evaluator.models.shuffled import Shuffled
from djauthlint.evaluator.objects import attribute_of
from djauthlint.evaluator.unordered import calls_unknown
from djauthlint.values import (
    Builtin,
    Class,
    Dict,
    Entry,
    Function,
    Hole,
    Instance,
    Items,
    Known,
    List,
    Namespace,
    Object,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)

functools_module = Model("functools")
itertools_module = Model("itertools")
operator_module = Model("operator")
contextlib_module = Model("contextlib")
copy_module = Model("copy")

# -- functools


@functools_module.function("partial", lift=False)
def _partial(call: Call) -> Any:
    if not call.args:
        return call.run.error("TypeError", "type 'partial' takes at least one argument", call.node)
    function, args, keywords = call.args[0], call.args[1:], dict(call.keywords)

    def later(inner: Call) -> Any:
        return call_value(
            inner.run,
            function,
            Call(inner.run, inner.node, [*args, *inner.args], {**keywords, **inner.keywords}, inner.unknown),
        )

    return Builtin("functools.partial()", later, lift=False, attributes={"func": function, "args": Tuple(tuple(args))})


functools_module.names["partialmethod"] = functools_module.names["partial"]


@functools_module.function("reduce", lift=False)
def _reduce(call: Call) -> Any:
    from djauthlint.evaluator.expressions import unpacked

    if len(call.args) < 2:
        return call.run.error("TypeError", "reduce expected at least 2 arguments", call.node)
    items: list[Any] = list(unpacked(call.run, call.args[1], call.node))
    start = call.get(2, "initial")
    if start is not None:
        items.insert(0, start)
    if any(isinstance(item, (Hole, Splice)) for item in items):
        reason = "functools.reduce over elements that can't be determined"

        def arguments(made: list[Any]) -> Call:
            return Call(call.run, call.node, [Unknown(reason, among=changeable(*items, *made))] * 2)

        made = calls_unknown(call.run, call.args[0], arguments, reason)
        return Unknown(reason, origin=call.origin, among=changeable(*items, *made))
    if not items:
        return call.run.error("TypeError", "reduce() of empty iterable with no initial value", call.node)
    result: Any = items[0]
    for item in items[1:]:
        call.run.step()
        result = call_value(call.run, call.args[0], call.with_arguments([result, item], {}))
    return result


def _decorator_with_options(model: Model, name: str) -> None:
    """A decorator that changes nothing here, also when it is called with options first."""
    path = f"{model.path}.{name}"

    def body(call: Call) -> Any:
        first = call.run.here(call.args[0]) if call.args else None
        if isinstance(first, (Function, Builtin, Class)):
            return first
        return Builtin(path, returns_argument, lift=False)

    model.names[name] = Builtin(path, body, lift=False)


@functools_module.function("total_ordering", lift=False)
def _total_ordering(call: Call) -> Any:
    """Adds the methods of an order that a class lacks; what they give is not followed."""
    cls = call.run.here(call.args[0]) if call.args else call.undetermined()
    if isinstance(cls, Class):
        cls.keywords["@order"] = Unknown("an order that is made of one comparison")
    return cls


for _name in ("lru_cache", "cache", "singledispatchmethod"):
    _decorator_with_options(functools_module, _name)
functools_module.function("singledispatch", lift=False)(lambda call: Unknown("what singledispatch makes of a function"))


@functools_module.function("wraps", lift=False)
def _wraps(call: Call) -> Any:
    """A function that looks like another one."""
    wrapped = call.run.here(call.get(0, "wrapped"))
    name = attribute_of(call.run, wrapped, "__name__", None) if isinstance(wrapped, Value) else None

    def made(inner: Call) -> Any:
        wrapper = inner.run.here(inner.args[0])
        if isinstance(wrapper, Function) and isinstance(name, Known) and isinstance(name.value, str):
            return replace(wrapper, name=name.value)
        return wrapper

    return Builtin("functools.wraps()", made, lift=False)


functools_module.function("update_wrapper", lift=False)(returns_argument)
functools_module.function("cmp_to_key")(lambda _: Unknown("a key made of a comparison"))


@functools_module.cls("cached_property", lift=False, bases=("builtins.object",))
def _cached_property(call: Call) -> Any:
    from djauthlint.evaluator.classes import decorate

    made = decorate(call.run, functools_module.names["cached_property"], call.args[0]) if call.args else None
    return made if made is not None else call.undetermined()


# -- itertools


def _stream(call: Call, name: str, items: Items) -> Value:
    if len(items) > ITEMS:
        raise GaveUp(f"it becomes longer than {ITEMS} items")
    result = stream(call.run, "iterator", items, call.origin)
    result.path = f"itertools.{name}"
    return result


@itertools_module.function("chain", lift=False)
def _chain(call: Call) -> Any:
    from djauthlint.evaluator.expressions import unpacked

    items: list[Any] = []
    for tree in call.args:
        items.extend(unpacked(call.run, tree, call.node))
    return _stream(call, "chain", tuple(items))


def _chain_from(call: Call) -> Any:
    from djauthlint.evaluator.expressions import unpacked

    items: list[Any] = []
    for item in unpacked(call.run, call.args[0], call.node):
        if isinstance(item, Hole):
            items.append(item)
        elif isinstance(item, Splice):
            items.append(Hole("elements that differ by condition"))
        else:
            items.extend(unpacked(call.run, item, call.node))
    return _stream(call, "chain", tuple(items))


itertools_module.names["chain"].is_class = True
itertools_module.names["chain"].attributes["from_iterable"] = Builtin(
    "itertools.chain.from_iterable", _chain_from, lift=False
)


def _combining(name: str) -> None:
    function: Callable[..., Any] = getattr(itertools, name)

    @itertools_module.function(name)
    def body(call: Call) -> Any:
        iterables = call.args if name in ("product", "zip_longest") else call.args[:1]
        pools: list[Sequence[Any]] = []
        for value in iterables:
            assert not isinstance(value, Choice)
            pool = items_of(call.run, value, call.node)
            if any(isinstance(item, (Hole, Splice)) for item in pool):
                return List(
                    (Hole(f"itertools.{name} of elements that can't be determined"),), call.origin, call.run.worlds
                )
            pools.append(pool)
        if any(isinstance(value, Unknown) for value in call.args[len(iterables) :]):
            reason = f"itertools.{name} of elements that can't be determined"
            call.run.may_raise(reason, ("call", call.run.fresh()))
            return _stream(call, name, (Hole(reason),))
        numbers = (
            [value.value for value in call.args[1:] if isinstance(value, Known)]
            if len(iterables) == 1 and name not in ("product", "zip_longest")
            else []
        )
        options: dict[str, Any] = {
            key: value.value if key in ("repeat", "r") and isinstance(value, Known) else value
            for key, value in call.keywords.items()
        }
        if any(isinstance(number, int) and number > 8 for number in (*numbers, *options.values())):
            raise GaveUp(f"it becomes longer than {ITEMS} items")
        options.setdefault("fillvalue", NONE) if name == "zip_longest" else None
        try:
            found = list(itertools.islice(function(*pools, *numbers, **options), ITEMS + 1))
        except (TypeError, ValueError) as error:
            return raise_error(call.run, error, call.origin)
        rows = [Tuple(tuple(row), call.origin) if isinstance(row, tuple) else row for row in found]
        return _stream(call, name, tuple(rows))


for _name in (
    "product",
    "permutations",
    "combinations",
    "combinations_with_replacement",
    "zip_longest",
    "pairwise",
    "islice",
):
    _combining(_name)


@itertools_module.function("repeat")
def _repeat(call: Call) -> Any:
    times = call.get(1, "times")
    if isinstance(times, Known) and isinstance(times.value, int):
        if times.value > ITEMS:
            raise GaveUp(f"it becomes longer than {ITEMS} items")
        return _stream(call, "repeat", (call.args[0],) * max(times.value, 0))
    return _stream(call, "repeat", (Hole("itertools.repeat without end"),))


def _endless(name: str) -> None:
    """Its elements are not followed; they may be what it is given or what a function returns that it is given."""

    @itertools_module.function(name)
    def body(call: Call) -> Any:
        reason = f"itertools.{name}"
        among = changeable(*call.all())
        functions = functions_in(among)
        made = forget_called(call.run, functions, reason)
        for value in among if functions else ():
            for each in changeable(*getattr(value, "items", ())):
                call.run.havoc(each, reason)
        call.run.may_raise(reason, ("call", call.run.fresh()))
        return _stream(call, name, (Hole(reason, changeable(*among, *made)),))


for _name in "accumulate batched compress count cycle dropwhile filterfalse groupby starmap takewhile tee".split():
    _endless(_name)

# -- operator

_BINARY = {
    "add": "Add",
    "sub": "Subtract",
    "mul": "Multiply",
    "truediv": "Divide",
    "floordiv": "FloorDivide",
    "mod": "Modulo",
    "pow": "Power",
    "or_": "BitOr",
    "and_": "BitAnd",
    "xor": "BitXor",
    "lshift": "LeftShift",
    "rshift": "RightShift",
    "concat": "Add",
}
_COMPARE = {
    "eq": "Equal",
    "ne": "NotEqual",
    "lt": "LessThan",
    "le": "LessThanEqual",
    "gt": "GreaterThan",
    "ge": "GreaterThanEqual",
    "is_": "Is",
    "is_not": "IsNot",
}


def _operator(name: str, label: str) -> None:
    @operator_module.function(name)
    def body(call: Call) -> Any:
        from djauthlint.evaluator.operators import binary

        return binary(call.run, label, call.args[0], call.args[1], call.node)


def _comparison(name: str, label: str) -> None:
    @operator_module.function(name)
    def body(call: Call) -> Any:
        from djauthlint.evaluator.expressions import from_worlds
        from djauthlint.evaluator.operators import compare

        return from_worlds(call.run, compare(call.run, label, call.args[0], call.args[1], call.node), call.origin)


for _name, _label in _BINARY.items():
    _operator(_name, _label)
for _name, _label in _COMPARE.items():
    _comparison(_name, _label)


@operator_module.function("not_")
def _not(call: Call) -> Any:
    from djauthlint.conditions import opposite
    from djauthlint.evaluator.expressions import from_worlds

    return from_worlds(call.run, opposite(call.run.truth(call.args[0])), call.origin)


@operator_module.function("truth")
def _truth(call: Call) -> Any:
    from djauthlint.evaluator.expressions import from_worlds

    return from_worlds(call.run, call.run.truth(call.args[0]), call.origin)


@operator_module.function("contains")
def _contains(call: Call) -> Any:
    from djauthlint.evaluator.expressions import from_worlds
    from djauthlint.evaluator.operators import compare

    return from_worlds(call.run, compare(call.run, "In", call.args[1], call.args[0], call.node), call.origin)


@operator_module.function("getitem")
def _getitem(call: Call) -> Any:
    from djauthlint.evaluator.objects import get_item

    return get_item(call.run, call.args[0], call.args[1], call.node)


def _getter(name: str, read: Callable[[Call, Any, Value], Any]) -> None:
    @operator_module.function(name)
    def body(call: Call) -> Any:
        wanted = list(call.args)

        def get(inner: Call) -> Any:
            found = [read(inner, inner.args[0], key) for key in wanted]  # type: ignore[arg-type]
            return found[0] if len(found) == 1 else Tuple(tuple(found), inner.origin)

        return Builtin(f"operator.{name}()", get, lift=False)


def _read_attribute(call: Call, value: Tree[Value], key: Value) -> Any:
    from djauthlint.evaluator.objects import get_attribute

    if not isinstance(key, Known) or not isinstance(key.value, str):
        return call.undetermined(reason_of(key))
    for name in key.value.split("."):
        value = get_attribute(call.run, value, name, call.node)
    return value


def _read_item(call: Call, value: Tree[Value], key: Value) -> Any:
    from djauthlint.evaluator.objects import get_item

    return get_item(call.run, value, key, call.node)


_getter("itemgetter", _read_item)
_getter("attrgetter", _read_attribute)


@operator_module.function("methodcaller")
def _methodcaller(call: Call) -> Any:
    name = call.args[0]

    def later(inner: Call) -> Any:
        method = _read_attribute(inner, inner.args[0], name)  # type: ignore[arg-type]
        return call_value(inner.run, method, inner.with_arguments(call.args[1:], call.keywords))

    return Builtin("operator.methodcaller()", later, lift=False)


# -- contextlib


@contextlib_module.function("suppress")
def _suppress(call: Call) -> Value:
    return Object("contextlib.suppress", {"classes": Tuple(tuple(call.args))}, call.origin)


@contextlib_module.function("contextmanager")
def _context_manager(call: Call) -> Value:
    function = call.args[0]
    return decorated(function) if isinstance(function, Function) else call.undetermined()


contextlib_module.function("asynccontextmanager", lift=False)(returns_argument)


@contextlib_module.function("nullcontext", lift=False)
def _nullcontext(call: Call) -> Value:
    inner: Tree[Value] = call.args[0] if call.args else call.keywords.get("enter_result", NONE)
    return Object(
        "contextlib.nullcontext",
        {"__enter__": Builtin("contextlib.nullcontext.__enter__", lambda _: inner)},
        call.origin,
    )


@contextlib_module.function("closing")
def _closing(call: Call) -> Value:
    value = call.args[0]
    return Object(
        "contextlib.closing", {"__enter__": Builtin("contextlib.closing.__enter__", lambda _: value)}, call.origin
    )


@contextlib_module.function("ExitStack")
def _exit_stack(call: Call) -> Value:
    result = plain_object("contextlib.ExitStack", "callback push close pop_all", call, context=True)
    result.attributes["enter_context"] = Builtin("contextlib.ExitStack.enter_context", _enter)
    return result


def _enter(call: Call) -> Any:
    manager = call.args[0]
    if isinstance(manager, Object) and "__enter__" in manager.attributes:
        return call_value(call.run, manager.attributes["__enter__"], call.with_arguments([], {}))
    return call.undetermined("the context of an object")


for _name in ("redirect_stdout", "redirect_stderr", "chdir"):
    contextlib_module.function(_name)(lambda call: plain_object("contextlib.redirect_stdout", "", call, context=True))
for _name in ("AbstractContextManager", "ContextDecorator"):
    contextlib_module.cls(_name, bases=("builtins.object",))(lambda call: call.undetermined())

# -- copy


def copied(run: Interpreter, tree: Tree[Value], memo: dict[tuple[int, int], Any] | None, origin: Any) -> Any:
    """A copy of an object as it is in the present worlds: shallow without a memo, else deep (one copy for each object)."""
    if isinstance(tree, Choice):
        return run.lift(lambda leaf: _copied(run, leaf, memo, origin), tree)
    return _copied(run, tree, memo, origin)


def _copied(run: Interpreter, value: Any, memo: dict[tuple[int, int], Any] | None, origin: Any) -> Any:
    key = (id(value), id(run.worlds))
    if memo is not None and key in memo:
        return memo[key][0]
    run.spend(1 + extent(value) // BULK)

    def inner(tree: Any) -> Any:
        return run.here(tree) if memo is None else copied(run, run.here(tree), memo, origin)

    def items_copied(items: Items) -> Items:
        found: list[Any] = []
        for item in items:
            if isinstance(item, Splice):
                found.append(Splice(apply(items_copied, item.tree)))
            elif isinstance(item, Shuffled):
                found.append(Shuffled(item.reason, items_copied(item.elements)))
            elif isinstance(item, Hole):
                found.append(item if memo is None or not item.among else Hole(item.reason))
            else:
                found.append(inner(item))
        return tuple(found)

    result: Any = value
    if isinstance(value, Unknown) and memo is not None and value.among:
        result = Unknown(value.reason, value.kind, value.key, value.origin, value.path)
    elif isinstance(value, List):
        result = List((), origin, run.worlds)
    elif isinstance(value, Dict):
        from djauthlint.evaluator.operators import copy_dict

        result = copy_dict(run, value, origin)
    elif isinstance(value, Set):
        entries = {key: Entry(entry.key, run.here(entry.value)) for key, entry in value.entries.items()}
        result = Set(entries, origin, run.worlds, value.open, value.frozen)
    elif isinstance(value, Instance):
        names = {name: run.here(tree) for name, tree in value.attributes.names.items()}
        result = Instance(value.cls, Namespace(names, run.worlds, value.attributes.missing), origin, value.arguments)
    elif isinstance(value, Object) and value.path == "types.SimpleNamespace":
        result = Object(value.path, dict(value.attributes), origin)
    if memo is not None:
        memo[key] = (result, value, run.worlds)
    if isinstance(value, List):
        result.items = items_copied(value.items)
    elif memo is not None and isinstance(value, Tuple):
        items = items_copied(value.items)
        if any(one is not other for one, other in zip(items, value.items, strict=True)):
            result = Tuple(items, origin, value.fields)
            memo[key] = (result, value, run.worlds)
    elif memo is not None and isinstance(value, Dict):
        result.unseen = ()
        for entry in result.entries.values():
            entry.value = copied(run, entry.value, memo, origin)
    elif memo is not None and isinstance(value, Instance):
        result.attributes.names = {
            name: copied(run, tree, memo, origin) for name, tree in result.attributes.names.items()
        }
    return result


@copy_module.function("copy", lift=False)
def _copy(call: Call) -> Any:
    return copied(call.run, call.run.here(call.args[0]), None, call.origin) if call.args else call.undetermined()


@copy_module.function("deepcopy", lift=False)
def _deepcopy(call: Call) -> Any:
    return copied(call.run, call.run.here(call.args[0]), {}, call.origin) if call.args else call.undetermined()


copy_module.constant(Error=Unknown("copy.Error", path="copy.Error"))

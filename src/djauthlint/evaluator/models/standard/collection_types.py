"""`collections`, `collections.abc`, `heapq`, `bisect`, `array` and `queue`."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Hashable
from typing import Any, ClassVar, Final

import libcst as cst

from djauthlint.conditions import where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, from_python, key_from_python, reason_of, to_python
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.conversions import dictionary
from djauthlint.evaluator.models.list_methods import method
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import objects
from djauthlint.evaluator.models.pure import as_value
from djauthlint.evaluator.operators import equal
from djauthlint.values import Builtin, Dict, Hole, Known, List, Object, Set, Splice, Tuple, Unknown, Value

collections_module = Model("collections")
abc_module = Model("collections.abc")

_MAPPING = ("builtins.dict", "builtins.object")


class DefaultDict(Dict):
    """A dict that makes a missing entry when it is read."""

    __slots__ = ("factory",)

    factory: Value
    type_name: ClassVar[str] = "defaultdict"
    class_path: ClassVar[str] = "collections.defaultdict"


class Ordered(Dict):
    """An `OrderedDict`."""

    __slots__ = ()

    type_name: ClassVar[str] = "OrderedDict"
    class_path: ClassVar[str] = "collections.OrderedDict"
    python: ClassVar[Any] = OrderedDict


class Counted(Dict):
    """A `Counter`, of which a missing entry is read as 0."""

    __slots__ = ()

    type_name: ClassVar[str] = "Counter"
    class_path: ClassVar[str] = "collections.Counter"
    methods: ClassVar[dict[str, Builtin]]
    python: ClassVar[Any] = Counter


def _as(cls: Any, plain: Dict) -> Any:
    return cls(plain.entries, plain.origin, plain.born, plain.open, plain.history, plain.path, plain.reordered)


@collections_module.cls("OrderedDict", lift=False, bases=_MAPPING)
def _ordered(call: Call) -> Any:
    plain = dictionary(call)
    return _as(Ordered, plain) if isinstance(plain, Dict) else plain


@collections_module.cls("defaultdict", lift=False, bases=_MAPPING)
def _defaultdict(call: Call) -> Any:
    plain = dictionary(call.with_arguments(call.args[1:]))
    factory = call.run.here(call.args[0]) if call.args else NONE
    if not isinstance(plain, Dict) or not isinstance(factory, Value):
        return Unknown("a defaultdict that can't be determined", "dict", origin=call.origin)
    result = _as(DefaultDict, plain)
    result.factory = factory
    return result


def made_when_missing(run: Interpreter, value: Any, key: Hashable, index: Value, found: Any, node: cst.CSTNode) -> Any:
    """What reading a defaultdict gives: where the entry is missing, what the factory makes, which is an entry from then on."""
    there = run.here(run.present(found))
    if there is True or isinstance(value.factory, Known):
        return found

    def make() -> None:
        run.set_entry(value, key, index, call_value(run, value.factory, Call(run, node)))

    run.split(there, lambda: None, make)
    return run.here(value.entries[key].value) if key in value.entries else found


def made_for_unknown(run: Interpreter, value: Any, index: Value, node: cst.CSTNode) -> Any:
    """What reading a defaultdict gives for an undetermined key: one of the entries, or a new one, so that there may be others."""
    reason = reason_of(index)
    result: Any = Unknown(reason, origin=run.origin(node))
    for entry in value.entries.values():
        if len(value.entries) <= CANDIDATES:
            found = where(run.present(entry.value), entry.value, result)
            result = where(equal(run, index, entry.key), found, result)
        else:
            run.havoc(entry.value, reason)
    run.open_entries(value, reason)
    return run.here(result)


CANDIDATES = 16
"""Among how many entries an undetermined key is looked for."""


@collections_module.cls("Counter", bases=_MAPPING)
def _counter(call: Call) -> Any:
    try:
        counted = Counter(*map(_countable, call.args), **{key: to_python(tree) for key, tree in call.keywords.items()})
        return _as(Counted, as_value(call, dict(counted)))
    except Undetermined:
        return Unknown("a Counter that can't be determined", "dict", origin=call.origin)
    except TypeError as error:
        return raise_error(call.run, error, call.origin)


def _countable(value: Any) -> Any:
    if isinstance(value, Set) and len(value.entries) > 1:
        raise Undetermined("the order of a set's elements")
    return to_python(value)


def _counting(name: str) -> None:
    function: Any = getattr(Counter, name)

    @method(COUNTER, "Counter", name, (Counted,))
    def body(call: Call, target: Counted) -> Any:
        run = call.run
        try:
            plain = Counter(to_python(target))
            found = function(plain, *map(_countable, call.args), **{k: to_python(v) for k, v in call.keywords.items()})
        except Undetermined as undetermined:
            if name in CHANGES:
                run.havoc(target, undetermined.reason)
            return NONE if name in CHANGES else call.undetermined(undetermined.reason)
        except TypeError as error:
            return raise_error(run, error, call.origin)
        if name not in CHANGES:
            return as_value(call, found)
        for key, value in plain.items():
            run.set_entry(target, key_from_python(key), from_python(key), Known(value, call.origin))
        return NONE


COUNTER: Final[dict[str, Builtin]] = {}
CHANGES: Final = ("update", "subtract")
for _name in ("most_common", "total", *CHANGES):
    _counting(_name)
Counted.methods = COUNTER


@collections_module.cls("ChainMap", bases=("collections.abc.MutableMapping", "builtins.object"))
def _chain_map(call: Call) -> Value:
    """What is found first counts; writes go to the first."""
    maps = [value for value in call.args if isinstance(value, Dict)]
    if len(maps) != len(call.args):
        return Unknown("a ChainMap that can't be determined", origin=call.origin)
    result = Object("collections.ChainMap", {}, call.origin)

    def merged() -> Dict:
        from djauthlint.evaluator.expressions import merge

        found = Dict({}, call.origin, call.run.worlds)
        for part in reversed(maps):
            merge(call.run, found, part, call.node)
        return found

    def item(inner: Call) -> Any:
        from djauthlint.evaluator.objects import get_item

        return get_item(inner.run, merged(), inner.args[0], inner.node)

    def get(inner: Call) -> Any:
        from djauthlint.evaluator.calls import call_value
        from djauthlint.evaluator.objects import get_attribute

        return call_value(inner.run, get_attribute(inner.run, merged(), "get", inner.node), inner)

    for name, body in (
        ("__getitem__", item),
        ("get", get),
        ("__iter__", lambda _: merged()),
        ("keys", lambda _: merged()),
        ("copy", lambda _: merged()),
    ):
        result.attributes[name] = Builtin(f"collections.ChainMap.{name}", body)
    return result


@collections_module.function("namedtuple")
def _namedtuple(call: Call) -> Any:
    """A class whose instances are tuples with named fields."""
    name = call.text(0, "typename") or "namedtuple"
    try:
        fields = call.python(1, "field_names")
        defaults = call.keywords.get("defaults")
    except Undetermined:
        return Unknown(f"a namedtuple {name}", "type", origin=call.origin)
    names = tuple(fields.replace(",", " ").split() if isinstance(fields, str) else map(str, fields))
    standing: tuple[Any, ...] = tuple(defaults.items) if isinstance(defaults, (Tuple, List)) else ()

    def make(inner: Call) -> Any:
        items: list[Any] = []
        for place, field in enumerate(names):
            value = inner.get(place, field)
            late = place - (len(names) - len(standing))
            if value is None and late >= 0:
                value = standing[late]
            if value is None:
                return inner.run.error(
                    "TypeError", f"{name}.__new__() missing 1 required positional argument: '{field}'", inner.node
                )
            items.append(value)
        if len(inner.args) > len(names) or inner.keywords.keys() - set(names):
            return inner.run.error("TypeError", f"{name}.__new__() got unexpected arguments", inner.node)
        return Tuple(tuple(items), inner.origin, names)

    def make_of(inner: Call) -> Any:
        from djauthlint.evaluator.iteration import items_of

        items = items_of(inner.run, inner.args[0], inner.node)  # type: ignore[arg-type]
        if any(isinstance(item, (Hole, Splice)) for item in items):
            return inner.undetermined(kind="tuple")
        return make(inner.with_arguments(list(items), {}))  # type: ignore[arg-type]

    attributes = {"_fields": Tuple(tuple(Known(field) for field in names)), "_make": Builtin(f"{name}._make", make_of)}
    return Builtin(
        "collections.namedtuple",
        make,
        lift=False,
        attributes=dict(attributes),
        bases=("builtins.tuple", "builtins.object"),
        is_class=True,
    )


objects(collections_module, "deque UserDict UserList UserString")
_ABSTRACT = (
    "AsyncGenerator AsyncIterable AsyncIterator Awaitable Buffer ByteString Callable Collection Container Coroutine Generator Hashable "
    "ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView"
)
objects(abc_module, _ABSTRACT)


@collections_module.factory("abc")
def _abc(run: Any) -> Any:
    from djauthlint.evaluator.models import library

    return library(run, "collections.abc")

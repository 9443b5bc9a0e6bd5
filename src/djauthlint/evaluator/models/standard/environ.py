"""`os.environ`: a mapping whose entries are the process's environment variables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.values import (
    ABSENT,
    Builtin,
    Dict,
    Entry,
    EnvironmentString,
    Hole,
    Known,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
)

PATH: Final = "os.environ"


def environ_object(_: Interpreter) -> Object:
    """`os.environ` of one evaluation."""
    result = Object(PATH, symbol=("text", PATH))
    for name, (body, lift) in METHODS.items():
        result.attributes[name] = Builtin(f"{PATH}.{name}", body, lift)
    return result


def _get_item(call: Call) -> Any:
    return by_name(call, lambda name: _required(call, name))


def _contains(call: Call) -> Any:
    return by_name(call, lambda name: _is_set(call, name))


def _set_item(call: Call) -> Any:
    _write(call, call.get(0), call.get(1))
    return NONE


def _delete_item(call: Call) -> Any:
    def body(name: str) -> Any:
        _required(call, name)
        call.run.environment.write(call.run, name, ABSENT)
        return NONE

    return by_name(call, body)


def _pop(call: Call) -> Any:
    def body(name: str) -> Any:
        value = get(call) if len(call.args) + len(call.keywords) > 1 else _required(call, name)
        call.run.environment.write(call.run, name, ABSENT)
        return value

    return by_name(call, body)


def _set_default(call: Call) -> Any:
    run = call.run
    value = call.get(1, "value") or NONE

    def body(name: str) -> Any:
        there = run.here(run.present(run.environment.read(run, name)))
        if there is not True:
            run.split(there, lambda: None, lambda: _check(call, value))
            run.environment.set_default(run, name, value)
        return run.environment.read(run, name)

    return by_name(call, body)


def _update(call: Call) -> Any:
    for key, value in call.keywords.items():
        call.run.each(value, partial(_write, call, Known(key)))
    for source in call.args:
        _update_from(call, source)
    return NONE


def _update_from(call: Call, source: Any) -> None:
    run = call.run
    if isinstance(source, Object) and source.path == PATH:
        return
    if isinstance(source, Dict) and source.open is None:
        for entry in list(source.entries.values()):
            write = partial(_write, call, entry.key)
            run.split(run.present(entry.value), partial(_write_each, run, entry, write))
    elif isinstance(source, (List, Tuple)) and all(
        isinstance(item, Tuple) and len(item.items) == 2 for item in source.items
    ):
        for item in source.items:
            assert isinstance(item, Tuple)
            key, value = item.items
            run.each(key, lambda leaf, value=value: run.each(value, partial(_write, call, leaf)))  # type: ignore[misc]
    else:
        run.environment.forget(reason_of(source))


def _write_each(run: Interpreter, entry: Entry, write: Callable[[Any], None]) -> None:
    run.each(entry.value, write)


def _copy(call: Call) -> Any:
    return snapshot(call.run, call.origin)


def _items(call: Call) -> Any:
    return _listed(call, lambda entry: Tuple((entry.key, entry.value)))


def _keys(call: Call) -> Any:
    return _listed(call, lambda entry: entry.key)


def _values(call: Call) -> Any:
    return _listed(call, lambda entry: entry.value)


def _clear(call: Call) -> Any:
    environment = call.run.environment
    environment.forget("os.environ.clear()")
    for name in (*environment.given.environment, *environment.written):
        environment.write(call.run, name, ABSENT)
    return NONE


def by_name(call: Call, body: Callable[[str], Any]) -> Any:
    """What `body` makes of each name that the first argument may be; unknown for what is not a known string."""
    run = call.run

    def one(leaf: Value) -> Any:
        if isinstance(leaf, Known):
            if isinstance(leaf.value, str):
                return body(leaf.value)
            return run.error("TypeError", f"str expected, not {type(leaf.value).__name__}", call.node)
        return Unknown(f"an environment variable whose name is {reason_of(leaf)}", None, _symbol(leaf), call.origin)

    key = call.get(0, "key")
    if key is None:
        return run.error("TypeError", "missing 1 required positional argument: 'key'", call.node)
    return run.lift(one, key)


def _symbol(leaf: Value) -> Any:
    return ("env of", leaf.key) if isinstance(leaf, Unknown) else None


def get(call: Call) -> Tree[Value]:
    """`os.environ.get(key, default)`, also `os.getenv`; sees trees."""
    default: Any = call.get(1, "default")
    default = NONE if default is None else default

    def body(name: str) -> Any:
        value = call.run.environment.read(call.run, name)
        if isinstance(value, Choice) or value is ABSENT:
            value = call.run.here(where(call.run.present(value), value, default))
        return value

    return by_name(call, body)  # type: ignore[no-any-return]


def _required(call: Call, name: str) -> Any:
    run = call.run
    value = run.environment.read(run, name)
    there = run.here(run.present(value))
    if there is False:
        run.error("KeyError", repr(name), call.node)
    if there is not True:
        run.split(there, lambda: None, lambda: run.error("KeyError", repr(name), call.node))
    return run.here(value)


def _is_set(call: Call, name: str) -> Any:
    from djauthlint.evaluator.expressions import from_worlds

    return from_worlds(call.run, call.run.present(call.run.environment.read(call.run, name)), call.origin)


def _check(call: Call, value: Value) -> None:
    if isinstance(value, Known) and not isinstance(value.value, str):
        call.run.error("TypeError", f"str expected, not {type(value.value).__name__}", call.node)


def _write(call: Call, key: Value, value: Value) -> None:
    run = call.run
    if not isinstance(key, Known):
        run.environment.forget(f"os.environ was written under a name that is {reason_of(key)}")
        return
    _check(call, value)
    if not isinstance(key.value, str):
        _check(call, key)
    elif isinstance(value, (Known, EnvironmentString)):
        run.environment.write(run, key.value, value)
    elif isinstance(value, Unknown):
        run.environment.write(run, key.value, Unknown(value.reason, "str", value.symbol, value.origin))
    else:
        run.environment.write(run, key.value, Unknown(reason_of(value), "str"))


def snapshot(run: Interpreter, origin: Any) -> Dict:
    """The environment as a dict: what is given or was written, and open unless it is complete."""
    environment = run.environment
    result = Dict({}, origin, run.worlds, path=PATH)
    for name in (*environment.given.environment, *environment.written):
        value = environment.read(run, name)
        if value is not ABSENT and name not in result.entries:
            result.entries[name] = Entry(Known(name), value)
    if not environment.given.complete or environment.open is not None:
        result.open = environment.open or "the environment"
    return result


def _listed(call: Call, part: Callable[[Entry], Any]) -> List:
    from djauthlint.evaluator.iteration import conditional

    run = call.run
    all_of = snapshot(run, call.origin)
    if all_of.open is not None:
        return List((Hole("the environment"),), call.origin, run.worlds)
    return List(
        tuple(conditional(run, entry.value, part(entry)) for entry in all_of.entries.values()), call.origin, run.worlds
    )


METHODS: Final[dict[str, tuple[Callable[[Call], Any], bool]]] = {
    "__getitem__": (_get_item, False),
    "__contains__": (_contains, False),
    "__setitem__": (_set_item, True),
    "__delitem__": (_delete_item, True),
    "__iter__": (_keys, False),
    "get": (get, False),
    "pop": (_pop, True),
    "setdefault": (_set_default, True),
    "update": (_update, True),
    "copy": (_copy, False),
    "items": (_items, False),
    "keys": (_keys, False),
    "values": (_values, False),
    "clear": (_clear, False),
}
"""What is done by each method, and whether it is done for each combination of leaves."""

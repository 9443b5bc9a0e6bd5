"""`os.environ`: a mapping whose entries are the process's environment variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.values import ABSENT, Builtin, Dict, EnvironmentString, Entry, Hole, Known, List, Object, Tuple, Unknown, Value

PATH = "os.environ"


def environ_object(run: Interpreter) -> Object:
    """`os.environ` of one evaluation."""
    result = Object(PATH, symbol=("text", PATH))

    def method(name: str, *, lift: bool = False) -> Callable[[Callable[[Call], Any]], None]:
        def register(body: Callable[[Call], Any]) -> None:
            result.attributes[name] = Builtin(f"{PATH}.{name}", body, lift)

        return register

    @method("__getitem__")
    def _(call: Call) -> Any:
        return by_name(call, lambda name: _required(call, name))

    @method("__contains__")
    def _(call: Call) -> Any:
        return by_name(call, lambda name: _is_set(call, name))

    @method("__setitem__", lift=True)
    def _(call: Call) -> Any:
        _write(call, call.args[0], call.args[1])
        return NONE

    @method("__delitem__", lift=True)
    def _(call: Call) -> Any:
        by_name(call, lambda name: (_required(call, name), call.run.environment.write(call.run, name, ABSENT)) and NONE)
        return NONE

    result.attributes["get"] = Builtin(f"{PATH}.get", get, lift=False)

    @method("pop", lift=True)
    def _(call: Call) -> Any:
        def body(name: str) -> Any:
            value = get(call) if len(call.args) + len(call.keywords) > 1 else _required(call, name)
            call.run.environment.write(call.run, name, ABSENT)
            return value

        return by_name(call, body)

    @method("setdefault", lift=True)
    def _(call: Call) -> Any:
        value = call.get(1, "value") or NONE

        def body(name: str) -> Any:
            here = call.run.here(call.run.present(call.run.environment.read(call.run, name)))
            if here is not True:
                call.run.split(here, lambda: None, lambda: _check(call, value))
                call.run.environment.set_default(call.run, name, value)
            return call.run.environment.read(call.run, name)

        return by_name(call, body)

    @method("update", lift=True)
    def _(call: Call) -> Any:
        run = call.run
        for key, value in call.keywords.items():
            _write(call, Known(key), value)
        for source in call.args:
            if isinstance(source, Dict) and source.open is None:
                for entry in list(source.entries.values()):
                    there = run.present(entry.value)
                    run.split(there, lambda entry=entry: run.each(entry.value, lambda leaf: _write(call, entry.key, leaf)))  # type: ignore[misc]
            elif isinstance(source, (List, Tuple)) and all(isinstance(item, Tuple) and len(item.items) == 2 for item in source.items):
                for item in source.items:
                    assert isinstance(item, Tuple)
                    run.lift(lambda key, value: _write(call, key, value) or NONE, *item.items)
            elif source is not result:
                run.environment.forget(reason_of(source))
        return NONE

    @method("copy")
    def _(call: Call) -> Any:
        return snapshot(call.run, call.origin)

    @method("items")
    def _(call: Call) -> Any:
        return _listed(call, lambda entry: Tuple((entry.key, entry.value)))

    @method("keys")
    def _(call: Call) -> Any:
        return _listed(call, lambda entry: entry.key)

    @method("values")
    def _(call: Call) -> Any:
        return _listed(call, lambda entry: entry.value)

    @method("clear")
    def _(call: Call) -> Any:
        call.run.environment.forget("os.environ.clear()")
        return NONE

    result.attributes["__iter__"] = result.attributes["keys"]
    return result


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
    elif isinstance(value, Known) or isinstance(value, EnvironmentString):
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
    return List(tuple(conditional(run, entry.value, part(entry)) for entry in all_of.entries.values()), call.origin, run.worlds)

"""The object that `Dynaconf(...)` gives: settings by attribute, by item and by `get`, in any spelling."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.expressions import from_worlds
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.packages.dynaconf.conversion import DataDict
from djauthlint.evaluator.models.packages.dynaconf.parsing import TRUE, ParseError, Parser
from djauthlint.evaluator.models.packages.dynaconf.store import upper
from djauthlint.evaluator.objects import dict_read
from djauthlint.values import ABSENT, Builtin, Dict, Entry, Known, Object, Unknown, Value

PATH: Final = "dynaconf.LazySettings"
_CHANGES: Final = "set update load_file setenv reload configure unset unset_all clean setdefault populate_obj"
_CASTS: Final = {"as_bool": "@bool", "as_int": "@int", "as_float": "@float", "as_json": "@json"}


@dataclass(slots=True)
class Proxy:
    """How the object is read: `look_up` gives a name in capitals, `names` all that is loaded; `lost` says why neither counts any more."""

    call: Call
    look_up: Callable[[str], Any]
    names: Callable[[], Mapping[str, Any]]
    lost: str | None = None

    def read(self, call: Call, key: Value) -> Tree[Any]:
        """A setting, `ABSENT` where there is none."""
        if self.lost is not None:
            return call.undetermined(self.lost)
        if not isinstance(key, Known) or not isinstance(key.value, str):
            return call.undetermined("a setting whose name can't be determined")
        first, *rest = key.value.replace("__", ".").split(".")
        found = self.look_up(upper(first))
        tree: Any = call.run.lift(self._by_attribute, found) if found is not None else ABSENT
        for part in rest:
            tree = call.run.lift(lambda leaf, part=part: self._inside(call, leaf, part), tree)
        return call.run.here(tree)  # type: ignore[no-any-return]

    @staticmethod
    def _by_attribute(leaf: Any) -> Any:
        return DataDict(leaf.entries, leaf.origin, leaf.born, leaf.open) if type(leaf) is Dict else leaf

    @staticmethod
    def _inside(call: Call, leaf: Any, part: str) -> Any:
        if not isinstance(leaf, Dict):
            return leaf if isinstance(leaf, Unknown) or leaf is ABSENT else ABSENT
        key = next((each for each in leaf.entries if isinstance(each, str) and each.lower() == part.lower()), part)
        return dict_read(call.run, leaf, key)


def proxy_object(proxy: Proxy) -> Object:
    """The object as a value."""
    result = Object(PATH, {}, proxy.call.origin)

    def method(name: str, body: Callable[[Call], Any], *, lift: bool = True) -> None:
        result.attributes[name] = Builtin(f"{PATH}.{name}", body, lift)

    def attribute(call: Call) -> Tree[Any]:
        return proxy.read(call, call.args[0])  # type: ignore[arg-type]

    def item(call: Call) -> Tree[Any]:
        run, key = call.run, call.args[0]
        tree = proxy.read(call, key)  # type: ignore[arg-type]
        text = f"{key.value} does not exist" if isinstance(key, Known) and isinstance(key.value, str) else "a setting"
        return run.branch(  # type: ignore[no-any-return]
            run.present(tree), lambda: run.here(tree), lambda: run.error("KeyError", repr(text), call.node)
        )

    def get(call: Call) -> Tree[Any]:
        run = call.run
        default = call.get(1, "default")
        if call.get(2, "cast") is not None or call.get(3, "fresh") is not None or not call.args:
            return call.undetermined()
        tree = proxy.read(call, call.args[0])  # type: ignore[arg-type]
        return run.branch(  # type: ignore[no-any-return]
            run.present(tree), lambda: run.here(tree), lambda: default if default is not None else NONE
        )

    def contains(call: Call) -> Any:
        return from_worlds(call.run, call.run.present(proxy.read(call, call.args[0])), call.origin)  # type: ignore[arg-type]

    def cast(word: str) -> Callable[[Call], Any]:
        def one(call: Call, leaf: Any) -> Any:
            if not isinstance(leaf, Known):
                return call.undetermined()
            try:
                made = (
                    str(leaf.value).strip().lower() in TRUE
                    if word == "@bool"
                    else Parser().parse(f"{word} {leaf.value!s}")
                )
            except ParseError:
                return call.undetermined()
            from djauthlint.evaluator.convert import from_python

            return from_python(made, call.origin, call.run.worlds)

        return lambda call: call.run.lift(lambda leaf: one(call, leaf), get(call))

    def as_dict(call: Call) -> Any:
        if proxy.lost is not None or call.all():
            return call.undetermined(kind="dict")
        doubt = None if call.run.given.complete else "environment variables that dynaconf reads"
        entries: dict[Any, Entry] = {name: Entry(Known(name), tree) for name, tree in proxy.names().items()}
        return DataDict(entries, call.origin, call.run.worlds, doubt)

    def change(call: Call) -> Value:
        proxy.lost = f"settings of dynaconf that {call.undetermined().reason} may have changed"
        return call.undetermined()

    def assign(call: Call) -> Value:
        change(call)
        return NONE

    method("__getattr__", attribute)
    method("__getitem__", item)
    method("__call__", get)
    method("get", get)
    method("__contains__", contains)
    method("exists", contains)
    for name, word in _CASTS.items():
        method(name, cast(word))
    for name in ("as_dict", "to_dict"):
        method(name, as_dict)
    for name in _CHANGES.split():
        method(name, change, lift=False)
    for name in ("__setattr__", "__setitem__", "__delitem__"):
        method(name, assign, lift=False)
    for name in (
        "from_env",
        "using_env",
        "get_fresh",
        "get_environ",
        "keys",
        "values",
        "items",
        "path_for",
        "find_file",
    ):
        method(name, lambda call: call.undetermined(), lift=False)
    validating = {name: Builtin(f"dynaconf.validators.{name}", change, lift=False) for name in ("register", "validate")}
    result.attributes["validators"] = Object("dynaconf.validators", validating)
    for name in ("current_env", "loaded_envs", "settings_module", "store"):
        result.attributes[name] = Unknown(f"{name} of dynaconf")
    return result

"""`model_dump`, `dict`: an instance of a model as a dict."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, reason_of, to_python
from djauthlint.evaluator.enumerations import enum_value
from djauthlint.evaluator.inheritance import ancestors
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.packages.pydantic.annotations import is_model
from djauthlint.evaluator.models.packages.pydantic.fields import configuration, fields_of
from djauthlint.evaluator.models.packages.pydantic.validators import hooks_of
from djauthlint.evaluator.objects import attribute_of
from djauthlint.values import ABSENT, Class, Dict, Entry, Instance, Known, List, Object, Set, Tuple, Unknown, Value


def names_of(run: Interpreter, instance: Instance) -> dict[str, Tree[Value]]:
    """The fields of an instance with their values, then extra ones; computed ones are not among them."""
    assert isinstance(instance.cls, Class)
    call = Call(run, instance.cls.origin.node)
    config = configuration(run, instance.cls)
    fields = fields_of(run, instance.cls, config, call)
    names = [*fields, *(name for name in instance.attributes.names if name not in fields and not name.startswith("_"))]
    return {name: run.here(instance.attributes.names.get(name, ABSENT)) for name in names}


def _computed(run: Interpreter, cls: Value) -> list[str]:
    found: dict[str, None] = {}
    for base in reversed(ancestors(run, cls)):
        for name, tree in base.namespace.names.items() if isinstance(base, Class) else ():
            leaf = run.here(tree)
            if isinstance(leaf, Object) and leaf.path == "builtins.property" and "computed" in leaf.attributes:
                found[name] = None
    return list(found)


class _Dump:
    """The options of one `model_dump`."""

    def __init__(self, call: Call) -> None:
        self.call, self.run = call, call.run
        options = dict(call.keywords)
        self.include = self._names(options.pop("include", None))
        self.exclude = self._names(options.pop("exclude", None)) or set()
        self.by_alias = self._flag(options.pop("by_alias", None))
        self.skip_none = self._flag(options.pop("exclude_none", None))
        self.only_given = self._flag(options.pop("exclude_unset", None))
        mode = options.pop("mode", None)
        self.text = mode is not None and to_python(self.run.here(mode)) == "json"
        options.pop("round_trip", None)
        options.pop("warnings", None)
        if options or len(call.args) > 1:
            raise Undetermined("a dump with options that have no model")

    def _flag(self, tree: Any) -> bool:
        return bool(to_python(self.run.here(tree))) if tree is not None else False

    def _names(self, tree: Any) -> set[str] | None:
        value = to_python(self.run.here(tree)) if tree is not None else None
        if value is None:
            return None
        if isinstance(value, dict) and not all(each in (True, ...) for each in value.values()):
            raise Undetermined("a dump of parts of fields")
        return set(value)

    def instance(self, instance: Instance, top: bool = True) -> Dict:
        """The dict of one instance."""
        run = self.run
        assert isinstance(instance.cls, Class)
        if instance.attributes.missing is not ABSENT:
            return Dict({}, self.call.origin, run.worlds, reason_of(instance.attributes.missing))
        if any(hook.role.endswith("_serializer") for hook in hooks_of(run, instance.cls)):
            raise Undetermined("a dump by functions of the model")
        result = Dict({}, self.call.origin, run.worlds)
        values = names_of(run, instance)
        fields = fields_of(run, instance.cls, configuration(run, instance.cls), Call(run, instance.cls.origin.node))
        given = instance.arguments[0] if instance.arguments else None
        for name in (*values, *_computed(run, instance.cls)):
            if top and ((self.include is not None and name not in self.include) or name in self.exclude):
                continue
            tree = values[name] if name in values else attribute_of(run, instance, name, self.call.node)
            field = fields[name].info if name in fields else {}
            if isinstance(field.get("exclude"), Known) and field["exclude"].value:
                continue
            there = run.present(tree)
            if self.only_given and name in fields and isinstance(given, Dict):
                entry = given.entries.get(name)
                there = run.present(entry.value) if entry is not None else False
            key = self._key(field, name)

            def put(key: str = key, tree: Any = tree) -> None:
                value = run.lift(self.value, run.here(tree))
                if self.skip_none:
                    run.split(
                        run.lift(lambda leaf: not (isinstance(leaf, Known) and leaf.value is None), value),
                        lambda: run.set_entry(result, key, Known(key), run.here(value)),
                    )
                else:
                    run.set_entry(result, key, Known(key), value)

            run.split(run.here(there), put)
        return result

    def _key(self, field: dict[str, Any], name: str) -> str:
        if not self.by_alias:
            return name
        for option in ("serialization_alias", "alias"):
            if isinstance(field.get(option), Known) and isinstance(field[option].value, str):
                return str(field[option].value)
        return name

    def value(self, leaf: Any) -> Any:
        """A value as it stands in the dict."""
        run, origin = self.run, self.call.origin
        if isinstance(leaf, Instance) and isinstance(leaf.cls, Class):
            if is_model(run, leaf.cls):
                return self.instance(leaf, top=False)
            inner = enum_value(run, leaf)
            return inner if self.text and inner is not None else leaf
        if isinstance(leaf, (List, Tuple)) and all(isinstance(item, (Value, Choice)) for item in leaf.items):
            items = tuple(run.lift(self.value, run.here(item)) for item in leaf.items)
            return List(items, origin, run.worlds) if isinstance(leaf, List) or self.text else Tuple(items, origin)
        if isinstance(leaf, Dict):
            entries = {
                key: Entry(entry.key, run.lift(lambda each: each if each is ABSENT else self.value(each), entry.value))
                for key, entry in leaf.entries.items()
            }
            return Dict(entries, origin, run.worlds, leaf.open, reordered=leaf.reordered)
        if isinstance(leaf, Set):
            from djauthlint.evaluator.models.standard.functional import copied

            return copied(run, leaf, None, origin) if not self.text else Unknown("a set as JSON", "list")
        if self.text:
            if isinstance(leaf, Known):
                if leaf.value is None or isinstance(leaf.value, (str, bool, int, float)):
                    return leaf
                return Known(str(leaf.value)) if hasattr(leaf.value, "parts") else Unknown("a value as JSON", "str")
            if isinstance(leaf, Object) and "__str__" in leaf.attributes:
                from djauthlint.evaluator.calls import call_value

                return call_value(run, leaf.attributes["__str__"], Call(run, self.call.node))
        return leaf


def dump(call: Call) -> Any:
    instance = call.args[0]
    try:
        if not isinstance(instance, Instance):
            raise Undetermined("an object")
        return _Dump(call).instance(instance)
    except Undetermined as undetermined:
        return Dict({}, call.origin, call.run.worlds, undetermined.reason)

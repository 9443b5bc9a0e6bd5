"""Making an instance of a model out of data, as `BaseModel.__init__` does."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.classes import instantiate
from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.inheritance import find_in_class
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.packages.pydantic.fields import PRIVATE, Field, Path, configuration, fields_of, option
from djauthlint.evaluator.models.packages.pydantic.validation import Validation
from djauthlint.evaluator.models.packages.pydantic.validators import (
    Hook,
    call_hook,
    functions_named,
    hooks_of,
    parameter_count,
    wrapped,
)
from djauthlint.evaluator.models.standard.functional import copied
from djauthlint.evaluator.objects import dict_read, key_of
from djauthlint.evaluator.source_text import source_of
from djauthlint.values import (
    ABSENT,
    Bound,
    Class,
    Dict,
    Entry,
    Function,
    Instance,
    Known,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
)


def build(call: Call, cls: Class, data: Value, legacy: bool) -> Tree[Value]:
    """An instance of a model made of a dict: `Model(**data)`."""
    assert isinstance(data, Dict)
    keywords = {str(key): entry.value for key, entry in data.entries.items()}
    if legacy or data.open is not None or any(isinstance(tree, Choice) or tree is ABSENT for tree in keywords.values()):
        from djauthlint.values import Namespace

        instance = Instance(cls, Namespace(born=call.run.worlds), call.origin)
        if isinstance(find_in_class(call.run, cls, "__init__"), Function):
            return call.undetermined(f"an object of {cls.name}")
        fill(call, instance, data, legacy)
        return instance
    return instantiate(call.run, cls, call.with_arguments([], keywords))


def fill(call: Call, instance: Instance, data: Dict, legacy: bool = False) -> None:
    """Sets the attributes of an instance; where something is refused a `ValidationError` is raised.

    Raises:
        Unwind: nothing is accepted in any of the present worlds.
    """
    assert isinstance(instance.cls, Class)
    try:
        config = configuration(call.run, instance.cls)
        if legacy:
            config["legacy"] = Known(True)
        fields = fields_of(call.run, instance.cls, config, call)
        Filling(call, instance, config, fields).run_all(data)
    except Undetermined as undetermined:
        forget(call.run, instance, undetermined.reason)


def forget(run: Interpreter, instance: Instance, reason: str) -> None:
    """Nothing is known of the fields of an instance."""
    assert isinstance(instance.cls, Class)
    instance.attributes.missing = Unknown(reason)
    for name in run.annotations.get(id(instance.cls.namespace), {}):
        run.bind_name(instance.attributes, name, Unknown(reason), "", None)


class Filling:
    """One instance that is being made."""

    def __init__(self, call: Call, instance: Instance, config: dict[str, Any], fields: dict[str, Field]) -> None:
        assert isinstance(instance.cls, Class)
        self.call, self.run, self.instance, self.cls = call, call.run, instance, instance.cls
        self.config, self.fields = config, fields
        self.legacy = bool(config.get("legacy"))
        self.hooks = hooks_of(self.run, self.cls)
        self.by_name = self._by_name()
        self.validated = Dict({}, call.origin, call.run.worlds)
        self.given: dict[str, Any] = {}

    def _by_name(self) -> bool:
        for name in ("validate_by_name", "populate_by_name", "allow_population_by_field_name"):
            value = option(self.run, self.config, name)
            if value is not None:
                return bool(value)
        return option(self.run, self.config, "validate_by_alias") is False

    def run_all(self, data: Dict) -> None:
        run, call = self.run, self.call
        if any(hook.mode == "wrap" and hook.role.endswith("_validator") for hook in self.hooks):
            raise Undetermined("a validator around others")
        checked = self._before(data)
        self._set_private()
        for field in self.fields.values():
            self._set(field, checked)
        self._extras(checked)
        given = Dict({}, None, run.worlds)
        for name, there in self.given.items():
            if there is not False:
                given.entries[name] = Entry(Known(name), where(there, Known(True), ABSENT))
        self.instance.arguments = (given,)
        self._after()
        post = find_in_class(run, self.cls, "model_post_init")
        if isinstance(post, Function):
            call_value(run, Bound(post, self.instance), call.with_arguments([NONE], {}))

    def _before(self, data: Dict) -> Dict:
        tree: Tree[Value] = data
        for role in ("model_validator", "root_validator"):
            for hook in reversed(list(functions_named(self.hooks, role))):
                if hook.mode == "before":
                    tree = self._through(hook, tree)
        leaf = self.run.here(tree)
        if not isinstance(leaf, Dict):
            raise Undetermined("the data that a validator returns")
        return leaf

    def _through(self, hook: Hook, tree: Tree[Value]) -> Tree[Value]:
        args = [self.cls, tree] if hook.bound else [tree]
        if hook.parameters():
            raise Undetermined("a validator of a model with further parameters")
        return wrapped(  # type: ignore[no-any-return]
            self.run,
            self.call,
            self.cls.name,
            lambda: call_value(self.run, hook.function, self.call.with_arguments(args, {})),
        )

    def _set_private(self) -> None:
        from djauthlint.evaluator.inheritance import ancestors

        for base in ancestors(self.run, self.cls):
            for name, tree in base.namespace.names.items() if isinstance(base, Class) else ():
                leaf = self.run.here(tree)
                if isinstance(leaf, Object) and leaf.path == PRIVATE:
                    value = leaf.attributes.get("default", Unknown(f"{name} of a model"))
                    factory = leaf.attributes.get("default_factory")
                    if factory is not None:
                        value = call_value(self.run, factory, self.call.with_arguments([], {}))
                    self.run.bind_name(self.instance.attributes, name, value, "", None)

    def _set(self, field: Field, data: Dict) -> None:
        run = self.run
        found = self._lookup(field, data)
        self.given[field.name] = run.present(found)
        value = run.branch(
            run.present(found), lambda: self.validate(field, run.here(found)), lambda: self._default(field)
        )
        run.bind_name(self.instance.attributes, field.name, value, "", None)
        self.validated.entries[field.name] = Entry(Known(field.name), value)

    def _lookup(self, field: Field, data: Dict) -> Tree[Any]:
        paths: list[Path] = list(field.aliases) or [(field.name,)]
        if field.aliases and option(self.run, self.config, "validate_by_alias") is False:
            paths = []
        if field.aliases and self.by_name:
            paths.append((field.name,))
        result: Any = ABSENT
        for path in paths:
            tree = self._at(data, path)
            result = tree if result is ABSENT else where(self.run.present(result), result, tree)
        return self.run.here(result)

    def _at(self, data: Dict, path: Path) -> Tree[Any]:
        tree: Any = dict_read(self.run, data, path[0])
        for step in path[1:]:
            tree = self.run.lift(lambda leaf, step=step: self._step(leaf, step), tree)
        return tree

    def _step(self, leaf: Any, step: Any) -> Tree[Any]:
        if isinstance(leaf, Dict):
            key = key_of(self.run, Known(step))
            return dict_read(self.run, leaf, key) if key is not None else ABSENT
        if isinstance(leaf, (List, Tuple)) and isinstance(step, int):
            if all(isinstance(item, (Value, Choice)) for item in leaf.items):
                return leaf.items[step] if -len(leaf.items) <= step < len(leaf.items) else ABSENT  # type: ignore[return-value]
            return Unknown("an element that can't be determined")
        return leaf if isinstance(leaf, Unknown) or leaf is ABSENT else ABSENT

    def _default(self, field: Field) -> Tree[Value]:
        run, call = self.run, self.call
        if field.factory is not None:
            factory = field.factory
            args: list[Tree[Value]] = []
            if isinstance(factory, Function) and parameter_count(factory):
                args = [self.validated]
            tree: Any = call_value(run, factory, call.with_arguments(args, {}))
        else:
            tree = run.here(field.default)
            if self.legacy and tree is ABSENT and _optional(field):
                tree = NONE

        def missing() -> Any:
            return Validation(call, field.name, build).reject("Field required")

        def checked() -> Any:
            value = copied(run, run.here(tree), {}, call.origin)
            validate = option(run, self.config, "validate_default", option(run, self.config, "validate_all", False))
            own = field.info.get("validate_default")
            validate = bool(own.value) if isinstance(own, Known) else validate
            always = any(hook.always for hook in self._hooks_for(field))
            return self.validate(field, value) if validate or always else value

        return run.branch(run.present(tree), checked, missing)  # type: ignore[no-any-return]

    def _hooks_for(self, field: Field) -> list[Hook]:
        return [
            hook
            for hook in self.hooks
            if hook.role in ("field_validator", "validator") and (field.name in hook.names or "*" in hook.names)
        ]

    def validate(self, field: Field, tree: Tree[Value]) -> Tree[Value]:
        """A value of a field after its validators and its type."""
        hooks = self._hooks_for(field)
        if any(hook.each for hook in hooks):
            return self.call.undetermined(f"a validator of the elements of {field.name}")
        validation = Validation(self.call, field.name, build, self.legacy)
        for hook in reversed([hook for hook in hooks if hook.mode == "before"]):
            tree = self._hook(hook, field, tree)
        plain = [hook for hook in hooks if hook.mode == "plain"]
        tree = self._hook(plain[-1], field, tree) if plain else validation.value(field.kind, tree)
        for hook in hooks:
            if hook.mode == "after":
                tree = self._hook(hook, field, tree)
        return tree

    def _hook(self, hook: Hook, field: Field, tree: Tree[Value]) -> Tree[Value]:
        return call_hook(hook, self.cls, tree, self.call, self.validated, field.name)

    def _extras(self, data: Dict) -> None:
        run = self.run
        used = {str(path[0]) for field in self.fields.values() for path in field.aliases}
        used |= {field.name for field in self.fields.values() if not field.aliases or self.by_name}
        policy = option(run, self.config, "extra", "ignore")
        for key, entry in data.entries.items():
            if key in used or policy == "ignore":
                continue
            there = run.here(run.present(entry.value))

            def put(key: Any = key, entry: Entry = entry) -> None:
                if policy == "forbid":
                    Validation(self.call, str(key), build).reject("Extra inputs are not permitted")
                run.bind_name(self.instance.attributes, str(key), run.here(entry.value), "", None)

            run.split(there, put)
        if run.worlds is False:
            from djauthlint.evaluator.interpreter import Unwind

            raise Unwind

    def _after(self) -> None:
        run = self.run
        for hook in self.hooks:
            if hook.mode != "after":
                continue
            if hook.role == "model_validator":
                body = Bound(hook.function, self.instance)
                result = wrapped(
                    run,
                    self.call,
                    self.cls.name,
                    lambda body=body: call_value(run, body, self.call.with_arguments([], {})),
                )
                if run.here(result) is not self.instance:
                    raise Undetermined(f"what {source_of(hook.function.node.name)} returns")
            elif hook.role == "root_validator":
                values = run.here(self._through(hook, self.validated))
                if not isinstance(values, Dict):
                    raise Undetermined("the values that a validator returns")
                for name in self.fields:
                    tree = dict_read(run, values, name)
                    run.bind_name(self.instance.attributes, name, tree, "", None)


def _optional(field: Field) -> bool:
    return field.kind.name == "union" and any(kind.name == "none" for kind in field.kind.inner)

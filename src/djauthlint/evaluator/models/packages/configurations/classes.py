"""`Configuration` classes: what the metaclass gives them, and how the importer makes settings of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Tree, leaves, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.classes import class_attribute, instantiate
from djauthlint.evaluator.imports import attempt
from djauthlint.evaluator.inheritance import ancestors, find_in_class
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model, sets_variables
from djauthlint.evaluator.models.packages.configurations.values import spec_of
from djauthlint.evaluator.models.packages.reading import place, read_text, set_all
from djauthlint.evaluator.models.packages.url_packages import EMAIL_SETTINGS
from djauthlint.evaluator.objects import attribute_of, find_method
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Function,
    Instance,
    Known,
    Library,
    Namespace,
    Object,
    Unknown,
    Value,
)

configurations = Model("configurations")
configurations_base = Model("configurations.base")
configurations_decorators = Model("configurations.decorators")
utils = Model("configurations.utils")

_NEVER: Final = frozenset(("DEFAULT_HASHING_ALGORITHM", "DEFAULT_CONTENT_TYPE", "FILE_CHARSET", "DEFAULT_AUTO_FIELD"))
"""Defaults of Django that a class does not take over."""
_UNLESS: Final = {
    "PASSWORD_RESET_TIMEOUT_DAYS": "PASSWORD_RESET_TIMEOUT",
    "DEFAULT_FILE_STORAGE": "STORAGES",
    "STATICFILES_STORAGE": "STORAGES",
}
"""Those that it does not take over if another setting exists."""
_LINE: Final = re.compile(r"([A-Za-z_0-9]+)=(.*)")


def is_setting(name: str) -> bool:
    """As `configurations.utils.isuppercase`."""
    return name == name.upper() and not name.startswith("_")


def _created(call: Call) -> Value:
    """What the metaclass does: a class has the settings of Django and of its bases as its own, the first base's first."""
    run, cls = call.run, call.args[0]
    assert isinstance(cls, Class)
    taken: dict[str, Any] = dict(_defaults(run))
    for base in reversed(cls.bases):
        unknown = next((other for other in ancestors(run, base) if isinstance(other, Unknown)), None)
        names = _names(run, base)
        for name in dict.fromkeys((*taken, *names)) if unknown is not None else names:
            found = find_in_class(run, base, name)
            if isinstance(base, Class) and not (isinstance(found, Object) and "pristine" in found.attributes):
                found = class_attribute(run, base, name)
            if found is not ABSENT:
                taken[name] = where(run.present(found), found, taken.get(name, ABSENT))
    for name, tree in _kept(run, taken).items():
        own = cls.namespace.names.get(name, ABSENT)
        cls.namespace.names[name] = where(run.present(own), own, tree)
    return NONE


def _kept(run: Interpreter, settings: dict[str, Any]) -> dict[str, Any]:
    """Settings without those that are deprecated."""
    return {
        name: where(run.present(settings.get(_UNLESS.get(name, ""), ABSENT)), ABSENT, tree)
        for name, tree in settings.items()
        if name not in _NEVER
    }


def _defaults(run: Interpreter) -> dict[str, Any]:
    settings = run.library("django.conf.global_settings")
    return (
        {name: tree for name, tree in settings.names.items() if is_setting(name)}
        if isinstance(settings, Library)
        else {}
    )


def _names(run: Interpreter, cls: Value) -> list[str]:
    """The names of settings that a class, or its bases, have."""
    found: set[str] = set()
    for base in ancestors(run, cls):
        names = (
            base.namespace.names if isinstance(base, Class) else base.attributes if isinstance(base, Builtin) else ()
        )
        found.update(name for name in names if is_setting(name))
    return sorted(found)


# -- the methods that the importer calls


def _pre_setup(call: Call) -> Value:
    cls = call.args[0]
    loaded = call.run.here(class_attribute(call.run, cls, "DOTENV_LOADED"))  # type: ignore[arg-type]
    if isinstance(loaded, Known) and loaded.value is None:
        return _load_dotenv(call)
    return NONE


def _load_dotenv(call: Call) -> Value:
    """Reads the file that `DOTENV` names: variables that are set already stay as they are."""
    run, cls = call.run, call.args[0]
    assert isinstance(cls, Class)

    def one(leaf: Any) -> None:
        if leaf is ABSENT or (isinstance(leaf, Known) and not leaf.value):
            return
        path = place(run, leaf)
        text = read_text(run, path) if path is not None else None
        if text is not None:
            set_all(run, _variables(text), overwrite=False)
        elif path is not None and run.given.complete and run.file_condition(path) is False:
            run.error("django.core.exceptions.ImproperlyConfigured", f"Couldn't read .env file {path}", call.node)
        else:
            sets_variables(call)
        run.bind_name(cls.namespace, "DOTENV_LOADED", leaf, "", None)

    run.each(class_attribute(run, cls, "DOTENV"), one)
    return NONE


def _variables(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        name, value = match.groups()
        single = re.fullmatch(r"'(.*)'", value)
        value = single[1] if single else value
        double = re.fullmatch(r'"(.*)"', value)
        values.setdefault(name, re.sub(r"\\(.)", r"\1", double[1]) if double else value)
    return values


def _setup(call: Call) -> Value:
    """Replaces the values of a class by what they are set up to."""
    cls = call.args[0]
    assert isinstance(cls, Class)
    found = {name: class_attribute(call.run, cls, name) for name in _names(call.run, cls)}
    for name, tree in found.items():
        _attempt(
            call.run, cls.namespace, name, lambda name=name, tree=tree: _set_up(call.run, cls.namespace, name, tree)
        )
    return NONE


def _attempt(run: Interpreter, target: Namespace, name: str, action: Callable[..., None]) -> None:
    """Sets one name; where that fails the process does not start, and the name is unknown."""
    attempt(run, action, lambda reason: run.bind_name(target, name, Unknown(reason), "", None))


def _set_up(run: Interpreter, target: Namespace, name: str, tree: Tree[Any]) -> None:
    """As `setup_value`, in the worlds in which there is something to set up."""

    def one(leaf: Any) -> None:
        spec = spec_of(leaf)
        if spec is None:
            return
        parts = spec.setup(name)
        run.bind_name(target, name, run.here(spec.value), "", None)
        if spec.kind == "EmailURLValue":
            run.each(parts, lambda inner: _set_parts(run, target, inner))

    run.each(tree, one)


def _set_parts(run: Interpreter, target: Namespace, values: Value) -> None:
    if not isinstance(values, Dict) or values.open is not None:
        for name in EMAIL_SETTINGS:
            run.bind_name(target, name, Unknown("the parts of an address can't be determined"), "", None)
        return
    for entry in values.entries.values():
        if isinstance(entry.key, Known):
            name, tree = str(entry.key.value), entry.value
            run.split(
                run.present(tree), lambda name=name, tree=tree: run.bind_name(target, name, run.here(tree), "", None)
            )


_METHODS: Final[dict[str, Callable[[Call], Any]]] = {
    "load_dotenv": _load_dotenv,
    "pre_setup": _pre_setup,
    "setup": _setup,
    "post_setup": lambda call: NONE,
}


def _configuration(run: Interpreter) -> Builtin:
    attributes: dict[str, Any] = {
        "DOTENV_LOADED": NONE,
        "__created__": Builtin("configurations.Configuration.__created__", _created, lift=False),
    }
    for name, body in _METHODS.items():
        function = Builtin(f"configurations.Configuration.{name}", body, lift=False)
        attributes[name] = Object("builtins.classmethod", {"function": function})
    attributes.update(_kept(run, _defaults(run)))
    return Builtin("configurations.Configuration", lambda call: NONE, attributes=attributes, is_class=True)


def _pristine(call: Call) -> Value:
    return Object("builtins.staticmethod", {"function": call.args[0], "pristine": NONE}, call.origin)


for _model in (configurations, configurations_base):
    _model.factory("Configuration")(_configuration)
for _model in (configurations, configurations_decorators):
    _model.function("pristinemethod")(_pristine)


# -- the settings of a class


def configured_settings(run: Interpreter, cls: Class) -> Namespace:
    """The settings that a configuration class makes of its module, as `ConfigurationLoader` does."""
    module = cls.module.namespace
    result = Namespace(dict(module.names), True, module.missing, list(module.opened), dict(module.history))
    node = cls.origin.node
    call = Call(run, node)  # type: ignore[arg-type]
    for name in ("pre_setup", "setup"):
        _hook(run, cls, name, call)
    made = instantiate(run, cls, call)
    for base in reversed(ancestors(run, cls)):
        if isinstance(base, Class):
            result.history.update({name: events for name, events in base.namespace.history.items() if is_setting(name)})
        elif not isinstance(base, Builtin):
            run.open_namespace(result, f"a base class of {cls.name} can't be determined")
    for name in _names(run, cls):
        _attempt(run, result, name, lambda name=name: _bind(run, result, cls, made, name))
    result.names["CONFIGURATION"] = Known(f"{cls.module.name}.{cls.name}")
    _hook(run, cls, "post_setup", call)
    return result


def untouched_defaults(run: Interpreter, settings: Namespace) -> frozenset[str]:
    """The settings that only have Django's own default, because every configuration class takes all of them over."""

    def is_untouched(tree: Tree[Any], default: Any) -> bool:
        return not getattr(default, "history", ()) and all(leaf is ABSENT or leaf is default for leaf in leaves(tree))

    defaults = _defaults(run)
    return frozenset(
        name for name, tree in settings.names.items() if name in defaults and is_untouched(tree, defaults[name])
    )


def _bind(run: Interpreter, result: Namespace, cls: Class, made: Tree[Value], name: str) -> None:
    """Gives one setting to the module: what can be called is called."""
    node = cls.origin.node
    found = find_in_class(run, cls, name)
    pristine = isinstance(found, Object) and "pristine" in found.attributes
    value = run.lift(
        lambda leaf: (
            attribute_of(run, leaf, name, node) if isinstance(leaf, Instance) else Unknown(f"{name} of a class")
        ),
        made,
    )
    called = value if pristine else run.lift(lambda leaf: _called(run, leaf, node), value)
    run.bind_name(result, name, called, "", None)
    if called is not value:
        _set_up(run, result, name, run.here(called))


def _called(run: Interpreter, leaf: Any, node: Any) -> Any:
    function = leaf.function if isinstance(leaf, Bound) else leaf
    if isinstance(function, Builtin):
        return Unknown(f"what calling {function.name} gives")
    if isinstance(leaf, Instance) and find_method(run, leaf, "__call__") is None:
        return leaf
    return call_value(run, leaf, Call(run, node)) if isinstance(function, (Function, Class, Instance)) else leaf


def _hook(run: Interpreter, cls: Class, name: str, call: Call) -> None:
    """Calls a class method; one that a base which can't be determined may have does the same as the package's, as far as is known."""

    def lost(reason: str) -> None:
        run.open_namespace(cls.namespace, reason)

    def one(leaf: Value) -> None:
        if isinstance(leaf, Unknown):
            _METHODS[name](call.with_arguments([cls]))
        else:
            _discard(call_value(run, leaf, call))

    attempt(run, lambda: run.each(class_attribute(run, cls, name), one), lost)


def _discard(value: object) -> None:
    del value


@utils.function("uppercase_attributes")
def _uppercase_attributes(call: Call) -> Tree[Value]:
    """The names of a module or class in capitals, as a dict."""
    run, value = call.run, call.get(0, "obj")
    if isinstance(value, Class) and all(isinstance(base, (Class, Builtin)) for base in ancestors(run, value)):
        names = {name: class_attribute(run, value, name) for name in _names(run, value)}
    else:
        namespace = getattr(value, "namespace", None)
        if not isinstance(namespace, Namespace) or namespace.missing is not ABSENT or isinstance(value, Class):
            return call.undetermined(kind="dict")
        names = {name: run.here(namespace.names[name]) for name in sorted(namespace.names) if is_setting(name)}
    result = Dict({}, call.origin, run.worlds)
    for name, tree in names.items():
        run.set_entry(result, name, Known(name), tree)
    return result

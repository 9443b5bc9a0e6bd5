"""`importlib`, `pkgutil`, `inspect`, `runpy` and `site`: modules and what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from djauthlint.conditions import Tree, Worlds, both, either, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.imports import execute_module, executed, import_module, make_module
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import class_at
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.namespace_methods import MODULE_NAMES
from djauthlint.evaluator.models.outcomes import asks, harmless, objects
from djauthlint.evaluator.models.standard.files import absolute, exists, path_text
from djauthlint.values import (
    ABSENT,
    PRESENT,
    Builtin,
    Class,
    Function,
    Hole,
    Instance,
    Known,
    Library,
    List,
    Module,
    Object,
    Tuple,
    Unknown,
    Value,
)

importlib_module = Model("importlib")
util_module = Model("importlib.util")
metadata_module = Model("importlib.metadata")
resources_module = Model("importlib.resources")
machinery_module = Model("importlib.machinery")
pkgutil_module = Model("pkgutil")
inspect_module = Model("inspect")
site_module = Model("site")


@importlib_module.function("import_module")
def _import_module(call: Call) -> Any:
    name, package = call.text(0, "name"), call.text(1, "package")
    if name is None:
        value = call.get(0, "name")
        call.run.may_raise(
            f"importing {reason_of(value)}",
            ("import", value.key if isinstance(value, Unknown) else id(call.node)),
            "ImportError",
        )
        return Unknown(
            f"a module whose name is {reason_of(value)}",
            "module",
            ("import", value.key) if isinstance(value, Unknown) else None,
            call.origin,
        )
    return import_module(call.run, name, call.node, package)


@importlib_module.function("reload")
def _reload(call: Call) -> Any:
    module, reloaded = call.args[0] if call.args else NONE, call.run.reloaded
    # What is being reloaded is not reloaded again by what it executes.
    if isinstance(module, Module) and module.file is not None and module.name not in reloaded:
        reloaded.add(module.name)
        try:
            execute_module(call.run, module)
        finally:
            reloaded.discard(module.name)
    return module


harmless(importlib_module, "invalidate_caches")


def found(run: Interpreter, name: str) -> Worlds:
    """The worlds in which a module can be imported."""
    from djauthlint.evaluator.models import installed

    if run.modules.get(name) is not None or run.resolve(name) is not None:
        return True
    known = installed(name, run.given)
    if known is not None:
        return known
    return run.ask(("package", name), f"package {name} is installed")


def _find_spec(call: Call) -> Any:
    run = call.run
    name = call.text(0, "name")
    if name is None:
        return call.undetermined(f"whether there is a module {reason_of(call.get(0, 'name'))}")
    spec = Object("importlib.machinery.ModuleSpec", {"name": Known(name)}, call.origin)
    return run.branch(found(run, name), lambda: spec, lambda: NONE)


util_module.function("find_spec")(_find_spec)
for _name in ("find_loader", "get_loader"):
    pkgutil_module.function(_name)(_find_spec)
importlib_module.function("find_loader")(_find_spec)


@util_module.function("spec_from_file_location")
def _spec_from_file(call: Call) -> Value:
    """With `module_from_spec` and `spec.loader.exec_module(module)`: a file of the project as a module."""
    attributes = {"name": call.get(0, "name"), "origin": call.get(1, "location")}
    loader = Object("importlib.machinery.SourceFileLoader", {}, call.origin)
    loader.attributes["exec_module"] = Builtin("importlib.machinery.SourceFileLoader.exec_module", _exec_module)
    result = Object(
        "importlib.machinery.ModuleSpec",
        {key: value for key, value in attributes.items() if value is not None},
        call.origin,
    )
    result.attributes["loader"] = loader
    return result


@util_module.function("module_from_spec")
def _module_from_spec(call: Call) -> Any:
    """An empty module, which `exec_module` fills."""
    run = call.run
    spec = call.args[0] if call.args else None
    if not isinstance(spec, Object):
        return call.undetermined(kind="module")
    name, origin = spec.attributes.get("name"), spec.attributes.get("origin")
    path = path_text(origin) if isinstance(origin, Value) else None
    place = absolute(run, path) if path is not None else None
    if (
        place is None
        or not isinstance(name, Known)
        or not place.endswith(".py")
        or exists(run, place, "file") is not True
    ):
        return call.undetermined(kind="module")
    if not Path(place).is_relative_to(run.project.root):
        return call.undetermined(kind="module")
    label = str(name.value)
    loaded = run.modules.get(label)
    module = make_module(run, label, Path(place))
    if loaded is not None:
        run.modules[label] = loaded
    else:
        del run.modules[label]
    return module


def _exec_module(call: Call) -> Any:
    module = call.args[0] if call.args else None
    if isinstance(module, Module) and module.file is not None:
        executed(call.run, module, call.node)
    return NONE


_IMPORT_ERROR = (
    "builtins.ModuleNotFoundError",
    "builtins.ImportError",
    "builtins.Exception",
    "builtins.BaseException",
    "builtins.object",
)
metadata_module.constant(PackageNotFoundError=class_at("importlib.metadata.PackageNotFoundError", *_IMPORT_ERROR))
asks(metadata_module, "version", "which packages are installed", "str", "importlib.metadata.PackageNotFoundError")
asks(
    metadata_module,
    "distribution metadata requires files",
    "which packages are installed",
    None,
    "importlib.metadata.PackageNotFoundError",
)
asks(metadata_module, "entry_points distributions packages_distributions", "which packages are installed")
asks(resources_module, "read_text", "a file of a package", "str", "FileNotFoundError")
asks(resources_module, "read_binary", "a file of a package", "bytes", "FileNotFoundError")
asks(
    resources_module,
    "files path open_text open_binary contents is_resource as_file",
    "a file of a package",
    None,
    "FileNotFoundError",
)
objects(machinery_module, "SourceFileLoader ModuleSpec FileFinder PathFinder")

# -- pkgutil


@pkgutil_module.function("iter_modules")
@pkgutil_module.function("walk_packages")
def _iter_modules(call: Call) -> Value:
    """Which modules are in a folder depends on what else lies there."""
    return List((Hole("the modules of a package"),), call.origin, call.run.worlds)


asks(pkgutil_module, "get_data extend_path resolve_name", "a file of a package")

# -- inspect


def _classify(name: str, test: Any) -> None:
    @inspect_module.function(name)
    def body(call: Call) -> Any:
        value = call.args[0] if call.args else None
        if isinstance(value, (Unknown, Object)):
            if isinstance(value, Unknown) and value.kind in (
                "str",
                "int",
                "float",
                "bool",
                "bytes",
                "path",
                "list",
                "dict",
            ):
                return Known(False, call.origin)
            if isinstance(value, Object) and value.path.startswith("builtins."):
                return Known(False, call.origin)
            return Unknown(reason_of(value), "bool", ("cast", f"inspect.{name}", value.key), call.origin)
        return Known(bool(test(value)), call.origin)


_classify("isclass", lambda value: isinstance(value, Class) or (isinstance(value, Builtin) and value.is_class))
_classify("isfunction", lambda value: isinstance(value, Function))
_classify("ismodule", lambda value: isinstance(value, (Module, Library)))
_classify("isbuiltin", lambda value: isinstance(value, Builtin) and not value.is_class)
_classify("isroutine", lambda value: isinstance(value, Function) or (isinstance(value, Builtin) and not value.is_class))
_classify("ismethod", lambda value: type(value).__name__ == "Bound")
asks(
    inspect_module,
    "iscoroutinefunction isasyncgenfunction isgenerator isdatadescriptor",
    "what an object is",
    "bool",
)


@inspect_module.function("getmembers")
def _getmembers(call: Call) -> Any:
    """The names of a module or class with their values, sorted; all of them, or those that the predicate accepts."""
    from djauthlint.evaluator.inheritance import ancestors
    from djauthlint.evaluator.iteration import NOTHING, conditional

    run = call.run
    target, predicate = call.get(0, "object"), call.get(1, "predicate")
    namespaces: list[Any] = []
    if isinstance(target, Module):
        namespaces = [target.namespace]
    elif isinstance(target, Class):
        order = ancestors(run, target)
        namespaces = [base.namespace for base in order if isinstance(base, Class)]
        if any(isinstance(base, Unknown) for base in order):
            return List((Hole("the members of a class"),), call.origin, run.worlds)
    elif isinstance(target, Instance) and isinstance(target.cls, Class):
        order = ancestors(run, target.cls)
        namespaces = [target.attributes, *(base.namespace for base in order if isinstance(base, Class))]
    if not namespaces or any(namespace.opened for namespace in namespaces):
        return List((Hole(f"the members of {reason_of(target)}"),), call.origin, run.worlds)
    # What `object` and the import system add passes hardly any predicate but that for classes.
    every = predicate is None or (isinstance(predicate, Known) and predicate.value is None)
    further = () if not every else MODULE_NAMES if isinstance(target, Module) else dir(object())
    names = sorted({*further, *(name for namespace in namespaces for name in namespace.names)})
    items: list[Any] = []
    for name in names:
        own = any(name in namespace.names for namespace in namespaces)
        value = _member(run, target, name, call) if own else Unknown(f"{name} of {reason_of(target)}")
        pair = Tuple((Known(name), value), call.origin)
        accepted: Worlds = True
        if not every:
            accepted = run.truth(call_value(run, predicate, call.with_arguments([value], {})))
        there = _presence(run, namespaces, name, accepted) if own else where(accepted, PRESENT, ABSENT)
        item = conditional(run, there, pair)
        items.append(item)
    return List(tuple(item for item in items if item is not NOTHING), call.origin, run.worlds)


def _member(run: Interpreter, target: Any, name: str, call: Call) -> Tree[Value]:
    from djauthlint.evaluator.objects import attribute_of

    value = run.here(attribute_of(run, target, name, call.node))
    return NONE if value is ABSENT else value


def _presence(run: Interpreter, namespaces: list[Any], name: str, accepted: Worlds) -> Any:
    there: Worlds = False
    for namespace in namespaces:
        if name in namespace.names:
            there = either(there, run.present(namespace.names[name]))
    return where(run.here(both(there, accepted)), PRESENT, ABSENT)


asks(
    inspect_module, "currentframe stack getframeinfo getouterframes getinnerframes trace", "a frame of the interpreter"
)
asks(
    inspect_module,
    "getfile getsourcefile getsource getmodule getsourcelines",
    "where an object comes from",
    None,
    "TypeError",
)
asks(
    inspect_module,
    "signature getfullargspec getargspec getcallargs",
    "the parameters of a function",
    None,
    "ValueError",
)
asks(inspect_module, "getdoc getcomments cleandoc getmro getattr_static unwrap", "what an object has")
asks(site_module, "getsitepackages getusersitepackages getuserbase", "where packages are installed")
harmless(site_module, "addsitedir main")
site_module.names["USER_BASE"] = site_module.names["USER_SITE"] = Unknown("where packages are installed", "str")

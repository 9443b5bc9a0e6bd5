"""Imports: modules of the project are executed, modelled modules are looked up, all others are unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import TooManyWorlds, Tree, Worlds, both, either, larger, leaves, where, without
from djauthlint.evaluator.abandoned import give_up
from djauthlint.evaluator.interpreter import (
    CONDITION,
    NONE,
    STATEMENT_STEPS,
    TOO_MANY,
    Frame,
    GaveUp,
    Interpreter,
    Unwind,
    entangled,
)
from djauthlint.evaluator.models.builtin_exceptions import exception
from djauthlint.evaluator.models.model import external
from djauthlint.evaluator.models.table import DJANGO, PACKAGES, STANDARD
from djauthlint.evaluator.objects import attribute_of, module_attribute
from djauthlint.evaluator.operators import contains
from djauthlint.evaluator.parse import SyntaxProblem, parse
from djauthlint.evaluator.subtrees import dotted
from djauthlint.project.files import FileState, ProjectFileError
from djauthlint.source import SourceFile
from djauthlint.values import (
    ABSENT,
    Items,
    Known,
    Library,
    List,
    Module,
    Namespace,
    Splice,
    Tuple,
    Unknown,
    Value,
)

# -- statements


def import_statement(run: Interpreter, node: cst.Import) -> None:
    """`import a.b.c as d`."""
    for alias in node.names:
        name = dotted(alias.name)
        if alias.asname is not None:
            value = import_module(run, name, node)
            assert isinstance(alias.asname.name, cst.Name)
            bound = alias.asname.name.value
        else:
            value = import_module(run, name, node)
            bound = name.split(".", 1)[0]
            if bound != name:
                value = import_module(run, bound, node)
        run.bind_name(run.frame.declared.get(bound, run.frame.local), bound, value, "imported", run.origin(node))


def import_from_statement(run: Interpreter, node: cst.ImportFrom) -> None:
    """`from a.b import c`, `from . import *`."""
    name = absolute_name(run, dotted(node.module), len(node.relative), node)
    if isinstance(node.names, cst.ImportStar):
        module = import_module(run, name, node)
        run.each(module, lambda leaf: star_import(run, leaf, name, node))
        return
    module = import_module(run, name, node)
    for alias in node.names:
        assert isinstance(alias.name, cst.Name)
        wanted = alias.name.value
        value = from_module(run, module, name, wanted, node)
        bound = (
            alias.asname.name.value if alias.asname is not None and isinstance(alias.asname.name, cst.Name) else wanted
        )
        namespace = run.frame.declared.get(bound, run.frame.local)
        events = module.namespace.history.get(wanted, ()) if isinstance(module, Module) and wanted.isupper() else ()
        # What was done to a setting in the other module decides about it, not the import.
        run.bind_name(namespace, bound, value, "" if events else "imported", run.origin(node))
        if events:
            namespace.history[bound] = (*namespace.history.get(bound, ()), *events)[-64:]


def absolute_name(run: Interpreter, name: str, level: int, node: cst.CSTNode) -> str:
    """The absolute name of a relative import."""
    if not level:
        return name
    module = run.frame.module
    parts = module.name.split(".")
    if not module.is_package:
        parts = parts[:-1]
    if level - 1 > len(parts) or (not parts and level):
        run.error("ImportError", "attempted relative import with no known parent package", node)
    parts = parts[: len(parts) - (level - 1)]
    return ".".join([*parts, name] if name else parts)


def from_module(run: Interpreter, module: Tree[Value], name: str, wanted: str, node: cst.CSTNode) -> Tree[Value]:
    """The name `wanted` of a module, or its submodule; ImportError where there is neither."""

    def one(leaf: Value) -> Any:
        if isinstance(leaf, Module):
            found = module_attribute(run, leaf, wanted, imports=True)
        else:
            found = attribute_of(run, leaf, wanted, None)
        there = run.here(run.present(found))
        if there is True:
            return found
        run.split(there, lambda: None, lambda: _cannot_import(run, wanted, name, node))
        if run.worlds is False:
            raise Unwind
        return run.here(found)

    return run.lift(one, module)  # type: ignore[no-any-return]


def _cannot_import(run: Interpreter, wanted: str, name: str, node: cst.CSTNode) -> None:
    run.error("ImportError", f"cannot import name '{wanted}' from '{name}'", node)


def star_import(run: Interpreter, module: Value, name: str, node: cst.CSTNode) -> None:
    """`from module import *` into the present namespace."""
    target = run.frame.local
    if isinstance(module, Module):
        declared = run.here(module.namespace.names.get("__all__", ABSENT))
        run.each(declared, lambda leaf: _import_exported(run, module, leaf, node))
    elif isinstance(module, Library):
        for each, value in run.star_names(module):
            run.bind_name(target, each, value, "imported", run.origin(node))
    else:
        reason = f"from {name} import *: {module.reason}" if isinstance(module, Unknown) else f"from {name} import *"
        run.open_namespace(target, reason)


def _import_exported(run: Interpreter, module: Module, declared: Any, node: cst.CSTNode) -> None:
    """Binds what a module exports where its `__all__` is this."""
    source, target = module.namespace, run.frame.local
    if isinstance(declared, (List, Tuple)) and _are_known(declared.items):
        _import_listed(run, module, declared.items, node)
    elif declared is ABSENT:
        for each in list(source.names):
            if not each.startswith("_"):
                _import_name(run, source, each, node)
    else:
        for each in list(source.names):
            if each not in _BOUND_BY_IMPORT:
                listed = run.here(contains(run, Known(each), declared))
                run.split(listed, lambda each=each: _import_name(run, source, each, node))  # type: ignore[misc]
    for worlds, reason in list(source.opened):
        reached = both(run.worlds, worlds)
        if reached is not False and target is not source:
            outer = run.worlds
            run.worlds = reached
            run.open_namespace(target, reason, keep=source.names)
            run.worlds = outer


def _are_known(items: Items) -> bool:
    """Whether all items are known texts, those that are there under conditions among them."""
    return all(
        all(map(_are_known, leaves(item.tree))) if isinstance(item, Splice) else isinstance(item, Known)
        for item in items
    )


def _import_listed(run: Interpreter, module: Module, items: Items, node: cst.CSTNode) -> None:
    for item in items:
        if isinstance(item, Splice):
            run.each(item.tree, lambda inner: _import_listed(run, module, inner, node))
        elif isinstance(item, Known):
            name = str(item.value)
            there = run.here(run.present(module.namespace.get(name)))
            if there is not True:
                run.split(there, lambda: None, lambda name=name: _import_missing(run, module, name, node))  # type: ignore[misc]
                if run.worlds is False:
                    raise Unwind
            _import_name(run, module.namespace, name, node)


def _import_missing(run: Interpreter, module: Module, name: str, node: cst.CSTNode) -> None:
    """Of what a package lists and has not, Python looks for a module."""
    if module.is_package and run.resolve(f"{module.name}.{name}") is not None:
        import_module(run, f"{module.name}.{name}", node)
    else:
        run.error("AttributeError", f"module '{module.name}' has no attribute '{name}'", node)


def _import_name(run: Interpreter, source: Namespace, name: str, node: cst.CSTNode) -> None:
    target = run.frame.local
    tree = run.here(source.get(name))
    there = run.here(run.present(tree))
    if there is False:
        return
    history = source.history.get(name, ())
    run.split(there, lambda: run.bind_name(target, name, run.here(tree), "", run.origin(node)))
    if history:
        target.history[name] = (*target.history.get(name, ()), *history)[-64:]


# -- modules

_BOUND_BY_IMPORT: Final = {"__name__", "__doc__", "__builtins__", "__file__", "__package__"}


def import_module(run: Interpreter, name: str, node: cst.CSTNode, package: str | None = None) -> Tree[Value]:
    """The module of a dotted name: its packages first, then itself; ModuleNotFoundError where it can't be found."""
    if name.startswith("."):
        level = len(name) - len(name.lstrip("."))
        parts = (package or "").split(".")
        name = ".".join([*parts[: len(parts) - level + 1], name.lstrip(".")]).strip(".")
    parts = name.split(".")
    value: Tree[Value] = NONE
    for length in range(1, len(parts) + 1):
        value = _one_module(run, ".".join(parts[:length]), value if length > 1 else None, node)
        if not isinstance(value, (Module, Library)):
            if length < len(parts) and isinstance(value, Unknown):
                return external(name)
            if length < len(parts):
                return Unknown(f"module {name}", path=name)
    return value


def _one_module(run: Interpreter, name: str, parent: Tree[Value] | None, node: cst.CSTNode) -> Tree[Value]:
    module = run.modules.get(name)
    if module is not None:
        return executed(run, module, node)
    if not isinstance(parent, Module):
        library = run.library(name)
        if library is not None and not _is_own(run, name):
            if name in PACKAGES and run.awaits("ImportError", "ModuleNotFoundError"):
                top = name.split(".", 1)[0]
                found = run.ask(("package", top), f"package {top} is installed")
                run.split(found, lambda: None, lambda: _module_not_found(run, name, node))
                if run.worlds is False:
                    raise Unwind
            return library
        if parent is not None or run.is_installed(name):
            return external(name)
    path = run.resolve(name)
    if path is None:
        return _not_in_project(run, name, parent, node)
    if path.is_relative_to(run.project.root) is False:
        return external(name)
    return executed(run, make_module(run, name, path), node)


def _is_own(run: Interpreter, name: str) -> bool:
    """Whether a module that djauthlint models is one of the project itself; a folder without `__init__.py` comes last."""
    if name in STANDARD or name in DJANGO or name.partition(".")[0] == "django":
        return False
    path = run.resolve(name)
    return path is not None and path.suffix == ".py"


def make_module(run: Interpreter, name: str, path: Path) -> Module:
    """A module of the project that has not been executed yet."""
    is_package = path.name == "__init__.py"
    file = None
    if path.suffix == ".py":
        try:
            file = run.read_source(path)
        except (ProjectFileError, SyntaxProblem) as problem:
            run.problem(path, problem)
            module = Module(name, path, None, Namespace(missing=Unknown(f"{path.name} can't be read")), True)
            run.modules[name] = module
            module.namespace.opened.append((True, f"{path.name} can't be read"))
            return module
    namespace = Namespace(
        {"__name__": Known(name), "__doc__": NONE, "__builtins__": Unknown("the builtins", "dict")}, run.worlds
    )
    if file is not None:
        namespace.names["__file__"] = Known(str(path))
    namespace.names["__package__"] = Known(name if is_package or file is None else name.rpartition(".")[0])
    module = Module(name, path, file, namespace, False, is_package or file is None)
    run.modules[name] = module
    return module


def executed(run: Interpreter, module: Module, node: cst.CSTNode | None) -> Tree[Value]:
    state = run.file_condition(module.path) if module.file is not None else True
    if state is not True:
        run.split(state, lambda: None, lambda: _module_not_found(run, module.name, node))
        if run.worlds is False:
            raise Unwind
    missing = without(run.worlds, module.loaded)
    if missing is False:
        return module
    if module.file is None:
        module.loaded = either(module.loaded, missing)
        return module
    outer = run.worlds
    run.worlds = missing
    begin(module, missing)
    if state is not True and not run.given.complete:
        run.open_namespace(module.namespace, f"{module.path.name} is not in version control")
    else:
        before = len(run.raised[-1])
        execute_module(run, module)
        for failure in run.raised[-1][before:]:
            # Python keeps no module that failed: the next statement that imports it executes it anew.
            module.loaded = without(module.loaded, failure.worlds)
    if missing is not outer:
        run.worlds = either(run.worlds, without(outer, missing))
    if run.worlds is False:
        raise Unwind
    return module


def begin(module: Module, worlds: Worlds) -> None:
    """Notes that a module is about to be executed in more worlds, in which it is a new one."""
    names = module.namespace.names
    for name, tree in names.items():
        if name not in _BOUND_BY_IMPORT:
            try:
                names[name] = where(module.loaded, tree, ABSENT)
            except TooManyWorlds:
                names[name] = entangled(tree)
    module.loaded = module.namespace.born = either(module.loaded, worlds)


def execute_module(run: Interpreter, module: Module) -> None:
    """Executes a module's text in the present worlds."""
    assert module.file is not None
    run.files.setdefault(module.path, module.file)
    try:
        tree = parse(module.file)
    except SyntaxProblem as problem:
        run.problem(module.path, problem)
        run.open_namespace(module.namespace, f"{module.path.name} can't be parsed")
        return
    run.frames.append(Frame(module, (), module.namespace))
    try:
        execute_body(run, tree.body)
    finally:
        run.frames.pop()


def execute_body(run: Interpreter, body: Sequence[cst.CSTNode]) -> None:
    """Executes the top-level statements of a module; what nobody catches takes its worlds out, or is survived."""
    for statement in body:
        if run.worlds is False:
            return
        top_level(run, statement)


def top_level(run: Interpreter, statement: cst.CSTNode) -> None:
    """Executes one top-level statement."""
    from djauthlint.evaluator.statements import execute

    attempt(run, lambda: execute(run, statement), lambda reason: give_up(run, statement, reason))


def attempt(run: Interpreter, action: Callable[[], None], lost: Callable[[str], None]) -> None:
    """Does something as a top-level statement; `lost` is told why it failed in worlds that can't be ruled out."""
    before = run.worlds
    was_alive = before is run.alive
    run.raised.append([])
    depth = len(run.frames)
    outermost = not run.nesting
    if outermost:
        run.statement_steps = min(STATEMENT_STEPS, run.steps)
        left = run.statement_steps
    run.nesting += 1
    with run.watched() as mark:
        try:
            action()
        except Unwind:
            run.worlds = False
        except (GaveUp, RecursionError, TooManyWorlds) as error:
            del run.frames[depth:]
            run.worlds = run.alive if was_alive else before
            reason = _why(error)
            run.coarsely(lambda: run.forget_since(mark, reason))
            run.coarsely(lambda: lost(reason))
        finally:
            run.nesting -= 1
            raised = run.raised.pop()
    if outermost:
        run.steps -= left - max(run.statement_steps, 0)
    if not raised:
        return
    escaping = [item for item in raised if run.is_caught(item.exception)]
    fatal = [item for item in raised if item not in escaping]
    run.raised[-1].extend(escaping)
    if run.worlds is False and not escaping:
        everything = without(run.alive, before) is False
        if everything or not all(item.explicit for item in fatal):
            run.worlds = run.alive if was_alive else before
            run.coarsely(lambda: lost(run.describe_exception(fatal[-1].exception)))
            return
    gone: Worlds = False
    try:
        for item in fatal:
            gone = either(gone, item.worlds)
    except TooManyWorlds:
        gone = True
    noted = run.rule_out(gone)
    if run.worlds is not False and not escaping and larger(run.worlds, CONDITION):
        # Going on in worlds that are ruled out is right, only wasteful; following many conditions costs more.
        run.worlds = before
        if not noted:
            _survive(run, lost, gone, run.describe_exception(fatal[-1].exception))
    elif was_alive and not escaping and run.worlds is not False:
        run.alive = run.worlds


def _survive(run: Interpreter, lost: Callable[[str], None], gone: Worlds, reason: str) -> None:
    """What a statement binds is unknown in worlds in which it failed and that could not be ruled out."""
    outer = run.worlds
    try:
        run.worlds = both(outer, gone)
    except TooManyWorlds:
        run.worlds = outer
    if run.worlds is not False:
        run.coarsely(lambda: lost(reason))
    run.worlds = outer


def _why(error: Exception) -> str:
    match error:
        case GaveUp():
            return str(error)
        case TooManyWorlds():
            return TOO_MANY
    return "it is nested too deep"


def _not_in_project(run: Interpreter, name: str, parent: Tree[Value] | None, node: cst.CSTNode) -> Tree[Value]:
    if isinstance(parent, Module):
        # A submodule that is not on disk: a local settings file that only some machines have.
        if run.given.complete and parent.file is not None:
            return _module_not_found(run, name, node)
        place = parent.path if parent.file is None else parent.path.parent
        exists = run.ask(("file", str(place / f"{name.rpartition('.')[2]}.py")), f"module {name} exists")
        run.split(exists, lambda: None, lambda: _module_not_found(run, name, node))
        if run.worlds is False:
            raise Unwind
        return Unknown(f"module {name} is not in the project", path=name)
    if run.is_installed(name) is False:
        return _module_not_found(run, name, node)
    if run.awaits("ImportError", "ModuleNotFoundError"):
        top = name.split(".", 1)[0]
        installed = run.ask(("package", top), f"package {top} is installed")
        if run.given.complete and run.looks_local(top):
            installed = False
        run.split(installed, lambda: None, lambda: _module_not_found(run, name, node))
        if run.worlds is False:
            raise Unwind
    return external(name)


def _module_not_found(run: Interpreter, name: str, node: cst.CSTNode | None) -> Any:
    error = exception(
        "ModuleNotFoundError", f"No module named '{name}'", run.origin(node) if node is not None else None
    )
    error.attributes.names["name"] = Known(name)
    return run.throw(error)


def is_being_imported(run: Interpreter, name: str) -> bool:
    """Whether a module is being executed for the first time: it is in `sys.modules` and not yet an attribute of its package."""
    module = run.modules.get(name)
    return (
        module is not None
        and name not in run.reloaded
        and any(frame.module is module and frame.local is module.namespace for frame in run.frames)
    )


def submodule(run: Interpreter, module: Module, name: str) -> Tree[Value] | None:
    """A submodule of a package as its attribute (imported if need be, as `from package import name` does)."""
    if not module.is_package:
        return None
    full = f"{module.name}.{name}"
    if run.modules.get(full) is not None or run.resolve(full) is not None:
        return _one_module(run, full, module, cst.Name(name))
    if not run.given.complete and run.awaits("ImportError", "ModuleNotFoundError") and run.may_be_local(module, name):
        return _not_in_project(run, full, module, cst.Name(name))
    return None


# -- text executed in a namespace


def execute_file(run: Interpreter, path: Path, namespace: Namespace, local: Namespace | None = None) -> None:
    """Executes a file of the project with its global names in a namespace, as `exec(open(path).read())` does.

    Arguments:
        run: the evaluation.
        path: the file.
        namespace: its global names.
        local: where it binds names; None: there, too.
    """
    try:
        file = run.read_source(path)
    except (ProjectFileError, SyntaxProblem) as problem:
        run.problem(path, problem)
        run.open_namespace(local or namespace, f"{path.name} can't be read")
        return
    _execute_source(run, file, namespace, local or namespace)


def execute_text(
    run: Interpreter, text: str, label: str, namespace: Namespace, local: Namespace, node: cst.CSTNode
) -> None:
    """The same for a known text, which raises SyntaxError where it has none."""
    file = SourceFile(Path(label), text)
    try:
        parse(file)
    except SyntaxProblem as problem:
        run.error("SyntaxError", problem.message, node)
    _execute_source(run, file, namespace, local)


def _execute_source(run: Interpreter, file: SourceFile, namespace: Namespace, local: Namespace) -> None:
    if sum(frame.module.file is not None and frame.module.file.path == file.path for frame in run.frames) > 3:
        raise GaveUp(f"{file.path.name} executes itself")
    run.files.setdefault(file.path, file)
    run.sourced[file.path] = either(run.sourced.get(file.path, False), run.worlds)
    try:
        tree = parse(file)
    except SyntaxProblem as problem:
        run.problem(file.path, problem)
        run.open_namespace(local, f"{file.path.name} can't be parsed")
        return
    outer = run.frame.module
    module = Module(outer.name, outer.path, file, namespace, run.worlds, outer.is_package)
    run.frames.append(Frame(module, (local,) if local is not namespace else (), local))
    try:
        execute_body(run, tree.body)
    finally:
        run.frames.pop()
    if run.worlds is False:
        raise Unwind


def add_import_root(run: Interpreter, folder: str) -> None:
    """`sys.path.insert(0, folder)` or `.append(folder)`."""
    path = Path(folder)
    if run.project.files.state(path) is not FileState.OUTSIDE and run.import_path is not None:
        run.import_path = run.import_path.plus(path)

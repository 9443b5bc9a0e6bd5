"""Builtins that execute text or reach outside: `exec`, `eval`, `compile`, `__import__`, `open`, `input`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import libcst as cst

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python, reason_of
from djauthlint.evaluator.interpreter import CALLS, NONE, Frame, GaveUp
from djauthlint.evaluator.models.namespace_methods import as_dict
from djauthlint.evaluator.source_text import source_of
from djauthlint.source import SourceFile
from djauthlint.values import Dict, Globals, Known, List, Namespace, Object, Perhaps, Set, Tuple, Unknown, Value


def _compile(call: Call) -> Any:
    source, name, mode = call.get(0, "source"), call.get(1, "filename"), call.get(2, "mode")
    attributes = {"source": source, "filename": name, "mode": mode}
    return Object("types.CodeType", {key: value for key, value in attributes.items() if value is not None}, call.origin)


def _source(value: Any) -> tuple[str | None, str | None, str]:
    """A text or compiled text: the text (None: undetermined), the name of its file, and why it is undetermined."""
    name = None
    if isinstance(value, Object) and value.path == "types.CodeType":
        filename = value.attributes.get("filename")
        name = str(filename.value) if isinstance(filename, Known) else None
        value = value.attributes.get("source")
    if isinstance(value, Known):
        if isinstance(value.value, bytes):
            try:
                return value.value.decode(), name, ""
            except UnicodeDecodeError:
                return None, name, "a text in another encoding"
        if isinstance(value.value, str):
            return value.value, name, ""
    return None, name, reason_of(value)


@dataclass(slots=True)
class _Spaces:
    """Where a text that is executed finds and binds its names; dicts stand for namespaces and are written back afterwards."""

    names: Namespace
    local: Namespace
    dicts: list[tuple[Dict, Namespace]] = field(default_factory=list)


def _spaces(call: Call) -> _Spaces | None:
    """The namespaces of `exec(text, globals, locals)` or `eval`; None where they can't be determined."""
    frame = call.run.frame
    local = frame.local
    if local.function is not None:
        # A function's own names are in a copy, of which it sees nothing.
        local = Namespace(dict(local.names), local.born, local.missing)
    spaces = _Spaces(frame.module.namespace, local)
    for place, label in ((1, "globals"), (2, "locals")):
        value = call.get(place, label)
        match value:
            case None | Known(value=None):
                continue
            case Globals():
                space = value.namespace
            case Dict():
                entries = value.entries.items()
                space = Namespace(
                    {str(key): entry.value for key, entry in entries if isinstance(key, str)}, call.run.worlds
                )
                if value.open is not None:
                    space.missing = Perhaps(value.open)
                spaces.dicts.append((value, space))
            case _:
                return None
        if label == "globals":
            spaces.names = space
        spaces.local = space
    return spaces


def _exec(call: Call) -> Any:
    from djauthlint.evaluator.imports import execute_file, execute_text
    from djauthlint.evaluator.models.standard.files import disk

    run = call.run
    if not call.args:
        return run.error("TypeError", "exec() missing required argument 'source'", call.node)
    _refuse_no_text(call)
    text, _, reason = _source(call.args[0])
    spaces = _spaces(call)
    if spaces is None:
        run.may_raise(source_of(call.node), ("exec", run.fresh()))
        return NONE
    if text is None:
        reason = f"{source_of(call.node)} executes {reason}"
        for mapping, _ in spaces.dicts:
            run.havoc(mapping, reason)
        if not spaces.dicts:
            run.open_namespace(spaces.local, reason)
        run.may_raise(reason, ("exec", call.node))
        return NONE
    place = next((place for place, data in disk(run).contents.items() if _same_text(data, text)), None)
    if place is not None:
        execute_file(run, Path(place), spaces.names, spaces.local)
    else:
        execute_text(run, text, f"<string {len(run.files)}>", spaces.names, spaces.local, call.node)
    for mapping, space in spaces.dicts:
        _copy_back(call, mapping, space, with_builtins=space is spaces.names)
    return NONE


def _refuse_no_text(call: Call) -> None:
    """Raises TypeError where what is to be executed is neither text nor compiled text."""
    value = call.args[0]
    plain = isinstance(value, Known) and not isinstance(value.value, (str, bytes))
    if plain or isinstance(value, (List, Tuple, Dict, Set)):
        call.run.error("TypeError", "the first argument must be a string, bytes or code object", call.node)


def _copy_back(call: Call, mapping: Dict, space: Namespace, *, with_builtins: bool) -> None:
    from djauthlint.evaluator.expressions import merge

    run = call.run
    names = as_dict(run, Globals(space), call.origin)
    merge(run, mapping, names, call.node)
    if with_builtins and "__builtins__" not in mapping.entries:
        run.set_entry(mapping, "__builtins__", Known("__builtins__"), Unknown("the builtins", "dict"))


def _same_text(data: bytes, text: str) -> bool:
    try:
        read = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return read == text or read.replace("\r\n", "\n").replace("\r", "\n") == text.removeprefix("\ufeff")


def _eval(call: Call) -> Any:
    run = call.run
    if not call.args:
        return run.error("TypeError", "eval() missing required argument 'source'", call.node)
    _refuse_no_text(call)
    text, _, reason = _source(call.args[0])
    if text is None:
        run.may_raise(reason, ("eval", call.node))
        return Unknown(f"{source_of(call.node)} evaluates {reason}", origin=call.origin)
    if len(text) < 10_000:
        try:
            return from_python(ast.literal_eval(text.strip()), call.origin, run.worlds)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
    spaces = _spaces(call)
    if spaces is None:
        run.may_raise(source_of(call.node), ("eval", call.node))
        return Unknown(source_of(call.node), origin=call.origin)
    return _evaluated(call, text, spaces)


def _evaluated(call: Call, text: str, spaces: _Spaces) -> Any:
    """An expression in the scopes of the code that calls `eval`, or in those that it gives."""
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.parse import SyntaxProblem, parse

    run = call.run
    if len(run.frames) > CALLS:
        raise GaveUp(f"calls are nested deeper than {CALLS} levels")
    file = SourceFile(Path(f"<string {len(run.files)}>"), text.strip())
    try:
        tree = parse(file)
    except SyntaxProblem as problem:
        return run.error("SyntaxError", problem.message, call.node)
    match tree.body:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=expression)])]:
            pass
        case _:
            return run.error("SyntaxError", "invalid syntax", call.node)
    run.files[file.path] = file
    frame = run.frame
    module = replace(frame.module, file=file, namespace=spaces.names)
    given = len(call.args) > 1 or bool(call.keywords)
    inner = Frame(module, (spaces.local,), spaces.local) if given else replace(frame, module=module)
    run.frames.append(inner)
    try:
        return evaluate(run, expression)
    finally:
        run.frames.pop()


def _import(call: Call) -> Any:
    from djauthlint.evaluator.imports import absolute_name, import_module

    run = call.run
    name = call.text(0, "name")
    if name is None:
        value = call.get(0, "name")
        reason = reason_of(value)
        run.may_raise(f"importing {reason}", ("import", value), "ImportError")
        return Unknown(f"a module whose name is {reason}", "module", origin=call.origin)
    level, names = call.get(4, "level"), call.get(3, "fromlist")
    if isinstance(level, Known) and isinstance(level.value, int) and level.value > 0:
        name = absolute_name(run, name, level.value, call.node)
    module = import_module(run, name, call.node)
    if names is None or (isinstance(names, Known) and names.value is None) or run.here(run.truth(names)) is False:
        return import_module(run, name.split(".", 1)[0], call.node)
    return module


def _open(call: Call) -> Any:
    from djauthlint.evaluator.models.standard.files import open_file

    return open_file(call)


def _input(call: Call) -> Value:
    call.run.may_raise("input()", ("input", call.node), "EOFError")
    return Unknown("what somebody types", "str", origin=call.origin)


FUNCTIONS: Final[dict[str, Callable[[Call], Any]]] = {
    "exec": _exec,
    "eval": _eval,
    "compile": _compile,
    "__import__": _import,
    "open": _open,
    "input": _input,
}
WITH_TREES: Final[frozenset[str]] = frozenset()
"""Those of the functions that take trees."""

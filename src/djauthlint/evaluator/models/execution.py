"""Builtins that execute text or reach outside: `exec`, `eval`, `compile`, `__import__`, `open`, `input`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import libcst as cst

from djauthlint.evaluator.calls import Call, source_of
from djauthlint.evaluator.convert import from_python, reason_of
from djauthlint.evaluator.interpreter import CALLS, NONE, GaveUp
from djauthlint.evaluator.models.namespace_methods import as_dict, write_all
from djauthlint.source import SourceFile
from djauthlint.values import Dict, Globals, Known, Namespace, Object, Unknown, Value


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


def _exec(call: Call) -> Any:
    from djauthlint.evaluator.imports import execute_file, execute_text
    from djauthlint.evaluator.models.standard.files import disk

    run = call.run
    if not call.args:
        return run.error("TypeError", "exec() missing required argument 'source'", call.node)
    text, _, reason = _source(call.args[0])
    target = call.get(2, "locals") or call.get(1, "globals")
    frame = run.frame
    result: Dict | None = None
    if target is None or (isinstance(target, Known) and target.value is None):
        namespace = frame.local
    elif isinstance(target, Globals):
        namespace = target.namespace
    elif isinstance(target, Dict):
        result = target
        namespace = Namespace(
            {str(key): entry.value for key, entry in target.entries.items() if isinstance(key, str)}, run.worlds
        )
    else:
        return Unknown(source_of(call.node), origin=call.origin)
    if text is None:
        reason = f"{source_of(call.node)} executes {reason}"
        if result is not None:
            run.havoc(result, reason)
        else:
            run.open_namespace(namespace, reason)
        run.may_raise(reason, ("exec", call.node))
        return NONE
    place = next((place for place, data in disk(run).contents.items() if _same_text(data, text)), None)
    if place is not None:
        execute_file(run, Path(place), namespace, call.node)
    else:
        execute_text(run, text, namespace, f"<string {len(run.files)}>")
    if result is not None:
        _copy_back(call, result, namespace)
    return NONE


def _copy_back(call: Call, result: Dict, namespace: Namespace) -> None:
    from djauthlint.evaluator.expressions import merge

    run = call.run
    names = as_dict(run, Globals(namespace), call.origin)
    merge(run, result, names, call.node)
    if "__builtins__" not in result.entries:
        run.set_entry(result, "__builtins__", Known("__builtins__"), Unknown("the builtins", "dict"))


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
    text, _, reason = _source(call.args[0])
    if text is None:
        run.may_raise(reason, ("eval", call.node))
        return Unknown(f"{source_of(call.node)} evaluates {reason}", origin=call.origin)
    if len(text) < 10_000:
        try:
            return from_python(ast.literal_eval(text.strip()), call.origin, run.worlds)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
    if len(call.args) == 1 and not call.keywords:
        return _evaluated(call, text)
    run.may_raise(source_of(call.node), ("eval", call.node))
    return Unknown(source_of(call.node), origin=call.origin)


def _evaluated(call: Call, text: str) -> Any:
    """An expression in the scopes of the code that calls `eval`."""
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
    module = replace(frame.module, file=file)
    run.frames.append(replace(frame, module=module))
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

__all__ = ["FUNCTIONS", "WITH_TREES", "write_all"]

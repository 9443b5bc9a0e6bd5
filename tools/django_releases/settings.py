"""The settings of a release: what global_settings.py assigns, and what else Django reads."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], object]] = {
    ast.Add: operator.add,
    ast.Mult: operator.mul,
}


def defaults(tree: ast.Module) -> dict[str, object]:
    """The settings that global_settings.py assigns."""
    names: dict[str, object] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                names[name] = evaluate(value, names)
            case ast.Expr(value=ast.Constant()) | ast.FunctionDef(name="gettext_noop"):
                pass
            case _:
                raise ValueError(f"line {statement.lineno} of global_settings.py is of a new kind")
    return names


def evaluate(node: ast.expr, names: Mapping[str, object]) -> object:
    """The value of an expression of global_settings.py."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.List(elts=items):
            return [evaluate(item, names) for item in items]
        case ast.Tuple(elts=items):
            return tuple(evaluate(item, names) for item in items)
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return {evaluate(key, names): evaluate(value, names) for key, value in pairs if key is not None}
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](evaluate(left, names), evaluate(right, names))
        case ast.Name(id=name):
            return names[name]
        case ast.Call(func=ast.Name(id="gettext_noop"), args=[text]):
            return evaluate(text, names)
        case _:
            raise ValueError(f"line {node.lineno} of global_settings.py is of a new kind")


def read_by(tree: ast.Module) -> Iterator[str]:
    """The names of the settings that a module of Django reads, if its `settings` are those of the project."""
    if any(
        isinstance(node, ast.ImportFrom) and node.module == "django.conf" and "settings" in {a.name for a in node.names}
        for node in ast.walk(tree)
    ):
        yield from reads(tree)


def reads(code: ast.AST) -> Iterator[str]:
    """The names of the settings that code reads: `settings.X` and `getattr(settings, "X", ...)`."""
    for node in ast.walk(code):
        match node:
            case ast.Attribute(value=ast.Name(id="settings"), attr=name, ctx=ast.Load()) if name.isupper():
                yield name
            case ast.Call(
                func=ast.Name(id="getattr" | "hasattr"),
                args=[ast.Name(id="settings"), ast.Constant(value=str(name)), *_],
            ) if name.isupper():
                yield name


def deprecated(tree: ast.Module) -> Iterator[str]:
    """The names of the settings that `django.conf` warns of, from its messages and its sets of names."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(message))) if (
                "DEPRECATED" in name
            ):
                yield from re.findall(r"^The ([A-Z][A-Z0-9_]*) ", message)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Set(elts=items)) if "DEPRECATED" in name:
                values = (item.value for item in items if isinstance(item, ast.Constant))
                yield from (value for value in values if isinstance(value, str))
            case _:
                pass

"""Making a program that shows a fault smaller, as long as it still shows one."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping

Texts = Mapping[str, str]


def reduced(texts: Texts, faulty: Callable[[Texts], bool]) -> dict[str, str]:
    """The texts of a project without what the fault does not need.

    Arguments:
        texts: modules by path.
        faulty: whether a project still has the fault; it gets only text that is Python.
    """
    smallest = dict(texts)
    changed = True
    while changed:
        changed = False
        for name in list(smallest):
            # Without its `__init__.py`, a folder is another kind of package, and its modules have other names.
            if name.rpartition("/")[2] not in {"settings.py", "__init__.py"}:
                others = {key: text for key, text in smallest.items() if key != name}
                if faulty(others):
                    smallest, changed = others, True
                    continue
            text = _smaller(smallest, name, faulty)
            changed = changed or text != smallest[name]
            smallest[name] = text
    return smallest


def _smaller(texts: Texts, name: str, faulty: Callable[[Texts], bool]) -> str:
    tree = ast.parse(texts[name])
    text = texts[name]
    again = True
    while again:
        again = False
        for candidate in _variants(tree):
            written = _text(candidate)
            if written is not None and len(written) < len(text) and faulty({**texts, name: written}):
                tree, text, again = candidate, written, True
                break
    return text


def _text(tree: ast.Module) -> str | None:
    try:
        text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        compile(text, "settings.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
    return text


def _variants(tree: ast.Module) -> Iterator[ast.Module]:
    """The tree without one thing: runs of statements first, then what stands inside of them, then expressions."""
    for path, length in _lists(tree):
        size = length
        while size:
            for start in range(0, length, size):
                variant = copy.deepcopy(tree)
                statements = _at(variant, path)
                del statements[start : start + size]
                if statements or path[-1] in ("orelse", "finalbody") or len(path) == 1:
                    yield variant
                else:
                    statements.append(ast.Pass())
                    yield variant
            size //= 2
    for path, length in _lists(tree):
        for index in range(length):
            for inner in ("body", "orelse", "finalbody"):
                variant = copy.deepcopy(tree)
                statements = _at(variant, path)
                if taken := getattr(statements[index], inner, None):
                    statements[index : index + 1] = taken
                    yield variant
    count = sum(isinstance(node, ast.expr) for node in ast.walk(tree))
    for index in range(count):
        node = [node for node in ast.walk(tree) if isinstance(node, ast.expr)][index]
        inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        for each in inner:
            yield _replaced(tree, index, each)
        if inner:
            yield _replaced(tree, index, ast.Constant("x"))
            yield _replaced(tree, index, ast.Constant(1))


def _replaced(tree: ast.Module, index: int, other: ast.expr) -> ast.Module:
    variant = copy.deepcopy(tree)
    node = [node for node in ast.walk(variant) if isinstance(node, ast.expr)][index]
    return _Replace(node, copy.deepcopy(other)).visit(variant)  # type: ignore[no-any-return]


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().visit(node)  # type: ignore[no-any-return]


def _lists(tree: ast.AST, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Where lists of statements are, outer ones first, and how long each is."""
    for name, value in ast.iter_fields(tree):
        if isinstance(value, list) and value and isinstance(value[0], (ast.stmt, ast.ExceptHandler, ast.match_case)):
            if isinstance(value[0], ast.stmt):
                yield (*path, name), len(value)
            for index, child in enumerate(value):
                yield from _lists(child, (*path, name, index))


def _at(tree: ast.AST, path: tuple[str | int, ...]) -> list[ast.stmt]:
    found: object = tree
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)  # type: ignore[index]
    return found  # type: ignore[return-value]

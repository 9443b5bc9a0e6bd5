"""What manage.py, wsgi.py and their like put on `sys.path`."""

import ast
import os
import re

from djauthlint.project.lexer import code_only

_CHANGE = re.compile(r"\bsys\.path\.(?:insert\s*\(\s*-?\d+\s*,|append\s*\()")
_ASSIGNMENT = re.compile(r"^[ \t]*(\w+)\s*(?::[^=\n]+)?=(?!=)[ \t]*([^\n]+)$", re.MULTILINE)
_LONGEST = 400
_DEEPEST = 5


def inserted_folders(path: str, source: str) -> list[str]:
    """The absolute folders that the script `path` adds to the import path, as far as its text says."""
    code = code_only(source)
    changes = list(_CHANGE.finditer(code))
    if not changes:
        return []
    names = {match[1]: source[match.start(2) : match.end(2)] for match in _ASSIGNMENT.finditer(code)}
    found = (_Expression(path, names).folder(_argument(source, change.end())) for change in changes)
    return [folder for folder in found if folder is not None]


def _argument(source: str, start: int) -> str:
    """The text of a call's argument, from `start` to the bracket that closes the call."""
    depth = 0
    for position in range(start, min(len(source), start + _LONGEST)):
        if source[position] in "([{":
            depth += 1
        elif source[position] in ")]}":
            depth -= 1
            if depth < 0:
                return source[start:position]
    return ""


class _Expression:
    """Computes the few forms in which scripts write a folder; paths are strings throughout."""

    def __init__(self, path: str, names: dict[str, str]) -> None:
        self.path = path
        self.names = names

    def folder(self, text: str) -> str | None:
        value = self._text(text, 0)
        return None if value is None else os.path.normpath(os.path.join(os.path.dirname(self.path), value))

    def _text(self, text: str, depth: int) -> str | None:
        if depth > _DEEPEST or len(text) > _LONGEST:
            return None
        try:
            return self._value(ast.parse(text.strip(), mode="eval").body, depth)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def _value(self, node: ast.expr, depth: int) -> str | None:
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id="__file__"):
                return self.path
            case ast.Name(id=name) if name in self.names:
                return self._text(self.names[name], depth + 1)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._joined([left, right], depth)
            case ast.Attribute(value=value, attr="parent"):
                return self._above(value, 1, depth)
            case ast.Subscript(value=ast.Attribute(value=value, attr="parents"), slice=ast.Constant(value=int(number))):
                return self._above(value, number + 1, depth)
            case ast.Attribute(value=ast.Name(id="os"), attr="pardir"):
                return os.pardir
            case ast.Call(func=function, args=arguments):
                return self._call(function, arguments, depth)
            case _:
                return None

    def _call(self, function: ast.expr, arguments: list[ast.expr], depth: int) -> str | None:
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name in ("getcwd", "cwd"):
            return os.path.dirname(self.path)
        if name in ("resolve", "absolute", "as_posix") and isinstance(function, ast.Attribute):
            return self._value(function.value, depth)
        if name == "dirname" and len(arguments) == 1:
            return self._above(arguments[0], 1, depth)
        if name == "joinpath" and isinstance(function, ast.Attribute):
            return self._joined([function.value, *arguments], depth)
        if name in ("abspath", "realpath", "normpath", "str", "Path", "join", "fspath") and arguments:
            return self._joined(arguments, depth)
        return None

    def _above(self, node: ast.expr, levels: int, depth: int) -> str | None:
        value = self._value(node, depth)
        for _ in range(min(levels, 50)):
            value = None if value is None else os.path.dirname(value)
        return value

    def _joined(self, nodes: list[ast.expr], depth: int) -> str | None:
        parts = [self._value(node, depth) for node in nodes]
        known = [part for part in parts if part is not None]
        return os.path.normpath(os.path.join(*known)) if len(known) == len(parts) else None

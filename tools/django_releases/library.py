"""What the names in Django's modules stand for: definitions, imports and re-exports, and the classes with their bases."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django_releases.release import Release

_COMPOUND = (ast.If, ast.Try, ast.With)


@dataclass(frozen=True)
class Scope:
    """What a module binds at its top.

    Arguments:
        classes: the classes that it defines.
        functions: the functions that it defines.
        names: what imported and assigned names stand for, as dotted paths.
        stars: the modules that it imports everything from.
        public: `__all__` where that is a plain list.
        calls: the dotted path of what is called where a name is the result of a call.
    """

    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)
    calls: dict[str, str] = field(default_factory=dict)

    def binds(self, name: str) -> bool:
        """Whether the name is bound here, other than by a star."""
        return name in self.classes or name in self.functions or name in self.names


class Library:
    """The modules of one release."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.scopes: Mapping[str, Scope] = {
            module: _scope(tree.body, module if module in release.packages else module.rpartition(".")[0], module)
            for module, tree in release.trees.items()
        }
        self._ancestors: dict[str, frozenset[str]] = {}

    def resolve(self, path: str, seen: frozenset[str] = frozenset()) -> str:
        """The path of the definition that a dotted path leads to; the path itself where Django does not define it."""
        if path in self.scopes or path in seen:
            return path
        module, _, name = path.rpartition(".")
        scope = self.scopes.get(module)
        if scope is None:
            inner = self.resolve(module, seen | {path}) if module else ""
            return self.resolve(f"{inner}.{name}", seen | {path}) if inner != module else path
        if name in scope.classes or name in scope.functions:
            return path
        if name in scope.names:
            return self.resolve(scope.names[name], seen | {path})
        for star in scope.stars:
            if name in self.exported(star):
                return self.resolve(f"{star}.{name}", seen | {path})
        return path

    def exported(self, module: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """The names that `from module import *` binds."""
        scope = self.scopes.get(module)
        if scope is None or module in seen:
            return set()
        if scope.public:
            return set(scope.public)
        names = {*scope.classes, *scope.functions, *scope.names}
        for star in scope.stars:
            names |= self.exported(star, seen | {module})
        return {name for name in names if not name.startswith("_")}

    @cached_property
    def classes(self) -> Mapping[str, ast.ClassDef]:
        """Every class at the top of a module, by its path."""
        return {
            f"{module}.{name}": node for module, scope in self.scopes.items() for name, node in scope.classes.items()
        }

    @cached_property
    def functions(self) -> Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function at the top of a module, by its path."""
        return {
            f"{module}.{name}": node for module, scope in self.scopes.items() for name, node in scope.functions.items()
        }

    def bases(self, path: str) -> list[str]:
        """The paths of the direct bases of a class."""
        module = path.rpartition(".")[0]
        return [self.meant(base, module) for base in self.classes[path].bases if dotted(base)]

    def meant(self, node: ast.expr, module: str) -> str:
        """What a name or attribute in the text of a module stands for."""
        return self.resolve(f"{module}.{dotted(node)}")

    def ancestors(self, path: str) -> frozenset[str]:
        """The paths of all bases of a class that Django defines, its own included."""
        if path not in self._ancestors:
            self._ancestors[path] = frozenset({path})
            inherited = (self.ancestors(base) for base in self.bases(path) if base in self.classes)
            self._ancestors[path] = frozenset({path}).union(*inherited)
        return self._ancestors[path]

    def descendants(self, root: str) -> set[str]:
        """The paths of a class and of all that derive from it, without private ones."""
        return {
            path
            for path in self.classes
            if root in self.ancestors(path) and not path.rpartition(".")[2].startswith("_")
        }

    def aliases(self, paths: set[str]) -> dict[str, str]:
        """The other paths by which definitions can be imported."""
        found: dict[str, str] = {}
        for module, scope in self.scopes.items():
            names = {*scope.names}.union(*(self.exported(star) for star in scope.stars))
            for name in names:
                target = self.resolve(f"{module}.{name}")
                if target in paths and target != f"{module}.{name}":
                    found[f"{module}.{name}"] = target
        return found

    def method(self, path: str, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The method of a class that Python would find, its own or that of a base."""
        for statement in self.classes[path].body:
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)) and statement.name == name:
                return statement
        inherited = (self.method(base, name) for base in self.bases(path) if base in self.classes)
        return next((method for method in inherited if method is not None), None)

    def attribute(self, path: str, name: str) -> ast.expr | None:
        """The value of a class attribute as Python would find it."""
        for statement in self.classes[path].body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    return value
        inherited = (self.attribute(base, name) for base in self.bases(path) if base in self.classes)
        return next((value for value in inherited if value is not None), None)


def dotted(node: ast.expr | None) -> str:
    """`a.b.c` for names and attributes, nothing for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name) if dotted(value):
            return f"{dotted(value)}.{name}"
        case _:
            return ""


def _scope(body: list[ast.stmt], package: str, module: str) -> Scope:
    scope = Scope()
    for statement in _statements(body):
        match statement:
            case ast.ClassDef(name=name):
                scope.classes[name] = statement
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                scope.functions[name] = statement
            case ast.Import(names=aliases):
                for alias in aliases:
                    bound = alias.asname or alias.name.partition(".")[0]
                    scope.names[bound] = alias.name if alias.asname else bound
            case ast.ImportFrom(names=aliases, level=level):
                above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                source = ".".join([*above, *([statement.module] if statement.module else [])])
                for alias in aliases:
                    if alias.name == "*":
                        scope.stars.append(source)
                    else:
                        scope.names[alias.asname or alias.name] = f"{source}.{alias.name}"
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=items)):
                values = [item.value for item in items if isinstance(item, ast.Constant)]
                scope.public.extend(value for value in values if isinstance(value, str))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)) if dotted(function):
                scope.calls[name] = f"{module}.{dotted(function)}"
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if dotted(value) and dotted(value) != name:
                scope.names[name] = f"{module}.{dotted(value)}"
            case _:
                pass
    return scope


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, those inside `if`, `try` and `with` included."""
    for statement in body:
        yield statement
        if isinstance(statement, _COMPOUND):
            yield from _statements(statement.body)
            if not isinstance(statement, ast.With):
                yield from _statements(statement.orelse)
            if isinstance(statement, ast.Try):
                for handler in statement.handlers:
                    yield from _statements(handler.body)

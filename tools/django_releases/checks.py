"""The system checks of a release: their ids, who registers them, and which settings they look at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django_releases.library import Library, dotted
from django_releases.settings import reads

ID = re.compile(r"[a-z0-9_]+\.[CDEIW]\d{3}")
NUMBERED_ID = re.compile(r"([a-z0-9_]+\.[CDEIW])%d")
REGISTER = "django.core.checks.registry.registry.register"


@dataclass
class _Part:
    """A function, method or constant that messages are made in, and what it refers to."""

    module: str
    node: ast.AST
    uses: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Registration:
    """A function that was registered as a check."""

    function: str
    tags: tuple[str, ...]
    deploy: bool
    app: str | None


def find(library: Library) -> dict[str, dict[str, object]]:
    """For each id the module that has it, its tags, the app that registers it, and what it looks at.

    What the methods of models, fields and template engines say has no tags: nobody registers them.
    """
    parts = _parts(library)
    ids = {name: set(_ids(part.node)) for name, part in parts.items()}
    reached = {each: _reach(each.function, parts) for each in _registrations(library)}
    found: dict[str, dict[str, object]] = {}
    for check in sorted(set[str]().union(*ids.values())):
        makers = {name for name, own in ids.items() if check in own}
        by = [each for each, names in reached.items() if makers & names]
        asked = set(makers).union(*(reached[each] for each in by))
        settings = {name for part in asked for name in reads(parts[part].node)}
        entry: dict[str, object] = {"module": min(parts[name].module for name in makers)}
        if tags := sorted({tag for each in by for tag in each.tags}):
            entry["tags"] = tags
        if by and all(each.deploy for each in by):
            entry["deploy"] = True
        if apps := {each.app for each in by if each.app}:
            entry["app"] = min(apps)
        if settings:
            entry["settings"] = sorted(settings)
        found[check] = entry
    return found


def _parts(library: Library) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for module, tree in library.release.trees.items():
        if any(True for _ in _ids(tree)):
            parts |= {name: _Part(module, node) for name, node in _named(tree.body, module)}
    for name, part in parts.items():
        owner = name.rpartition(".")[0]
        for node in ast.walk(part.node):
            match node:
                case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
                    target = f"{owner}.{attribute}"
                case ast.Name() | ast.Attribute():
                    target = library.meant(node, part.module)
                    if isinstance(node, ast.Attribute) and target not in parts:
                        target = library.meant(node.value, part.module)
                case _:
                    continue
            if target in parts and target != name:
                part.uses.add(target)
    return parts


def _named(body: list[ast.stmt], path: str) -> Iterator[tuple[str, ast.AST]]:
    """The functions, methods and constants at the top of a module."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield f"{path}.{name}", statement
            case ast.ClassDef(name=name, body=inner):
                yield from _named(inner, f"{path}.{name}")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield f"{path}.{name}", value
            case _:
                pass


def _ids(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.Constant(value=str(text)) if ID.fullmatch(text):
                yield text
            case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod()) if NUMBERED_ID.fullmatch(text):
                numbers = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
                yield from (text % number for number in numbers if isinstance(number, int) and 100 <= number <= 999)
            case _:
                pass


def _registrations(library: Library) -> Iterator[_Registration]:
    for module, tree in library.release.trees.items():
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name, decorator_list=decorators):
                    for decorator in decorators:
                        if isinstance(decorator, ast.Call) and library.meant(decorator.func, module) == REGISTER:
                            yield _registration(f"{module}.{name}", decorator.args, decorator, None)
                case ast.Call(func=function, args=[check, *tags]) if library.meant(function, module) == REGISTER:
                    if library.meant(check, module) in library.functions:
                        app = module.removesuffix(".apps") if module.endswith(".apps") else None
                        yield _registration(library.meant(check, module), tags, node, app)
                case _:
                    pass


def _registration(function: str, tags: list[ast.expr], call: ast.Call, app: str | None) -> _Registration:
    deploy = any(keyword.arg == "deploy" for keyword in call.keywords)
    return _Registration(function, tuple(dotted(tag).rpartition(".")[2] for tag in tags), deploy, app)


def _reach(start: str, parts: dict[str, _Part]) -> set[str]:
    """Everything that a function refers to, directly or not."""
    reached: set[str] = set()
    pending = [start]
    while pending:
        name = pending.pop()
        if name in parts and name not in reached:
            reached.add(name)
            pending += parts[name].uses
    return reached

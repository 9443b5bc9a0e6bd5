"""What the text of a class of the project says of it: what its body binds, and what its methods assign to a request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import libcst as cst

from djauthlint.evaluator.class_paths import imported_modules, statements, tree_of_module
from djauthlint.evaluator.literals import literal_of
from djauthlint.evaluator.request_attributes import replaced_attributes
from djauthlint.evaluator.subtrees import dotted, subtrees

if TYPE_CHECKING:
    from djauthlint.evaluator.interpreter import Interpreter

Constant: TypeAlias = str | int | None
_NO_LITERAL: Final = object()
_WORDS: Final = {"True": True, "False": False, "None": None}


@dataclass(frozen=True, slots=True)
class ClassText:
    """The text of one class.

    Arguments:
        path: its dotted path.
        is_clear: its module defines it once and in any case, without decorators or keywords that may change it.
        names: everything that its body may bind, and more: each name that occurs in it outside of methods.
        constants: what it binds once, in any case, to a literal.
        replaced: for each method the attributes of its request that it sets before the response is made.
        inner: the classes in its body, by name.
    """

    path: str
    is_clear: bool
    names: frozenset[str]
    constants: Mapping[str, Constant]
    replaced: Mapping[str, frozenset[str]]
    inner: Mapping[str, ClassText]


def class_text(run: Interpreter, path: str) -> ClassText | None:
    """The text of a class that a module of the project defines at its top level.

    Arguments:
        run: the evaluation.
        path: dotted path of the class.

    Returns:
        None where no class statement at that path is to be read: a name that is imported has none of its own.
    """
    module, _, name = path.rpartition(".")
    tree = tree_of_module(run, module)
    if tree is None:
        return None
    everything = statements(tree.body)
    places = [at for at, node in enumerate(everything) if isinstance(node, cst.ClassDef) and node.name.value == name]
    if not places:
        return None
    node = everything[places[0]]
    assert isinstance(node, cst.ClassDef)
    once = len(places) == 1 and any(node is each for each in tree.body)
    return _text(path, node, once and not any(binds(each, name) for each in everything[places[0] + 1 :]))


def loaded_classes(run: Interpreter, module: str) -> tuple[str, ...]:
    """The classes that are there once a module of the project is imported, by it and by the modules below it that it imports.

    Only what it defines and imports in any case, nothing inside `if` and `try`.
    """
    found: dict[str, None] = {}
    pending, seen = [module], set[str]()
    while pending:
        current = pending.pop()
        tree = None if current in seen else tree_of_module(run, current)
        seen.add(current)
        if tree is None:
            continue
        for node in tree.body:
            if isinstance(node, cst.ClassDef):
                found[f"{current}.{node.name.value}"] = None
            elif isinstance(node, cst.SimpleStatementLine):
                paths = imported_modules(run, current, node.body)
                pending += [path for path in paths if path.startswith(f"{module}.")]
    return tuple(found)


def _text(path: str, node: cst.ClassDef, is_clear: bool) -> ClassText:
    names: Counter[str] = Counter()
    literals: dict[str, Constant] = {}
    replaced: dict[str, frozenset[str]] = {}
    inner: dict[str, ClassText] = {}
    for statement in node.body.body:
        if isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
            name = statement.name.value
            names[name] += 1
            if isinstance(statement, cst.ClassDef):
                inner[name] = _text(f"{path}.{name}", statement, True)
            else:
                replaced[name] = replaced_attributes(statement)
            continue
        names.update(_names(statement))
        parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)
        literals.update(bound for part in parts if (bound := _bound_literal(part)) is not None)
    return ClassText(
        path,
        is_clear and not node.decorators and not node.keywords and all(not base.star for base in node.bases),
        frozenset(names),
        {name: value for name, value in literals.items() if names[name] == 1},
        {name: attributes for name, attributes in replaced.items() if names[name] == 1},
        {name: text for name, text in inner.items() if names[name] == 1},
    )


def _bound_literal(node: cst.CSTNode) -> tuple[str, Constant] | None:
    match node:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=cst.BaseExpression() as value):
            pass
        case cst.AnnAssign(target=cst.Name(value=name), value=cst.BaseExpression() as value):
            pass
        case _:
            return None
    literal = _literal(value)
    return None if literal is _NO_LITERAL else (name, literal)  # type: ignore[return-value]


def _literal(node: cst.BaseExpression) -> object:
    match node:
        case cst.SimpleString() | cst.ConcatenatedString() | cst.Integer():
            value = literal_of(node)
            return value if isinstance(value, (str, int)) else _NO_LITERAL
        case cst.Name(value=word):
            return _WORDS.get(word, _NO_LITERAL)
        case _:
            return _NO_LITERAL


def _names(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    for part in subtrees(node):
        yield from _names(part)


def binds(node: cst.CSTNode, name: str) -> bool:
    """Whether a statement at the top level of a module binds a name once more."""
    match node:
        case cst.Assign(targets=targets):
            return any(name in _names(target.target) for target in targets)
        case cst.Import(names=aliases) | cst.ImportFrom(names=[*aliases]):
            return any(dotted(each.asname.name if each.asname else each.name) == name for each in aliases)  # type: ignore[arg-type]
        case cst.FunctionDef(name=cst.Name(value=other)):
            return other == name
        case cst.ImportFrom(names=cst.ImportStar()) | cst.Del() | cst.For() | cst.While() | cst.With():
            return True
        case _:
            return False

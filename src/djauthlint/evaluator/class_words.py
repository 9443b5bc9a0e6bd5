"""Whether classes may derive from some, by the words of the text alone: parsing each module of a project takes its time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from djauthlint.evaluator.parse import SyntaxProblem
from djauthlint.project.files import ProjectFileError

if TYPE_CHECKING:
    from pathlib import Path

    from djauthlint.evaluator.interpreter import Interpreter

_CLASS: Final = re.compile(r"^[ \t]*class\s+\w+\s*\(([^)]*)\)", re.MULTILINE)
_FROM: Final = re.compile(r"^[ \t]*from\s+(\.*)([\w.]*)\s+import\s+(\([^)]*\)|(?:[^\n\\]|\\\n)*)", re.MULTILINE)
_IMPORT: Final = re.compile(r"^[ \t]*import\s+([^\n#;]+)", re.MULTILINE)
_NAME: Final = re.compile(r"(\*|\w+)(?:\s+as\s+(\w+))?")
_COMMENT: Final = re.compile(r"#[^\n]*")


def may_derive(run: Interpreter, module: str, names: Collection[str]) -> bool:
    """Whether a class that is there once a module is imported may derive from one of some names of a package.

    True where the module, one below it that it imports, or one that it has the bases of its classes from has one of the names in
    its text.
    """
    pending, seen = [module], set[str]()
    while pending:
        current = pending.pop()
        file = None if current in seen else run.resolve(current)
        seen.add(current)
        text = None if file is None else _text(run, file)
        if file is None or text is None:
            continue
        if any(name in text for name in names):
            return True
        heads = {base.strip().partition(".")[0] for bases in _CLASS.findall(text) for base in bases.split(",")}
        if any(not head.isidentifier() and head for head in heads):  # An expression or a comment.
            return True
        package = current if file.name == "__init__.py" else current.rpartition(".")[0]
        for path, bound in _imported(text, package):
            if bound in heads or bound == "*" or path.startswith(f"{module}."):
                pending += [path, path.rpartition(".")[0]]
    return False


def _text(run: Interpreter, file: Path) -> str | None:
    if file.suffix != ".py":
        return None
    try:
        return run.read_source(file).text
    except (ProjectFileError, SyntaxProblem):
        return None


def _imported(text: str, package: str) -> Iterator[tuple[str, str]]:
    """The dotted paths that a text imports, with the names that it binds to them; of a star that of the module."""
    for dots, module, names in _FROM.findall(text):
        start = package.split(".")[: len(package.split(".")) - len(dots) + 1] if dots else []
        source = ".".join([*start, *([module] if module else [])])
        for name, other in _NAME.findall(_COMMENT.sub("", names)):
            yield (source, name) if name == "*" else (f"{source}.{name}", other or name)
    for modules in _IMPORT.findall(text):
        for module, _, other in (part.strip().partition(" as ") for part in modules.split(",")):
            yield module, other.strip() or module.partition(".")[0]

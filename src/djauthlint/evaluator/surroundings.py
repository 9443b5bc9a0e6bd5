"""What an evaluation sees around the settings: files, modules, packages, builtins, and who catches what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import libcst as cst

from djauthlint.conditions import Tree, Worlds, leaves
from djauthlint.evaluator.evaluation import Problem
from djauthlint.evaluator.parse import SyntaxProblem, decode
from djauthlint.project.files import FileState, ProjectFileError
from djauthlint.source import SourceFile
from djauthlint.values import Instance, Known, Library, Module, Namespace, Unknown, Value

if TYPE_CHECKING:
    from djauthlint.evaluator.interpreter import Interpreter

CONFIGURATION_SUFFIXES: Final = frozenset((".py", ".env", ".ini", ".json", ".toml", ".yaml", ".yml"))
"""Files outside the project that could carry settings: where the environment is declared complete, there are none."""


class Surroundings:
    """The part of an `Interpreter` that deals with the project and with names that come from outside it."""

    def _run(self) -> Interpreter:
        return cast("Interpreter", self)

    # -- files

    def read_source(self, path: Path) -> SourceFile:
        """A file of the project as text.

        Raises:
            ProjectFileError: it can't be read.
            SyntaxProblem: it can't be decoded.
        """
        run = self._run()
        known = run.files.get(path)
        return known if known is not None else decode(path, run.project.files.read_bytes(path))

    def problem(self, path: Path, error: ProjectFileError | SyntaxProblem) -> None:
        """Notes a file that could not be evaluated."""
        if isinstance(error, SyntaxProblem):
            problem = Problem(path, error.line, error.column, error.message)
        else:
            problem = Problem(path, 0, 0, error.reason)
        if problem not in self._run().problems:
            self._run().problems.append(problem)

    def file_condition(self, path: Path, text: str | None = None) -> Worlds:
        """The worlds in which a file or folder exists: certain for what git tracks, a question for what is ignored or not there."""
        run = self._run()
        try:
            state = run.project.files.state(path)
        except ProjectFileError:
            return False
        if state is FileState.TRACKED:
            return True
        if run.given.complete and (state is not FileState.OUTSIDE or path.suffix in CONFIGURATION_SUFFIXES):
            return state is FileState.IGNORED
        return run.ask(("file", str(path)), text or f"file {self.relative(path)} exists")

    def relative(self, path: Path) -> str:
        """A path as a user would name it."""
        root = self._run().project.root
        return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)

    # -- modules

    def resolve(self, name: str) -> Path | None:
        """The file (or the folder, for a namespace package) of a project module."""
        path: Path | None = self._run().import_path.resolve(name)
        return path

    def library(self, name: str) -> Any:
        """The model of a module that djauthlint knows, or None."""
        from djauthlint.evaluator.models import library

        return library(self._run(), name)

    def library_attribute(self, value: Library, name: str) -> Tree[Any]:
        """A name that the model of a module does not list: a submodule, or unknown."""
        from djauthlint.evaluator.models import library_attribute

        return library_attribute(self._run(), value, name)

    def star_names(self, value: Library) -> Iterator[tuple[str, Tree[Value]]]:
        """What `from module import *` brings of a modelled module; what its model does not list is unknown."""
        from djauthlint.evaluator.models import names_of_star, unlisted

        for name in names_of_star(value):
            tree = value.names.get(name)
            yield name, tree if tree is not None else unlisted(f"{value.path}.{name}")

    def is_installed(self, name: str) -> bool | None:
        """Whether a module without a model is certainly there, or certainly not; None when that can't be said."""
        from djauthlint.evaluator.models import installed

        return installed(name, self._run().given)

    def looks_local(self, name: str) -> bool:
        """Whether a top-level name that is not in the project is one that projects use for a local settings file."""
        return (
            name.startswith("local_") or name.endswith("_local") or name in ("local", "secrets_local", "localsettings")
        )

    def may_be_local(self, module: Module, name: str) -> bool:
        """Whether a submodule that is not on disk may be a file that only some machines have."""
        return name.islower() and module.path.name == "__init__.py"

    def builtin(self, name: str) -> Value | None:
        """A builtin function, class or constant."""
        from djauthlint.evaluator.models.builtins import BUILTINS

        return BUILTINS.get(name)

    # -- exceptions

    def is_caught(self, exception: Tree[Value]) -> bool:
        """Whether a `try` that is being executed may catch an exception."""
        from djauthlint.evaluator.models.builtin_exceptions import matches

        run = self._run()
        for specs in run.tries:
            for spec in specs or ():
                for kind in leaves(spec):
                    for leaf in leaves(exception):
                        if matches(run, leaf, kind) is not False:
                            return True
        return False

    def awaits(self, *names: str) -> bool:
        """Whether a `try` that is being executed catches one of these builtin exceptions."""
        from djauthlint.evaluator.models.builtin_exceptions import exception

        return bool(self._run().tries) and any(self.is_caught(exception(name, "", None)) for name in names)

    def describe_exception(self, exception: Tree[Value]) -> str:
        """An exception as Python would print it."""
        leaf = next(leaves(exception))
        if isinstance(leaf, Instance):
            name = str(getattr(leaf.cls, "name", "an exception")).rsplit(".", 1)[-1]
            texts = [str(argument.value) for argument in leaf.arguments if isinstance(argument, Known)]
            text = ", ".join(texts)
            return f"{name}: {text}" if text else name
        return leaf.reason if isinstance(leaf, Unknown) else "an exception"

    # -- classes

    def note_annotation(self, namespace: Namespace, name: str, annotation: cst.BaseExpression) -> None:
        """Notes an annotated name of a class body, in order."""
        self._run().annotations.setdefault(id(namespace), {})[name] = annotation

"""Models: what the standard library, Django and packages give to a settings module, in place of running them.

A module is described by a `Model` in a module below this package, which is imported only when settings import what it describes.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module as load
from typing import TYPE_CHECKING, Any

from djauthlint.evaluator.models.standard_library import STANDARD_LIBRARY, in_standard_library
from djauthlint.evaluator.models.table import MODELS, STANDARD
from djauthlint.values import Known, Library, Unknown

if TYPE_CHECKING:
    from djauthlint.evaluator.evaluation import Given
    from djauthlint.evaluator.interpreter import Interpreter
    from djauthlint.evaluator.models.model import Model

__all__ = ["MODELS", "STANDARD_LIBRARY", "installed", "library", "library_attribute"]


def library(run: Interpreter, path: str) -> Library | None:
    """The module with this dotted path as a value, one for each evaluation; None when there is no model of it."""
    found: Library | None = run.libraries.get(path)
    if found is None:
        if path in MODELS:
            found = _model(path).library(run)
        elif path in _parents():
            found = Library(path, {})
        else:
            return None
        run.libraries[path] = found
    return found


@cache
def _parents() -> frozenset[str]:
    """Packages of which only modules have a model."""
    return frozenset(".".join(path.split(".")[:length]) for path in MODELS for length in range(1, path.count(".") + 1))


def library_attribute(run: Interpreter, module: Library, name: str) -> Any:
    """A name that a library's model does not list: a submodule, `ABSENT` where there is surely no such name, else unknown."""
    path = f"{module.path}.{name}"
    found = library(run, path)
    if found is not None:
        return found
    if name == "__name__":
        return Known(module.path)
    return unlisted(path)


def unlisted(path: str) -> Unknown:
    """A name that a model does not list."""
    return Unknown(f"{path} has no model", None, ("text", path), None, path)


def names_of_star(module: Library) -> list[str]:
    """What `from module import *` binds: of a module of the standard library what it declares, else what its model lists."""
    own = module.path in STANDARD and module.path.partition(".")[0] in sys.stdlib_module_names
    declared = getattr(load(module.path), "__all__", None) if own else None
    return [name for name in (declared or module.names) if not name.startswith("_")]


def installed(path: str, given: Given | None = None) -> bool | None:
    """Whether a module that is not of the project can be imported; None when that depends on what is installed or on versions."""
    top = path.partition(".")[0]
    if top == "django":
        return True
    return in_standard_library(top, given.python_version if given is not None else None)


def _model(path: str) -> Model:
    module = load(f"djauthlint.evaluator.models.{MODELS[path]}")
    for value in (*vars(module).values(), *getattr(module, "MODELS", ())):
        if getattr(value, "path", None) == path and hasattr(value, "library"):
            model: Model = value
            return model
    raise LookupError(f"no model of {path} in {module.__name__}")

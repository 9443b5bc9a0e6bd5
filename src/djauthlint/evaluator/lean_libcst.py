"""`import libcst` without what parsing does not need, for the process of the command: a third of the time of a cold start.

Importing libcst takes longer than parsing a settings module. More than half of that is `dataclasses` writing and compiling methods for two
hundred kinds of nodes, of which a settings module has forty; a seventh are metadata providers, helpers and the former
parser. Whatever is left out is there as soon as someone asks for it, except that nodes don't refuse to be changed: what refuses takes
three times as long to write and twice to call, and mypy sees that nobody does.
"""

from __future__ import annotations

import dataclasses
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    # What it brings takes longer than all that is here.
    from importlib.abc import Loader, MetaPathFinder
else:
    Loader = MetaPathFinder = object

MODULES: Final = (
    "_exceptions",
    "_flatten_sentinel",
    "_maybe_sentinel",
    "_removal_sentinel",
    "_nodes.base",
    "_nodes.whitespace",
    "_nodes.op",
    "_nodes.expression",
    "_nodes.statement",
    "_nodes.module",
)
"""What the parser makes trees of, in the order in which libcst's own modules can be imported."""


def install() -> None:
    """The next `import libcst` is the lean one, if there was none before."""
    if "libcst" not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "libcst":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    def __init__(self, whole: Loader) -> None:
        self.whole = whole

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.whole.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def complete(name: str) -> Any:
            vars(module).pop("__getattr__", None)
            self.whole.exec_module(module)
            return getattr(module, name)

        if module.__spec__ is not None:
            module.__loader__ = module.__spec__.loader = self.whole
        try:
            with _lean_dataclasses():
                for name in MODULES:
                    part = importlib.import_module(f"{module.__name__}.{name}")
                    vars(module).update(_defined_in(part))
                importlib.import_module(f"{module.__name__}.native")
        except (ImportError, AttributeError, TypeError):
            # A version that is made otherwise.
            self.whole.exec_module(module)
        else:
            vars(module)["__getattr__"] = complete


def _defined_in(module: ModuleType) -> dict[str, Any]:
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    }


@contextmanager
def _lean_dataclasses() -> Iterator[None]:
    """`dataclass` that writes no method which a kind of nodes has, and `__init__` when the first node of a kind is made."""
    real = dataclasses.dataclass
    later: list[Any] = []

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        def decorate(cls: type) -> type:
            if options == {"frozen": True} and {"__repr__", "__eq__", "__hash__"} <= vars(cls).keys():
                later.append(cls)
                return _with_late_init(cls, real)
            decorated: type = real(**options)(cls)
            return decorated

        return decorate if cls is None else decorate(cls)

    vars(dataclasses)["dataclass"] = dataclass
    try:
        yield
    finally:
        vars(dataclasses)["dataclass"] = real
        for cls in later:
            # Until now this would have been asked of those that derive from it.
            cls.__dataclass_params__.frozen = True


def _with_late_init(cls: Any, real: Callable[..., Any]) -> type:
    def late(self: object, *arguments: object, **named: object) -> None:
        made = _init_of(cls, real)
        # The class that has the slots is a copy of this one.
        owner: Any = next(each for each in type(self).__mro__ if vars(each).get("__init__") is late)
        owner.__init__ = made
        made(self, *arguments, **named)

    decorated: Any = real(init=False, repr=False, eq=False)(cls)
    decorated.__init__ = late
    return decorated  # type: ignore[no-any-return]


def _init_of(cls: Any, real: Callable[..., Any]) -> Callable[..., None]:
    """What `dataclass` writes for a class with the fields of another."""
    fields = {field.name: field for field in dataclasses.fields(cls)}
    others = {
        "__annotations__": {name: field.type for name, field in fields.items()},
        "__doc__": cls.__doc__ or cls.__name__,
        "__post_init__": cls.__post_init__,
    }
    written = real(repr=False, eq=False)(type(cls.__name__, (), {**fields, **others}))
    return written.__init__  # type: ignore[no-any-return]

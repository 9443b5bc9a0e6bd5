"""What an expression of a settings module evaluates to.

A *value* is a leaf of a decision tree (`conditions.Tree`). Immutable Python values are `Known`; containers hold trees of values;
what can't be determined is `Unknown` with a reason. Mutable containers, instances and namespaces have identity: two names that
hold the same object see the same contents.
"""

from __future__ import annotations

import datetime
import decimal
import pathlib
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypeAlias, Union

from djauthlint.conditions import Choice, Tree, Worlds, replaced

if TYPE_CHECKING:
    import libcst

    from djauthlint.source import SourceFile

Scalar: TypeAlias = Union[
    None,
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    decimal.Decimal,
    datetime.timedelta,
    datetime.date,
    pathlib.PurePosixPath,
    "re.Pattern[str]",
]


class Origin(NamedTuple):
    """The expression or statement that made a value.

    Arguments:
        file: the file that it stands in.
        node: its node of the syntax tree.
        call: the call of the function that it stands in, None outside of functions.
    """

    file: SourceFile
    node: libcst.CSTNode
    call: Origin | None = None


class Event(NamedTuple):
    """One step of a value's provenance.

    Arguments:
        action: what happened, in words: "set", "appended to", "imported by *".
        origin: the statement or expression that did it, None for what the environment did.
        worlds: the worlds in which it happened.
    """

    action: str
    origin: Origin | None
    worlds: Worlds


class Wasted(NamedTuple):
    """A statement about a name that gives it no value.

    Arguments:
        name: what it is about.
        how: what it does instead: "annotated", "compared".
        origin: the statement.
        worlds: the worlds in which it is executed.
    """

    name: str
    how: str
    origin: Origin
    worlds: Worlds


@dataclass(slots=True, eq=False, repr=False)
class Value:
    """Base of all values. `origin` is where the value was written, None for what no source text made."""

    type_name: ClassVar[str] = "object"

    @recursive_repr()
    def __repr__(self) -> str:
        # One for all classes: having each written and compiled takes time at every start.
        names: tuple[str, ...] = self.__match_args__
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


class Absent:
    """The leaf that says: there is no such name or entry in these worlds."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


@dataclass(slots=True, eq=False, repr=False)
class Known(Value):
    """An immutable Python value."""

    value: Scalar
    origin: Origin | None = None


PRESENT: Final = Known(True)
"""The leaf that says that an element is in a set."""


@dataclass(slots=True, eq=False, repr=False)
class Unknown(Value):
    """A value that can't be determined.

    Arguments:
        reason: what blocked it, in words.
        kind: the name of its Python type where that is known: "str", "bool", "int", "list", "dict".
        symbol: what makes two unknowns the same question; None: only this very object is the same.
        path: the dotted path under which a package provides it, where it is such a name.
        changes: how often it was written: what is asked about it before and after are different questions.
        among: objects of the project one of which it may be: to change it may be to change one of them.
    """

    reason: str
    kind: str | None = None
    symbol: Hashable = None
    origin: Origin | None = None
    path: str | None = None
    changes: int = 0
    among: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if type(self.symbol) is tuple:
            self.symbol = within_bounds(self.symbol)
        if len(self.reason) > REASON:
            self.reason = f"{self.reason[:REASON]}..."

    @property
    def key(self) -> Hashable:
        """What questions about this value are keyed by."""
        if self.changes:
            return ("changed", self, self.changes)
        return self.symbol if self.symbol is not None else ("object", self)


SYMBOL: Final = 400
"""Parts that a symbol may have, those that it shares counted at each place: Python hashes them as often."""
REASON: Final = 1_000
"""Characters of a reason."""
_CHARACTERS: Final = 100
"""Characters of a text that count as one part."""


def within_bounds(symbol: Hashable) -> Hashable:
    """A symbol, or None where it is too large to be asked about over and over."""
    left, parts = SYMBOL, [symbol]
    while parts:
        part = parts.pop()
        left -= 1
        if type(part) in (tuple, frozenset):
            left -= len(part)  # type: ignore[arg-type]
            if left >= 0:
                parts.extend(part)  # type: ignore[arg-type]
        elif type(part) is str:
            left -= len(part) // _CHARACTERS
        if left < 0:
            return None
    return symbol


class PerProcess(str):
    """A reason that says that each process has another value: a random one, its number, the time at which it started."""

    __slots__ = ()


class Perhaps(Unknown):
    """A name or an attribute that there may or may not be; whoever reads it gets an `Unknown`."""

    __slots__ = ()


class EnvironmentString(Unknown):
    """The text of an environment variable in the worlds in which it is set."""

    __slots__ = ("name",)

    def __init__(self, name: str, origin: Origin | None = None) -> None:
        super().__init__(f"environment variable {name}", "str", ("env", name), origin)
        self.name = name


@dataclass(slots=True, eq=False, repr=False)
class Lazy(Value):
    """A lazily translated text (gettext_lazy)."""

    text: Tree[Value]
    origin: Origin | None = None


@dataclass(slots=True, eq=False, repr=False)
class Object(Value):
    """Known only by its class.

    Arguments:
        path: dotted path of the class.
        attributes: what is known of its attributes.
        symbol: what makes two of them the same question.
    """

    path: str
    attributes: dict[str, Tree[Value]] = field(default_factory=dict)
    origin: Origin | None = None
    symbol: Hashable = None

    @property
    def key(self) -> Hashable:
        """What questions about this value are keyed by."""
        return self.symbol if self.symbol is not None else ("object", self)


@dataclass(slots=True, eq=False)
class Hole:
    """A stretch of a sequence of which nothing is known, not even its length.

    Arguments:
        reason: why.
        among: objects that may be in it and can be changed.
    """

    reason: str
    among: tuple[Value, ...] = ()


class Characters(Hole):
    """What a text adds to a sequence, character by character: `MIDDLEWARE += "x.Y"`.

    Arguments:
        origin: the text, or what adds it.
    """

    __slots__ = ("origin",)

    def __init__(self, reason: str, origin: Origin | None) -> None:
        super().__init__(reason)
        self.origin = origin


@dataclass(slots=True, eq=False)
class Splice:
    """A stretch of a sequence that differs by condition: a tree whose leaves are tuples of items."""

    tree: Tree[Items]


Item: TypeAlias = Value | Choice | Hole | Splice
Items: TypeAlias = "tuple[Item, ...]"


@dataclass(slots=True, eq=False, repr=False)
class Tuple(Value):
    """A tuple. `items` are trees of values, holes and splices."""

    items: Items
    origin: Origin | None = None
    fields: tuple[str, ...] = ()
    type_name: ClassVar[str] = "tuple"


@dataclass(slots=True, eq=False, repr=False)
class Slice(Value):
    """A slice object: start, stop and step."""

    bounds: tuple[Value, ...]
    origin: Origin | None = None
    type_name: ClassVar[str] = "slice"


@dataclass(slots=True, eq=False, repr=False)
class List(Value):
    """A list object. `born` is the set of worlds in which it was made: writes there need no guard."""

    items: Items
    origin: Origin | None = None
    born: Worlds = True
    history: tuple[Event, ...] = ()
    type_name: ClassVar[str] = "list"


class NoneKey:
    """The key of the entry under None, where None itself means "undetermined"."""

    def __repr__(self) -> str:
        return "None"


NONE_KEY: Final = NoneKey()


@dataclass(slots=True, eq=False)
class Entry:
    """One key of a dict with its value, `ABSENT` in the worlds in which there is no such key."""

    key: Value
    value: Tree[Any]


@dataclass(slots=True, eq=False, repr=False)
class Dict(Value):
    """A dict object.

    Arguments:
        entries: by the key as a Python value (`NONE_KEY` for None, the object itself for keys with identity).
        open: why there may be entries that are not listed, or why listed ones may be replaced; None when all is known.
        reordered: whether the order of the entries differs by condition: which are there is known, which comes first is not.
        changes: how often it was written: what is asked about it before and after are different questions.
        unlisted: how often something undetermined was added or taken away.
        unseen: objects that may be the values of entries that are not listed, and can be changed.
    """

    entries: dict[Hashable, Entry] = field(default_factory=dict)
    origin: Origin | None = None
    born: Worlds = True
    open: str | None = None
    history: tuple[Event, ...] = ()
    path: str | None = None
    reordered: bool = False
    changes: int = 0
    unlisted: int = 0
    unseen: tuple[Value, ...] = ()
    type_name: ClassVar[str] = "dict"


@dataclass(slots=True, eq=False, repr=False)
class Set(Value):
    """A set or frozenset; `entries` as in `Dict`, the values being `PRESENT` or `ABSENT` by world."""

    entries: dict[Hashable, Entry] = field(default_factory=dict)
    origin: Origin | None = None
    born: Worlds = True
    open: str | None = None
    frozen: bool = False
    history: tuple[Event, ...] = ()
    changes: int = 0
    unlisted: int = 0
    type_name: ClassVar[str] = "set"


@dataclass(slots=True, eq=False)
class Namespace:
    """Names with guarded values: a module's globals, a function's locals, a class body.

    Arguments:
        names: the value of each name; `ABSENT` in worlds in which it is not bound.
        born: the worlds in which it exists.
        missing: `ABSENT`, or an unknown once something undetermined may have bound names that are not listed.
        opened: why names that were not seen may exist or be replaced, with the worlds.
        history: the provenance of each name.
        function: the function whose local names these are, if any.
    """

    names: dict[str, Tree[Any]] = field(default_factory=dict)
    born: Worlds = True
    missing: Tree[Any] = ABSENT
    opened: list[tuple[Worlds, str]] = field(default_factory=list)
    history: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    function: libcst.FunctionDef | None = None

    def get(self, name: str) -> Tree[Any]:
        """What a name is: an unknown of its own where something undetermined may have bound it."""
        tree = self.names.get(name)
        if tree is not None or self.missing is ABSENT:
            return ABSENT if tree is None else tree
        return replaced(
            self.missing,
            lambda leaf: leaf if leaf is ABSENT else _perhaps(leaf, name),
        )


def _perhaps(leaf: Unknown, name: str) -> Perhaps:
    return Perhaps(leaf.reason, leaf.kind, ("text", name, leaf), leaf.origin, among=leaf.among)


@dataclass(slots=True, eq=False, repr=False)
class Module(Value):
    """A module of the project.

    Arguments:
        name: dotted name.
        file: its text; None for a namespace package.
        namespace: its globals.
        loaded: the worlds in which it has been executed.
    """

    name: str
    path: pathlib.Path
    file: SourceFile | None
    namespace: Namespace
    loaded: Worlds = False
    is_package: bool = False
    type_name: ClassVar[str] = "module"


@dataclass(slots=True, eq=False, repr=False)
class Library(Value):
    """A module or class of the standard library, Django or a package that has a model: `names` are made when asked for."""

    path: str
    names: dict[str, Any]
    type_name: ClassVar[str] = "module"


@dataclass(slots=True, eq=False, repr=False)
class Globals(Value):
    """What `globals()`, `locals()` and `vars()` give: a dict that is a namespace; that of a class can't be written."""

    namespace: Namespace
    is_proxy: bool = False
    type_name: ClassVar[str] = "dict"


@dataclass(slots=True, eq=False, repr=False)
class Function(Value):
    """A function or lambda of the project.

    Arguments:
        scopes: the enclosing function scopes, innermost last.
    """

    node: Any
    module: Module
    scopes: tuple[Namespace, ...]
    defaults: dict[str, Tree[Value]]
    origin: Origin
    name: str = "<lambda>"
    owner: Class | None = None
    decorators: tuple[str, ...] = ()
    type_name: ClassVar[str] = "function"


@dataclass(slots=True, eq=False, repr=False)
class Builtin(Value):
    """A function or class that djauthlint models.

    Arguments:
        name: dotted path.
        call: takes an `evaluator.calls.Call` and returns a tree of values.
        lift: whether `call` is run for each combination of leaves of its arguments, so that it sees no trees.
        attributes: names of a class: class methods, constants.
        bases: dotted paths of the classes that a class is derived from, nearest first.
    """

    name: str
    call: Callable[[Any], Any]
    lift: bool = True
    attributes: dict[str, Any] = field(default_factory=dict)
    bases: tuple[str, ...] = ()
    is_class: bool = False
    type_name: ClassVar[str] = "function"


@dataclass(slots=True, eq=False, repr=False)
class Bound(Value):
    """A method with the object that it was taken from."""

    function: Value
    receiver: Value
    type_name: ClassVar[str] = "method"


@dataclass(slots=True, eq=False, repr=False)
class Class(Value):
    """A class of the project. `bases` are leaves; an unknown base makes absent attributes unknown."""

    name: str
    bases: tuple[Value, ...]
    namespace: Namespace
    module: Module
    origin: Origin
    keywords: dict[str, Tree[Value]] = field(default_factory=dict)
    type_name: ClassVar[str] = "type"

    @property
    def path(self) -> str:
        """Its dotted path."""
        return f"{self.module.name}.{self.name}"


@dataclass(slots=True, eq=False, repr=False)
class Instance(Value):
    """An instance of a class of the project, or of a builtin exception."""

    cls: Value
    attributes: Namespace
    origin: Origin | None = None
    arguments: tuple[Tree[Value], ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Super(Value):
    """What `super()` gives: the attributes of `receiver` from the classes behind `cls` on."""

    cls: Class
    receiver: Value
    type_name: ClassVar[str] = "super"


def truth(value: Value) -> bool | None:
    """Python's truthiness of a leaf: None when it is undetermined."""
    if isinstance(value, Known):
        return bool(value.value)
    if isinstance(value, (Tuple, List)):
        return _any_item(value.items)
    if isinstance(value, (Dict, Set)):
        if any(entry.value is not ABSENT and not isinstance(entry.value, Choice) for entry in value.entries.values()):
            return True
        return None if value.open is not None or value.entries else False
    if isinstance(value, (Function, Builtin, Bound, Class, Module, Library, Slice)):
        return True
    if isinstance(value, Object):
        return TRUTHY_OBJECTS.get(value.path)
    return None


COMMAND_LINE: Final = ("text", "sys.argv")
"""The symbol of `sys.argv` where it is not given."""
LOADED_MODULES: Final = ("text", "sys.modules")
"""The symbol of `sys.modules`."""
TEST_RUNNERS: Final = frozenset(("pytest", "_pytest"))
"""Modules that only a process has loaded which runs tests."""


def is_loaded(name: str) -> Hashable:
    """The symbol of the question whether a module is loaded that is not the project's."""
    return ("in", ("known", name), LOADED_MODULES)


TRUTHY_OBJECTS: Final[dict[str, bool]] = {
    "datetime.timezone": True,
    "environ.Path": True,
    "importlib.machinery.ModuleSpec": True,
    "io.BufferedReader": True,
    "io.TextIOWrapper": True,
    "logging.Logger": True,
    "os.environ": True,
    "re.Match": True,
    "sys.modules": True,
    "urllib.parse.ParseResult": True,
    "urllib.parse.SplitResult": True,
    "uuid.UUID": True,
    "zoneinfo.ZoneInfo": True,
    "django.utils.functional.SimpleLazyObject": True,
}


def _any_item(items: Items) -> bool | None:
    if any(not isinstance(item, (Hole, Splice)) for item in items):
        return True
    return None if items else False


def elements(items: Items) -> Iterator[Tree[Value]]:
    """The items of a sequence that has neither holes nor splices."""
    for item in items:
        assert not isinstance(item, (Hole, Splice))
        yield item

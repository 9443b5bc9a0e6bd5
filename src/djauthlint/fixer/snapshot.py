"""What an entry module makes of its settings, in a form in which two evaluations can be compared."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from djauthlint.conditions import Choice, leaves
from djauthlint.settings import Settings
from djauthlint.values import (
    ABSENT,
    Dict,
    Hole,
    Known,
    Lazy,
    List,
    Object,
    Set,
    Splice,
    Tuple,
    Unknown,
)

_EVERYTHING: Final = re.compile(r"\b(?:globals|locals|vars|dir)\(\)|\bgetattr\(\s*\w+\s*,\s*[A-Za-z_]")
"""What reads the names of a module without naming them."""


class Numbers:
    """Gives equal things equal numbers, so that trees that share their branches are compared in no time."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, thing: Hashable) -> int:
        """The number of a thing."""
        return self._known.setdefault(thing, len(self._known))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The settings of an entry module.

    Arguments:
        values: a number for the value of each setting in all scenarios; equal numbers mean equal values.
        worlds: a number for the worlds in which the import succeeds.
        unknown: the settings of which something can't be determined.
        followers: of each setting that differs from an earlier snapshot, or of which something can't be determined, the names in the
            statements that set it.
        risks: how often something of each kind is executed that may make the import fail.
        mirrors: the settings among `followers` that are set from whatever else the module sets.
    """

    values: dict[str, int]
    worlds: int
    unknown: frozenset[str]
    followers: dict[str, frozenset[str]]
    risks: Mapping[Hashable, int] = field(default_factory=dict)
    mirrors: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: Settings, numbers: Numbers, earlier: Snapshot | None = None) -> Snapshot:
        """The snapshot of settings.

        Arguments:
            settings: what an evaluation found.
            numbers: those of all snapshots that are to be compared.
            earlier: what they are to be compared with.
        """
        view = _View(settings, numbers)
        values = {name: view.tree(settings[name].tree) for name in settings.names}
        unknown = frozenset(name for name in settings.names if _is_open(settings[name].tree))
        asked = set() if earlier is None else {*changed_names(earlier.values, values), *unknown}
        statements = {name: tuple(_statements(settings, name)) for name in sorted(asked)}
        followers = {name: frozenset(_words(texts)) for name, texts in statements.items()}
        mirrors = (name for name in asked if any(map(_EVERYTHING.search, statements[name])))
        evaluation = settings.evaluation
        worlds = view.tree(evaluation.worlds)
        return cls(values, worlds, unknown, followers, evaluation.risks, frozenset(mirrors))


def changed_names(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """The settings that are not the same, sorted."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _statements(settings: Settings, name: str) -> Iterator[str]:
    files = settings.evaluation.files
    for step in settings[name].provenance:
        if step.span is not None and step.span.path in files:
            yield files[step.span.path].text[step.span.start : step.span.end]


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"[A-Za-z_]\w*", text)


def _is_open(tree: Any) -> bool:
    """Whether a part of a value stays unknown that no environment variable decides."""
    for leaf in leaves(tree):
        match leaf:
            case Unknown(symbol=symbol):
                if not _mentions_environment(symbol):
                    return True
            case Hole():
                return True
            case List(items=items) | Tuple(items=items):
                if any(isinstance(item, (Hole, Splice)) or _is_open(item) for item in items):
                    return True
            case _:
                pass
    return False


def _mentions_environment(symbol: Hashable) -> bool:
    if not isinstance(symbol, tuple):
        return False
    return symbol[:1] == ("env",) or any(map(_mentions_environment, symbol))


class _View:
    """Numbers for what one evaluation made."""

    def __init__(self, settings: Settings, numbers: Numbers) -> None:
        self.numbers = numbers
        self.memory: dict[int, int] = {}
        self.active: set[int] = set()
        self.kept: list[Any] = []
        self.questions = settings.evaluation.variables.identities()

    def tree(self, tree: Any) -> int:
        """The number of a value, or of a tree of values."""
        if id(tree) in self.memory:
            return self.memory[id(tree)]
        if id(tree) in self.active:
            return self.numbers.of("a value inside itself")
        self.active.add(id(tree))
        number = self.numbers.of(self._described(tree))
        self.active.discard(id(tree))
        self.memory[id(tree)] = number
        self.kept.append(tree)
        return number

    def _described(self, tree: Any) -> Hashable:
        match tree:
            case Choice(variable=variable):
                cases = tuple((repr(case), self.tree(each)) for case, each in tree.children())
                return "choice", self.questions[variable.index], cases
            case Known(value=value):
                return "known", type(value).__name__, _hashable(value)
            case Unknown(reason=reason, kind=kind, symbol=symbol):
                return "unknown", str(reason), kind, self._symbol(symbol)
            case List(items=items) | Tuple(items=items):
                return (tree.type_name, *map(self.tree, items))
            case Dict(entries=entries, open=opened) | Set(entries=entries, open=opened):
                pairs = tuple((self.tree(entry.key), self.tree(entry.value)) for entry in entries.values())
                return tree.type_name, opened, pairs
            case Splice(tree=inner):
                return "splice", self.tree(inner)
            case Hole(reason=reason):
                return "hole", str(reason)
            case tuple():
                return ("stretch", *map(self.tree, tree))
            case Object(path=path, attributes=attributes):
                return "object", path, tuple((name, self.tree(each)) for name, each in sorted(attributes.items()))
            case Lazy(text=text):
                return "lazy", self.tree(text)
            case _ if tree is ABSENT:
                return "absent"
            case bool():
                return tree
            case _:
                return type(tree).__name__, str(getattr(tree, "path", "")), str(getattr(tree, "name", ""))

    def _symbol(self, symbol: Hashable) -> Hashable:
        if isinstance(symbol, tuple):
            return tuple(map(self._symbol, symbol))
        return symbol if isinstance(symbol, (str, int, bool, bytes, type(None))) else type(symbol).__name__


def _hashable(value: Any) -> Hashable:
    return repr(value) if isinstance(value, float) or not isinstance(value, Hashable) else value

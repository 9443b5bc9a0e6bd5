"""The state of one evaluation and the operations on it: worlds, writes, exceptions, budgets.

`Interpreter` knows nothing of syntax: statements, expressions, calls and imports are functions in their own modules that take it
as `run`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import libcst as cst

from djauthlint.conditions import (
    OTHERWISE,
    Choice,
    TooManyWorlds,
    Tree,
    Variable,
    Variables,
    Worlds,
    bind,
    both,
    cofactor,
    either,
    holds,
    is_case,
    is_none_of,
    larger,
    leaves,
    opposite,
    reaches,
    restrict,
    where,
    without,
)
from djauthlint.evaluator.bindings import writes_outside
from djauthlint.evaluator.convert import huge, is_huge
from djauthlint.evaluator.environment import Environment
from djauthlint.evaluator.evaluation import Given, Problem
from djauthlint.evaluator.questions import identity
from djauthlint.evaluator.source_text import source_of
from djauthlint.evaluator.surroundings import Surroundings
from djauthlint.source import SourceFile
from djauthlint.values import (
    ABSENT,
    PRESENT,
    Bound,
    Class,
    Dict,
    Entry,
    EnvironmentString,
    Event,
    Function,
    Hole,
    Instance,
    Items,
    Known,
    List,
    Module,
    Namespace,
    Object,
    Origin,
    Perhaps,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
    Wasted,
)
from djauthlint.values import truth as truth_of

if TYPE_CHECKING:
    from djauthlint.project import Project

STEPS: Final = 400_000
"""Expressions and statements that one evaluation may execute."""
STATEMENT_STEPS: Final = 100_000
"""The same for one top-level statement of a module."""
ITEMS: Final = 20_000
"""The longest sequence that is followed item by item."""
TEXT: Final = 1_000_000
"""The longest string that is made."""
BULK: Final = 25
"""Items that are made or looked at in the time of a step."""
NODES_A_STEP: Final = 2
"""Nodes of conditions that are made in the time of a step."""
ENTRY: Final = 4
"""Items that take as long as an entry of a dict or set."""
COPIED: Final = 2_000
"""Items that are copied in the time of a step."""
BULK_TEXT: Final = 1_000
"""Characters that are made in the time of a step."""
CONDITION: Final = 16
"""Nodes of a condition that is followed exactly."""
RULED_OUT: Final = 500
"""Nodes of the set of worlds in which the process does not start."""
QUESTIONS: Final = 5_000
"""Questions after which none is asked about each entry of something that may have been changed: nothing is known of it then."""
NOT_RULED_OUT: Final = 100
"""How often worlds are too many for that before it is not tried again."""
CALLS: Final = 40
"""The depth of calls of project functions."""

NONE: Final = Known(None)


def extent(tree: Any) -> int:
    """How many items a container has; 0 for anything else."""
    if isinstance(tree, (List, Tuple)):
        return len(tree.items)
    return len(tree.entries) if isinstance(tree, (Dict, Set)) else 0


def changeable(*trees: Any) -> tuple[Value, ...]:
    """What can be changed or called of the objects that are in some trees, or items of a sequence, and of those that unknown ones may be."""
    found: dict[int, Value] = {}
    seen: set[int] = set()
    pending = list(reversed(trees))
    while pending:
        tree = pending.pop()
        if isinstance(tree, (List, Dict, Set, Tuple, Instance, Module, Class, Function, Bound)):
            found[id(tree)] = tree
        elif isinstance(tree, (Splice, Choice, Hole, Unknown)) and id(tree) not in seen:
            seen.add(id(tree))
            match tree:
                case Splice():
                    pending.extend(item for items in leaves(tree.tree) for item in items)
                case Choice():
                    pending.extend(leaves(tree))
                case _:
                    pending.extend((*tree.among, *getattr(tree, "elements", ())))
    return tuple(found.values())


TOO_MANY: Final = "it depends on too many combinations of conditions"


def entangled(*trees: Any, origin: Origin | None = None) -> Unknown:
    """What stands for trees of which the conditions can't be told apart cheaply."""
    return Unknown(TOO_MANY, origin=origin, among=changeable(*trees))


class Unwind(Exception):
    """No world is left in which the present code goes on: back to the statement that has others."""


class GaveUp(Exception):
    """A budget was used up; the text says which."""


@dataclass(slots=True, eq=False)
class Loop:
    """The worlds that left the present loop, and those that left its present round."""

    broken: Worlds = False
    continued: Worlds = False


@dataclass(slots=True, eq=False)
class Frame:
    """Code that is being executed: a module, a class body or a function.

    Arguments:
        module: the module whose globals it sees.
        scopes: function and class scopes, innermost last; empty at module level.
        local: the namespace that plain assignments write.
        result: what has been returned so far, in which worlds.
        returned: the worlds that have returned.
        declared: names declared global or nonlocal, with the namespace they mean.
        yielded: what a generator has yielded, None in other code.
        at_yield: what is done where a generator yields, for the function behind a context manager.
        call: the call that executes a function.
    """

    module: Module
    scopes: tuple[Namespace, ...]
    local: Namespace
    result: Tree[Any] = NONE
    returned: Worlds = False
    declared: dict[str, Namespace] = field(default_factory=dict)
    loops: list[Loop] = field(default_factory=list)
    yielded: List | None = None
    at_yield: Callable[[Tree[Any]], None] | None = None
    owner: Class | None = None
    receiver: Tree[Value] | None = None
    class_scope: Namespace | None = None
    call: Origin | None = None

    @property
    def closure(self) -> tuple[Namespace, ...]:
        """The scopes that a function defined here sees: class bodies are not among them."""
        return tuple(scope for scope in self.scopes if scope is not self.class_scope)


@dataclass(slots=True, eq=False)
class Raised:
    """An exception on its way up, with the worlds that it takes along."""

    worlds: Worlds
    exception: Tree[Value]
    explicit: bool


class Interpreter(Surroundings):
    """One evaluation of one entry module.

    Arguments:
        project: the only door to files.
        given: what is said about the process.
        parse: gives the syntax tree of a file, raises `ParseProblem`.
    """

    def __init__(self, project: Project, given: Given) -> None:
        self.project = project
        self.given = given
        self.variables = Variables()
        self.environment = Environment(given)
        self.worlds: Worlds = True
        self.alive: Worlds = True
        self.frames: list[Frame] = []
        self.raised: list[list[Raised]] = [[]]
        self.tries: list[Sequence[Tree[Value]] | None] = []
        self.handling: list[Tree[Value]] = []
        self.modules: dict[str, Module | None] = {}
        self.reloaded: set[str] = set()
        self.sourced: dict[Path, Worlds] = {}
        self.libraries: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.files: dict[Path, SourceFile] = {}
        self.steps = STEPS
        self.nodes_paid = 0
        self.statement_steps = STATEMENT_STEPS
        self.journal: list[tuple[Any, Any, Any]] = []
        self.watched_writes: list[set[tuple[int, Any]]] = []
        self.import_path: Any = project.roots
        self.nesting = 0
        self.dead: Worlds = False
        self.not_ruled_out = 0
        self.risks: Counter[Hashable] = Counter()
        self.annotations: dict[int, dict[str, cst.BaseExpression]] = {}
        self.forgotten: dict[int, tuple[Any, Any, Worlds]] = {}
        self.generators: dict[cst.FunctionDef, bool] = {}
        self.local_names: dict[cst.FunctionDef, frozenset[str]] = {}
        self.writing: dict[cst.FunctionDef | cst.Lambda, bool] = {}
        self.wasted: list[Wasted] = []
        self.added_to_nothing: set[str] = set()
        self.serial = 0
        self.orders: dict[int, tuple[Class, tuple[Value, ...]]] = {}

    # -- worlds

    @property
    def frame(self) -> Frame:
        """The code that is being executed."""
        return self.frames[-1]

    def step(self) -> None:
        """Counts one step against the budgets.

        Raises:
            GaveUp: a budget is used up.
        """
        self.spend(1)

    def spend(self, steps: int) -> None:
        """Counts what takes as long as some steps against the budgets, and the nodes of conditions that were made meanwhile.

        Raises:
            GaveUp: a budget is used up.
        """
        made = self.variables.memory.made - self.nodes_paid
        if made >= NODES_A_STEP:
            self.nodes_paid += made
            steps += made // NODES_A_STEP
        self.statement_steps -= steps
        if self.statement_steps < 0:
            self.steps -= STATEMENT_STEPS
            self.statement_steps = STATEMENT_STEPS
            raise GaveUp("it takes too many steps to evaluate")

    def made(self, tree: Tree[Value]) -> Tree[Value]:
        """What an expression has made, where it is not too large; making it costs steps.

        Raises:
            GaveUp: a text or a container is too large, or a budget is used up.
        """
        if isinstance(tree, Known):
            value = tree.value
            if isinstance(value, (str, bytes)):
                if len(value) > TEXT:
                    raise GaveUp(f"a string becomes longer than {TEXT} characters")
                if len(value) > BULK_TEXT:
                    self.spend(len(value) // BULK_TEXT)
            elif is_huge(value):
                return huge(value, tree.origin)
        else:
            size = extent(tree)
            if size > ITEMS:
                raise GaveUp(f"it becomes longer than {ITEMS} items")
            if size > BULK:
                self.spend((size if isinstance(tree, (List, Tuple)) else ENTRY * size) // BULK)
        return tree

    def here(self, tree: Any) -> Any:
        """The tree without the branches that the present worlds don't reach."""
        if self.worlds is True or not isinstance(tree, Choice):
            return tree
        return restrict(tree, self.worlds)

    def lift(self, function: Callable[..., Any], *trees: Any) -> Any:
        """`function(*leaves)` for each combination of leaves, each run in just its worlds.

        Raises:
            Unwind: every combination raised.
            TooManyWorlds: there are too many; the worlds are as they were.
        """
        for tree in trees:
            if isinstance(tree, Choice):
                entered = self.worlds
                try:
                    return self._lift(function, trees, [64])
                except TooManyWorlds:
                    self.worlds = entered
                    raise
        return function(*trees)

    def _lift(self, function: Callable[..., Any], trees: tuple[Any, ...], budget: list[int]) -> Any:
        trees = tuple([self.here(tree) if isinstance(tree, Choice) else tree for tree in trees])
        top: Variable | None = None
        for tree in trees:
            if isinstance(tree, Choice) and (top is None or tree.variable.index < top.index):
                top = tree.variable
        if top is None:
            budget[0] -= 1
            if budget[0] < 0:
                raise TooManyWorlds
            return function(*trees)
        variable = top
        cases: dict[Hashable, None] = {}
        for tree in trees:
            if isinstance(tree, Choice) and tree.variable is variable:
                cases.update(dict.fromkeys(tree.cases))
        outer, lost = self.worlds, False
        left: list[Worlds] = []
        results: list[tuple[Worlds, Any]] = []
        for case in [*cases, OTHERWISE]:
            chosen = self.case_worlds(variable, case, cases)
            self.worlds = entered = both(outer, chosen)
            if entered is False:
                continue
            try:
                result = self._lift(function, tuple([cofactor(tree, variable, case) for tree in trees]), budget)
            except Unwind:
                lost = True
                continue
            results.append((chosen, result))
            lost = lost or self.worlds is not entered
            left.append(self.worlds)
        self.worlds = outer
        if lost:
            self.worlds = False
            for worlds in left:
                self.worlds = either(self.worlds, worlds)
        if all(worlds is False for worlds in left):
            raise Unwind
        return self.join(results)

    def case_worlds(self, variable: Variable, case: Hashable, cases: Any) -> Worlds:
        """The worlds in which a variable has this case; `OTHERWISE`: none of `cases`."""
        if case is not OTHERWISE:
            return is_case(variable, case)
        return is_none_of(variable, cases)

    @staticmethod
    def join(results: Sequence[tuple[Worlds, Any]]) -> Any:
        """One tree of alternatives with their worlds; outside them it is arbitrary."""
        tree = results[-1][1]
        for worlds, result in reversed(results[:-1]):
            tree = where(worlds, result, tree)
        return tree

    def in_worlds(self, worlds: Worlds, function: Callable[[], Any]) -> tuple[Any, Worlds, bool]:
        """Runs code in some of the present worlds: its result (None if nothing is left), the worlds left of them, and whether any was lost."""
        outer = self.worlds
        self.worlds = entered = both(outer, worlds)
        try:
            if entered is False:
                return None, False, False
            try:
                result = function()
            except Unwind:
                return None, False, True
            return result, self.worlds, self.worlds is not entered
        finally:
            self.worlds = outer

    def branch(self, worlds: Worlds, then: Callable[[], Any], orelse: Callable[[], Any]) -> Any:
        """One expression where `worlds` hold and another where they don't.

        Raises:
            Unwind: no world is left.
        """
        worlds = self.simple(self.here(worlds))
        if worlds is True:
            return then()
        if worlds is False:
            return orelse()
        one, left_one, lost_one = self.in_worlds(worlds, then)
        other, left_other, lost_other = self.in_worlds(opposite(worlds), orelse)
        if lost_one or lost_other:
            self.worlds = either(left_one, left_other)
        if left_one is False and left_other is False:
            raise Unwind
        if left_one is False:
            return other
        if left_other is False:
            return one
        return where(worlds, one, other)

    def split(self, worlds: Worlds, body: Callable[[], None], orelse: Callable[[], None] | None = None) -> None:
        """One statement where `worlds` hold and another where they don't; afterwards the worlds that are left of either."""
        outer = self.worlds
        self.statement_steps -= 50
        worlds = self.simple(worlds)
        self.worlds = entered = both(outer, worlds)
        if entered is not False:
            self.guarded(body)
        after, lost = self.worlds, self.worlds is not entered
        self.worlds = entered = without(outer, worlds)
        if orelse is not None and entered is not False:
            self.guarded(orelse)
        self.worlds = either(after, self.worlds) if lost or self.worlds is not entered else outer

    def simple(self, worlds: Worlds) -> Worlds:
        """A condition that is not too large to be followed: a large one is a question of its own."""
        if isinstance(worlds, bool) or not larger(worlds, CONDITION):
            return worlds
        number = len(self.variables.by_symbol)
        return self.ask(("combination", number), f"a combination of conditions ({number})")

    def guarded(self, body: Callable[[], None]) -> None:
        """Runs a statement; when no world is left the set of worlds is empty instead of an `Unwind`."""
        try:
            body()
        except Unwind:
            self.worlds = False

    def each(self, tree: Tree[Any], function: Callable[[Any], None]) -> None:
        """Runs a statement for each leaf of a tree in its worlds."""
        tree = self.here(tree)
        if not isinstance(tree, Choice):
            function(tree)
            return
        outer, lost = self.worlds, False
        after: Worlds = False
        for worlds, leaf in _paths(tree):
            self.worlds = entered = both(outer, worlds)
            if entered is False:
                continue
            self.guarded(lambda leaf=leaf: function(leaf))  # type: ignore[misc]
            lost = lost or self.worlds is not entered
            after = either(after, self.worlds)
        self.worlds = after if lost else outer
        if after is False:
            raise Unwind

    # -- truth and questions

    def truth(self, tree: Tree[Any]) -> Worlds:
        """The present worlds in which a tree of values is true (arbitrary outside them)."""
        if isinstance(tree, Known):
            return bool(tree.value)
        result: Worlds = self.lift(self._truth, tree)
        return result

    def _truth(self, value: Value) -> Worlds:
        known = truth_of(value)
        if known is not None:
            return known
        if isinstance(value, EnvironmentString):
            return opposite(is_case(self.variables.get(("env", value.name), f"env {value.name}", boolean=False), ""))
        if isinstance(value, Unknown):
            if value.kind in ("path", "function", "module"):
                return True
            return holds(self.variables.get(("truth", value.key), self._truth_words(value)))
        if isinstance(value, (List, Tuple)):
            return self._some_item(value, {}, value.items)
        if isinstance(value, (Dict, Set)):
            worlds: Worlds = False
            for entry in value.entries.values():
                worlds = either(worlds, self.present(entry.value))
            if value.open is not None:
                worlds = either(worlds, self._has_more(("truth", identity(value)), value))
            return worlds
        if isinstance(value, Instance):
            from djauthlint.evaluator.objects import instance_truth

            return instance_truth(self, value)
        from djauthlint.evaluator.models.iterables import Stream, View

        if isinstance(value, View):
            return self.truth(List(value.read(self)))
        if isinstance(value, Stream):
            return True
        if isinstance(value, Object) and "__bool__" in value.attributes:
            from djauthlint.evaluator.calls import Call, call_value

            return self.truth(call_value(self, value.attributes["__bool__"], Call(self, cst.Name("bool"))))
        return holds(self.question(("truth", ("object", value)), value))

    def _truth_words(self, value: Unknown) -> str:
        if value.symbol is None and value.origin is None:
            return f"a value is true ({value.reason})"
        words = self.words(value)
        asks = isinstance(value.symbol, tuple) and value.symbol[0] in ("method", "operator", "call")
        return words if value.kind == "bool" and asks else f"{words} is true"

    def _some_item(self, value: Value, memo: dict[int, Worlds], items: Items) -> Worlds:
        """The worlds in which a sequence, which has these items among others, has at least one of them.

        Arguments:
            value: the sequence.
            memo: what is known of its stretches, by their ids: many may be parts of several others.
            items: the items.
        """
        if id(items) in memo:
            return memo[id(items)]
        worlds: Worlds = False
        for item in items:
            if isinstance(item, Splice):
                if id(item.tree) not in memo:
                    memo[id(item.tree)] = bind(item.tree, partial(self._some_item, value, memo))
                worlds = either(worlds, memo[id(item.tree)])
            elif isinstance(item, Hole):
                worlds = either(worlds, self._has_more(("truth", ("hole", item)), value))
            else:
                worlds = True
                break
        memo[id(items)] = worlds
        return worlds

    def _has_more(self, symbol: Hashable, value: Value) -> Worlds:
        return self.ask(symbol, f"{self.words(value)} has items")

    @staticmethod
    def present(tree: Tree[Any]) -> Worlds:
        """The worlds in which a leaf is not `ABSENT`."""
        if not isinstance(tree, Choice):
            return tree is not ABSENT
        return opposite(reaches(tree, ABSENT))

    def question(self, symbol: Hashable, value: Value, *, boolean: bool = True) -> Variable:
        """The variable that asks something about an undetermined value."""
        variable = self.variables.by_symbol.get(symbol)
        if variable is None:
            variable = self.variables.get(symbol, self.words(value), boolean=boolean)
        return variable

    def words(self, value: Value) -> str:
        """A value as a user would name it in a condition."""
        if isinstance(value, EnvironmentString):
            return f"env {value.name}"
        if isinstance(value, (Unknown, Object)) and value.symbol is not None and isinstance(value.symbol, tuple):
            return symbol_text(value.symbol)
        origin = getattr(value, "origin", None)
        if origin is not None:
            return source_of(origin.node, 60)
        return value.reason if isinstance(value, Unknown) else "an undetermined value"

    def ask(self, symbol: Hashable, text: str) -> Worlds:
        """The worlds in which a yes-or-no question about the surroundings is answered by yes."""
        return holds(self.variables.get(symbol, text))

    def equals_case(self, value: Unknown, case: Hashable) -> Worlds:
        """The worlds in which an unknown equals a literal."""
        if isinstance(value, EnvironmentString):
            return is_case(self.variables.get(("env", value.name), f"env {value.name}", boolean=False), case)
        variable = self.variables.get(("value", value.key), self.words(value), boolean=False)
        return is_case(variable, case)

    # -- exceptions

    def throw(self, exception: Tree[Value], *, explicit: bool = False) -> Any:
        """Raises an exception in all present worlds.

        Raises:
            Unwind: always.
        """
        if self.worlds is not False:
            self.raised[-1].append(Raised(self.worlds, exception, explicit))
        self.worlds = False
        raise Unwind

    def error(self, name: str, message: str = "", node: cst.CSTNode | None = None) -> Any:
        """Raises a builtin exception in all present worlds."""
        from djauthlint.evaluator.models.builtin_exceptions import exception

        return self.throw(exception(name, message, self.origin(node) if node is not None else None))

    @property
    def is_awaited(self) -> bool:
        """Whether a handler waits for exceptions."""
        return any(spec is not None for spec in self.tries)

    def may_raise(self, reason: str, key: Hashable, name: str | None = None) -> None:
        """Something undetermined was executed: where a handler waits, or one waited before, it may have raised."""
        self.risks[key[0] if isinstance(key, tuple) else key] += 1
        is_awaited = self.is_awaited
        if not is_awaited and ("raises", key) not in self.variables.by_symbol:
            return
        from djauthlint.evaluator.models.builtin_exceptions import exception

        raises = self.here(self.ask(("raises", key), f"{reason} fails"))
        if raises is False:
            return
        self.raised[-1].append(
            Raised(
                both(self.worlds, raises),
                exception(name, reason, None) if name else Unknown(f"exception of {reason}", "exception"),
                not is_awaited,
            )
        )
        self.worlds = without(self.worlds, raises)
        if self.worlds is False:
            raise Unwind

    def rule_out(self, worlds: Worlds) -> bool:
        """Notes worlds in which the process does not start, unless they are too many to be told apart cheaply: whether it did."""
        if worlds is False:
            return True
        if self.not_ruled_out > NOT_RULED_OUT:
            return False
        try:
            dead = either(self.dead, worlds)
        except TooManyWorlds:
            dead = True
        if dead is True or larger(dead, RULED_OUT):
            self.not_ruled_out += 1
            return False
        self.dead = dead
        return True

    # -- origins

    def origin(self, node: cst.CSTNode) -> Origin | None:
        """A node of the file that is being executed."""
        file = self.frames[-1].module.file if self.frames else None
        return Origin(file, node, self.frames[-1].call) if file is not None else None

    # -- writes

    @property
    def distinct(self) -> Worlds:
        """What tells the present worlds from the others in which the process goes on: what is written elsewhere does not matter."""
        return restrict(self.worlds, self.alive)

    def bind_name(self, namespace: Namespace, name: str, value: Tree[Any], action: str, origin: Origin | None) -> None:
        """Binds a name in the present worlds."""
        names = namespace.names
        old = namespace.get(name)
        if self.watched_writes:
            self._note(namespace, name, old)
        worlds = self.worlds
        if worlds is True or worlds is self.alive or worlds is namespace.born:
            names[name] = value
        else:
            self.statement_steps -= 20
            try:
                names[name] = where(self.distinct, value, old)
            except TooManyWorlds:
                names[name] = entangled(value, old, origin=origin)
        if action:
            events = namespace.history.get(name, ())
            if len(events) < 64:
                namespace.history[name] = (*events, Event(action, origin, worlds))

    def set_items(self, target: List, items: Items, action: str = "", origin: Origin | None = None) -> None:
        """Replaces the items of a list in the present worlds."""
        if len(items) > ITEMS:
            raise GaveUp(f"it becomes longer than {ITEMS} items")
        if len(items) > COPIED:
            self.spend(len(items) // COPIED)
        old = target.items
        if self.watched_writes:
            self._note(target, None, old)
        if self.worlds is True or self.worlds is self.alive or self.worlds is target.born:
            target.items = items
        else:
            target.items = splice(self.distinct, items, old)
        if action and len(target.history) < 64:
            target.history = (*target.history, Event(action, origin, self.worlds))

    def set_entry(self, target: Dict | Set, key: Hashable, key_value: Value, value: Tree[Any]) -> None:
        """Writes one entry of a dict or set in the present worlds; `ABSENT` removes it."""
        entry = target.entries.get(key)
        old = entry.value if entry is not None else ABSENT
        target.changes += 1
        if self.watched_writes:
            self._note(target, key, old if entry is not None else None)
        if self.worlds is True or self.worlds is self.alive or self.worlds is target.born:
            new = value
        else:
            if entry is None and target.open is not None:
                old = self._perhaps(target, key, key_value)
            try:
                new = where(self.distinct, value, old)
            except TooManyWorlds:
                new = entangled(value, old)
        if new is ABSENT and target.open is None:
            target.entries.pop(key, None)
        elif entry is not None and new is not ABSENT and old is not ABSENT:
            if isinstance(old, Choice) and value is not ABSENT and isinstance(target, Dict):
                target.reordered = target.reordered or self._comes_last(target, key, old)
            entry.value = new
        else:
            target.entries.pop(key, None)
            target.entries[key] = Entry(key_value, new)
            if target.open is not None and isinstance(target, Dict):
                # It comes behind what is not listed, which may be one with a key that is listed further up.
                target.reordered = True
        if len(target.entries) > ITEMS:
            raise GaveUp(f"it becomes longer than {ITEMS} entries")

    def _comes_last(self, target: Dict, key: Hashable, old: Tree[Any]) -> bool:
        """Whether an entry that is listed for other worlds is put, in present ones, behind entries that are listed behind it."""
        new = both(self.worlds, opposite(self.present(old)))
        if new is False:
            return False
        later = islice(reversed(target.entries.items()), list(reversed(target.entries)).index(key))
        return any(both(new, self.present(entry.value)) is not False for _, entry in later)

    def _perhaps(self, target: Dict | Set, key: Hashable, key_value: Value) -> Tree[Any]:
        """The entry of a key that is not listed in a dict or set of which not all is known: it may be there or not."""
        from djauthlint.evaluator.models.containers import open_entry

        text = repr(key_value.value) if isinstance(key_value, Known) else self.words(key_value)
        there = self.ask(("in", key, target, target.unlisted), f"{text} in {self.words(target)}")
        return where(there, PRESENT if isinstance(target, Set) else open_entry(self, target, key), ABSENT)

    def record(self, target: Any, action: str, origin: Origin | None) -> None:
        """Notes a mutation of an object for its provenance."""
        if len(target.history) < 64:
            target.history = (*target.history, Event(action, origin, self.worlds))

    def havoc(self, value: Any, reason: str) -> None:
        """Something undetermined may have changed an object, and whatever can be reached through it, in the present worlds."""
        from djauthlint.evaluator.enumerations import is_enum

        seen: dict[int, Any] = {}
        pending = [value]
        while pending:
            value = pending.pop()
            if isinstance(value, Choice):
                pending.extend(leaves(self.here(value)))
                continue
            if id(value) in seen:
                continue
            seen[id(value)] = value
            if self._is_forgotten(value):
                continue
            if isinstance(value, List):
                pending.extend(value.items)
                self.set_items(value, (Hole(reason, changeable(*value.items)),))
                self.forgotten[id(value)] = value, value.items, self.worlds
            elif isinstance(value, Tuple):
                pending.extend(value.items)
            elif isinstance(value, (Unknown, Hole)):
                pending.extend((*value.among, *getattr(value, "elements", ())))
            elif isinstance(value, Splice):
                pending.extend(item for items in leaves(value.tree) for item in items)
            elif isinstance(value, (Dict, Set)):
                among = (
                    changeable(*(entry.value for entry in value.entries.values())) if isinstance(value, Dict) else ()
                )
                for key, entry in list(value.entries.items()):
                    pending.append(entry.value)
                    self._forget_entry(value, key, entry, reason)
                if isinstance(value, Dict):
                    pending.extend(value.unseen)
                self.open_entries(value, reason, among)
                self.forgotten[id(value)] = value, value.changes, self.worlds
            elif isinstance(value, Instance) and not is_enum(self, value.cls):
                for name, tree in list(value.attributes.names.items()):
                    pending.append(tree)
                    kind = Unknown if self.here(self.present(tree)) is True else Perhaps
                    self.bind_name(value.attributes, name, kind(reason, among=changeable(tree)), "", None)
                value.attributes.missing = Perhaps(reason)

    def _is_forgotten(self, value: Any) -> bool:
        """Whether anything may be in a container in the present worlds, and nothing was written to it since that was found."""
        known = self.forgotten.get(id(value))
        if known is None:
            return False
        _, state, worlds = known
        is_same = value.items is state if isinstance(value, List) else value.changes == state
        return is_same and without(self.worlds, worlds) is False

    def _forget_entry(self, target: Dict | Set, key: Hashable, entry: Entry, reason: str) -> None:
        """An entry of a dict or set, which will be open, may have been replaced or removed."""
        if len(self.variables.by_symbol) > QUESTIONS:
            target.changes += 1
            target.entries.pop(key, None)
        else:
            self.set_entry(target, key, entry.key, self._kept(target, key, entry, reason))

    def change(self, value: Unknown) -> None:
        """Something was done to an unknown value that may have changed it, and so each of the objects that it may be."""
        value.changes += 1
        self.havoc(value, f"changed where it is chosen by {value.reason}")

    def _kept(self, target: Dict | Set, key: Hashable, entry: Entry, reason: str) -> Tree[Any]:
        """The value of an entry that may have been replaced or removed."""
        there = self.ask(("kept", key, Hole(reason)), f"{key!r} is still there ({reason})")
        kept = Unknown(reason, among=changeable(entry.value)) if isinstance(target, Dict) else PRESENT
        return where(there, kept, ABSENT)

    def open_entries(self, target: Dict | Set, reason: str, among: tuple[Value, ...] = ()) -> None:
        """A dict or set may have further entries from now on, whose values may be among some objects."""
        if self.watched_writes:
            self._note(target, OPENED, target.open)
        if isinstance(target, Set):
            for key, entry in list(target.entries.items()):
                if self.here(self.present(entry.value)) is not True:
                    added = self.ask(("added", self.fresh()), f"{key!r} is among {reason}")
                    self.set_entry(target, key, entry.key, where(added, PRESENT, entry.value))
        target.changes += 1
        target.unlisted += 1
        if among and isinstance(target, Dict):
            target.unseen = changeable(*target.unseen, *among)
        if target.open is None:
            target.open = reason

    def coarsely(self, forget: Callable[[], None]) -> None:
        """Forgets something in the present worlds, or in all where those can't be told apart cheaply from what they are combined with."""
        try:
            forget()
        except TooManyWorlds:
            outer, self.worlds = self.worlds, True
            try:
                forget()
            finally:
                self.worlds = outer

    def writes_outside(self, function: cst.FunctionDef | cst.Lambda) -> bool:
        """Whether the text of a function changes something outside of it; each is asked once."""
        known = self.writing.get(function)
        if known is None:
            known = self.writing[function] = writes_outside(function)
        return known

    def fresh(self) -> int:
        """What makes a question one that has not been asked before."""
        self.serial += 1
        return self.serial

    def open_namespace(
        self,
        namespace: Namespace,
        reason: str,
        keep: Collection[str] = (),
        *,
        is_deleted: bool = False,
        settings_only: bool = True,
        value: Tree[Any] = None,
    ) -> None:
        """Something undetermined may have written any name of a namespace in the present worlds.

        Arguments:
            namespace: where.
            reason: what.
            keep: the names that it has not written.
            is_deleted: whether it may as well have deleted them.
            settings_only: whether it is assumed to leave alone what can be no setting.
            value: what it has written, where that is known.
        """
        written = changeable(value)
        for name in list(namespace.names):
            if (name.isupper() or not settings_only) and name not in keep:
                old = self.here(namespace.names[name])
                there = not is_deleted and self.present(old)
                among = changeable(old) + written
                new = where(there, Unknown(reason, among=among), Perhaps(reason, among=among))
                self.bind_name(namespace, name, new, "possibly replaced", None)
        self.add_unseen_names(namespace, reason, written)

    def forget_name(self, namespace: Namespace, name: str, reason: str, value: Tree[Any] = ABSENT) -> None:
        """A name may have been bound in the present worlds, to a value if one is given, or deleted."""
        old = self.here(namespace.get(name))
        self.bind_name(namespace, name, Perhaps(reason, among=changeable(old, value)), "possibly replaced", None)

    def add_unseen_names(self, namespace: Namespace, reason: str, among: tuple[Value, ...] = ()) -> None:
        """Something undetermined may have added settings to a namespace in the present worlds; those that are there stay."""
        unseen = Perhaps(reason, among=changeable(namespace.missing) + among)
        try:
            namespace.missing = where(self.worlds, unseen, namespace.missing)
        except TooManyWorlds:
            namespace.missing = unseen
        namespace.opened.append((self.worlds, reason))

    @contextmanager
    def watched(self) -> Iterator[int]:
        """Records what was there before the first write to each place; yields the place in the journal from which on it stands."""
        self.watched_writes.append(set())
        mark = len(self.journal)
        try:
            yield mark
        finally:
            self.watched_writes.pop()
            if not self.watched_writes:
                self.journal.clear()

    def _note(self, target: Any, key: Any, old: Any) -> None:
        place = (id(target), key)
        if place not in self.watched_writes[-1]:
            self.watched_writes[-1].add(place)
            self.journal.append((target, key, old))

    def forget_since(self, mark: int, reason: str, *, all_written: bool = False) -> set[tuple[int, Any]]:
        """Everything that was written since a mark is unknown in the present worlds: how often it was done is undetermined.

        Arguments:
            mark: the place in the journal.
            reason: what was done.
            all_written: whether names count, too, that have the same value again.

        Returns:
            The places that are unknown now.
        """
        forgotten: set[tuple[int, Any]] = set()
        writes: dict[tuple[int, Any], tuple[Any, Any, Any]] = {}
        for target, key, old in self.journal[mark:]:
            writes.setdefault((id(target), key), (target, key, old))
        opened: dict[int, Dict | Set] = {}
        for place, (target, key, old) in writes.items():
            if isinstance(target, Namespace):
                now = target.names.get(key)
                if isinstance(now, (Module, Class)) or (now is old and now is not None and not all_written):
                    continue
                self.bind_name(target, key, Unknown(reason, among=changeable(now, old)), "", None)
            elif isinstance(target, List):
                prefix = _common_prefix(old, target.items)
                lost = changeable(*old[len(prefix) :], *target.items[len(prefix) :])
                if prefix and type(prefix[-1]) is Hole:
                    hole = Hole(prefix[-1].reason, changeable(prefix[-1], *lost))
                    self.set_items(target, (*prefix[:-1], hole))
                else:
                    self.set_items(target, (*prefix, Hole(reason, lost)))
            elif key is OPENED:
                continue
            elif isinstance(target, (Dict, Set)):
                entry = target.entries.get(key)
                if entry is not None:
                    certain = (
                        isinstance(target, Dict)
                        and old is not None
                        and self.present(old) is True
                        and self.present(entry.value) is True
                    )
                    if certain:
                        self.set_entry(target, key, entry.key, Unknown(reason, among=changeable(entry.value, old)))
                    else:
                        self._forget_entry(target, key, entry, reason)
                opened[id(target)] = target
            forgotten.add(place)
        for target in opened.values():
            self.open_entries(target, reason)
        return forgotten


class _Opened:
    __slots__ = ()


OPENED: Final = _Opened()


def _common_prefix(one: Items, other: Items) -> Items:
    length = 0
    for left, right in zip(one, other):
        if left is not right:
            break
        length += 1
    return one[:length]


def splice(worlds: Worlds, new: Items, old: Items) -> Items:
    """The items `new` in these worlds and `old` in all others, sharing what both begin and end with."""
    if new is old:
        return new
    start, shorter = 0, min(len(new), len(old))
    while start < shorter and new[start] is old[start]:
        start += 1
    end = 0
    while end < shorter - start and new[-1 - end] is old[-1 - end]:
        end += 1
    middle_new, middle_old = new[start : len(new) - end], old[start : len(old) - end]
    if not middle_new and not middle_old:
        return old
    if len(middle_old) == 1 and isinstance(middle_old[0], Splice):
        rest: Any = middle_old[0].tree
    else:
        rest = middle_old
    try:
        middle: Items = (Splice(where(worlds, middle_new, rest)),)
    except TooManyWorlds:
        middle = (Hole(TOO_MANY, changeable(*middle_new, *middle_old)),)
    return (*new[:start], *middle, *new[len(new) - end :])


def _paths(tree: Any) -> Iterator[tuple[Worlds, Any]]:
    from djauthlint.conditions import paths

    return paths(tree)


def symbol_text(symbol: Any) -> str:
    """A symbol in words: the text of the question behind an unknown value."""
    match symbol:
        case ("env", str(name)):
            return f"env {name}"
        case ("method", receiver, str(name), tuple(arguments)):
            return f"{symbol_text(receiver)}.{name}({', '.join(map(_part_text, arguments))})"
        case ("cast", str(name), receiver):
            return f"{name}({symbol_text(receiver)})"
        case ("typed", str(), receiver):
            return symbol_text(receiver)
        case ("attribute", receiver, str(name)):
            return f"{symbol_text(receiver)}.{name}"
        case ("slice", receiver, (start, stop, step)):
            parts = ["" if bound is None else str(bound) for bound in (start, stop, step)]
            return f"{symbol_text(receiver)}[{':'.join(parts if step is not None else parts[:2])}]"
        case ("item", receiver, key):
            return f"{symbol_text(receiver)}[{_part_text(key)}]"
        case ("text", str(text)) | ("text", str(text), *_):
            return text
        case str():
            return symbol
        case Value() | ("object", Value()):
            return _part_text(symbol if isinstance(symbol, Value) else symbol[1])
        case tuple():
            return " ".join(symbol_text(part) for part in symbol[:4])
        case Splice() | Hole() | Choice():
            return "..."
        case _:
            return str(symbol)


def _part_text(part: Any) -> str:
    """A part of a symbol in words; objects, which are there for their identity, by the text that made them."""
    if not isinstance(part, Value):
        return repr(part)
    origin = getattr(part, "origin", None)
    if origin is None:
        return "..."
    return source_of(origin.node, 60)

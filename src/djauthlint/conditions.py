"""Decision trees over named variables: the conditions under which something holds.

A tree is either a leaf (any object that is not a `Choice`) or a `Choice`. Trees whose leaves are `True` and `False` are sets of
*worlds*; trees whose leaves are values say which value holds in which world. Variables are tested in the order in which they were
first asked for, so that two trees over the same questions line up (a multi-terminal decision diagram with open domains).

Each node is made once: equal trees are one object, what operations on sets of worlds gave is remembered with their operands, and
a tree costs what its nodes cost, not what its paths cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar, cast

L = TypeVar("L")
R = TypeVar("R")

LIMIT: Final = 160
"""Leaves that one operation may produce before it gives up with `TooManyWorlds`."""


NODES: Final = 4096
"""Nodes that one operation on sets of worlds may visit before it gives up."""

REMEMBERED: Final = 100_000
"""Nodes, and results of each kind of operation, that are kept before all are forgotten: this bounds memory, not what is found."""


class TooManyWorlds(Exception):
    """An operation would need more combinations of conditions than `LIMIT`."""


class Unset:
    """The case of an environment variable that is not set."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


class Memory:
    """The nodes of one evaluation by their parts, and what operations on them gave.

    Keys are made of the ids of operands, which each value keeps alive.

    Arguments:
        nodes: each node by its variable and subtrees.
        stretches: each short tuple that is a leaf, by its items.
        generation: how often nodes were forgotten; nodes of one generation that are not one object are not the same.
        operations: what set operations gave, with both operands.
        restricted: trees restricted to sets of worlds, with both.
        reached: the worlds in which trees have leaves, with both.
        applied: what other functions gave that are asked for the same again, with the operands.
        made: how many nodes were made so far; some cases count as one more.
    """

    __slots__ = ("applied", "generation", "made", "nodes", "operations", "reached", "restricted", "stretches")

    def __init__(self) -> None:
        self.nodes: dict[Hashable, Choice] = {}
        self.stretches: dict[tuple[int, ...], tuple[Any, ...]] = {}
        self.generation = 0
        self.operations: dict[Hashable, tuple[Worlds, Worlds, Worlds]] = {}
        self.restricted: dict[tuple[int, int], tuple[Any, Any, Worlds]] = {}
        self.reached: dict[tuple[int, int], tuple[Worlds, Any, Any]] = {}
        self.applied: dict[Hashable, tuple[Any, ...]] = {}
        self.made = 0

    def stretch(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """The one tuple of these items."""
        if len(self.stretches) > REMEMBERED:
            self.forget()
        key = tuple(map(id, items))
        return self.stretches.setdefault(key, items)

    def clear(self) -> None:
        """Forgets everything."""
        self.forget()
        for results in (self.operations, self.restricted, self.reached, self.applied):
            results.clear()

    def forget(self) -> None:
        """Begins a new generation."""
        self.nodes.clear()
        self.stretches.clear()
        self.generation += 1


@dataclass(slots=True, eq=False)
class Variable:
    """A question that the source alone can't answer.

    Arguments:
        index: position in the order of all trees of one evaluation.
        symbol: what makes two questions the same.
        text: the question in words, without its answer: "env DEBUG", "package redis is installed".
        boolean: whether the only cases are true and false.
        memory: that of the evaluation.
    """

    index: int
    symbol: Hashable
    text: str
    boolean: bool
    memory: Memory = field(default_factory=Memory, repr=False)


class Otherwise:
    """The case that stands for every answer that has no case of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "OTHERWISE"


OTHERWISE: Final = Otherwise()


class Choice:
    """One subtree for each case of a variable, and one for every other answer; `choice` makes them.

    Arguments:
        variable: the question.
        cases: the subtrees by answer.
        otherwise: the subtree for every other answer.
        size: no less than the nodes of the tree: those that several nodes share are counted for each of these.
        support: the variables that the tree asks about, a bit for each index.
        generation: that of the memory when it was made.
    """

    __slots__ = ("cases", "generation", "otherwise", "size", "support", "variable")

    def __init__(self, variable: Variable, cases: dict[Hashable, Any], otherwise: Any) -> None:
        self.variable = variable
        self.cases = cases
        self.otherwise = otherwise
        self.generation = variable.memory.generation
        self.size: int = 1
        self.support: int = 1 << variable.index
        counted: list[Choice] = []
        for tree in (otherwise, *cases.values()):
            if type(tree) is Choice and not any(tree is other for other in counted):
                counted.append(tree)
                self.size += tree.size
                self.support |= tree.support

    def __repr__(self) -> str:
        """Without the subtrees: what nodes share would be written out for each of them, which may never end."""
        return f"Choice({self.variable.text!r}, {list(self.cases)!r})"

    def children(self) -> Iterator[tuple[Hashable, Any]]:
        """Each (case, subtree), the open case last as `OTHERWISE`."""
        yield from self.cases.items()
        yield OTHERWISE, self.otherwise


Tree: TypeAlias = L | Choice
Worlds: TypeAlias = bool | Choice


@dataclass(slots=True)
class Variables:
    """All variables of one evaluation, one for each symbol."""

    by_symbol: dict[Hashable, Variable] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory, repr=False)

    def get(self, symbol: Hashable, text: str, *, boolean: bool = True) -> Variable:
        """The variable of this symbol, made when first asked for."""
        variable = self.by_symbol.get(symbol)
        if variable is None:
            variable = Variable(len(self.by_symbol), symbol, text, boolean, self.memory)
            self.by_symbol[symbol] = variable
        return variable

    def identities(self) -> dict[int, Hashable]:
        """What makes each question, by its index, the same as one of another evaluation: its words, and which of those with these words it is."""
        counts: Counter[tuple[str, bool]] = Counter()
        found: dict[int, Hashable] = {}
        for variable in self.by_symbol.values():
            words = variable.text, variable.boolean
            found[variable.index] = *words, counts[words]
            counts[words] += 1
        return found


def holds(variable: Variable) -> Worlds:
    """The worlds in which a boolean variable is true."""
    return _branch(variable, True, True, False)  # type: ignore[no-any-return]


def is_case(variable: Variable, case: Hashable) -> Worlds:
    """The worlds in which a variable has this case."""
    return _branch(variable, case, True, False)  # type: ignore[no-any-return]


def is_none_of(variable: Variable, cases: Iterable[Hashable]) -> Worlds:
    """The worlds in which a variable has none of these cases."""
    return choice(variable, dict.fromkeys(cases, False), True)  # type: ignore[no-any-return]


def transferred(worlds: Worlds, variables: Variables, key: Callable[[Variable], Hashable]) -> Worlds:
    """A set of worlds of one evaluation over variables that it has in common with others.

    Arguments:
        worlds: the worlds.
        variables: the variables in common.
        key: what makes a question the same as one of another evaluation.

    Raises:
        TooManyWorlds: the result would be too large.
    """
    return _transferred(worlds, variables, key, {})  # type: ignore[no-any-return]


def _transferred(worlds: Any, variables: Variables, key: Callable[[Variable], Hashable], memo: dict[int, Any]) -> Any:
    if type(worlds) is not Choice:
        return worlds
    if id(worlds) not in memo:
        asked = worlds.variable
        variable = variables.get(key(asked), asked.text, boolean=asked.boolean)
        result = _transferred(worlds.otherwise, variables, key, memo)
        for case, subset in worlds.cases.items():
            result = where(is_case(variable, case), _transferred(subset, variables, key, memo), result)
        memo[id(worlds)] = result
    return memo[id(worlds)]


def same(one: Any, other: Any) -> bool:
    """Whether two trees are the same: identical leaves (or equal leaves where leaves define that) in every world."""
    if one is other:
        return True
    if type(one) is Choice:
        if type(other) is not Choice or one.variable is not other.variable or one.cases.keys() != other.cases.keys():
            return False
        return same(one.otherwise, other.otherwise) and all(
            same(tree, other.cases[case]) for case, tree in one.cases.items()
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return False


def choice(variable: Variable, cases: Mapping[Hashable, Any], otherwise: Any) -> Any:
    """A reduced node: cases that equal the open one are left out, and a node without cases is its open case."""
    if variable.boolean and False in cases:
        cases, otherwise = {True: cases.get(True, otherwise)}, cases[False]
    if len(cases) == 1:
        for case, tree in cases.items():
            return _branch(variable, case, tree, otherwise)
    memory = variable.memory
    if type(otherwise) is tuple and len(otherwise) <= _SHORT:
        otherwise = memory.stretch(otherwise)
    kept: dict[Hashable, Any] = {}
    for case, tree in cases.items():
        part = memory.stretch(tree) if type(tree) is tuple and len(tree) <= _SHORT else tree
        if part is not otherwise and not _are_same(part, otherwise, memory.generation):
            kept[case] = part
    if len(kept) > 1:
        return _node(variable, kept, otherwise)
    for case, tree in kept.items():
        return _branch(variable, case, tree, otherwise)
    return otherwise


_SHORT: Final = 500
_CASES: Final = 4
"""Cases of a node that take as long as another node."""


def _are_same(one: Any, other: Any, generation: int) -> bool:
    """`same` for two objects that are not one."""
    if type(one) is Choice:
        if type(other) is not Choice or one.generation == other.generation == generation:
            return False
    elif type(one) is not tuple or len(one) <= _SHORT:
        return False
    return same(one, other)


def _branch(variable: Variable, case: Hashable, tree: Any, otherwise: Any) -> Any:
    """`choice` between one case and all others, by far the most frequent one."""
    if tree is otherwise:
        return otherwise
    memory = variable.memory
    if type(tree) is tuple or type(otherwise) is tuple:
        tree = memory.stretch(tree) if type(tree) is tuple and len(tree) <= _SHORT else tree
        otherwise = memory.stretch(otherwise) if type(otherwise) is tuple and len(otherwise) <= _SHORT else otherwise
        if tree is otherwise:
            return otherwise
    if _are_same(tree, otherwise, memory.generation):
        return otherwise
    key = (variable.index, case, id(tree), id(otherwise))
    node = memory.nodes.get(key)
    if node is None:
        if len(memory.nodes) > REMEMBERED:
            memory.forget()
        memory.made += 1
        node = memory.nodes[key] = Choice(variable, {case: tree}, otherwise)
    return node


def _node(variable: Variable, cases: dict[Hashable, Any], otherwise: Any) -> Choice:
    """The node of these parts, which differ."""
    memory = variable.memory
    key = (variable.index, frozenset(zip(cases, map(id, cases.values()), strict=True)), id(otherwise))
    node = memory.nodes.get(key)
    if node is None:
        if len(memory.nodes) > REMEMBERED:
            memory.forget()
        memory.made += 1 + len(cases) // _CASES
        node = memory.nodes[key] = Choice(variable, cases, otherwise)
    return node


def _top(trees: tuple[Any, ...]) -> Variable | None:
    found: Variable | None = None
    for tree in trees:
        if type(tree) is Choice and (found is None or tree.variable.index < found.index):
            found = tree.variable
    return found


def _cases(variable: Variable, trees: tuple[Any, ...]) -> list[Hashable]:
    cases: dict[Hashable, None] = {}
    for tree in trees:
        if type(tree) is Choice and tree.variable is variable:
            cases.update(dict.fromkeys(tree.cases))
    return list(cases)


def cofactor(tree: Any, variable: Variable, case: Hashable) -> Any:
    """The tree as it is once `variable`, not tested above this node, is known to have this case."""
    if type(tree) is Choice and tree.variable is variable:
        return tree.cases.get(case, tree.otherwise)
    return tree


class _Budget:
    __slots__ = ("left",)

    def __init__(self, limit: int = LIMIT) -> None:
        self.left = limit

    def spend(self, cost: int = 1) -> None:
        self.left -= cost
        if self.left < 0:
            raise TooManyWorlds


def apply(function: Callable[..., Any], *trees: Any) -> Any:
    """The tree of `function(*leaves)` over the leaves that meet in each world.

    Raises:
        TooManyWorlds: more than `LIMIT` combinations of leaves meet.
    """
    return _apply(function, trees, remember=False)


def apply_again(function: Callable[..., Any], *trees: Any) -> Any:
    """`apply` of a function that always gives the same for the same leaves, asked for the same trees over and over."""
    return _apply(function, trees, remember=True)


def _apply(function: Callable[..., Any], trees: tuple[Any, ...], *, remember: bool) -> Any:
    top = _top(trees)
    if top is None:
        return function(*trees)
    if not remember:
        return (
            _mapped(trees[0], function, {}, _Budget()) if len(trees) == 1 else _applied(function, trees, {}, _Budget())
        )
    known = top.memory.applied
    key = (function, *map(id, trees))
    found = known.get(key)
    if found is None:
        if len(known) > REMEMBERED:
            known.clear()
        found = known[key] = (_applied(function, trees, {}, _Budget()), trees)
    return found[0]


# What walks trees is a function of the module with its memo as an argument: a function that calls itself as a closure is
# a cycle, which only the garbage collector frees, and it is off while settings are evaluated.


def _applied(
    function: Callable[..., Any], trees: tuple[Any, ...], memo: dict[tuple[int, ...], Any], budget: _Budget
) -> Any:
    key = tuple(map(id, trees))
    if key in memo:
        return memo[key]
    top = _top(trees)
    if top is None:
        budget.spend()
        result = function(*trees)
    else:
        cases = {
            case: _applied(function, tuple([cofactor(tree, top, case) for tree in trees]), memo, budget)
            for case in _cases(top, trees)
        }
        others = tuple([cofactor(tree, top, OTHERWISE) for tree in trees])
        result = choice(top, cases, _applied(function, others, memo, budget))
    memo[key] = result
    return result


def replaced(tree: Any, function: Callable[[Any], Any]) -> Any:
    """The tree with each leaf replaced by another leaf, however many there are."""
    return _mapped(tree, function, {}, None)


def _mapped(tree: Any, function: Callable[[Any], Any], memo: dict[int, Any], budget: _Budget | None) -> Any:
    key = id(tree)
    if key in memo:
        return memo[key]
    if type(tree) is Choice:
        cases = {case: _mapped(subtree, function, memo, budget) for case, subtree in tree.cases.items()}
        result = choice(tree.variable, cases, _mapped(tree.otherwise, function, memo, budget))
    else:
        if budget is not None:
            budget.spend()
        result = function(tree)
    memo[key] = result
    return result


def bind(tree: Any, function: Callable[[Any], Any]) -> Any:
    """The tree with each leaf replaced by the tree that `function` makes of it.

    Raises:
        TooManyWorlds: the result would be too large.
    """
    return _bound(tree, function, {})


def _bound(tree: Any, function: Callable[[Any], Any], memo: dict[int, Any]) -> Any:
    if type(tree) is not Choice:
        return function(tree)
    if id(tree) in memo:
        return memo[id(tree)]
    result = _bound(tree.otherwise, function, memo)
    for case, subtree in tree.cases.items():
        result = where(is_case(tree.variable, case), _bound(subtree, function, memo), result)
    memo[id(tree)] = result
    return result


def both(one: Worlds, other: Worlds) -> Worlds:
    """The worlds in both sets."""
    return _combine(one, other, _both)


def either(one: Worlds, other: Worlds) -> Worlds:
    """The worlds in one set or the other."""
    return _combine(one, other, _either)


def without(one: Worlds, other: Worlds) -> Worlds:
    """The worlds of one set that are not in the other."""
    return _combine(one, other, _without)


def opposite(worlds: Worlds) -> Worlds:
    """All worlds that are not in the set."""
    return without(True, worlds)


def _both(one: Worlds, other: Worlds) -> Worlds | None:
    if one is True or other is False or one is other:
        return other
    return one if other is True or one is False else None


def _either(one: Worlds, other: Worlds) -> Worlds | None:
    if one is True or other is False or one is other:
        return one
    return other if other is True or one is False else None


def _without(one: Worlds, other: Worlds) -> Worlds | None:
    if other is True or one is False or one is other:
        return False
    if other is False:
        return one
    return None


Decide: TypeAlias = Callable[[Worlds, Worlds], "Worlds | None"]


def _combine(one: Worlds, other: Worlds, decide: Decide) -> Worlds:
    """A set operation: `decide` gives the result where one side settles it.

    Raises:
        TooManyWorlds: more than `NODES` pairs of nodes meet.
    """
    decided = decide(one, other)
    if decided is not None:
        return decided
    # One of them is a node where nothing is decided.
    known = (one if isinstance(one, Choice) else cast("Choice", other)).variable.memory.operations
    found = known.get((decide, id(one), id(other)))
    if found is not None:
        return found[0]
    if len(known) > REMEMBERED:
        known.clear()
    return _combined(one, other, decide, known, _Budget(NODES))


def _combined(one: Any, other: Any, decide: Decide, known: dict[Hashable, Any], budget: _Budget) -> Worlds:
    decided = decide(one, other)
    if decided is not None:
        return decided
    key = (decide, id(one), id(other))
    found = known.get(key)
    if found is not None:
        return found[0]  # type: ignore[no-any-return]
    budget.left -= 1
    if budget.left < 0:
        raise TooManyWorlds
    cases: dict[Hashable, Any] = {}
    if type(one) is not Choice or (type(other) is Choice and other.variable.index < one.variable.index):
        variable = other.variable
        for case, tree in other.cases.items():
            cases[case] = _combined(one, tree, decide, known, budget)
        otherwise = _combined(one, other.otherwise, decide, known, budget)
    elif type(other) is not Choice or one.variable is not other.variable:
        variable = one.variable
        for case, tree in one.cases.items():
            cases[case] = _combined(tree, other, decide, known, budget)
        otherwise = _combined(one.otherwise, other, decide, known, budget)
    else:
        variable = one.variable
        for case, tree in one.cases.items():
            cases[case] = _combined(tree, other.cases.get(case, other.otherwise), decide, known, budget)
        for case, tree in other.cases.items():
            if case not in cases:
                cases[case] = _combined(one.otherwise, tree, decide, known, budget)
        otherwise = _combined(one.otherwise, other.otherwise, decide, known, budget)
    result: Worlds = choice(variable, cases, otherwise)
    known[key] = (result, one, other)
    return result


def where(worlds: Worlds, one: Any, other: Any) -> Any:
    """`one` in these worlds, `other` in all the rest.

    Raises:
        TooManyWorlds: the result would have more than `LIMIT` nodes.
    """
    return _where(worlds, one, other, {}, _Budget())


_NO_CASES: Final[dict[Hashable, Any]] = {}


def _where(worlds: Worlds, one: Any, other: Any, memo: dict[tuple[int, int, int], tuple[Any]], budget: _Budget) -> Any:
    if worlds is True or one is other:
        return one
    if worlds is False:
        return other
    key = (id(worlds), id(one), id(other))
    found = memo.get(key)
    if found is not None:
        return found[0]
    budget.spend()
    variable = worlds.variable
    if type(one) is Choice and one.variable.index < variable.index:
        variable = one.variable
    if type(other) is Choice and other.variable.index < variable.index:
        variable = other.variable
    cases, otherwise = worlds.cases, worlds.otherwise
    if worlds.variable is not variable:
        cases, otherwise = _NO_CASES, worlds
    one_cases, one_else = _NO_CASES, one
    if type(one) is Choice and one.variable is variable:
        one_cases, one_else = one.cases, one.otherwise
    other_cases, other_else = _NO_CASES, other
    if type(other) is Choice and other.variable is variable:
        other_cases, other_else = other.cases, other.otherwise
    results: dict[Hashable, Any] = {}
    for case in {**cases, **one_cases, **other_cases} if one_cases or other_cases else cases:
        inner = cases.get(case, otherwise), one_cases.get(case, one_else), other_cases.get(case, other_else)
        results[case] = _where(*inner, memo, budget)
    result = choice(variable, results, _where(otherwise, one_else, other_else, memo, budget))
    memo[key] = (result,)
    return result


def restrict(tree: Any, worlds: Worlds) -> Any:
    """The tree without the branches that no world of the set reaches (outside the set the result is arbitrary)."""
    if type(tree) is not Choice or type(worlds) is not Choice or not tree.support & worlds.support:
        return tree
    known = tree.variable.memory.restricted
    if len(known) > REMEMBERED:
        known.clear()
    return _restricted(tree, worlds, known)


def _restricted(tree: Any, worlds: Any, known: dict[tuple[int, int], tuple[Any, Any, Worlds]]) -> Any:
    if type(tree) is not Choice or type(worlds) is not Choice or not tree.support & worlds.support:
        return tree
    key = (id(tree), id(worlds))
    found = known.get(key)
    if found is not None:
        return found[0]
    variable = tree.variable
    if worlds.variable.index < variable.index:
        union: Worlds = False
        for _, subset in worlds.children():
            union = either(union, subset)
        result = _restricted(tree, union, known)
    else:
        cases: dict[Hashable, Any] = {}
        for case, subtree in tree.cases.items():
            subset = cofactor(worlds, variable, case)
            if subset is not False:
                cases[case] = _restricted(subtree, subset, known)
        if worlds.variable is variable:
            for case, subset in worlds.cases.items():
                if subset is not False and case not in tree.cases:
                    cases[case] = _restricted(tree.otherwise, subset, known)
        subset = cofactor(worlds, variable, OTHERWISE)
        if subset is not False:
            result = choice(variable, cases, _restricted(tree.otherwise, subset, known))
        elif cases:
            _, last = cases.popitem()
            result = choice(variable, cases, last)
        else:
            result = tree
    known[key] = (result, tree, worlds)
    return result


def larger(tree: Any, limit: int) -> bool:
    """Whether a tree has more than `limit` nodes."""
    if type(tree) is not Choice or tree.size <= limit:
        return False
    seen: set[int] = {id(tree)}
    stack = [tree]
    while stack and len(seen) <= limit:
        for _, child in stack.pop().children():
            if type(child) is Choice and id(child) not in seen:
                seen.add(id(child))
                stack.append(child)
    return len(seen) > limit


def reaches(tree: Any, leaf: Any) -> Worlds:
    """The worlds in which the leaf of a tree is this very object.

    Raises:
        TooManyWorlds: it has more than `LIMIT` leaves.
    """
    if type(tree) is not Choice:
        return tree is leaf
    known = tree.variable.memory.reached
    if len(known) > REMEMBERED:
        known.clear()
    return _reached(tree, leaf, known, set())


def _reached(tree: Any, leaf: Any, known: dict[tuple[int, int], tuple[Worlds, Any, Any]], seen: set[int]) -> Worlds:
    if type(tree) is not Choice:
        seen.add(id(tree))
        if len(seen) > LIMIT:
            raise TooManyWorlds
        return tree is leaf
    key = (id(tree), id(leaf))
    found = known.get(key)
    if found is not None:
        return found[0]
    cases = {case: _reached(subtree, leaf, known, seen) for case, subtree in tree.cases.items()}
    result: Worlds = choice(tree.variable, cases, _reached(tree.otherwise, leaf, known, seen))
    known[key] = (result, tree, leaf)
    return result


def leaves(tree: Any) -> Iterator[Any]:
    """Each distinct leaf of a tree, in the order of its branches."""
    if type(tree) is not Choice:
        yield tree
        return
    seen: set[int] = set()
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if type(node) is Choice:
            stack.extend(reversed([child for _, child in node.children()]))
        else:
            yield node


def variables(tree: Any) -> list[Variable]:
    """The questions on which a tree depends, each once."""
    found: dict[Variable, None] = {}
    seen: set[int] = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        if type(node) is Choice and id(node) not in seen:
            seen.add(id(node))
            found[node.variable] = None
            stack.extend(child for _, child in node.children())
    return list(found)


def paths(tree: Any, worlds: Worlds = True) -> Iterator[tuple[Worlds, Any]]:
    """Each leaf with the worlds that reach it, within a set of worlds; worlds of one leaf object are joined."""
    if type(tree) is not Choice:
        yield worlds, tree
        return
    found: dict[int, tuple[Worlds, Any]] = {}
    for leaf in leaves(tree):
        reached = both(worlds, reaches(tree, leaf))
        if reached is not False:
            found[id(leaf)] = (reached, leaf)
    yield from found.values()

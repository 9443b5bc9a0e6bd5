"""Decision trees over named variables: the conditions under which something holds.

A tree is either a leaf (any object that is not a `Choice`) or a `Choice`. Trees whose leaves are `True` and `False` are sets of
*worlds*; trees whose leaves are values say which value holds in which world. Variables are tested in the order in which they were
first asked for, so that two trees over the same questions line up (a multi-terminal decision diagram with open domains).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

L = TypeVar("L")
R = TypeVar("R")

LIMIT: Final = 160
"""Leaves that one operation may produce before it gives up with `TooManyWorlds`."""


NODES: Final = 4096
"""Nodes that one operation on sets of worlds may visit before it gives up."""


class TooManyWorlds(Exception):
    """An operation would need more combinations of conditions than `LIMIT`."""


@dataclass(frozen=True, slots=True)
class Unset:
    """The case of an environment variable that is not set."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


@dataclass(slots=True, eq=False)
class Variable:
    """A question that the source alone can't answer.

    Arguments:
        index: position in the order of all trees of one evaluation.
        symbol: what makes two questions the same.
        text: the question in words, without its answer: "env DEBUG", "package redis is installed".
        boolean: whether the only cases are true and false.
    """

    index: int
    symbol: Hashable
    text: str
    boolean: bool

    def describe(self, case: Hashable, others: tuple[Hashable, ...] = ()) -> str:
        """The answer `case` in words; `others` are the cases that an "otherwise" rules out."""
        if self.boolean:
            return self.text if case is True else _negated(self.text)
        if case is UNSET:
            return f"{self.text} is not set"
        if case is not OTHERWISE:
            return f"{self.text} == {_quoted(case)}"
        literals = [_quoted(other) for other in others if other is not UNSET]
        if not literals:
            return f"{self.text} is set"
        return f"{self.text} {'is set and ' if UNSET in others else ''}is not {' or '.join(literals)}"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The case that stands for every answer that has no case of its own."""

    def __repr__(self) -> str:
        return "OTHERWISE"


OTHERWISE: Final = Otherwise()


def _quoted(case: Hashable) -> str:
    return '"' + case.replace('"', '\\"') + '"' if isinstance(case, str) else repr(case)


_OPPOSITES: Final = {
    " is ": " is not ",
    " exists": " does not exist",
    " in ": " not in ",
    " == ": " != ",
    " >= ": " < ",
    " > ": " <= ",
}


def _negated(text: str) -> str:
    for positive, negative in _OPPOSITES.items():
        if text.count(positive) == 1:
            return text.replace(positive, negative)
    return f"not ({text})" if " " in text else f"not {text}"


@dataclass(slots=True, eq=False)
class Choice:
    """One subtree for each case of a variable, and one for every other answer."""

    variable: Variable
    cases: dict[Hashable, Any]
    otherwise: Any

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

    def get(self, symbol: Hashable, text: str, *, boolean: bool = True) -> Variable:
        """The variable of this symbol, made when first asked for."""
        variable = self.by_symbol.get(symbol)
        if variable is None:
            variable = self.by_symbol[symbol] = Variable(len(self.by_symbol), symbol, text, boolean)
        return variable


def holds(variable: Variable) -> Worlds:
    """The worlds in which a boolean variable is true."""
    return Choice(variable, {True: True}, False)


def is_case(variable: Variable, case: Hashable) -> Worlds:
    """The worlds in which a variable has this case."""
    return Choice(variable, {case: True}, False)


def same(one: Any, other: Any) -> bool:
    """Whether two trees are the same: identical leaves (or equal leaves where leaves define that) in every world."""
    if one is other:
        return True
    if isinstance(one, Choice):
        if (
            not isinstance(other, Choice)
            or one.variable is not other.variable
            or one.cases.keys() != other.cases.keys()
        ):
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
    kept = {case: tree for case, tree in cases.items() if not same(tree, otherwise)}
    return Choice(variable, kept, otherwise) if kept else otherwise


def _top(trees: tuple[Any, ...]) -> Variable:
    found: Variable | None = None
    for tree in trees:
        if isinstance(tree, Choice) and (found is None or tree.variable.index < found.index):
            found = tree.variable
    assert found is not None
    return found


def _cases(variable: Variable, trees: tuple[Any, ...]) -> list[Hashable]:
    cases: dict[Hashable, None] = {}
    for tree in trees:
        if isinstance(tree, Choice) and tree.variable is variable:
            cases.update(dict.fromkeys(tree.cases))
    return list(cases)


def cofactor(tree: Any, variable: Variable, case: Hashable) -> Any:
    """The tree as it is once `variable`, not tested above this node, is known to have this case."""
    if isinstance(tree, Choice) and tree.variable is variable:
        return tree.cases.get(case, tree.otherwise)
    return tree


class _Budget:
    __slots__ = ("left",)

    def __init__(self, limit: int = LIMIT) -> None:
        self.left = limit

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooManyWorlds


def apply(function: Callable[..., Any], *trees: Any) -> Any:
    """The tree of `function(*leaves)` over the leaves that meet in each world.

    Raises:
        TooManyWorlds: more than `LIMIT` combinations of leaves meet.
    """
    if not any(isinstance(tree, Choice) for tree in trees):
        return function(*trees)
    budget = _Budget()
    memo: dict[tuple[int, ...], Any] = {}

    def walk(trees: tuple[Any, ...]) -> Any:
        key = tuple(map(id, trees))
        if key in memo:
            return memo[key]
        if not any(isinstance(tree, Choice) for tree in trees):
            budget.spend()
            result = function(*trees)
        else:
            variable = _top(trees)
            cases = {
                case: walk(tuple(cofactor(tree, variable, case) for tree in trees)) for case in _cases(variable, trees)
            }
            result = choice(variable, cases, walk(tuple(cofactor(tree, variable, OTHERWISE) for tree in trees)))
        memo[key] = result
        return result

    return walk(trees)


def bind(tree: Any, function: Callable[[Any], Any]) -> Any:
    """The tree with each leaf replaced by the tree that `function` makes of it.

    Raises:
        TooManyWorlds: the result would be too large.
    """
    if not isinstance(tree, Choice):
        return function(tree)
    result = bind(tree.otherwise, function)
    for case, subtree in tree.cases.items():
        result = where(is_case(tree.variable, case), bind(subtree, function), result)
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


def _combine(one: Worlds, other: Worlds, decide: Callable[[Worlds, Worlds], Worlds | None]) -> Worlds:
    """A set operation: `decide` gives the result where one side settles it.

    Raises:
        TooManyWorlds: more than `NODES` pairs of nodes meet.
    """
    decided = decide(one, other)
    if decided is not None:
        return decided
    budget = _Budget(NODES)
    memo: dict[tuple[int, int], Worlds] = {}

    def walk(one: Worlds, other: Worlds) -> Worlds:
        decided = decide(one, other)
        if decided is not None:
            return decided
        key = (id(one), id(other))
        if key not in memo:
            budget.spend()
            variable = _top((one, other))
            cases = {
                case: walk(cofactor(one, variable, case), cofactor(other, variable, case))
                for case in _cases(variable, (one, other))
            }
            otherwise = walk(cofactor(one, variable, OTHERWISE), cofactor(other, variable, OTHERWISE))
            memo[key] = choice(variable, cases, otherwise)
        return memo[key]

    return walk(one, other)


def where(worlds: Worlds, one: Any, other: Any) -> Any:
    """`one` in these worlds, `other` in all the rest.

    Raises:
        TooManyWorlds: the result would have more than `LIMIT` nodes.
    """
    budget = _Budget()

    def walk(worlds: Worlds, one: Any, other: Any) -> Any:
        if worlds is True or one is other:
            return one
        if worlds is False:
            return other
        budget.spend()
        trees = (worlds, one, other)
        variable = _top(trees)
        cases = {case: walk(*(cofactor(tree, variable, case) for tree in trees)) for case in _cases(variable, trees)}
        return choice(variable, cases, walk(*(cofactor(tree, variable, OTHERWISE) for tree in trees)))

    return walk(worlds, one, other)


def restrict(tree: Any, worlds: Worlds) -> Any:
    """The tree without the branches that no world of the set reaches (outside the set the result is arbitrary)."""
    if isinstance(worlds, bool) or not isinstance(tree, Choice):
        return tree
    memo: dict[tuple[int, int], Any] = {}

    def walk(tree: Any, worlds: Worlds) -> Any:
        if isinstance(worlds, bool) or not isinstance(tree, Choice):
            return tree
        key = (id(tree), id(worlds))
        if key in memo:
            return memo[key][0]
        variable = _top((tree, worlds))
        if tree.variable is not variable:
            union: Worlds = False
            for _, subset in worlds.children():
                union = either(union, subset)
            result = walk(tree, union)
        else:
            reachable: list[tuple[Hashable, Any]] = []
            for case in [*_cases(variable, (tree, worlds)), OTHERWISE]:
                subset = cofactor(worlds, variable, case)
                if subset is not False:
                    reachable.append((case, walk(cofactor(tree, variable, case), subset)))
            result = choice(variable, dict(reachable[:-1]), reachable[-1][1]) if reachable else tree
        # The set is kept beside the result: an id must not be used again while the memo lives.
        memo[key] = (result, worlds)
        return result

    return walk(tree, worlds)


def larger(tree: Any, limit: int) -> bool:
    """Whether a tree has more than `limit` nodes."""
    count, stack = 0, [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Choice):
            count += 1
            if count > limit:
                return True
            stack.extend(node.cases.values())
            stack.append(node.otherwise)
    return False


def leaves(tree: Any) -> Iterator[Any]:
    """Each distinct leaf of a tree, in the order of its branches."""
    if not isinstance(tree, Choice):
        yield tree
        return
    seen: set[int] = set()
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Choice):
            stack.extend(reversed([child for _, child in node.children()]))
        else:
            yield node


def paths(tree: Any, worlds: Worlds = True) -> Iterator[tuple[Worlds, Any]]:
    """Each leaf with the worlds that reach it, within a set of worlds; worlds of one leaf object are joined."""
    if not isinstance(tree, Choice):
        yield worlds, tree
        return
    found: dict[int, tuple[Worlds, Any]] = {}
    for leaf in leaves(tree):
        reached = both(worlds, apply(lambda other, leaf=leaf: other is leaf, tree))
        if reached is not False:
            found[id(leaf)] = (reached, leaf)
    yield from found.values()


def scenarios(worlds: Worlds) -> Iterator[tuple[str, ...]]:
    """The worlds of a set as conjunctions of conditions in words, one for each path to `True`."""
    if worlds is True:
        yield ()
    elif isinstance(worlds, Choice):
        cases = tuple(worlds.cases)
        for case, subset in worlds.children():
            answer = False if worlds.variable.boolean and case is OTHERWISE else case
            for conditions in scenarios(subset):
                yield (worlds.variable.describe(answer, cases), *conditions)

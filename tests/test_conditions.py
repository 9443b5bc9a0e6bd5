"""Decision trees compared with what they stand for: a result for each of all worlds, one after another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djauthlint import conditions
from djauthlint.conditions import Choice, TooManyWorlds, Variables

# For each variable the answers that are tried; "z" stands for every answer that no tree has a case for.
ANSWERS: dict[str, tuple[Any, ...]] = {"DEBUG": (True, False), "HEROKU": (True, False), "STAGE": ("a", "b", "z")}
WORLDS = [dict(zip(ANSWERS, answers, strict=True)) for answers in itertools.product(*ANSWERS.values())]

QUESTIONS = st.sampled_from([("DEBUG", (True,)), ("HEROKU", (True,)), ("STAGE", ("a",)), ("STAGE", ("b",))])
SETS = st.recursive(
    st.one_of(st.booleans(), QUESTIONS),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["both", "either", "without"]), inner, inner), st.tuples(st.just("opposite"), inner)
    ),
    max_leaves=12,
)
LEAVES = st.one_of(st.integers(0, 3), st.tuples(st.integers(0, 1), st.integers(0, 1)))
TREES = st.recursive(LEAVES, lambda inner: st.tuples(st.just("where"), SETS, inner, inner), max_leaves=8)


@pytest.fixture(params=[conditions.REMEMBERED, 2], ids=["all is remembered", "all is soon forgotten"], autouse=True)
def remembered(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conditions, "REMEMBERED", request.param)
        yield


class Trees:
    """Makes trees, and what they stand for, out of descriptions."""

    def __init__(self) -> None:
        self.variables = Variables()
        # Leaves are told apart by identity, so that each is one object.
        self.objects: dict[Any, Any] = {}
        for name in ANSWERS:
            self.variable(name)

    def variable(self, name: str) -> conditions.Variable:
        return self.variables.get(name, f"env {name}", boolean=name != "STAGE")

    def worlds(self, described: Any) -> tuple[Any, list[bool]]:
        if isinstance(described, bool):
            return described, [described for _ in WORLDS]
        if described[0] in ANSWERS:
            name, (case,) = described
            variable = self.variable(name)
            made = conditions.is_case(variable, case) if name == "STAGE" else conditions.holds(variable)
            return made, [world[name] == case for world in WORLDS]
        operands = [self.worlds(each) for each in described[1:]]
        tree = getattr(conditions, described[0])(*(tree for tree, _ in operands))
        columns = [column for _, column in operands]
        truths = {
            "both": lambda: [one and other for one, other in zip(*columns, strict=True)],
            "either": lambda: [one or other for one, other in zip(*columns, strict=True)],
            "without": lambda: [one and not other for one, other in zip(*columns, strict=True)],
            "opposite": lambda: [not one for one in columns[0]],
        }
        return tree, truths[described[0]]()

    def values(self, described: Any) -> tuple[Any, list[Any]]:
        if not isinstance(described, tuple) or described[0] != "where":
            leaf = self.objects.setdefault(described, described)
            return leaf, [leaf for _ in WORLDS]
        (worlds, column), (one, ones), (other, others) = (
            self.worlds(described[1]),
            self.values(described[2]),
            self.values(described[3]),
        )
        values = [first if holds else second for holds, first, second in zip(column, ones, others, strict=True)]
        return conditions.where(worlds, one, other), values


def leaf_in(tree: Any, world: dict[str, Any]) -> Any:
    while isinstance(tree, Choice):
        answer = world[tree.variable.symbol]  # type: ignore[index]
        tree = tree.cases.get(answer, tree.otherwise)
    return tree


def in_all_worlds(tree: Any) -> list[Any]:
    return [leaf_in(tree, world) for world in WORLDS]


@given(SETS)
def test_a_set_holds_the_worlds_that_its_operations_say(described: Any) -> None:
    tree, expected = Trees().worlds(described)
    assert in_all_worlds(tree) == expected


@given(SETS, SETS)
def test_sets_of_the_same_worlds_are_the_same(one: Any, other: Any) -> None:
    trees = Trees()
    (first, firsts), (second, seconds) = trees.worlds(one), trees.worlds(other)
    assert conditions.same(first, second) == (firsts == seconds)


@given(TREES, SETS)
def test_a_tree_has_in_each_world_the_leaf_that_was_put_there(described: Any, within: Any) -> None:
    trees = Trees()
    tree, expected = trees.values(described)
    worlds, inside = trees.worlds(within)
    assert in_all_worlds(tree) == expected
    restricted = in_all_worlds(conditions.restrict(tree, worlds))
    assert [leaf for leaf, holds in zip(restricted, inside, strict=True) if holds] == [
        leaf for leaf, holds in zip(expected, inside, strict=True) if holds
    ]
    found = [(in_all_worlds(reached), leaf) for reached, leaf in conditions.paths(tree, worlds)]
    for number, holds in enumerate(inside):
        assert [leaf for reached, leaf in found if reached[number]] == ([expected[number]] if holds else [])


@given(TREES, TREES)
def test_functions_of_leaves(one: Any, other: Any) -> None:
    trees = Trees()
    (first, firsts), (second, seconds) = trees.values(one), trees.values(other)
    pairs = list(zip(firsts, seconds, strict=True))
    for applied in (conditions.apply, conditions.apply_again, conditions.apply_again):
        assert in_all_worlds(applied(_pair, first, second)) == pairs
    assert in_all_worlds(conditions.apply(repr, first)) == list(map(repr, firsts))
    assert in_all_worlds(conditions.replaced(first, repr)) == list(map(repr, firsts))
    bound = conditions.bind(first, lambda leaf: conditions.apply(lambda inner: (leaf, inner), second))
    assert in_all_worlds(bound) == pairs


def _pair(one: Any, other: Any) -> tuple[Any, Any]:
    return one, other


@given(TREES)
def test_what_is_asked_about_a_tree(described: Any) -> None:
    tree, expected = Trees().values(described)
    leaves = list(conditions.leaves(tree))
    assert set(map(repr, leaves)) == set(map(repr, expected))
    for leaf in leaves:
        assert in_all_worlds(conditions.reaches(tree, leaf)) == [each is leaf for each in in_all_worlds(tree)]
    asked = {variable.symbol for variable in conditions.variables(tree)}
    for name, answers in ANSWERS.items():
        depends = any(
            leaf_in(tree, {**world, name: answer}) is not leaf_in(tree, world) for world in WORLDS for answer in answers
        )
        assert not depends or name in asked


def test_an_open_variable_has_any_answer_but_those_excluded() -> None:
    variable = Variables().get("STAGE", "env STAGE", boolean=False)
    worlds = conditions.is_none_of(variable, ("a", "b"))
    assert [leaf_in(worlds, {"STAGE": answer}) for answer in "abz"] == [False, False, True]
    assert conditions.is_none_of(variable, ()) is True


def test_long_tuples_are_compared_by_their_items() -> None:
    variable = Variables().get("DEBUG", "env DEBUG")
    long, like_it, other = (tuple(map(str, range(start, start + 600))) for start in (0, 0, 1))
    like_it = tuple(map(dict(zip(long, long, strict=True)).__getitem__, like_it))
    assert conditions.choice(variable, {True: long}, like_it) is like_it
    assert isinstance(conditions.choice(variable, {True: long}, other), Choice)


def test_trees_that_are_too_large_are_refused() -> None:
    variables = Variables()

    def wide(name: str, size: int) -> Any:
        return conditions.choice(
            variables.get(name, name, boolean=False), {case: object() for case in range(size)}, None
        )

    one, other = wide("STAGE", 20), wide("REGION", 20)
    combined = conditions.apply(_pair, one, conditions.where(conditions.is_case(one.variable, 3), other, None))
    assert not conditions.larger(combined, 2)
    assert conditions.larger(combined, 1)
    assert not conditions.larger(0, 0)
    with pytest.raises(TooManyWorlds):
        conditions.apply(_pair, one, other)
    with pytest.raises(TooManyWorlds):
        conditions.reaches(wide("NUMBER", 2 * conditions.LIMIT), None)


def test_everything_can_be_forgotten() -> None:
    variables = Variables()
    trees = [conditions.holds(variables.get(name, name)) for name in ("DEBUG", "HEROKU")]
    before = conditions.both(*trees)
    variables.memory.clear()
    assert not variables.memory.operations
    again = conditions.both(*(conditions.holds(variables.get(name, name)) for name in ("DEBUG", "HEROKU")))
    assert again is not before
    assert conditions.same(again, before)

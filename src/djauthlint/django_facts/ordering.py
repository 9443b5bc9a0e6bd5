"""In which order middleware has to stand: what a sequence violates, and the moves that cure it.

The constraint "SESSION before AUTHENTICATION" is violated where an element does the work of the second, none before it does
that of the first, and one after it does. Elements of which not everything is known may do any work: what they might
satisfy is not violated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from djauthlint.django_facts.middleware_table import (
    Constraint,
    Middleware,
    Work,
    constraints,
    known_middleware,
    placements,
)


class Violation(NamedTuple):
    """A constraint that a sequence does not obey, with the places of the elements.

    Arguments:
        constraint: the constraint.
        wrong: the element that stands too early; of a place at the beginning, the one that stands too late.
        other: the element that should stand before it; of a place at the beginning or end, the one that is in the way.
    """

    constraint: Constraint
    wrong: int
    other: int


class Move(NamedTuple):
    """A change of place that cures a violation and makes no other.

    Arguments:
        element: the element that is moved.
        target: its place afterwards.
        left: what is violated afterwards, all of it before, too.
        crosses_unknown: whether it passes elements of which not everything is known.
    """

    element: int
    target: int
    left: tuple[Violation, ...]
    crosses_unknown: bool


def violations(elements: Sequence[Work], rules: Iterable[Constraint]) -> tuple[Violation, ...]:
    """The constraints that a sequence certainly violates, each once.

    Arguments:
        elements: what each element does, in order.
        rules: the constraints to look at: those whose condition holds.
    """
    return tuple(found for rule in rules if (found := violation(elements, rule)) is not None)


def violation(elements: Sequence[Work], rule: Constraint) -> Violation | None:
    """How a sequence violates a constraint, None where it does not, or may not."""
    if rule.place == "order":
        assert rule.before is not None
        assert rule.after is not None
        return _order(elements, rule, rule.before, rule.after)
    return _placed(elements, rule)


def minimal_move(
    elements: Sequence[Work],
    wrong: Violation,
    rules: Iterable[Constraint],
    movable: Callable[[int], bool] = lambda _: True,
) -> Move | None:
    """The move that cures a violation, makes no other, leaves the fewest, and passes the fewest elements.

    Arguments:
        elements: what each element does, in order.
        wrong: the violation.
        rules: all constraints whose condition holds, that of the violation among them.
        movable: whether the element at a place can be moved.

    Returns:
        None where no move of one element does all that.
    """
    rules = [rule for rule in rules if _concerns(rule, elements)]
    before = {rule for rule in rules if not _is_obeyed(elements, rule)}
    best: tuple[tuple[bool, int, int, int], Move] | None = None
    for preference, element in enumerate((wrong.wrong, wrong.other)):
        if not movable(element):
            continue
        for target in range(len(elements)):
            if target == element:
                continue
            after = moved(elements, element, target)
            remaining = {rule for rule in rules if not _is_obeyed(after, rule)}
            if wrong.constraint in remaining or not remaining <= before:
                continue
            left = violations(after, rules)
            passed = elements[element + 1 : target + 1] if target > element else elements[target:element]
            unknown = any(work.unknown is not None for work in passed)
            key = unknown, len(left), abs(target - element), preference
            if best is None or key < best[0]:
                best = key, Move(element, target, left, unknown)
    return None if best is None else best[1]


def moved(elements: Sequence[Work], element: int, target: int) -> list[Work]:
    """The sequence with one element at another place."""
    rest = [*elements[:element], *elements[element + 1 :]]
    return [*rest[:target], elements[element], *rest[target:]]


def place_for(elements: Sequence[Work], work: Work, rules: Sequence[Constraint]) -> int:
    """Where to insert an element: where it violates the least, as early as what must stand before it allows.

    An element that nothing must stand before goes directly before the first that must stand after it.
    """
    counted = [len(violations([*elements[:at], work, *elements[at:]], rules)) for at in range(len(elements) + 1)]
    fewest = [at for at, count in enumerate(counted) if count == min(counted)]
    orders = [rule for rule in rules if rule.before is not None and rule.after is not None]
    earlier = [rule.before for rule in orders if rule.before and rule.after and rule.after.is_done_by(work)]
    if any(each.is_done_by(element) for each in earlier for element in elements[: fewest[-1]]):
        last = max(
            at for at, element in enumerate(elements[: fewest[-1]]) if any(each.is_done_by(element) for each in earlier)
        )
        return next((at for at in fewest if at > last), fewest[0])
    later = [rule.after for rule in orders if rule.after and rule.before and rule.before.is_done_by(work)]
    first = next((at for at, each in enumerate(elements) if any(one.is_done_by(each) for one in later)), len(elements))
    return max((at for at in fewest if at <= first), default=fewest[0])


def recommended_order() -> tuple[Middleware, ...]:
    """All of the table in an order that obeys every constraint, and places first and last what should be.

    Raises:
        ValueError: the constraints contradict each other.
    """
    known = [*known_middleware().values()]
    first = [each.before for each in placements() if each.before is not None]
    last = [each.after for each in placements() if each.after is not None]
    pairs = {(rule.before, rule.after) for rule in constraints() if rule.before and rule.after}
    # Of what comes first, the outermost is named first; of what comes last, the innermost.
    pairs |= {(one, other) for at, one in enumerate(first) for other in known if other not in first[: at + 1]}
    pairs |= {(other, one) for at, one in enumerate(last) for other in known if other not in last[: at + 1]}
    ordered: list[Middleware] = []
    while left := [each for each in known if each not in ordered]:
        free = next((each for each in left if not any(one in left for one, other in pairs if other == each)), None)
        if free is None:
            raise ValueError(f"these contradict each other: {', '.join(each.name for each in left)}")
        ordered.append(free)
    return tuple(ordered)


def _concerns(rule: Constraint, elements: Sequence[Work]) -> bool:
    """Whether a sequence has everything that a constraint is about."""
    return all(
        any(each.is_done_by(work) for work in elements) for each in (rule.before, rule.after) if each is not None
    )


def _is_obeyed(elements: Sequence[Work], rule: Constraint) -> bool:
    """Whether a sequence certainly obeys a constraint: not only because of an element that nothing is known of."""
    if rule.before is None or rule.after is None:
        return violation(elements, rule) is None
    wrong = next((at for at, work in enumerate(elements) if rule.after.is_done_by(work)), None)
    return wrong is None or any(rule.before.is_done_by(work) for work in elements[: wrong + 1])


def _order(elements: Sequence[Work], rule: Constraint, before: Middleware, after: Middleware) -> Violation | None:
    wrong = next((at for at, work in enumerate(elements) if after.is_done_by(work)), None)
    if wrong is None or any(before.may_be_done_by(work) for work in elements[: wrong + 1]):
        return None
    other = next((at for at in range(wrong + 1, len(elements)) if before.is_done_by(elements[at])), None)
    return None if other is None else Violation(rule, wrong, other)


def _placed(elements: Sequence[Work], rule: Constraint) -> Violation | None:
    own = rule.before or rule.after
    assert own is not None
    ahead: list[Middleware] = []
    for each in placements():
        if each.name == rule.name:
            break
        if each.place == rule.place:
            ahead += [one for one in (each.before, each.after) if one is not None]
    order = range(len(elements)) if rule.place == "first" else range(len(elements) - 1, -1, -1)
    other: int | None = None
    for at in order:
        if own.is_done_by(elements[at]):
            return None if other is None else Violation(rule, at, other)
        if not any(one.may_be_done_by(elements[at]) for one in (own, *ahead)) and other is None:
            other = at
    return None

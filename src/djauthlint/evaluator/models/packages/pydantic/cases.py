"""Types with a fixed set of values: `Literal` and enumerations. An undetermined text is one of them, or it is refused."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from djauthlint.conditions import Tree
from djauthlint.evaluator.enumerations import enum_members, enum_value
from djauthlint.evaluator.models.packages.pydantic.annotations import Kind
from djauthlint.evaluator.models.packages.pydantic.scalars import Invalid
from djauthlint.evaluator.models.packages.reading import one_of
from djauthlint.values import Instance, Known, Unknown, Value

if TYPE_CHECKING:
    from djauthlint.evaluator.models.packages.pydantic.validation import Validation


def literal(validation: Validation, kind: Kind, leaf: Value) -> Tree[Value]:
    """A value as a `Literal` accepts it.

    Raises:
        Invalid: it does not.
    """
    if not all(isinstance(case, Known) for case in kind.cases):
        return validation.unclear(leaf)
    cases = [case for case in kind.cases if isinstance(case, Known)]
    words = f"Input should be {' or '.join(repr(case.value) for case in cases)}"
    if isinstance(leaf, Known):
        for case in cases:
            if type(case.value) is type(leaf.value) and case.value == leaf.value:
                return case
        raise Invalid(words)
    if not isinstance(leaf, Unknown) or leaf.kind != "str":
        return validation.unclear(leaf)
    texts: list[tuple[Hashable, Value]] = [(case.value, case) for case in cases if isinstance(case.value, str)]
    return one_of(validation.call, leaf, texts, lambda: validation.reject(words))


def member(validation: Validation, kind: Kind, leaf: Value) -> Tree[Value]:
    """The member of an enumeration that a value stands for.

    Raises:
        Invalid: there is none.
    """
    assert kind.cls is not None
    run = validation.call.run
    if isinstance(leaf, Instance) and leaf.cls is kind.cls:
        return leaf
    members = [each for each in enum_members(run, kind.cls) or () if isinstance(each, Instance)]
    values = [enum_value(run, each) for each in members]
    if not all(isinstance(value, Known) for value in values):
        return validation.unclear(leaf)
    words = f"Input should be {' or '.join(repr(value.value) for value in values)}"
    if isinstance(leaf, Known):
        for each, value in zip(members, values, strict=True):
            if type(value.value) is type(leaf.value) and value.value == leaf.value:
                return each
        if all(isinstance(value.value, str) for value in values):
            raise Invalid(words)
        return validation.unclear(leaf)
    if isinstance(leaf, Unknown) and leaf.kind == "str" and all(isinstance(value.value, str) for value in values):
        pairs: list[tuple[Hashable, Value]] = [(value.value, each) for each, value in zip(members, values, strict=True)]
        return one_of(validation.call, leaf, pairs, lambda: validation.reject(words))
    return validation.unclear(leaf)

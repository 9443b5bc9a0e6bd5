"""The classes that a class is derived from, and what it has from them."""

from __future__ import annotations

import builtins
from collections import Counter, deque
from typing import Any, Final

from djauthlint.conditions import Tree, where
from djauthlint.evaluator.interpreter import GaveUp, Interpreter
from djauthlint.evaluator.names import read
from djauthlint.values import ABSENT, Builtin, Class, Instance, Perhaps, Unknown, Value

DESCRIPTORS: Final = {
    "builtins.property": "builtins.property",
    "functools.cached_property": "functools.cached_property",
    "django.utils.functional.cached_property": "functools.cached_property",
    "builtins.staticmethod": "builtins.staticmethod",
    "builtins.classmethod": "builtins.classmethod",
    "django.utils.functional.classproperty": "django.utils.functional.classproperty",
    "configurations.utils.classproperty": "django.utils.functional.classproperty",
}
"""Decorators whose result depends on how an attribute is read, with the kind of descriptor that they make."""


def ancestors(run: Interpreter, cls: Value) -> tuple[Value, ...]:
    """A class and its bases in method resolution order (C3; where that fails, depth first)."""
    if not isinstance(cls, Class):
        return (cls,)
    cached = run.orders.get(id(cls))
    if cached is not None:
        return cached[1]
    result = (cls, *_merge(_orders(run, cls))[0])
    run.orders[id(cls)] = (cls, result)
    return result


def _merge(sequences: list[list[Value]]) -> tuple[list[Value], bool]:
    """The sequences merged, and whether that is possible with the order of each kept."""
    if len(sequences) == 2 and len(sequences[1]) == 1:
        return sequences[0], True
    result: list[Value] = []
    consistent = True
    waiting = Counter(id(other) for sequence in sequences for other in sequence[1:])
    """In how many sequences a class stands behind another one."""
    rest = [deque(sequence) for sequence in sequences if sequence]
    while rest:
        head = next((sequence[0] for sequence in rest if not waiting[id(sequence[0])]), None)
        if head is None:
            head, consistent = rest[0][0], False
        result.append(head)
        for sequence in rest:
            if sequence[0] is head:
                sequence.popleft()
                if sequence:
                    waiting[id(sequence[0])] -= 1
            elif waiting[id(head)] and head in sequence:
                sequence.remove(head)
                waiting[id(head)] -= 1
        rest = [sequence for sequence in rest if sequence]
    return result, consistent


def _orders(run: Interpreter, cls: Class) -> list[list[Value]]:
    return [*(list(ancestors(run, base)) for base in cls.bases), list(cls.bases)]


def has_order(run: Interpreter, cls: Class) -> bool:
    """Whether Python finds a method resolution order for a new class; assumed where its bases are not all of the project.

    Raises:
        GaveUp: it is derived from too many classes.
    """
    orders = _orders(run, cls)
    if sum(map(len, orders)) > BASES:
        raise GaveUp(f"a class is derived from more than {BASES} others")
    return _merge(orders)[1] or not all(isinstance(base, Class) for order in orders for base in order)


def find_in_class(run: Interpreter, cls: Value, name: str, behind: Class | None = None) -> Tree[Any]:
    """A name in a class or its bases, `ABSENT` where there is none; `behind`: only in the bases that follow this class."""
    result: Any = ABSENT
    order = ancestors(run, cls)
    if behind is not None and any(other is behind for other in order):
        place = next(place for place, other in enumerate(order) if other is behind)
        order = order[place + 1 :]
    for base in order:
        found: Any = ABSENT
        if isinstance(base, Class):
            found = read(run, base.namespace, name)
        elif isinstance(base, Builtin) and (name in base.attributes or is_complete(base)):
            found = base.attributes.get(name, ABSENT)
        elif name.startswith("__") and name.endswith("__"):
            continue
        elif isinstance(base, Builtin):
            found = Perhaps(f"{name} of {base.name}") if may_have(base, name) else ABSENT
        elif isinstance(base, Unknown):
            found = Perhaps(f"{name} of {base.reason}", origin=base.origin)
        if found is ABSENT:
            continue
        result = found if result is ABSENT else where(run.present(result), result, found)
        if run.here(run.present(result)) is True:
            return run.here(result)
    return result


COMPLETE: Final = (
    "builtins.object",
    "abc.ABC",
    "configurations.Configuration",
    "enum.",
    "pydantic",
    "typing.Generic",
    "typing.NamedTuple",
    "typing.Protocol",
)


BASES: Final = 400
"""Classes that a class may be derived from, each counted for every way that leads to it."""

ALL_LISTED: Final = "__all_listed__"
"""Marks a class of a package whose settings are all listed among its attributes."""


def is_complete(cls: Builtin) -> bool:
    """Whether all attributes of a class that djauthlint models are listed, as far as settings read them."""
    return cls.name.startswith(COMPLETE) or ALL_LISTED in cls.attributes


def is_plain(cls: Value) -> bool:
    """Whether a class adds nothing to `object` in how its instances compare: those of exceptions are equal only to themselves."""
    return isinstance(cls, Builtin) and (is_complete(cls) or "builtins.BaseException" in (cls.name, *cls.bases))


def is_exception(run: Interpreter, value: Value) -> bool:
    """Whether a leaf is an exception: an object of a class that is certainly derived from `BaseException`."""
    return isinstance(value, Instance) and any(
        isinstance(base, Builtin) and "builtins.BaseException" in (base.name, *base.bases)
        for base in ancestors(run, value.cls)
    )


def may_have(cls: Builtin, name: str) -> bool:
    """Whether a class that djauthlint models may have an attribute that is not listed."""
    module, _, label = cls.name.rpartition(".")
    return module != "builtins" or hasattr(getattr(builtins, label, object), name)

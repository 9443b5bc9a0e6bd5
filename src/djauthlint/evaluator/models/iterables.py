"""What can be iterated and is no list: iterators, views of dicts, ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from djauthlint.evaluator.interpreter import Interpreter, changeable
from djauthlint.values import Hole, Items, List, Object, Origin


@dataclass(slots=True, eq=False)
class View(Object):
    """A range or a view of a dict: `read` gives the items as they are now, each time."""

    read: Callable[[Interpreter], Items] = lambda run: ()


@dataclass(slots=True, eq=False)
class Stream(Object):
    """An iterator; `rest` is what is left of it."""

    rest: List = field(default_factory=lambda: List(()))


def view(path: str, read: Callable[[Interpreter], Items], origin: Origin | None) -> View:
    """A view of a class of `builtins`."""
    return View(f"builtins.{path}", origin=origin, read=read)


def stream(run: Interpreter, path: str, items: Items, origin: Origin | None) -> Stream:
    """An iterator of a class of `builtins` over these items."""
    return Stream(f"builtins.{path}", origin=origin, rest=List(items, origin, run.worlds))


def use(run: Interpreter, value: View | Stream) -> Items:
    """The items for somebody who may stop before the end."""
    if isinstance(value, View):
        return value.read(run)
    items = value.rest.items
    if items:
        run.set_items(value.rest, (Hole("what is left of an iterator", changeable(*items)),))
    return items


def drain(run: Interpreter, value: View | Stream) -> Items:
    """The items for somebody who takes all of them."""
    items = use(run, value)
    if isinstance(value, Stream) and items:
        run.set_items(value.rest, ())
    return items

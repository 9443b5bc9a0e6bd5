"""Elements that are known in an order that is not."""

from __future__ import annotations

from djauthlint.values import Hole, Item, Items


class Shuffled(Hole):
    """A stretch of a sequence whose elements are known but for their order; what sorting makes of it is known, too.

    Arguments:
        elements: in any order; a `Hole` among them: there may be more.
    """

    __slots__ = ("elements",)

    def __init__(self, reason: str, elements: Items = ()) -> None:
        super().__init__(reason)
        self.elements = elements


def spread(items: Items) -> Items:
    """The items with those of shuffled stretches: for whoever doesn't mind the order."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, Shuffled):
            found.extend(item.elements)
        else:
            found.append(item)
    return tuple(found)

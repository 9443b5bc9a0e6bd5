"""Settings that whoever looks at all of them could not come to the end of: lists that share each other, over and over."""

from __future__ import annotations

from typing import Any, Final

from djauthlint.conditions import Choice, leaves, replaced
from djauthlint.evaluator.convert import CHARACTERS, LARGEST, TOO_LARGE
from djauthlint.values import Dict, Known, Lazy, List, Namespace, Set, Slice, Splice, Tuple, Unknown

LEVELS: Final = 250
"""Containers inside containers that rules can look into without running out of stack."""


def limit_settings(namespace: Namespace) -> None:
    """Settings that are larger than `LARGEST`, or deeper than `LEVELS`, are undetermined from now on."""
    sizes = _Sizes()
    for name, tree in namespace.names.items():
        if name.isupper():
            namespace.names[name] = sizes.limited(tree)


class _Sizes:
    """How large values are, with what they share counted at each place, and how deep: each is looked at once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, int]] = {}

    def limited(self, tree: Any) -> Any:
        """A tree of values, those that are too large undetermined."""
        if isinstance(tree, Known) or all(map(self._fits, leaves(tree))):
            return tree
        return replaced(tree, lambda leaf: leaf if self._fits(leaf) else Unknown(TOO_LARGE, origin=leaf.origin))

    def _fits(self, leaf: Any) -> bool:
        size, height = self._of(leaf)
        return size <= LARGEST and height <= LEVELS

    def _of(self, value: Any) -> tuple[int, int]:
        """The size and the height of a value; what it is part of does not count again."""
        found = self.known.get(id(value))
        if found is not None:
            return found
        self.known[id(value)] = 1, 1
        size, height = 1, 1
        stack = [(value, iter(_parts(value)), [size, height])]
        while stack:
            whole, parts, sums = stack[-1]
            for part in parts:
                found = self.known.get(id(part))
                if found is None:
                    self.known[id(part)] = 1, 1
                    stack.append((part, iter(_parts(part)), [_own(part), 1]))
                    break
                _add(whole, sums, found)
            else:
                stack.pop()
                size, height = sums
                self.known[id(whole)] = size, height
                if stack:
                    _add(stack[-1][0], stack[-1][2], (size, height))
        return size, height


def _add(whole: Any, sums: list[int], part: tuple[int, int]) -> None:
    # Of several alternatives one counts, for nobody looks at all of them at once.
    sums[0] = max(sums[0], part[0] + 1) if isinstance(whole, (Choice, Splice)) else sums[0] + part[0]
    sums[1] = max(sums[1], part[1] + (not isinstance(whole, (Choice, Splice))))


def _own(value: Any) -> int:
    return (
        1 + len(value.value) // CHARACTERS if isinstance(value, Known) and isinstance(value.value, (str, bytes)) else 1
    )


def _parts(value: Any) -> list[Any]:
    if isinstance(value, Choice):
        return [child for _, child in value.children()]
    if isinstance(value, (List, Tuple)):
        return list(value.items)
    if isinstance(value, (Dict, Set)):
        return [part for entry in value.entries.values() for part in (entry.key, entry.value)]
    if isinstance(value, Splice):
        return [value.tree]
    if isinstance(value, Slice):
        return list(value.bounds)
    return [value.text] if isinstance(value, Lazy) else list(value) if isinstance(value, tuple) else []

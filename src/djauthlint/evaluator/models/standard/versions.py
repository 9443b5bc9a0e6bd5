"""Version tuples of which only a first part may be known: `sys.version_info`, `django.VERSION`."""

from __future__ import annotations

from bisect import insort
from typing import Any, Final

from djauthlint.conditions import Worlds, both, either, opposite
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import Builtin, Known, Tuple, Unknown, Value

FIELDS: Final = ("major", "minor", "micro", "releaselevel", "serial")


class Version(Tuple):
    """A version tuple, or the first items of one, that answers comparisons itself, consistently.

    Arguments:
        text: as it is written in settings.
        known: its first items, as far as they are known.
        length: how many items it has.
        between: its first items at least and at most, where they are not known.
        asked: what the whole tuple has been compared with.
        hooks: its comparisons.
    """

    __slots__ = ("asked", "between", "hooks", "known", "length", "text")

    def __init__(
        self,
        text: str,
        known: tuple[Any, ...],
        fields: tuple[str, ...] = (),
        length: int = len(FIELDS),
        between: tuple[tuple[int, ...], tuple[int, ...]] | None = None,
    ) -> None:
        super().__init__(tuple(_item(text, known, place) for place in range(length)), None, fields)
        self.text = text
        self.known = known[:length]
        self.length = length
        self.between = None if known else between
        self.asked: list[tuple[int, ...]] = []
        compare = {"__ge__": self.at_least, "__gt__": self.greater, "__le__": self.at_most, "__lt__": self.less}
        self.hooks = {name: Builtin(f"{text}.{name}", _comparison(body)) for name, body in compare.items()}

    def first(self, length: int) -> Version:
        """Its first items."""
        part = Version(self.text, self.known, (), length, self.between)
        part.asked = self.asked
        return part

    def at_least(self, run: Interpreter, other: tuple[Any, ...]) -> Worlds:
        """The worlds in which it is not less than a tuple; of two tuples with the same beginning the longer one is greater."""
        if len(other) > self.length:
            return self.greater(run, other[: self.length])
        while other and other[-1] == 0:
            # No item is less than 0: (3, 8, 0) separates the same versions as (3, 8).
            other = other[:-1]
        shared = min(len(self.known), len(other))
        if self.known[:shared] != other[:shared]:
            return bool(self.known[:shared] > other[:shared])
        if len(other) <= len(self.known):
            return True
        if self.between is not None and all(isinstance(part, int) for part in other):
            oldest, newest = self.between
            if (*oldest, *(0 for _ in other[len(oldest) :])) >= other:
                return True
            if other[: len(newest)] > newest:
                return False
        worlds = run.ask(("version", self.text, other), f"{self.text} >= {other}")
        if not all(isinstance(part, int) for part in other):
            return worlds
        for threshold in self.asked:
            if threshold < other:
                worlds = both(worlds, run.ask(("version", self.text, threshold), ""))
            elif threshold > other:
                worlds = either(worlds, run.ask(("version", self.text, threshold), ""))
        if other not in self.asked:
            insort(self.asked, other)
        return worlds

    def greater(self, run: Interpreter, other: tuple[Any, ...]) -> Worlds:
        """The worlds in which it is greater than a tuple: never equal to a shorter one."""
        if len(other) < self.length:
            return self.at_least(run, other)
        other = other[: self.length]
        if isinstance(other[-1], int):
            return self.at_least(run, (*other[:-1], other[-1] + 1))
        return run.ask(("version", self.text, other, ">"), f"{self.text} > {other}")

    def at_most(self, run: Interpreter, other: tuple[Any, ...]) -> Worlds:
        """The worlds in which it is not greater than a tuple."""
        return opposite(self.greater(run, other))

    def less(self, run: Interpreter, other: tuple[Any, ...]) -> Worlds:
        """The worlds in which it is less than a tuple."""
        return opposite(self.at_least(run, other))


def _item(text: str, known: tuple[Any, ...], place: int) -> Value:
    if place < len(known):
        return Known(known[place])
    return Unknown(f"the version {text}", "str" if place == 3 else "int", ("item", ("text", text), place))


def _comparison(compare: Any) -> Any:
    def body(call: Call) -> Any:
        from djauthlint.evaluator.expressions import from_worlds

        try:
            other = to_python(call.args[0])
        except Undetermined as undetermined:
            return call.undetermined(undetermined.reason, "bool")
        if not isinstance(other, tuple):
            message = f"comparison not supported between instances of 'tuple' and '{type(other).__name__}'"
            return call.run.error("TypeError", message, call.node)
        return from_worlds(call.run, compare(call.run, other), call.origin)

    return body

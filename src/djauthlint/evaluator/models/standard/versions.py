"""Version tuples of which only a first part may be known: `sys.version_info`, `django.VERSION`."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import Any

from djauthlint.conditions import Worlds, both, either
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import Builtin, Known, Object, Tuple, Unknown, Value

FIELDS = ("major", "minor", "micro", "releaselevel", "serial")


class Version:
    """A version tuple.

    Arguments:
        text: as it is written in settings.
        known: its first items, as far as they are known.
        names: whether its items are attributes, too.
    """

    def __init__(self, text: str, known: tuple[int, ...], *, names: bool) -> None:
        self.text = text
        self.known = known
        self.names = names
        self.asked: list[tuple[int, ...]] = []

    def item(self, place: int) -> Value:
        """One of its five items."""
        if place < len(self.known):
            return Known(self.known[place])
        kind = "str" if place == 3 else "int"
        return Unknown(f"the version {self.text}", kind, ("item", ("text", self.text), place))

    def items(self) -> tuple[Value, ...]:
        """All of its items."""
        return tuple(self.item(place) for place in range(len(FIELDS)))

    def at_least(self, run: Interpreter, other: tuple[Any, ...]) -> Worlds:
        """The worlds in which it is not less than a tuple; consistent with what was asked before."""
        shared = min(len(self.known), len(other))
        if self.known[:shared] != other[:shared]:
            return bool(self.known[:shared] > other[:shared])
        if len(other) <= len(self.known):
            return True
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


def version_object(text: str, known: Sequence[int], *, names: bool) -> Value:
    """A version as a value: a tuple when all of it is known."""
    version = Version(text, tuple(known), names=names)
    if len(known) >= len(FIELDS):
        return Tuple(version.items(), None, FIELDS if names else ())
    result = Object("builtins.tuple", symbol=("text", text))

    def compare(name: str, body: Any) -> None:
        def called(call: Call) -> Any:
            from djauthlint.evaluator.expressions import from_worlds

            try:
                other = to_python(call.args[0])
            except Undetermined as undetermined:
                return call.undetermined(undetermined.reason, "bool")
            if not isinstance(other, tuple):
                return call.run.error("TypeError", f"'{name}' not supported between instances of 'tuple' and '{type(other).__name__}'", call.node)
            return from_worlds(call.run, body(call.run, other), call.origin)

        result.attributes[name] = Builtin(f"{text}.{name}", called)

    def at_most(run: Interpreter, other: tuple[Any, ...]) -> Worlds:
        # It has five items: it never equals a shorter tuple.
        from djauthlint.conditions import opposite

        return opposite(version.at_least(run, other)) if len(other) < len(FIELDS) else run.ask(("version", text, other, "<="), f"{text} <= {other}")

    compare("__ge__", version.at_least)
    compare("__gt__", version.at_least)
    compare("__le__", at_most)
    compare("__lt__", at_most)
    result.attributes["__getitem__"] = Builtin(f"{text}.__getitem__", lambda call: _item(call, version))
    result.attributes["__iter__"] = Builtin(f"{text}.__iter__", lambda call: Tuple(version.items(), call.origin))
    if names:
        result.attributes.update({field: version.item(place) for place, field in enumerate(FIELDS)})
    return result


def _item(call: Call, version: Version) -> Any:
    from djauthlint.evaluator.objects import get_item

    return get_item(call.run, Tuple(version.items(), call.origin), call.args[0], call.node)

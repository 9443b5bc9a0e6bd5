"""The environment variables of the process that would import the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from djauthlint.conditions import UNSET, Tree, bind, choice, where
from djauthlint.evaluator.evaluation import Given
from djauthlint.values import ABSENT, EnvironmentString, Known, Unknown, Value

if TYPE_CHECKING:
    from djauthlint.evaluator.interpreter import Interpreter


@dataclass(slots=True)
class Environment:
    """What is given, what the settings wrote, and a question for everything else.

    Arguments:
        given: what the user said about the environment.
        written: variables that were read or written, with their present value in each world.
        open: why any variable may have been set by something undetermined, or None.
        is_uncertain: whether that may as well have left it unset.
    """

    given: Given
    written: dict[str, Tree[Any]] = field(default_factory=dict)
    open: str | None = None
    is_uncertain: bool = False

    def read(self, run: Interpreter, name: str) -> Tree[Any]:
        """The value of a variable: text where it is set, `ABSENT` where it is not."""
        tree = self.written.get(name)
        if tree is None:
            tree = self.written[name] = self._initial(run, name)
        return run.here(tree)

    def _initial(self, run: Interpreter, name: str) -> Tree[Any]:
        if name in self.given.environment:
            return Known(self.given.environment[name])
        if self.given.complete:
            if self.open is None:
                return ABSENT
            there = not self.is_uncertain or run.ask(("set", name), f"{name} is set ({self.open})")
            return where(there, Unknown(self.open, "str"), ABSENT)
        variable = run.variables.get(("env", name), f"env {name}", boolean=False)
        return choice(variable, {UNSET: ABSENT}, EnvironmentString(name))

    def write(self, run: Interpreter, name: str, value: Tree[Any]) -> None:
        """Sets a variable (or removes it: `ABSENT`) in the present worlds."""
        self.written[name] = where(run.worlds, value, self.read_everywhere(run, name))

    def read_everywhere(self, run: Interpreter, name: str) -> Tree[Any]:
        """As `read`, for all worlds."""
        self.read(run, name)
        return self.written[name]

    def set_default(self, run: Interpreter, name: str, value: Tree[Any]) -> None:
        """Sets a variable in those of the present worlds in which it is not set."""
        present = self.read(run, name)
        self.write(run, name, bind(present, lambda leaf: value if leaf is ABSENT else leaf))

    def forget_one(self, run: Interpreter, name: str, reason: str) -> None:
        """Something undetermined may have set a variable in the present worlds, or removed it."""
        there = run.ask(("set", name, run.fresh()), f"{name} is set ({reason})")
        self.write(run, name, where(there, Unknown(reason, "str"), ABSENT))

    def forget_all(self, run: Interpreter, reason: str) -> None:
        """Something undetermined may have set any variable in the present worlds, or removed it."""
        self.open = reason
        self.is_uncertain = True
        for name in dict.fromkeys((*self.given.environment, *self.written)):
            self.forget_one(run, name, reason)

    def forget(self, reason: str) -> None:
        """Something undetermined may have set any variable."""
        self.open = reason
        for name, tree in self.written.items():
            if name not in self.given.environment:
                self.written[name] = bind(tree, lambda leaf: Unknown(reason, "str"))


def text_of(value: Value) -> str | None:
    """The text of a known string."""
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else None

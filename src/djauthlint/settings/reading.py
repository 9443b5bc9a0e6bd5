"""A value as a rule reads it in one scenario: plain, with its place and what it depends on."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from djauthlint.conditions import UNSET, Choice, Worlds, both, is_case, leaves, reaches, variables
from djauthlint.settings.plain import plain, truthy
from djauthlint.settings.scenarios import Scenario, Undetermined
from djauthlint.settings.sequences import Plain
from djauthlint.values import (
    ABSENT,
    COMMAND_LINE,
    TEST_RUNNERS,
    Dict,
    Hole,
    Known,
    Lazy,
    List,
    Object,
    Origin,
    PerProcess,
    Set,
    Tuple,
    Unknown,
    Value,
    is_loaded,
)

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.source import Span

_TESTS_RUN: Final = frozenset(map(is_loaded, TEST_RUNNERS))
_WRITES: Final = re.compile(r"\b(?:write|write_text|write_bytes|dump|set_key)\(")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a setting's provenance: what was done, where, and in which worlds.

    Arguments:
        action: what was done, in a past participle.
        span: where.
        worlds: in which.
        by_call: whether a call did it, such as `setattr(module, name, value)`, which does not say to what.
    """

    action: str
    span: Span | None
    worlds: Worlds
    by_call: bool = False


class Reading:
    """What settings, elements and entries have in common.

    Arguments:
        settings: the settings that it is a part of.
        name: the setting that it is, or is a part of.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self.settings = settings
        self.name = name

    @property
    def tree(self) -> Any:
        """What it may be, as a decision tree."""
        raise NotImplementedError

    @property
    def leaf(self) -> Any:
        """What it is in this scenario."""
        return self._scenario.leaf(self.tree)

    @property
    def span(self) -> Span:
        """Where a cure goes."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """What to call it: `CACHES["default"]["BACKEND"]`."""
        return self.name

    @property
    def provenance(self) -> tuple[Step, ...]:
        """How the setting came to have its value, oldest first, as far as this scenario allows; none for an element."""
        return ()

    @property
    def is_known(self) -> bool:
        """Whether `value` would not raise."""
        try:
            plain(self.leaf, self._scenario)
        except Undetermined:
            return False
        return True

    @property
    def value(self) -> Plain:
        """Its value as Django would see it.

        Raises:
            Undetermined: a part of it is unknown.
        """
        return plain(self.leaf, self._scenario)

    @property
    def type_name(self) -> str:
        """The Python type of its value, with its module unless that is `builtins`; known for some unknown values, too.

        Raises:
            Undetermined: its type is unknown.
        """
        match self.leaf:
            case Known(value=value):
                kind = type(value)
                return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
            case Unknown(kind=None, reason=reason) | Hole(reason=reason):
                raise Undetermined(reason)
            case Unknown(kind=str(name)) | Object(path=name) | Value(type_name=name):
                return name
            case _:
                raise Undetermined("it is not set")

    @property
    def truthy(self) -> bool:
        """Whether it is true where Django tests it.

        Raises:
            Undetermined: that can't be told.
        """
        return truthy(self.leaf, self._scenario)

    @property
    def per_process(self) -> str | None:
        """What makes each process have another value, in words: "a random UUID"; None where nothing is known to."""
        match self.leaf:
            case Unknown(reason=PerProcess() as reason) | Hole(reason=PerProcess() as reason):
                return reason
            case Object(attributes=attributes):
                reasons = (leaf.reason for leaf in attributes.values() if isinstance(leaf, Unknown))
                return next((reason for reason in reasons if isinstance(reason, PerProcess)), None)
            case _:
                return None

    @property
    def is_requested(self) -> bool:
        """Whether it is so only where someone set an environment variable, or runs a certain command or tests.

        A variable that has to be set for all that the rule looks at, such as one that switches development off, does not count.
        """
        reached = reaches(self.tree, self._scenario.leaf(self.tree))
        unset = reached
        for variable in variables(reached):
            if _mentions(variable.symbol, COMMAND_LINE):
                return True
            if variable.symbol in _TESTS_RUN:
                unset = both(unset, is_case(variable, False))
            if isinstance(variable.symbol, tuple) and variable.symbol[0] == "env":
                without_it = is_case(variable, UNSET)
                if both(self._scenario.worlds, without_it) is not False:
                    unset = both(unset, without_it)
        return not self._scenario.allows(unset)

    @property
    def depends_on_files(self) -> bool:
        """Whether it is so only where a file or a package is there, or is not, or where something fails, such as reading one."""
        leaf = self._scenario.leaf(self.tree)
        symbols = (variable.symbol for variable in variables(reaches(self.tree, leaf)))
        return any(isinstance(symbol, tuple) and symbol[0] in ("file", "package", "raises") for symbol in symbols)

    @property
    def may_be_kept(self) -> bool:
        """Whether the project may keep it in a file: it is made where one is missing, or in a module that writes to one."""
        origin = origin_of(self.leaf)
        return self.depends_on_files or (origin is not None and _WRITES.search(origin.file.text) is not None)

    @property
    def environment_default(self) -> str | None:
        """The environment variable whose absence makes this the value, where its presence would make that its text.

        That nothing is set counts as a value.
        """
        leaf = self._scenario.leaf(self.tree)
        if leaf is not ABSENT and not isinstance(leaf, Known):
            return None
        for variable in variables(reaches(self.tree, leaf)):
            match variable.symbol:
                case ("env", str(name)) if self._scenario.allows(is_case(variable, UNSET)) and any(
                    _is_made_from(other, name) for other in leaves(self.tree)
                ):
                    return name
        return None

    @property
    def environment_text(self) -> str | None:
        """The environment variable whose text this is, as it stands or changed, or whose default it is where that is a text."""
        leaf = self._scenario.leaf(self.tree)
        if isinstance(leaf, Known):
            name = self.environment_default if isinstance(leaf.value, str) else None
            return name if name is not None and any(_is_text_of(other, name) for other in leaves(self.tree)) else None
        return _environment_variable(leaf.symbol) if isinstance(leaf, Unknown) and leaf.kind == "str" else None

    @property
    def environment_truth(self) -> str | None:
        """The environment variable whose text `bool(...)` made true, whatever it says."""
        import libcst

        leaf = self._scenario.leaf(self.tree)
        if not isinstance(leaf, Known) or leaf.value is not True or leaf.origin is None:
            return None
        call = leaf.origin.node
        if not isinstance(call, libcst.Call) or not isinstance(call.func, libcst.Name) or call.func.value != "bool":
            return None
        tree = self.tree
        while isinstance(tree, Choice):
            name = _environment_variable(tree.variable.symbol)
            # True for any text that is compared with nothing, something else for the empty one.
            if name is not None and tree.otherwise is leaf and "" in tree.cases:
                return name
            tree = tree.otherwise
        return None

    @property
    def may_be_reversed(self) -> bool:
        """Whether it is such a thing in some world; nothing is asked."""
        return any(isinstance(leaf, Unknown) and _has_text(leaf.symbol, REVERSE) for leaf in leaves(self.tree))

    @property
    def is_reversed(self) -> bool:
        """Whether it is, or has in it, what `django.urls.reverse()` gave while the settings were imported."""
        leaf = self._scenario.leaf(self.tree)
        return isinstance(leaf, Unknown) and _has_text(leaf.symbol, REVERSE)

    @property
    def url_name(self) -> str | None:
        """The name that `reverse_lazy()` is called with, and with nothing else; None where it is no such thing."""
        match self._scenario.leaf(self.tree):
            case Lazy(text=Unknown(symbol=("url", str(name)))):
                return name
            case _:
                return None

    @property
    def _scenario(self) -> Scenario:
        return self.settings.scenario


REVERSE: Final = "django.urls.reverse("
_WITH_ORIGIN: Final = (Known, Unknown, Lazy, Object, Tuple, List, Dict, Set)


def origin_of(leaf: object) -> Origin | None:
    """The text that made a value, None if none did."""
    return leaf.origin if isinstance(leaf, _WITH_ORIGIN) else None


def _is_made_from(leaf: object, name: str) -> bool:
    """Whether a value is made from the text of an environment variable."""
    return isinstance(leaf, Unknown) and _mentions(leaf.symbol, ("env", name))


def _is_text_of(leaf: object, name: str) -> bool:
    """Whether a value may be the text of an environment variable, which has not become a bool or a number."""
    return _is_made_from(leaf, name) and isinstance(leaf, Unknown) and leaf.kind in ("str", None)


def _environment_variable(symbol: Hashable) -> str | None:
    """The environment variable that a symbol stands for the text of, as it is or changed."""
    if not isinstance(symbol, tuple):
        return None
    if len(symbol) == 2 and symbol[0] == "env":
        return str(symbol[1])
    return next((name for name in map(_environment_variable, symbol) if name is not None), None)


def _mentions(symbol: Hashable, part: Hashable) -> bool:
    return symbol == part or (
        isinstance(symbol, (tuple, frozenset)) and any(_mentions(inner, part) for inner in symbol)
    )


def _has_text(symbol: Hashable, text: str) -> bool:
    """Whether a symbol is, or has in it, one whose text has a text in it."""
    if isinstance(symbol, tuple):
        return any(_has_text(inner, text) for inner in symbol)
    return isinstance(symbol, str) and text in symbol

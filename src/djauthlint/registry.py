"""Every rule there is, found by being there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

import djauthlint.rules as package
from djauthlint.rule import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """All rules by code.

    Raises:
        TypeError: a module of the package defines no rule.
        ValueError: two rules share a code or a name.
    """
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
        if not module.ispkg
    ]
    found: list[Rule] = []
    for module in modules:
        rule = vars(module).get("rule")
        if not isinstance(rule, Rule):
            raise TypeError(f"{module.__name__} defines no rule")
        found.append(rule)
    return ordered(found)


def ordered(found: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules by code.

    Raises:
        ValueError: two of them share a code or a name.
    """
    by_word: dict[str, Rule] = {}
    for rule in found:
        for word in (rule.code, rule.name):
            other = by_word.setdefault(word, rule)
            if other is not rule:
                raise ValueError(f"{rule.module} and {other.module} are both called {word}")
    return tuple(sorted({rule.code: rule for rule in by_word.values()}.values(), key=lambda rule: rule.code))


def find(word: str) -> Rule | None:
    """The rule of this code or name."""
    return next((rule for rule in rules() if word.upper() == rule.code or word.lower() == rule.name), None)
